"""HTML tables: what many web applications call an Excel export (.xls)."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import islice
from typing import BinaryIO, Final

from shared.errors import InvalidInput
from shared.ingest.formats.blocks import UNPACKING_ERRORS
from shared.ingest.formats.dialect import Dialect
from shared.ingest.formats.encodings import Encoding
from shared.ingest.formats.flattening import encode_json
from shared.ingest.formats.header import describe_values_above, find_header
from shared.ingest.formats.lines import DAMAGED_COMPRESSION
from shared.ingest.formats.rows import (
    CountedRows,
    Position,
    RowReader,
    Unreadable,
    WithoutPlaces,
)
from shared.ingest.formats.tables import table_rows
from shared.ingest.formats.transcoding import as_utf_8

MAX_PAGE: Final = 512 << 20
_BLOCK_BYTES: Final = 1 << 16
_SAMPLED: Final = 500
_MAX_SILENCE: Final = 2 << 20
"""Bytes without a complete row after which a page is given up: they are read slowly."""

_MAX_SPAN: Final = 100
_WHITE_SPACE: Final = re.compile(r"\s+")


def sniff_html(stream: BinaryIO, encoding: Encoding, *, header_row: int | None = None) -> Dialect:
    """Find the header among the table rows of an HTML page.

    Raises InvalidInput when the page has no table of at least two columns, or is larger than half
    a gibibyte: a call that goes on with it reads it from the beginning.
    """
    if stream.seek(0, os.SEEK_END) > MAX_PAGE:
        raise InvalidInput(
            f"the web page is larger than {MAX_PAGE >> 20} MiB: export the data as CSV"
        )
    stream.seek(0)
    skipped = header_row - 1 if header_row else 0
    plain = Dialect(type="html", columns=(), encoding=encoding.name, bom=encoding.bom)
    sample = islice(_table_rows(stream, plain), skipped, skipped + _SAMPLED)
    rows = [row for row in sample if isinstance(row, list)]
    if max(map(len, rows), default=0) < 2:
        raise InvalidInput("this is a web page without a table: export the data as CSV or XLSX")
    header = find_header(rows, given=None if header_row is None else header_row > 0)
    return Dialect(
        type="html",
        columns=header.columns,
        encoding=encoding.name,
        bom=encoding.bom,
        preamble=skipped + header.row,
        header=header.present,
        trailing_empty=header.trailing_empty,
        evidence=(encoding.evidence, "it is a web page with a table, as some .xls exports are"),
        left_out=describe_values_above(rows, header),
    )


def read_html(stream: BinaryIO, dialect: Dialect, start: Position | None = None) -> RowReader:
    """Read the table rows of an HTML page."""
    return CountedRows(WithoutPlaces(table_rows(_table_rows(stream, dialect), dialect)), start)


def _table_rows(stream: BinaryIO, dialect: Dialect) -> Iterator[list[str] | Unreadable]:
    source = as_utf_8(stream, dialect, errors="replace")
    parser = _RowParser()
    pending = b""
    silence = 0
    while True:
        try:
            chunk = pending + source.read(_BLOCK_BYTES)
        except UNPACKING_ERRORS:
            yield Unreadable(DAMAGED_COMPRESSION, pending, ends_early=True)
            return
        # Up to a `>` no character is cut in two; what is left waits for the next block.
        end = chunk.rfind(b">") + 1
        parser.feed(chunk[:end].decode("utf-8", "replace"))
        silence = 0 if parser.rows else silence + end
        yield from parser.rows
        parser.rows.clear()
        if len(chunk) == len(pending):
            yield from _rest(parser, pending)
            return
        pending = chunk[end:]
        if silence + len(pending) + len(parser.rawdata) > _MAX_SILENCE:
            reason = f"no row is complete within {_MAX_SILENCE} bytes; nothing after was read"
            yield Unreadable(reason, parser.rawdata.encode() + pending, ends_early=True)
            return


def _rest(parser: _RowParser, pending: bytes) -> Iterator[Unreadable]:
    """The row that is open where the page ends, if one is: it may have lost cells, or rows."""
    parser.feed(pending.decode("utf-8", "replace"))
    parser.close()
    if parser.unfinished:
        raw = encode_json(parser.unfinished).encode()
        yield Unreadable("the page is cut off inside this row", raw, ends_early=True)


class _Table:
    """A table in progress: the row and the cell that are open in it."""

    def __init__(self) -> None:
        self.row: list[str] | None = None
        self.cell: list[str] | None = None
        self.span = 1

    def end_cell(self) -> None:
        if self.row is not None and self.cell is not None:
            self.row.append("".join(self.cell).strip())
            self.row.extend([""] * (self.span - 1))
        self.cell = None


class _RowParser(HTMLParser):
    """Takes the rows of every table; those of a table inside a cell come before the cell's row."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[list[str]] = []
        """Complete rows not taken yet; the owner empties it."""

        self._around: list[_Table] = []
        self._table = _Table()

    @property
    def unfinished(self) -> list[str]:
        """The cells of the row that is open, the last of them as far as it goes."""
        table = next(
            (one for one in (self._table, *self._around[::-1]) if one.row is not None), None
        )
        if table is None or table.row is None:
            return []
        return [*table.row, *([] if table.cell is None else ["".join(table.cell)])]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        table = self._table
        if tag == "table":
            self._around.append(table)
            self._table = _Table()
        elif tag == "tr":
            self._end_row()
            table.row = []
        elif tag in ("td", "th"):
            table.end_cell()
            if table.row is None:
                table.row = []  # a page may leave out where it begins
            table.cell = []
            span = dict(attrs).get("colspan") or "1"
            table.span = min(int(span), _MAX_SPAN) if span.isascii() and span.isdigit() else 1
        elif tag == "br" and table.cell is not None:
            table.cell.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th"):
            self._table.end_cell()
        elif tag in ("tr", "table"):
            self._end_row()
        if tag == "table" and self._around:
            self._table = self._around.pop()

    def handle_data(self, data: str) -> None:
        if self._table.cell is not None:
            # A page shows any run of white space as one space, and only <br> as a new line.
            self._table.cell.append(_WHITE_SPACE.sub(" ", data))

    def _end_row(self) -> None:
        self._table.end_cell()
        if self._table.row is not None:
            self.rows.append(self._table.row)
        self._table.row = None
