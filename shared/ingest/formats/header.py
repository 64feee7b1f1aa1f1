"""Where the header of a table is, or that there is none, judged by the rows of a sample.

A header names things: it holds no e-mail, phone or date, and differs in kind from what stands
below it. When a first row of values passed for one, a person's values would become column names.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

import msgspec

from shared.ingest.formats.dialect import name_columns

_HEADER_SOUGHT: Final = 100
_ROWS_BELOW: Final = 200
_MIN_FILLED: Final = 0.6
_MAX_VALUE_LIKE: Final = 0.3
_NEAR_WIDTH: Final = 0.8
_MOST: Final = 0.6
_MANY_DIGITS: Final = 6
_FEW_ABOVE: Final = 12
"""Lines of more than one cell; a report's filters stand on fewer."""

_LINE_OF_A_FORM: Final = 2
"""Cells: what is said, and its value."""

_DATE: Final = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}|(?:19|20)\d{6}")

_KINDS: Final = re.compile(
    r"""\s*(?:
        (?P<email>[^@\s]+@[^@\s]+\.[^@\s]+)
      | (?P<url>https?://\S+)
      | (?P<number>[+\-(]*\d[\d\s.,:/()\-T+Z%]*[€$£]?)  # a phone, date, time or amount too
    )\s*""",
    re.VERBOSE,
)
_SHORT_NUMBERS: Final = frozenset(f"{digits} digits" for digits in range(1, 5))
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_NOT_A_DIGIT: Final = re.compile(r"\D+")


class Header(msgspec.Struct, frozen=True, kw_only=True):
    """Where the rows begin, and what the columns are called."""

    row: int
    """Index, in the sample, of the header; without one, of the first row."""

    present: bool
    columns: tuple[str, ...]
    trailing_empty: int


def find_header(rows: Sequence[Sequence[str]], *, given: bool | None = None) -> Header:
    """Find the header among the first rows of a table, or find that there is none.

    `given` overrules: True, the first row is the header; False, there is none.
    """
    if given:
        return _header_at(0, rows)
    first = _first_full_row(rows)
    named = _find_names(rows, first) if given is None else None
    return _no_header(first, rows) if named is None else _header_at(named, rows)


def describe_values_above(rows: Sequence[Sequence[str]], header: Header) -> tuple[str, ...]:
    """Say that lines above the header look like rows of another table; nothing where none do.

    A title, a date, some filters and whom to ask are expected there: people and tables are not.
    """
    above = [row for row in rows[: header.row] if any(map(str.strip, row))]
    of_people = sum(any(_is_of_a_person(cell.strip()) for cell in row) for row in above)
    of_tables = sum(
        _used_width(row) > _LINE_OF_A_FORM and any(_is_of_a_person(cell.strip()) for cell in row)
        for row in above
    )
    wide = sum(_used_width(row) > 1 for row in above)
    if not of_tables and of_people <= _LINE_OF_A_FORM and wide <= _FEW_ABOVE:
        return ()
    lines = "line" if len(above) == 1 else "lines"
    return (
        f"the {len(above)} {lines} above the header are not read, and look like rows of another "
        "table: send each table as a file of its own",
    )


def _is_of_a_person(cell: str) -> bool:
    return _kind_of(cell) in ("email", f"{_MANY_DIGITS} digits") and not _DATE.match(cell)


def _find_names(rows: Sequence[Sequence[str]], first: int) -> int | None:
    """Return the index of the row that names the columns, from `first` on or just before it."""
    width = _usual_width(rows)
    for index in range(first, min(len(rows), _HEADER_SOUGHT)):
        if not _may_name(rows[index], width):
            continue
        if _lean(rows[index], rows[index + 1 : index + 1 + _ROWS_BELOW]) > 0:
            break
        is_alone = index + 1 == len(rows)
        return index - 1 if is_alone and _is_short_header(rows, index - 1) else index
    return first - 1 if _is_short_header(rows, first - 1) else None


def _first_full_row(rows: Sequence[Sequence[str]]) -> int:
    """Return the index of the first row that is about as wide as the table."""
    width = _usual_width(rows)
    for index, row in enumerate(rows[:_HEADER_SOUGHT]):
        if _is_full_width(row, width):
            return index
    return 0


def _may_name(row: Sequence[str], width: int) -> bool:
    """Tell whether the row is as wide and as filled as a header must be."""
    filled = sum(map(bool, map(str.strip, row)))
    return _is_full_width(row, width) and filled >= _used_width(row) * _MIN_FILLED


def _is_short_header(rows: Sequence[Sequence[str]], index: int) -> bool:
    """Tell a header narrower than the rows below it from a line above the table, or a short row."""
    if index < 0:
        return False
    width = _used_width(rows[index + 1])
    if not max(2, width / 2) <= _used_width(rows[index]) < width:
        return False
    lean = _lean(rows[index], rows[index + 1 : index + 1 + _ROWS_BELOW])
    return lean < 0 or (lean == 0 and index + 2 == len(rows))


def _lean(row: Sequence[str], below: Sequence[Sequence[str]]) -> int:
    """Tell by its cells, and by those below, whether a row holds values (> 0) or names (< 0)."""
    cells = [cell.strip() for cell in row]
    kinds = Counter(map(_kind_of, filter(None, cells)))
    named = kinds.pop("text", 0)
    if kinds["email"] or kinds.total() > (named + kinds.total()) * _MAX_VALUE_LIKE:
        return len(cells) + 1
    # Files that were joined repeat their header: such rows say nothing of the columns.
    others = [other for other in below if [cell.strip() for cell in other] != cells]
    lean = 0
    for place, cell in enumerate(cells):
        column = [other[place].strip() for other in others if place < len(other)]
        lean += _vote(cell, [value for value in column if value])
    return lean


def _vote(cell: str, column: Sequence[str]) -> int:
    """Say of one cell whether it is a value like those below it (> 0), or differs in kind (-1)."""
    if not cell or not column:
        return 0
    kinds = Counter(map(_kind_of, column))
    usual, count = kinds.most_common(1)[0]
    kind = _kind_of(cell)
    if kind != "text":
        if kinds[kind] <= len(column) * _MOST or _YEAR.fullmatch(cell):
            return 0  # a year may be a column's name, above amounts
        return 1 if kind in _SHORT_NUMBERS else 2
    if usual != "text":
        return -1 if count > len(column) * _MOST else 0
    # Where a column holds one word only, it may be the column's name, put there as a tick.
    return 1 if cell in column and len(set(column)) > 1 else 0


def _kind_of(cell: str) -> str:
    """Return what a cell looks like; numbers of different length are of different kinds."""
    found = _KINDS.fullmatch(cell)
    if found is None:
        return "text"
    kind = found.lastgroup or ""
    if kind != "number":
        return kind
    return f"{min(len(_NOT_A_DIGIT.sub('', cell)), _MANY_DIGITS)} digits"


def _header_at(index: int, rows: Sequence[Sequence[str]]) -> Header:
    header = rows[index] if rows else ()
    body = rows[index + 1 :]
    used = min(max(map(_used_width, body), default=0), len(header))
    used = max(used, _used_width(header))
    return Header(
        row=index,
        present=True,
        columns=name_columns(header[:used]),
        trailing_empty=len(header) - used,
    )


def _no_header(first: int, rows: Sequence[Sequence[str]]) -> Header:
    # Without a header nothing tells short rows from lines above the table: they are kept.
    while first and _used_width(rows[first - 1]) > 1:
        first -= 1
    body = rows[first:]
    written = Counter(len(row) for row in body if row).most_common(1)[0][0]
    used = max(min(max(map(_used_width, body)), written), _usual_width(body))
    return Header(
        row=first,
        present=False,
        columns=name_columns([""] * used),
        trailing_empty=max(0, written - used),
    )


def _usual_width(rows: Sequence[Sequence[str]]) -> int:
    widths = Counter(used for row in rows if (used := _used_width(row)))
    if not widths:
        return 0
    # Rows with empty last cells are narrower than the table: of the frequent widths, the widest.
    usual = max(widths.values())
    return max(width for width, count in widths.items() if count > usual / 2)


def _is_full_width(row: Sequence[str], width: int) -> bool:
    """Tell a row of the table from a narrower one above it; a header's last name may be blank."""
    used = _used_width(row)
    if used >= max(1, width * _NEAR_WIDTH):
        return True
    return len(row) >= width and used >= max(2, width - 1)


def _used_width(row: Sequence[str]) -> int:
    used = len(row)
    while used and not row[used - 1].strip():
        used -= 1
    return used
