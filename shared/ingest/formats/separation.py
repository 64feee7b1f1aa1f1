"""How the lines of delimited text are cut into cells, judged by a sample.

The delimiter is the one that cuts most rows into the same, larger number of cells.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from typing import Final

import msgspec

_DELIMITERS: Final = (",", ";", "\t", "|")
_RARE_DELIMITERS: Final = ("^", "~", "¦", "§", "\x01")
"""Tried only where none of the others cuts anything: prose holds them hardly ever."""

_ROWS_JUDGED: Final = 500
_MOSTLY_WRAPPED: Final = 0.6
_REGULAR: Final = 0.9
_BACKSLASH: Final = re.compile(r"\\(.|\n|\r)", re.DOTALL)
_SEPARATOR_LINE: Final = re.compile(r"""^"?sep=([,;|\t])"?\s*$""", re.IGNORECASE)


class Separation(msgspec.Struct, frozen=True, kw_only=True):
    """How a line is cut into cells, and the share of sampled rows that have the usual width."""

    delimiter: str
    quote: str = '"'
    escape: str = ""
    skip_space: bool = False
    is_wrapped: bool = False
    width: int = 1
    share: float = 0.0
    declared: bool = False
    """The file itself says so in a `sep=` line."""


def find_separation(
    lines: Sequence[str], *, delimiter: str | None = None, quote: str | None = None
) -> Separation:
    """Find the delimiter, quote and escape characters that make the lines a table."""
    declared = _SEPARATOR_LINE.match(lines[0]) if lines else None
    if delimiter is None and declared:
        delimiter = declared[1]
    body = [line for line in (lines[1:] if declared else lines) if not line.isspace()]
    best = _best_of((delimiter,) if delimiter else _DELIMITERS, body, quote=quote)
    if best.width == 1 and delimiter is None:
        rare = _best_of(_RARE_DELIMITERS, body, quote=quote)
        best = rare if rare.width > 1 and rare.share >= _REGULAR else best
    if best.width == 1 and quote is None:
        best = _unwrapped(body, delimiter=delimiter) or best
    return msgspec.structs.replace(best, declared=declared is not None)


def is_separator_line(line: str) -> bool:
    """Tell whether the line is the `sep=;` that spreadsheets write and read."""
    return _SEPARATOR_LINE.match(line) is not None


def parse_sample(lines: Sequence[str], separation: Separation) -> tuple[list[list[str]], list[int]]:
    """Cut the first lines into rows; beside each, how many lines come before it."""
    rows: list[list[str]] = []
    starts: list[int] = []
    reader = csv.reader(
        with_plain_backslashes(lines, separation.delimiter) if separation.escape else lines,
        delimiter=separation.delimiter,
        quotechar=separation.quote,
        escapechar=separation.escape or None,
        skipinitialspace=separation.skip_space,
    )
    while len(rows) < _ROWS_JUDGED:
        start = reader.line_num
        try:
            row = next(reader)
        except StopIteration:
            break
        except csv.Error:
            continue
        if separation.is_wrapped and len(row) == 1:
            row = unwrap(row[0], delimiter=separation.delimiter, quote=separation.quote)
        rows.append(row)
        starts.append(start)
    return rows, starts


def unwrap(text: str, *, delimiter: str, quote: str) -> list[str]:
    """The cells of a row that stood in quotes as a whole; none where it cannot be cut."""
    reader = csv.reader([text], delimiter=delimiter, quotechar=quote, strict=True)
    try:
        return next(reader, [])
    except csv.Error:
        return []


def with_plain_backslashes(lines: Iterable[str], delimiter: str) -> Iterator[str]:
    """The lines for a reader that drops every backslash: only those that escape are dropped.

    They stand before a quote, a delimiter, another of them, or the end of a line. Those of
    `C:\\temp` and of MySQL's `\\N` are the cell's own.
    """
    special = f"\"'\\\r\n{delimiter}"
    for line in lines:
        if "\\" not in line:
            yield line
            continue
        yield _BACKSLASH.sub(lambda pair: pair[0] if pair[1] in special else f"\\{pair[0]}", line)


def _best_of(delimiters: Sequence[str], lines: Sequence[str], *, quote: str | None) -> Separation:
    best = Separation(delimiter=delimiters[0])
    best_score = -1.0
    for candidate in delimiters:
        chosen = _best_quoting(candidate, lines, quote=quote)
        if _score(chosen) > best_score:
            best, best_score = chosen, _score(chosen)
    return best


def _best_quoting(delimiter: str, lines: Sequence[str], *, quote: str | None) -> Separation:
    """How cells are quoted, of the ways that make the table most regular the plainest."""
    best = _measure(lines, Separation(delimiter=delimiter, quote=quote or '"'))
    if quote is None and any("'" in line for line in lines):
        single = _measure(lines, Separation(delimiter=delimiter, quote="'"))
        if single.share > best.share or _is_single_quoted(lines, best):
            best = single
    # A backslash escapes a quote where reading it so makes the table more regular; or leaves it as
    # regular, and no folder's name ends there.
    if any(f"\\{best.quote}" in line for line in lines):
        escaped = _measure(lines, msgspec.structs.replace(best, escape="\\"))
        amid = re.compile(f"\\\\{best.quote}[^{re.escape(delimiter + best.quote)}\\r\\n]")
        is_as_regular = escaped.share == best.share and any(map(amid.search, lines))
        best = escaped if escaped.share > best.share or is_as_regular else best
    if any(f"{delimiter} {best.quote}" in line for line in lines):
        spaced = _measure(lines, msgspec.structs.replace(best, skip_space=True))
        best = spaced if spaced.share > best.share else best
    return best


def _unwrapped(lines: Sequence[str], *, delimiter: str | None) -> Separation | None:
    """How rows that stand in quotes as a whole are cut inside them; None where they do not."""
    quoted = sum(line.startswith('"') and line.rstrip().endswith('"') for line in lines)
    if quoted < len(lines) * _MOSTLY_WRAPPED:
        return None
    best = None
    for candidate in (delimiter,) if delimiter else _DELIMITERS:
        inside = _measure(lines, Separation(delimiter=candidate, is_wrapped=True))
        if inside.share >= _REGULAR and _score(inside) > (_score(best) if best else 0.0):
            best = inside
    return best


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
    """Whether the cells of a column begin and end with an apostrophe; a text mark only begins."""
    if separation.width < 2:
        return False
    rows, _ = parse_sample(lines, separation)
    for column in zip_longest(*rows, fillvalue=""):
        cells = [cell for cell in map(str.strip, column) if cell]
        enclosed = sum(len(cell) > 1 and cell[0] == cell[-1] == "'" for cell in cells)
        if enclosed > max(1, len(cells) * _MOSTLY_WRAPPED):
            return True
    return False
