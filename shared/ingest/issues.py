"""What is told about an upload, in words for the person who sent it."""

from __future__ import annotations

import msgspec

from shared.model.upload import Upload


def noting_cut(upload: Upload, row: int | None) -> Upload:
    """The upload that keeps its raw export for the first row quarantine holds only in part."""
    if row is None or upload.incomplete:
        return upload
    issue = (
        f"row {row}, and perhaps others, is too large to be kept whole in quarantine; "
        "the raw export is kept in landing"
    )
    return msgspec.structs.replace(upload, incomplete=True, issues=(*upload.issues, issue))


def noting_end(upload: Upload, row: int | None) -> Upload:
    """The upload whose file broke off at this row, if it did."""
    if row is None:
        return upload
    issue = (
        f"the file broke off at row {row}: what follows was not read; "
        "the raw export is kept in landing"
    )
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
