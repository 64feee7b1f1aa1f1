"""Small tables, and what is suggested for them."""

from __future__ import annotations

from collections.abc import Sequence

from shared.ingest.suggestion import Suggestion, suggest

ROWS = 12
ADDRESSES = [f"p{n}@example.org" for n in range(ROWS)]
PEOPLE = ["Léa Testard", "Hugo Fictif", "Nina Muster"]


def rows(**columns: Sequence[str]) -> list[dict[str, str]]:
    """Rows that repeat the given cells of each column."""
    return [
        {name: cells[row % len(cells)] for name, cells in columns.items()} for row in range(ROWS)
    ]


def fields(suggestion: Suggestion) -> dict[str, str]:
    """The columns that go somewhere, and where."""
    return {
        name: column.field
        for name, column in suggestion.columns.items()
        if column.field != "extension"
    }


def suggest_empty(*columns: str) -> Suggestion:
    """The suggestion for columns without a value: by their names and neighbours alone."""
    return suggest(columns, [])
