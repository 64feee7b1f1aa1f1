"""What a measurement shows: plain tables, aligned, for a terminal and for docs/performance.md."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from statistics import median

Cell = str | int | float


def show(title: str, columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    """Print a table: a title, a header, and right-aligned figures."""
    texts = [list(columns), *([_text(cell) for cell in row] for row in rows)]
    widths = [max(len(row[place]) for row in texts) for place in range(len(columns))]
    print(f"\n{title}")
    for number, row in enumerate(texts):
        first, *others = (
            text.ljust(width) if place == 0 else text.rjust(width)
            for place, (text, width) in enumerate(zip(row, widths, strict=True))
        )
        print("  " + "  ".join([first, *others]))
        if number == 0:
            print("  " + "  ".join("-" * width for width in widths))


def middle(values: Iterable[float]) -> float:
    """The median, rounded to what the measurement can resolve."""
    return round(median(values), 2)


def _text(cell: Cell) -> str:
    if isinstance(cell, float):
        return f"{cell:,.2f}" if abs(cell) < 10 else f"{cell:,.1f}"
    return f"{cell:,}" if isinstance(cell, int) else cell
