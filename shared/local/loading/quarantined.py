"""What lies in quarantine, upload by upload: refused, mended, dismissed, and what is left."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final

import msgspec

from shared.local.loading.dismissing import dismissal_of
from shared.local.loading.rejections import rejected_rows
from shared.local.terminal.surface import in_words, table
from shared.model.upload import Part, Upload

if TYPE_CHECKING:
    from shared.wiring.app import App

_REASONS_NAMED: Final = 3


class RefusedRows(msgspec.Struct, frozen=True, kw_only=True):
    """The refused rows of one upload: rejected = mended + dismissed + left."""

    upload: str
    source: str
    file: str
    rejected: int
    mended: int
    dismissed: int
    left: int
    reasons: dict[str, int]
    """Why, and how many rows, the commonest first; dismissed ones are not among them."""

    again: dict[str, int] = {}
    """Uploads of mended rows, and how many of each were refused again."""


def refused_rows(app: App, *, closed: bool = False) -> list[RefusedRows]:
    """The uploads with rows that wait for somebody, the latest first; all of them when `closed`.

    A row is counted once, where it was refused first: a mend that was refused again counts under
    the upload it was to mend, and a sample whose file was read on since not at all.
    """
    uploads = {stored.value.id: stored.value for _, stored in app.documents.find(Upload)}
    seen = {id: _Rows(app, one) for id, one in uploads.items()}
    listed = [
        _summary(one, [other for other in uploads.values() if _first(other, uploads) is one], seen)
        for one in uploads.values()
        if seen[one.id].refused and _first(one, uploads) is one and not _read_on(one, uploads)
    ]
    order = {id: one.received_at for id, one in uploads.items()}
    listed.sort(key=lambda one: order[one.upload], reverse=True)
    return [one for one in listed if closed or one.left]


class _Rows:
    """What the parts of an upload say, and what of its refused rows is dismissed."""

    def __init__(self, app: App, upload: Upload) -> None:
        parts = [one.value for _, one in app.documents.find(Part, where={"upload": upload.id})]
        self.mapped = sum(one.mapped for one in parts) if upload.state == "mapped" else 0
        rows = (
            list(rejected_rows(app.objects, source=upload.source, upload=upload.id))
            if any(one.rejected for one in parts)
            else []
        )
        self.refused = len(rows)
        open_rows = [row for row in rows if not dismissal_of(upload, int(row["row"]))]
        self.dismissed = self.refused - len(open_rows)
        self.reasons = Counter(str(row["reason"]) for row in open_rows)


def _first(upload: Upload, uploads: Mapping[str, Upload]) -> Upload:
    """The upload whose rows these were at first: a mend may itself be mended."""
    met = {upload.id}
    while (before := uploads.get(upload.mends)) and before.id not in met:
        met.add(before.id)
        upload = before
    return upload


def _read_on(sample: Upload, uploads: Mapping[str, Upload]) -> bool:
    """Whether the file a sample was taken of has been read further since, its rows included."""
    return bool(sample.sample) and any(
        (one.source, one.content_hash, one.state) == (sample.source, sample.content_hash, "mapped")
        and (not one.sample or one.sample > sample.sample)
        for one in uploads.values()
    )


def _summary(upload: Upload, family: list[Upload], seen: Mapping[str, _Rows]) -> RefusedRows:
    """`family` is the upload and those that mend it."""
    mends = [one for one in family if one is not upload]
    own = seen[upload.id]
    mended = min(own.refused, sum(seen[one.id].mapped for one in mends))
    dismissed = min(own.refused - mended, sum(seen[one.id].dismissed for one in family))
    again = {
        one.id: seen[one.id].reasons.total()
        for one in mends
        if seen[one.id].reasons and not any(other.mends == one.id for other in mends)
    }
    return RefusedRows(
        upload=upload.id,
        source=upload.source,
        file=upload.name.rpartition("/")[2],
        rejected=own.refused,
        mended=mended,
        dismissed=dismissed,
        left=own.refused - mended - dismissed,
        reasons=dict(own.reasons.most_common()),
        again=again,
    )


def lines(found: list[RefusedRows]) -> Iterator[str]:
    """The refused rows for people, one line an upload."""
    yield from table(
        [
            (
                *(one.upload, one.source, one.file, one.rejected, one.mended or ""),
                *(one.dismissed or "", one.left, _why(one.reasons)),
            )
            for one in found
        ],
        header=("upload", "source", "file", "rows", "mended", "dismissed", "left", "reason"),
    )
    for one in found:
        for id, count in one.again.items():
            again = "was refused again" if count == 1 else "were refused again"
            yield f"! {in_words(count, 'rows')} of its mend {again}: nova quarantine show {id}"


def _why(reasons: Mapping[str, int]) -> str:
    """The commonest reasons, with how many rows each where there are several."""
    if len(reasons) == 1:
        return next(iter(reasons))
    named = [f"{reason} ({count})" for reason, count in list(reasons.items())[:_REASONS_NAMED]]
    more = len(reasons) - len(named)
    return "; ".join([*named, *([f"and {in_words(more, 'reasons')} more"] if more else [])])
