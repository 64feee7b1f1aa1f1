"""Records a source pushes become rows like those of its files: column names and text."""

from __future__ import annotations

import math
import re
from typing import Any

from shared.errors import InvalidInput

_SURROGATE = re.compile("[\ud800-\udfff]")

ORIGIN = "_change"
"""Reserved member of a pushed record: the id of the change of ours its values came from."""

MOST_RECORDS = 500
"""Records one call may bring; a system with more sends a file."""


def read_pushed(records: object) -> list[dict[str, str]]:
    """The records as rows of text; raises InvalidInput naming the first field that is wrong."""
    if not isinstance(records, list) or not records:
        raise InvalidInput("records must be a list of at least one object", field="records")
    if len(records) > MOST_RECORDS:
        raise InvalidInput(
            f"{len(records)} records in one call; at most {MOST_RECORDS}, send a file for more",
            field="records",
        )
    return [_row(record, place) for place, record in enumerate(records)]


def _row(record: Any, place: int) -> dict[str, str]:
    if not isinstance(record, dict):
        raise InvalidInput(
            f"records[{place}] must be an object of column names and values",
            field=f"records[{place}]",
        )
    for name in record:
        _check_characters(name, f"records[{place}]")
    return {str(name): _text(value, f"records[{place}].{name}") for name, value in record.items()}


def _check_characters(text: str, field: str) -> None:
    if _SURROGATE.search(text):
        raise InvalidInput(
            f"{field} holds half a character (a lone surrogate); send the whole one", field=field
        )


def _text(value: object, field: str) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and not math.isfinite(value):
        raise InvalidInput(f"{field} must be a finite number", field=field)
    if isinstance(value, str | int | float):
        _check_characters(text := str(value), field)
        return text
    raise InvalidInput(f"{field} must be text, a number, true, false or null", field=field)
