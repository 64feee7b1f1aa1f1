"""The rows of a sheet of a workbook, each as it is written, and those behind a place in it.

openpyxl parses them. Its own sheets drop a row whose number is not larger than the one before, and
a cell that another one stands on: its parser, a level below, gives what is there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, BinaryIO, Final, NamedTuple, cast

from openpyxl.workbook import Workbook
from openpyxl.worksheet._reader import FORMULA_TAG, WorkSheetParser

from shared.ingest.formats.dialect import MAX_COLUMNS
from shared.ingest.formats.flattening import encode_json
from shared.ingest.formats.rows import (
    MAX_CELL,
    MAX_KEPT,
    MAX_ROW,
    TOO_MANY_CELLS,
    Unreadable,
)
from shared.ingest.formats.sheet_cells import CellTexts

_ROW: Final = re.compile(rb"<(?:\w+:)?row\b[^>]*>")
_BLOCK_BYTES: Final = 1 << 20
_MAX_GAP: Final = 1 << 20


class SheetRow(NamedTuple):
    """A row as it is written: the how-manieth of the sheet, the number it says, and its cells."""

    place: int
    number: int
    cells: list[str] | Unreadable


def sheet_rows(workbook: Workbook, name: str, *, after: int = 0) -> Iterator[SheetRow]:
    """The rows of a sheet behind the first `after` of those that are written in it."""
    sheet: Any = workbook[name]
    # openpyxl opens the part of the archive that holds the sheet here, and has no other way in.
    with cast(BinaryIO, sheet._get_source()) as source:
        # The last row before is parsed once more: so a sheet that breaks off behind it is heard of.
        begun = _from_row(source, after) if after else source
        if begun is not None:
            yield from _parse(begun, sheet, first=max(1, after), after=after)
            return
    with cast(BinaryIO, sheet._get_source()) as source:
        yield from _parse(source, sheet, first=1, after=after)


def padded(rows: Iterator[SheetRow]) -> Iterator[list[str] | Unreadable]:
    """The rows with the empty ones that a sheet does not write, as its numbers say."""
    counted = 0
    for row in rows:
        if counted < row.number <= _MAX_GAP:
            for _ in range(row.number - counted - 1):
                yield []
            counted = row.number
        yield row.cells


def _parse(source: BinaryIO, sheet: Any, *, first: int, after: int) -> Iterator[SheetRow]:
    texts = CellTexts(sheet.parent)
    parser = _Parser(
        source,
        sheet._shared_strings,
        data_only=True,
        date_formats=frozenset(),  # a number that is no date would be gone: `CellTexts` reads them
    )
    for place, (number, cells) in enumerate(parser.parse(), start=first):
        if place > after:
            yield SheetRow(place, number, _row_of(cells, texts))


def _row_of(cells: list[dict[str, Any]], texts: CellTexts) -> list[str] | Unreadable:
    """The texts of a row by their columns; what cannot be one row is unreadable."""
    row: list[str] = []
    length = 0
    for cell in cells:
        text = texts.of(cell)
        column = cell["column"]
        length += len(text)
        reason = ""
        if column > MAX_COLUMNS:
            reason = TOO_MANY_CELLS
        elif len(text) > MAX_CELL:
            reason = f"a cell is longer than {MAX_CELL} characters"
        elif length > MAX_ROW:
            reason = f"it is longer than {MAX_ROW} characters"
        elif column <= len(row) and text and row[column - 1] not in ("", text):
            reason = "two of its cells say that they stand in the same column"
        if reason:
            return _unreadable(cells, texts, reason)
        if column > len(row):
            row.extend([""] * (column - len(row)))
        row[column - 1] = row[column - 1] or text
    return row


def _unreadable(cells: list[dict[str, Any]], texts: CellTexts, reason: str) -> Unreadable:
    shown: list[str] = []
    length = 0
    for cell in cells:
        text = texts.of(cell)
        shown.append(text[:MAX_KEPT])
        length += len(text)
        if length > MAX_KEPT:
            return Unreadable(reason, encode_json(shown).encode()[:MAX_KEPT], cut=True)
    return Unreadable(reason, encode_json(shown).encode())


class _Parser(WorkSheetParser):
    def parse_cell(self, element: Any) -> dict[str, Any]:
        """The cell; a formula whose result nobody has calculated is given as it is written."""
        cell: dict[str, Any] = super().parse_cell(element)
        if cell["value"] is None:
            formula = element.find(FORMULA_TAG)
            if formula is not None and formula.text:
                cell["value"] = f"={formula.text}"
        return cell

    def parse_row(self, row: Any) -> tuple[int, list[dict[str, Any]]]:
        number, cells = super().parse_row(row)
        # It would keep a trace of every row that has a height.
        self.row_dimensions.clear()
        return number, cells


def _from_row(source: BinaryIO, wanted: int) -> BinaryIO | None:
    """A sheet's XML as its own would be, had it begun at the row so many are written before.

    Rows are found by their tags, at the speed of unpacking; parsing them takes a hundred times as
    long. None where tags do not tell them: in UTF-16, beside comments and the like.
    """
    before: bytes | None = None
    counted = 0
    text = b""
    while chunk := source.read(_BLOCK_BYTES):
        text += chunk
        if b"\0" in chunk or b"<!" in text or b"<?" in text[1:]:
            return None
        end = 0
        for found in _ROW.finditer(text):
            before = text[: found.start()] if before is None else before
            counted += 1
            if counted == wanted:
                return cast(BinaryIO, _Rest(before + text[found.start() :], source))
            end = found.end()
        if before is not None:
            # A tag that the block's end cuts in two waits for the next.
            text = text[max(end, text.rfind(b"<")) :]
    return None


class _Rest:
    """A beginning, and what a stream holds behind it."""

    def __init__(self, begun: bytes, source: BinaryIO) -> None:
        self._begun = begun
        self._source = source

    def read(self, size: int = -1, /) -> bytes:
        if self._begun:
            given = self._begun if size < 0 else self._begun[:size]
            self._begun = self._begun[len(given) :]
            return given
        return self._source.read(size)
