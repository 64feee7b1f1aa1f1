"""The rows of a file cut into the pieces that become parts, and what is noticed of a piece."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile
from typing import Final

from shared.ingest.formats.rows import RejectedRow, Row, RowReader

PART_CHARACTERS: Final = 8 << 20
"""A part of huge rows ends early, so that memory does not grow with them."""

_CELL: Final = 16
"""Characters that a cell counts for beside its own: thousands of empty ones take room too."""


def first_rows(reader: RowReader, count: int) -> Iterator[Row | RejectedRow]:
    """The rows of a sample: by their number, so that a checkpoint changes nothing; 0 is all."""
    return takewhile(lambda row: not count or row.number <= count, reader)


def pieces(rows: Iterable[Row | RejectedRow], size: int) -> Iterator[list[Row | RejectedRow]]:
    """Cut rows into parts: by their number and size alone, so that repeats are cut the same."""
    piece: list[Row | RejectedRow] = []
    characters = 0
    for row in rows:
        piece.append(row)
        characters += len(row.raw) if isinstance(row, RejectedRow) else _characters_of(row)
        if len(piece) >= size or characters >= PART_CHARACTERS:
            yield piece
            piece, characters = [], 0
    if piece:
        yield piece


def _characters_of(row: Row) -> int:
    return sum(map(len, row.cells.values())) + _CELL * len(row.cells)


def end_of(rows: Sequence[Row | RejectedRow]) -> int | None:
    """The number of the row at which the file broke off, if it did."""
    for row in reversed(rows):
        if isinstance(row, RejectedRow) and row.ends_early:
            return row.number
    return None


def first_cut(rows: Sequence[Row | RejectedRow]) -> int | None:
    """The number of the first row whose bytes were kept only in part, if there is one."""
    for row in rows:
        if isinstance(row, RejectedRow) and row.cut and not row.ends_early:
            return row.number
    return None
