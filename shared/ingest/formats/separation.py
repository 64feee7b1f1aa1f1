"""How the lines of delimited text are cut into cells, judged by a sample.

The delimiter is the one that cuts most rows into the same, larger number of cells.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

import msgspec

_DELIMITERS: Final = (",", ";", "\t", "|")
_ROWS_JUDGED: Final = 500
_MOSTLY_WRAPPED: Final = 0.6
_REGULAR: Final = 0.9
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


def find_separation(lines: Sequence[str], *, delimiter: str | None = None) -> Separation:
    """Find the delimiter, quote and escape characters that make the lines a table."""
    declared = _SEPARATOR_LINE.match(lines[0]) if lines else None
    if delimiter is None and declared:
        delimiter = declared[1]
    body = [line for line in (lines[1:] if declared else lines) if not line.isspace()]
    best = Separation(delimiter=delimiter or ",")
    best_score = -1.0
    for candidate in (delimiter,) if delimiter else _DELIMITERS:
        plain = _measure(body, Separation(delimiter=candidate))
        # A backslash escapes a quote only where reading it so makes the table more regular.
        escaped = plain
        if any('\\"' in line for line in body):
            escaped = _measure(body, Separation(delimiter=candidate, escape="\\"))
        chosen = escaped if escaped.share > plain.share else plain
        if any(f'{candidate} "' in line for line in body):
            spaced = _measure(body, msgspec.structs.replace(chosen, skip_space=True))
            chosen = spaced if spaced.share > chosen.share else chosen
        if _score(chosen) > best_score:
            best, best_score = chosen, _score(chosen)
    if _is_single_quoted(body, best):
        best = msgspec.structs.replace(best, quote="'")
    if best.width == 1:
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
        lines,
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
    """The cells of a row that stood in quotes as a whole; one where it cannot be cut."""
    try:
        return next(csv.reader([text], delimiter=delimiter, quotechar=quote), [text])
    except csv.Error:
        return [text]


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
    between = f"'{separation.delimiter}'"
    stripped = [line.strip() for line in lines]
    enclosed = sum(line[:1] == line[-1:] == "'" and between in line for line in stripped)
    return enclosed > len(lines) * 0.6
