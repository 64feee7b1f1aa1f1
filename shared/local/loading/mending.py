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
        said = [_cells(row) or _text(row, dialect).strip().rstrip(",") for row in rows]
        lines = [
            one if isinstance(one, str) else json.dumps(one, ensure_ascii=False) for one in said
        ]
        return "".join(f"{line}\n" for line in lines)
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=dialect.delimiter, lineterminator="\n")
    writer.writerow(dialect.columns)
    for row in rows:
        cells = _cells(row)
        if cells is not None:
            writer.writerow([cells.get(column, "") for column in _all(dialect.columns, cells)])
        else:
            out.write(_text(row, dialect).rstrip("\r\n") + "\n")
    return out.getvalue()


def _all(columns: Sequence[str], cells: Mapping[str, str]) -> list[str]:
    return [*columns, *(name for name in cells if name not in columns)]


def _cells(row: Mapping[str, Any]) -> dict[str, str] | None:
    """The cells of a row that was read and refused while it was mapped; None of any other."""
    try:
        read = json.loads(b64decode(row["bytes"]))
    except ValueError:
        return None
    return read if isinstance(read, dict) else None


def _text(row: Mapping[str, Any], dialect: Dialect) -> str:
    raw = b64decode(row["bytes"])
    try:
        return raw.decode(dialect.encoding)
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")
