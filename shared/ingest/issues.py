"""What is told about an upload, in words for the person who sent it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import msgspec

from shared.model.upload import Upload

_KEPT: Final = "the raw export is kept in landing"
_SHOWN: Final = 5
_TOO_LARGE: Final = "too large to be kept whole in quarantine"


def noting_left_out(issues: Sequence[str], left_out: Sequence[str]) -> tuple[str, ...]:
    """The issues of an upload, and that its file stays for what of it is not read."""
    if not left_out:
        return tuple(issues)
    return (
        *issues,
        f"{_KEPT} for what of it is not read; once the contract’s `format` says what to read, it "
        "is not",
    )


def noting_cut(upload: Upload, row: int | None) -> Upload:
    """The upload that keeps its raw export for the first row quarantine holds only in part."""
    if row is None or any(_TOO_LARGE in issue for issue in upload.issues):
        return upload
    issue = f"row {row}, and perhaps others, is {_TOO_LARGE}; {_KEPT}"
    return msgspec.structs.replace(upload, incomplete=True, issues=(*upload.issues, issue))


def noting_set_aside(upload: Upload, counts: Mapping[str, int]) -> Upload:
    """The upload that says of which fields values could not be used, the commonest first."""
    ranked = sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    told = [
        f"{count} {'value' if count == 1 else 'values'} of {field} set aside ({why})"
        for key, count in ranked[:_SHOWN]
        for field, _, why in [key.partition(": ")]
    ]
    more = len(ranked) - len(told)
    if more > 0:
        told.append(f"and {more} more kinds")
    if not told:
        return upload
    issue = f"{', '.join(told)}; they stay on their records as originals"
    return msgspec.structs.replace(upload, issues=(*upload.issues, issue))


def noting_no_rows(upload: Upload, parts: int) -> Upload:
    """The upload that says that its file held nothing but column names, when it did."""
    if parts:
        return upload
    issue = "the file has column names and no rows"
    return msgspec.structs.replace(upload, issues=(*upload.issues, issue))


def noting_end(upload: Upload, row: int | None) -> Upload:
    """The upload whose file broke off at this row, or holds more than its records, if it did."""
    if row is None:
        return upload
    issue = f"reading ended at row {row}: what else the file holds was not read; {_KEPT}"
    return msgspec.structs.replace(upload, incomplete=True, issues=(*upload.issues, issue))


def noting_suppressed(upload: Upload, rows: int) -> Upload:
    """The upload that says how many rows were kept out, and what its sender is to do about it."""
    if not rows:
        return upload
    are = "row is" if rows == 1 else "rows are"
    issue = (
        f"{rows} {are} about people who were erased at their request, and not taken in; "
        "erase them in the system that sent the file too"
    )
    return msgspec.structs.replace(upload, issues=(*upload.issues, issue))
