"""XLSX workbooks: one sheet's rows, each cell as the text a person sees.

Streamed by openpyxl in read-only mode; formulas give the value that was last calculated.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any, BinaryIO, Final

import openpyxl
from openpyxl.workbook import Workbook

from shared.errors import InvalidInput
from shared.ingest.formats.dialect import Dialect
from shared.ingest.formats.header import describe_values_above, find_header
from shared.ingest.formats.packing import workbook_in
from shared.ingest.formats.rows import CountedRows, Position, RowReader, Unreadable
from shared.ingest.formats.sheet_rows import SheetRow, padded, sheet_rows
from shared.ingest.formats.tables import table_rows
from shared.ingest.formats.workbook_checks import DAMAGED, check_workbook
from shared.rules.discretion import shown

_SAMPLED: Final = 500
_MUCH_LARGER: Final = 3
_SHEETS_LOOKED_AT: Final = 20
_ROWS_LOOKED_AT: Final = 1000


def sniff_sheet(
    stream: BinaryIO, *, sheet: str | None = None, header_row: int | None = None
) -> Dialect:
    """Choose the sheet of a workbook and find its header.

    Raises InvalidInput when the workbook is damaged, dangerously large, or has no rows.
    """
    sizes = check_workbook(stream)
    workbook = _open(stream)
    name, why = _choose_sheet(workbook, sizes, sheet)
    skipped = header_row - 1 if header_row else 0
    try:
        sample = islice(padded(sheet_rows(workbook, name)), skipped, skipped + _SAMPLED)
        rows = [row if isinstance(row, list) else [] for row in sample]
        left_out = () if sheet else tuple(_left_out(workbook, name))
    except DAMAGED as error:
        raise InvalidInput(_damaged(name)) from error
    finally:
        workbook.close()
    if not any(any(cell.strip() for cell in row) for row in rows):
        raise InvalidInput("the sheet has no header and no rows, only empty cells", field="sheet")
    header = find_header(rows, given=None if header_row is None else header_row > 0)
    place = skipped + header.row
    found = f"row {place + 1} is the header" if header.present else "there is no header"
    return Dialect(
        type="xlsx",
        columns=header.columns,
        preamble=place,
        header=header.present,
        trailing_empty=header.trailing_empty,
        sheet=name,
        evidence=("it is an Excel workbook (XLSX)", why, found),
        left_out=(*describe_values_above(rows, header), *left_out),
    )


def read_sheet(stream: BinaryIO, dialect: Dialect, start: Position | None = None) -> RowReader:
    """Read the rows of the dialect's sheet; a workbook damaged further on ends in a rejection."""
    return CountedRows(_SheetRecords(stream, dialect, start.offset if start else None), start)


class _SheetRecords:
    """The rows of a sheet after a place: how many are written before it (`Records`)."""

    def __init__(self, stream: BinaryIO, dialect: Dialect, after: int | None) -> None:
        self.place = after
        self._stream = stream
        self._dialect = dialect

    def __iter__(self) -> Iterator[dict[str, str] | Unreadable]:
        dialect = self._dialect
        with workbook_in(self._stream, dialect.compression, dialect.member) as content:
            check_workbook(content)
            workbook = _open(content)
            after = self.place or 0
            written = self._pass(sheet_rows(workbook, dialect.sheet, after=after))
            rows = (row.cells for row in written) if after else padded(written)
            named = table_rows(rows, dialect, is_begun=after > 0)
            try:
                while (row := _next_row(named, dialect.sheet)) is not None:
                    yield row
            finally:
                workbook.close()

    def _pass(self, rows: Iterator[SheetRow]) -> Iterator[SheetRow]:
        for row in rows:
            self.place = row.place
            yield row


def _next_row(
    rows: Iterator[dict[str, str] | Unreadable], sheet: str
) -> dict[str, str] | Unreadable | None:
    try:
        return next(rows, None)
    except DAMAGED:
        # The generator has ended with its error: the next call returns None.
        return Unreadable(f"{_damaged(sheet)}; nothing after was read", b"", ends_early=True)


def _damaged(sheet: str) -> str:
    return f"the sheet {shown(sheet)} is damaged: open the workbook, save it again and send that"


def _open(stream: BinaryIO) -> Workbook:
    stream.seek(0)
    try:
        return openpyxl.load_workbook(stream, read_only=True, data_only=True)
    except DAMAGED as error:
        raise InvalidInput(
            "the workbook is damaged: open it, save it again as XLSX and send that"
        ) from error


def _choose_sheet(workbook: Workbook, sizes: dict[str, int], wanted: str | None) -> tuple[str, str]:
    names = [sheet.title for sheet in workbook.worksheets]
    if wanted is not None:
        if wanted not in names:
            known = ", ".join(map(shown, names))
            raise InvalidInput(f"no sheet {wanted!r} (known: {known})", field="sheet")
        return wanted, f"the contract says to read sheet {wanted!r}"
    size = {sheet.title: _size(sheet, sizes) for sheet in workbook.worksheets}
    seen = [sheet.title for sheet in workbook.worksheets if sheet.sheet_state == "visible"]
    seen = seen or names
    if not seen:
        raise InvalidInput("the workbook has no sheet with cells")
    active = workbook.active.title if workbook.active is not None else seen[0]
    chosen = active if active in seen else seen[0]
    largest = max(seen, key=lambda name: size[name])
    if size[largest] > size[chosen] * _MUCH_LARGER:
        return largest, (
            f"sheet {shown(largest)} is much larger than the active sheet {shown(chosen)}"
        )
    if len(seen) > 1:
        return chosen, f"of its {len(seen)} sheets {shown(chosen)} is the active one"
    return chosen, f"its sheet is {shown(chosen)}"


def _left_out(workbook: Workbook, chosen: str) -> Iterator[str]:
    """The other sheets that hold anything: whoever sends them ought to know."""
    others = [sheet.title for sheet in workbook.worksheets if sheet.title != chosen]
    for name in others[:_SHEETS_LOOKED_AT]:
        if _holds_anything(workbook, name):
            yield f"the sheet {shown(name)} is not read: to read it, say so in the contract"
    more = len(others) - _SHEETS_LOOKED_AT
    if more > 0:
        yield f"{more} more sheets are neither read nor looked at"


def _holds_anything(workbook: Workbook, name: str) -> bool:
    rows = islice(sheet_rows(workbook, name), _ROWS_LOOKED_AT + 1)
    try:
        for place, row in enumerate(rows):
            is_filled = not isinstance(row.cells, list) or any(map(str.strip, row.cells))
            if is_filled or place == _ROWS_LOOKED_AT:
                return True
    except DAMAGED:
        return True
    return False


def _size(sheet: Any, sizes: dict[str, int]) -> int:
    # openpyxl knows which part of the archive holds a sheet, but does not say so officially.
    return sizes.get(getattr(sheet, "_worksheet_path", "").lstrip("/"), 0)
