"""Refused rows that need no mending, as a line of totals: dismissed with a reason, or put back."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

import msgspec

from shared.errors import InvalidInput, NotFound
from shared.local.loading.rejections import rejected_rows
from shared.model.upload import Dismissal, Upload
from shared.rules.discretion import looks_like_value

if TYPE_CHECKING:
    from shared.wiring.app import App

ALL = "*"
"""Instead of a row's number: an upload of a hundred thousand refused rows is one document too."""

_MOST_NAMED = 1000
_LONGEST_REASON = 200


def dismiss(app: App, id: str, rows: Collection[int], *, reason: str, by: str) -> list[int]:
    """Keep out of the list what needs no mending, all rows when none is named; which they are.

    They stay in quarantine, and rejected. Raises NotFound for an unknown upload or a row that was
    not refused, InvalidInput for a reason that says nothing, or something of somebody.
    """
    reason = reason.strip()
    if not reason or len(reason) > _LONGEST_REASON or looks_like_value(reason):
        raise InvalidInput(
            f"a reason is text of 1 to {_LONGEST_REASON} characters without anybody's e-mail, "
            "phone or number",
            field="reason",
        )
    said = Dismissal(reason=reason, by=by, at=app.clock.now().isoformat())
    return _changed(app, id, rows, said)


def put_back(app: App, id: str, rows: Collection[int]) -> list[int]:
    """List dismissed rows again, all when none is named; which they are."""
    return _changed(app, id, rows, None)


def _changed(app: App, id: str, rows: Collection[int], said: Dismissal | None) -> list[int]:
    stored = app.documents.get(Upload, id)
    if stored is None:
        raise NotFound(f"there is no upload {id}; `nova quarantine` lists those with rows here")
    found = rejected_rows(app.objects, source=stored.value.source, upload=id)
    refused = {int(row["row"]) for row in found}
    unknown = sorted(set(rows) - refused)
    if unknown:
        raise NotFound(
            f"row {unknown[0]} of upload {id} was not refused; `nova quarantine show {id}` lists "
            "those that were"
        )
    if rows and len(rows) > _MOST_NAMED:
        raise InvalidInput(f"at most {_MOST_NAMED} rows are named at once; without any, all are")

    def keep(upload: Upload | None) -> Upload | None:
        if upload is None:
            return None
        before = upload.dismissed
        if said:
            # Who dismissed a row first, and why, is kept: to say it anew, put it back.
            fresh = dict.fromkeys(map(str, rows) if rows else (ALL,), said)
            return msgspec.structs.replace(upload, dismissed={**fresh, **before})
        if rows and ALL in before:
            before = _row_by_row(before, refused)
        kept = {row: one for row, one in before.items() if rows and int(row) not in rows}
        return msgspec.structs.replace(upload, dismissed=kept)

    app.documents.update(Upload, id, keep)
    return sorted(rows or refused)


def dismissal_of(upload: Upload, row: int) -> Dismissal | None:
    """Why nobody has to mend a refused row of the upload; None where somebody has to."""
    return upload.dismissed.get(str(row)) or upload.dismissed.get(ALL)


def _row_by_row(said: Mapping[str, Dismissal], refused: Collection[int]) -> dict[str, Dismissal]:
    """All rows' dismissal as one of each."""
    if len(refused) > _MOST_NAMED:
        raise InvalidInput(
            f"its {len(refused)} rows were dismissed at once; put all of them back, naming none"
        )
    return {str(row): said.get(str(row), said[ALL]) for row in refused}
