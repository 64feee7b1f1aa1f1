"""The third door of reading: a file's rows many at a time, column by column.

Stretches of delimited text in which nothing needs a closer look are cut as a whole, three times as
fast as row by row; everything else goes through `read_rows`, and gives the same cells.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import islice
from typing import BinaryIO, Final, NamedTuple

from shared.ingest.formats.dialect import Dialect
from shared.ingest.formats.encodings import UTF_16
from shared.ingest.formats.rows import MAX_CELL, Position, Row
from shared.ingest.reading import read_rows

_STRETCH: Final = 1 << 18
"""Bytes that are cut at once: fewer than a row may have, so that none is too long."""

_TURN: Final = 10_000
"""Rows read one by one before a stretch is tried again."""


class Columns(NamedTuple):
    """Some rows, in the order of the file: a cell for each of `rows` in every column."""

    cells: Mapping[str, Sequence[str]]
    rows: int
    rejected: int = 0
    """Rows between them that could not be read."""


def read_columns(stream: BinaryIO, dialect: Dialect, names: Collection[str]) -> Iterator[Columns]:
    """Read the columns `names` of all rows; a cell that a row has not is "".

    The stream can seek. No more than a few mebibytes of the file are held.
    """
    turn = 1  # what stands before the first row is the reader's to pass
    position: Position | None = None
    while position is None or not position.ended:
        reader = read_rows(stream, dialect, start=position)
        read = list(islice(reader, turn))
        rows = [row.cells for row in read if isinstance(row, Row)]
        cells = {name: [row.get(name, "") for row in rows] for name in names}
        yield Columns(cells, len(rows), len(read) - len(rows))
        if len(read) < turn:
            return
        position, turn = reader.position, _TURN
        while (found := _plain(stream, dialect, position)) is not None:
            columns, position = found
            yield Columns(
                {name: columns[dialect.columns.index(name)] for name in names}, len(columns[0])
            )


def _plain(
    stream: BinaryIO, dialect: Dialect, start: Position
) -> tuple[Sequence[Sequence[str]], Position] | None:
    """All columns of the lines after `start`, and the place behind them; None if any is odd.

    Odd is what the reader of rows would look at twice: bytes of another encoding, a row of another
    width, a quote where none should be, a blank row, the last line without its end.
    """
    if start.offset is None or not _is_simple(dialect):
        return None
    stream.seek(start.offset)
    taken = stream.read(_STRETCH)
    taken = taken[: taken.rfind(b"\n") + 1]
    try:
        text = taken.decode(dialect.encoding)
    except UnicodeDecodeError:
        return None
    csv.field_size_limit(MAX_CELL)
    parser = csv.reader(
        io.StringIO(text, newline="\n"),
        delimiter=dialect.delimiter,
        quotechar=dialect.quote,
        skipinitialspace=dialect.skip_space,
        strict=True,
    )
    try:
        rows = list(parser)
        columns = list(zip(*rows, strict=True))
    except (csv.Error, ValueError):
        return None
    if len(columns) != len(dialect.columns):
        return None
    if any(not first.strip() and not any(map(str.strip, row)) for first, *row in rows):
        return None
    return columns, Position(
        rows=start.rows + len(rows),
        offset=start.offset + len(taken),
        line=start.line + parser.line_num,
    )


def _is_simple(dialect: Dialect) -> bool:
    return (
        dialect.type == "csv"
        and dialect.line_end == "\n"
        and dialect.encoding not in UTF_16
        and not (dialect.compression or dialect.escape or dialect.is_wrapped)
    )
