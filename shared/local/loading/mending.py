"""Rows that were refused, as a file of their own: to be mended by hand, and dropped again."""

from __future__ import annotations

import csv
import io
import json
from base64 import b64decode
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec

from shared.ingest.formats.dialect import Dialect
from shared.model.upload import Upload


def to_mend(upload: Upload, rows: Iterable[Mapping[str, Any]]) -> str:
    """The refused rows as text: JSON Lines of a JSON export, else a header and rows of CSV.

    Rows stand as they were written; one that could be read and named nobody is written anew from
    its cells.
    """
    dialect = msgspec.json.decode(upload.dialect, type=Dialect)
    if dialect.type in ("json", "jsonl"):
        return "".join(f"{_on_one_line(_text(row, dialect))}\n" for row in rows)
    lines = [_delimited(dialect.columns, dialect)]
    for row in rows:
        cells = _cells(row)
        if isinstance(cells, dict):
            named = [cells.get(column, "") for column in _all(dialect.columns, cells)]
            lines.append(_delimited(named, dialect))
        elif isinstance(cells, list) and dialect.type != "csv":
            lines.append(_delimited(cells, dialect))
        else:
            lines.append(_text(row, dialect).rstrip("\r\n"))
    return "".join(f"{line}\n" for line in lines)


def _on_one_line(record: str) -> str:
    """A JSON record as it was written; the strings of JSON hold no line ends."""
    return " ".join(record.split("\n")).strip().rstrip(",")


def _delimited(cells: Sequence[str], dialect: Dialect) -> str:
    """A row of these cells, as the rows beside it are written."""
    out = io.StringIO(newline="")
    csv.writer(
        out,
        delimiter=dialect.delimiter,
        quotechar=dialect.quote,
        escapechar=dialect.escape or None,
        doublequote=not dialect.escape,
        lineterminator="",
    ).writerow(cells)
    line = out.getvalue()
    if not dialect.is_wrapped:
        return line
    quote = dialect.quote
    return quote + line.replace(quote, quote * 2) + quote


def _all(columns: Sequence[str], cells: Mapping[str, str]) -> list[str]:
    return [*columns, *(name for name in cells if name not in columns)]


def _cells(row: Mapping[str, Any]) -> dict[str, str] | list[str] | None:
    """The cells of a row that was read: by column when it was refused while it was mapped, in
    their order when it did not fit its sheet or page; None of any other."""
    try:
        read = json.loads(b64decode(row["bytes"]))
    except ValueError:
        return None
    return read if isinstance(read, dict | list) else None


def _text(row: Mapping[str, Any], dialect: Dialect) -> str:
    raw = b64decode(row["bytes"])
    try:
        return raw.decode(dialect.encoding)
    except UnicodeDecodeError:
        return raw.decode(dialect.second_encoding or "cp1252", "replace")
