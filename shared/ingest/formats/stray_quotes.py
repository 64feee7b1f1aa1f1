"""Quotes inside a cell that nobody doubled, as careless programs write: `"Jean "Jojo" Dupont"`."""

from __future__ import annotations

import re


def stray_quote(delimiter: str, quote: str) -> re.Pattern[str]:
    """What finds a quote amid a line's text, neither doubled nor beside a delimiter."""
    beside = re.escape(delimiter + quote) + r"\r\n"
    return re.compile(f"[^{beside}]{re.escape(quote)}[^{beside}]")


def split_at_outer_quotes(line: str, delimiter: str, quote: str) -> list[str]:
    """The cells of a line where only a quote beside a delimiter, or at an end, encloses.

    Each cell is as it is written; doubled quotes are one.
    """
    line = line.rstrip("\r\n")
    cells: list[str] = []
    place = 0
    while place <= len(line):
        begins_quoted = line.startswith(quote, place)
        end = -1
        if begins_quoted:
            end = _closing(line, place + 1, delimiter, quote)
        if end >= 0:
            cells.append(line[place + 1 : end].replace(quote * 2, quote))
            place = end + 2
            continue
        end = line.find(delimiter, place)
        end = len(line) if end < 0 else end
        cells.append(line[place:end])
        place = end + 1
    return cells


def _closing(line: str, place: int, delimiter: str, quote: str) -> int:
    """Where the quote that closes a cell stands: before a delimiter, or at the end; else -1."""
    while (place := line.find(quote, place)) >= 0:
        after = place + 1
        if after == len(line) or line.startswith(delimiter, after):
            return place
        # Two of them are one of the cell's own.
        place = after + 1 if line.startswith(quote, after) else after
    return -1
