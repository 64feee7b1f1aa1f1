"""Nested JSON values as cells: dotted paths, and text that keeps every value.

What JSON alone tells apart is not kept: the number 12 and the text "12", null and "", a lone
value and a list of it. The values themselves always are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, Final

import msgspec

from shared.ingest.formats.dialect import unique_name

_MAX_DEPTH: Final = 8
"""Objects nested deeper stay one cell of JSON."""

_MAX_PLAIN_EXPONENT: Final = 40
DECODER: Final = msgspec.json.Decoder(float_hook=Decimal)
"""Reads a JSON text; numbers keep all their digits."""

_ENCODER: Final = msgspec.json.Encoder(decimal_format="number")


def encode_json(value: object) -> str:
    """Write a parsed JSON value as compact JSON."""
    return _ENCODER.encode(value).decode()


def text_of(value: object) -> str:
    """Write a JSON scalar as a cell: numbers without exponent, true, false, and "" for null."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal) and abs(value.adjusted()) <= _MAX_PLAIN_EXPONENT:
        return format(value, "f")
    return str(value)


class Flattener:
    """Flatten records of one file, naming the same thing alike in all of them.

    The known columns settle what one record alone cannot: where others have an object or a list
    of objects, a null or an empty list is no column of its own.
    """

    def __init__(self, columns: Iterable[str] = ()) -> None:
        self._repeats: dict[str, int] = {}
        self._containers: set[str] = set()
        self._lists: set[str] = set()
        for column in columns:
            parts = column.split(".")
            self._containers.update(".".join(parts[:end]) for end in range(1, len(parts)))
            if column.endswith("[]"):
                self._lists.add(column.removesuffix("[]"))

    def cells(self, record: Mapping[str, Any]) -> dict[str, str]:
        """Return the record's cells: column (dotted path, `addresses[]`) -> text.

        Raises RecursionError on lists nested without end.
        """
        cells: dict[str, str] = {}
        self._repeats.clear()
        for key, value in record.items():
            if isinstance(value, str) and key not in cells:
                cells[key] = value
            else:
                self._put(cells, key, value, depth=1)
        return cells

    def _put(self, cells: dict[str, str], path: str, value: Any, *, depth: int) -> None:
        if isinstance(value, dict) and value and depth < _MAX_DEPTH:
            for key, nested in value.items():
                self._put(cells, f"{path}.{key}", nested, depth=depth + 1)
            return
        if path in self._lists and (value is None or value == []):
            path = f"{path}[]"
        elif path in self._containers and (value is None or value == {}):
            return
        if isinstance(value, list) and any(isinstance(item, dict | list) for item in value):
            path, text = f"{path}[]", encode_json(value)
        elif isinstance(value, list):
            text = join_scalars([text_of(item) for item in value])
        elif isinstance(value, dict):
            text = encode_json(value) if value else ""
        else:
            text = text_of(value)
        cells[unique_name(path, cells, self._repeats) if path in cells else path] = text


def join_scalars(texts: list[str]) -> str:
    """Join with `;`; as a JSON list where that could not be taken apart again."""
    if any(";" in text for text in texts) or (len(texts) > 1 and "" in texts):
        return encode_json(texts)
    return ";".join(texts)


def drop_containers(columns: Iterable[str]) -> tuple[str, ...]:
    """Drop the columns that only nulls made, beside the nested ones of other records."""
    columns = tuple(columns)
    nested = Flattener(columns)
    return tuple(
        column
        for column in columns
        if column not in nested._containers and column not in nested._lists
    )
