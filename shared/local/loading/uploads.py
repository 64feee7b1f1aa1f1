"""Uploads as people follow them: the state, the counts of promise 1, and how fast it goes."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime

import msgspec

from shared.ingest.french import in_french
from shared.local.terminal.surface import in_words
from shared.model.upload import Part, Upload
from shared.ports import Documents
from shared.rules.parts import progress_of, totals

ENDED = frozenset({"resolved", "refused", "undone"})
"""The states nothing comes after by itself."""


class UploadSummary(msgspec.Struct, frozen=True, kw_only=True):
    """One upload in one line: rows = mapped + rejected + suppressed, and, once resolved,
    mapped = created + linked + review + unchanged."""

    upload: str
    source: str
    file: str
    entity: str
    state: str
    rows: int
    mapped: int
    rejected: int
    suppressed: int
    created: int
    linked: int
    review: int
    unchanged: int
    duplicates: int
    seconds: float
    received_at: str
    repeated: int = 0
    """Rows at odds with another row of the same key near them in the file."""

    sample: int = 0
    """Of a sample: how many of the file's first rows were taken at most."""

    share: float | None = None
    """How much of the whole work is done, where that is known."""

    reason: str = ""
    """Why the file was refused, in English and in French."""

    reason_fr: str = ""
    issues: tuple[str, ...] = ()
    already_loaded: bool = False
    """Of a drop that is followed: the same bytes were loaded before, at `received_at`."""

    @property
    def has_ended(self) -> bool:
        """Whether nothing more happens by itself."""
        return self.state in ENDED


def summarise(upload: Upload, parts: Iterable[Part], *, seconds: float) -> UploadSummary:
    """The summary of an upload and its parts; `seconds` is how long it took, or has taken."""
    known = list(parts)
    sums = totals(known)
    return UploadSummary(
        upload=upload.id,
        source=upload.source,
        file=upload.name.rpartition("/")[2],
        entity=upload.entity,
        state=progress_of(upload, known),
        seconds=round(seconds, 2),
        received_at=upload.received_at,
        sample=upload.sample,
        share=_share(upload, known),
        reason=upload.reason,
        reason_fr=in_french(upload.reason) if upload.reason else "",
        issues=upload.issues,
        already_loaded=False,
        repeated=sum(one.repeated for one in known),
        **{
            name: sums[name]
            for name in (
                *("rows", "mapped", "rejected", "suppressed"),
                *("created", "linked", "review", "unchanged", "duplicates"),
            )
        },
    )


def read_summary(documents: Documents, upload: Upload, *, now: datetime) -> UploadSummary:
    """The summary of an upload as it stands; a running one's seconds count from its arrival."""
    parts = [stored.value for _, stored in documents.find(Part, where={"upload": upload.id})]
    return summarise(upload, parts, seconds=_elapsed(upload, now))


def find_upload(
    documents: Documents, *, source: str, hashes: Collection[str], sample: int = 0
) -> Upload | None:
    """The latest upload of these bytes for this source, or None; `hashes` are the names the
    stores may know the bytes by. A sample of them is another upload than the whole."""
    found = [
        stored.value
        for content in hashes
        for _, stored in documents.find(Upload, where={"content_hash": content})
        if (stored.value.source, stored.value.sample) == (source, sample)
    ]
    return max(found, key=lambda one: one.received_at, default=None)


def sample_in_words(summary: UploadSummary) -> str:
    """Of a sample, how many rows: those that were asked for, or all where the file has fewer."""
    if not summary.has_ended or summary.rows >= summary.sample:
        return f"a sample of {in_words(summary.sample, 'rows')}"
    return f"a sample of all {in_words(summary.rows, 'rows')} of the file"


def rows_in_words(summary: UploadSummary) -> str:
    """Where the rows went: the first sum of promise 1."""
    return (
        f"{in_words(summary.rows, 'rows')} = {summary.mapped:,} mapped "
        f"+ {summary.rejected:,} rejected + {summary.suppressed:,} suppressed"
    )


def people_in_words(summary: UploadSummary) -> str:
    """What became of the mapped rows: the second sum of promise 1."""
    if summary.entity == "interactions":
        return (
            f"{summary.mapped:,} mapped = {summary.linked:,} attached to their people "
            f"+ {summary.unchanged:,} unchanged"
        )
    return (
        f"{summary.mapped:,} mapped = {summary.created:,} new + {summary.linked:,} linked "
        f"+ {summary.review:,} to review + {summary.unchanged:,} unchanged"
    )


def repeated_in_words(summary: UploadSummary) -> str:
    """That rows of one key are at odds, and which counts; empty when none are."""
    if not summary.repeated:
        return ""
    what = "interaction" if summary.entity == "interactions" else "record"
    say = "says" if summary.repeated == 1 else "say"
    return (
        f"{in_words(summary.repeated, 'rows')} of the unchanged {say} something else of a {what} "
        "than another row of the same key: the last word counts; a key that is not the row's own "
        "is put right by `key` in the contract"
    )


def local_time(text: str) -> str:
    """A stored time as people read it here."""
    return datetime.fromisoformat(text).astimezone().strftime("%Y-%m-%d %H:%M:%S")


def _elapsed(upload: Upload, now: datetime) -> float:
    end = datetime.fromisoformat(upload.mapped_at) if upload.mapped_at else now
    return max(0.0, (end - datetime.fromisoformat(upload.received_at)).total_seconds())


def _share(upload: Upload, parts: list[Part]) -> float | None:
    """Reading and resolving are two halves of the work; how far both are."""
    if upload.state == "mapping":
        read = upload.read_bytes / upload.size if upload.size else 0.0
    elif upload.state == "mapped":
        read = 1.0
    else:
        return None
    expected = upload.parts or (len(parts) / read if read else 0)
    done = sum(part.resolved or part.attached for part in parts)
    return min(1.0, (read + done / expected) / 2) if expected else None
