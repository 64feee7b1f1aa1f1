"""What reading a file gives: rows, rows that cannot be read, and where to go on from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, Protocol

import msgspec

from shared.ingest.formats.dialect import MAX_COLUMNS
from shared.ingest.formats.flattening import encode_json

MAX_CELL: Final = 1 << 20
"""Characters. A longer cell is a broken quote, not a value; its row is rejected."""

MAX_ROW: Final = 8 << 20
"""Bytes. A longer row is rejected before it fills the memory."""

TOO_MANY_CELLS: Final = f"it has more than {MAX_COLUMNS} cells"
MAX_BLANK_ROWS: Final = 1 << 20
"""Rows without a value, one after the other, after which a file is given up."""

TOO_MANY_BLANKS: Final = f"more than {MAX_BLANK_ROWS} blank rows in succession; reading ends here"

MAX_KEPT: Final = 1 << 20
"""Bytes of a rejected row that are kept; the reason says so when there were more."""


class Row(msgspec.Struct, frozen=True, gc=False):
    """One data row, as text.

    `number` counts data rows from 1, rejected ones included, blank ones not. `cells` maps column
    to the original text, not stripped; a JSON null is "", an absent key is absent. `line` is
    the physical line it begins on, where there are lines.
    """

    number: int
    cells: dict[str, str]
    line: int | None = None


class RejectedRow(msgspec.Struct, frozen=True):
    """A row that cannot be read: why (without personal data), and its bytes as they were."""

    number: int
    reason: str
    raw: bytes
    line: int | None = None
    ends_early: bool = False
    """Nothing after it was read, though the file may hold more rows: keep the file."""

    cut: bool = False
    """`raw` is not all of its bytes: keep the file."""


class Position(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A place between two rows, from which another process can go on reading.

    `rows` were delivered before it. Where an `offset` is known (bytes after decompression, or a
    row of a sheet), reading goes on there at once, past `since` rows; otherwise all `rows` are
    read again.
    """

    rows: int = 0
    offset: int | None = None
    since: int = 0
    """How many of the rows lie between the offset and this place."""

    line: int = 1
    ended: bool = False
    """Reading has ended early: nothing follows."""

    after_broken_quote: bool = False
    """The row before has a broken quote: a short one behind it may be its rest."""


class RowReader(Protocol):
    """Iterate once over the rows of a file; ask `position` whenever a part is complete."""

    @property
    def position(self) -> Position:
        """The place just after the row delivered last."""
        ...

    def __iter__(self) -> Iterator[Row | RejectedRow]: ...


class Unreadable(msgspec.Struct, frozen=True):
    """What a format's parser gives in place of a row's cells."""

    reason: str
    raw: bytes
    ends_early: bool = False
    cut: bool = False
    """`raw` is not all of its bytes."""


class Records(Protocol):
    """The rows of a format, in order, some with a place in the file behind them."""

    @property
    def place(self) -> int | None:
        """The last place, in bytes, at which reading can begin again; it moves with the rows."""
        ...

    def __iter__(self) -> Iterator[dict[str, str] | Unreadable]: ...


class CountedRows:
    """Rows that are numbered by counting them, from the beginning or from a place (a `RowReader`).

    `records` begin at `start.offset` where it is known, else at the beginning of the file.
    """

    def __init__(self, records: Records, start: Position | None) -> None:
        self._records = records
        self._position = start or Position()

    @property
    def position(self) -> Position:
        return self._position

    def __iter__(self) -> Iterator[Row | RejectedRow]:
        start = self._position
        if start.ended:
            return
        since = 0
        skip = start.rows if start.offset is None else start.since
        place = start.offset
        for number, row in enumerate(self._records, start=start.rows - skip + 1):
            since += 1
            if self._records.place != place:
                place, since = self._records.place, 0
            if number <= start.rows:
                continue
            self._position = Position(
                rows=number,
                offset=place,
                since=0 if place is None else since,
                ended=isinstance(row, Unreadable) and row.ends_early,
            )
            yield _number_row(number, row)


class WithoutPlaces:
    """Rows of a format in which reading can begin nowhere but at the beginning (`Records`)."""

    place = None

    def __init__(self, parsed: Iterator[dict[str, str] | Unreadable]) -> None:
        self._parsed = parsed

    def __iter__(self) -> Iterator[dict[str, str] | Unreadable]:
        return self._parsed


def _number_row(number: int, row: dict[str, str] | Unreadable) -> Row | RejectedRow:
    """Make a row of its cells; one with too many is rejected."""
    if isinstance(row, Unreadable):
        return reject(number, row.reason, row.raw, ends_early=row.ends_early, cut=row.cut)
    if len(row) > MAX_COLUMNS:
        return reject(number, TOO_MANY_CELLS, encode_json(row).encode())
    return Row(number, row)


def reject(
    number: int,
    reason: str,
    raw: bytes,
    line: int | None = None,
    *,
    ends_early: bool = False,
    cut: bool = False,
) -> RejectedRow:
    """Make a rejected row that keeps at most `MAX_KEPT` bytes, and says so."""
    # A parser that gives no bytes of a row knows none of them.
    cut = cut or not raw
    if len(raw) > MAX_KEPT:
        cut = True
        reason = f"{reason}; only the first {MAX_KEPT} bytes of the row are kept"
        raw = raw[:MAX_KEPT]
    return RejectedRow(number, reason, raw, line, ends_early, cut)
