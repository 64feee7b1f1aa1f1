"""Rows of text cells, from a sheet or an HTML table, under their column names."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from shared.ingest.formats.dialect import Dialect
from shared.ingest.formats.flattening import encode_json
from shared.ingest.formats.rows import MAX_BLANK_ROWS, TOO_MANY_BLANKS, Unreadable


def table_rows(
    rows: Iterator[list[str] | Unreadable], dialect: Dialect, *, is_begun: bool = False
) -> Iterator[dict[str, str] | Unreadable]:
    """Pass the preamble and the header, leave blank rows out, and name the cells.

    Where it `is_begun`, the rows are those behind the header. A short row's missing cells are
    empty; a row with more cells than columns is unreadable.
    """
    columns = dialect.columns
    width = len(columns)
    first = 0 if is_begun else dialect.preamble + (1 if dialect.header else 0)
    blank = 0
    for row in islice(rows, first, None):
        if isinstance(row, Unreadable):
            yield row
            continue
        if not any(map(str.strip, row)):
            blank += 1
            if blank > MAX_BLANK_ROWS:
                yield Unreadable(TOO_MANY_BLANKS, b"", ends_early=True)
                return
            continue
        blank = 0
        cells = row + [""] * (width - len(row))
        if any(cells[width:]):
            reason = f"it has {_used_width(cells)} cells, the header has {width}"
            yield Unreadable(reason, encode_json(row).encode())
        else:
            yield dict(zip(columns, cells, strict=False))


def _used_width(cells: list[str]) -> int:
    return max(place for place, cell in enumerate(cells, start=1) if cell)
