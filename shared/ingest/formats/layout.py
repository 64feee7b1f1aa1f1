"""Where the header is and how cells are separated, judged by a sample of the text.

The delimiter is the one that cuts most rows into the same, larger number of cells; the header is
the first full-width row that looks like names rather than values.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Sequence
from statistics import mode
from typing import Final

import msgspec

from shared.ingest.formats.dialect import name_columns

_DELIMITERS: Final = (",", ";", "\t", "|")
_ROWS_JUDGED: Final = 500
_HEADER_SOUGHT: Final = 100
_SEPARATOR_LINE: Final = re.compile(r"""^"?sep=([,;|\t])"?\s*$""", re.IGNORECASE)
_VALUE_LIKE: Final = re.compile(
    r"""\s*(
        [+\-(]*\d[\d\s.,:/()\-T+Z%]*[€$£]?  # a number, phone, date, time or amount
      | [^@\s]+@[^@\s]+\.[^@\s]+            # an e-mail address
      | https?://\S+
    )\s*""",
    re.VERBOSE,
)
_MIN_FILLED: Final = 0.6
_MAX_VALUE_LIKE: Final = 0.3
_NEAR_WIDTH: Final = 0.8


class Separation(msgspec.Struct, frozen=True, kw_only=True):
    """How a line is cut into cells, and the share of sampled rows that have the usual width."""

    delimiter: str
    quote: str = '"'
    escape: str = ""
    width: int = 1
    share: float = 0.0
    declared: bool = False
    """The file itself says so in a `sep=` line."""


class Header(msgspec.Struct, frozen=True, kw_only=True):
    """Where the data begins, and what the columns are called."""

    row: int
    """Index, in the sample, of the header; without one, of the first data row."""

    present: bool
    columns: tuple[str, ...]
    trailing_empty: int


def find_separation(lines: Sequence[str], *, delimiter: str | None = None) -> Separation:
    """Find the delimiter, quote and escape characters that make the lines a table."""
    declared = _SEPARATOR_LINE.match(lines[0]) if lines else None
    if delimiter is None and declared:
        delimiter = declared[1]
    body = lines[1:] if declared else lines
    best = Separation(delimiter=delimiter or ",")
    best_score = -1.0
    for candidate in (delimiter,) if delimiter else _DELIMITERS:
        plain = _measure(body, Separation(delimiter=candidate))
        # A backslash escapes a quote only where reading it so makes the table more regular.
        escaped = plain
        if any('\\"' in line for line in body):
            escaped = _measure(body, Separation(delimiter=candidate, escape="\\"))
        chosen = escaped if escaped.share > plain.share else plain
        if _score(chosen) > best_score:
            best, best_score = chosen, _score(chosen)
    if _is_single_quoted(body, best):
        best = msgspec.structs.replace(best, quote="'")
    return msgspec.structs.replace(best, declared=declared is not None)


def is_separator_line(line: str) -> bool:
    """Tell whether the line is the `sep=;` that spreadsheets write and read."""
    return _SEPARATOR_LINE.match(line) is not None


def parse_sample(lines: Sequence[str], separation: Separation) -> tuple[list[list[str]], list[int]]:
    """Cut the first lines into rows; beside each, how many lines come before it."""
    rows: list[list[str]] = []
    starts: list[int] = []
    reader = csv.reader(
        lines,
        delimiter=separation.delimiter,
        quotechar=separation.quote,
        escapechar=separation.escape or None,
    )
    while len(rows) < _ROWS_JUDGED:
        start = reader.line_num
        try:
            row = next(reader)
        except StopIteration:
            break
        except csv.Error:
            continue
        rows.append(row)
        starts.append(start)
    return rows, starts


def find_header(rows: Sequence[Sequence[str]], *, given: bool | None = None) -> Header:
    """Find the header among the first rows of a table, or find that there is none.

    `given` overrules: True, the first row is the header; False, there is none.
    """
    width = _usual_width(rows)
    if given:
        return _header_at(0, rows)
    first_wide: int | None = None
    for index, row in enumerate(rows[:_HEADER_SOUGHT]):
        used = _used_width(row)
        if not _is_full_width(row, width):
            continue
        if first_wide is None:
            first_wide = index
        cells = [cell for cell in row[:used] if cell.strip()]
        if len(cells) < used * _MIN_FILLED:
            continue
        value_like = sum(_VALUE_LIKE.fullmatch(cell) is not None for cell in cells)
        if given is None and value_like <= len(cells) * _MAX_VALUE_LIKE:
            return _header_at(index, rows)
        break
    return _header_at(first_wide or 0, rows, present=False)


def _measure(lines: Sequence[str], separation: Separation) -> Separation:
    rows, _ = parse_sample(lines, separation)
    widths = Counter(len(row) for row in rows if row)
    if not widths:
        return separation
    width, count = max(widths.items(), key=lambda item: (item[1], item[0]))
    return msgspec.structs.replace(separation, width=width, share=count / widths.total())


def _score(separation: Separation) -> float:
    if separation.width < 2:
        return 0.0
    return separation.share * (1 + min(separation.width, 60) / 20)


def _is_single_quoted(lines: Sequence[str], separation: Separation) -> bool:
    between = f"'{separation.delimiter}'"
    stripped = [line.strip() for line in lines]
    enclosed = sum(line[:1] == line[-1:] == "'" and between in line for line in stripped)
    return enclosed > len(lines) * 0.6


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


def _header_at(index: int, rows: Sequence[Sequence[str]], *, present: bool = True) -> Header:
    header = rows[index] if rows else ()
    body = rows[index + 1 :] if present else rows[index:]
    written = len(header) if present else mode(len(row) for row in body if row)
    used = min(max(map(_used_width, body), default=0), written)
    if present:
        used = max(used, _used_width(header))
    names = list(header[:used]) if present else [""] * used
    return Header(
        row=index,
        present=present,
        columns=name_columns(names),
        trailing_empty=written - used,
    )
