"""Spoilt exports are read, or refused with a reason: never an error nobody foresaw."""

from __future__ import annotations

import io
import random
from pathlib import Path

import pytest

from shared.errors import InvalidInput
from shared.ingest.formats.rows import RejectedRow, Row
from shared.ingest.reading import read_rows, sniff
from shared.ingest.suggestion import suggest
from tests.scale import examples

EXPORTS = sorted((Path(__file__).parents[1] / "data" / "exports").glob("*/export.*"))
EACH = -(-examples(500) // len(EXPORTS))
SPLICES = (
    b"\x00",
    b'"',
    b"\n",
    b"\r",
    b";",
    b",",
    b"\t",
    b"<",
    b"{",
    b"[",
    b"\xff",
    b"\xe9",
    b"''",
)


def spoil(content: bytes, chance: random.Random) -> bytes:
    """Cut, double, overwrite, exchange or splice pieces of a file."""
    spoilt = bytearray(content)
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(spoilt) + 1)
        size = chance.choice((1, 1, 2, 8, 64, 512))
        match chance.randrange(6):
            case 0:
                del spoilt[at : at + size]
            case 1:
                spoilt[at:at] = spoilt[at : at + size]
            case 2:
                spoilt[at : at + size] = chance.randbytes(min(size, 8))
            case 3:
                spoilt[at:at] = chance.choice(SPLICES)
            case 4:
                other = chance.randrange(len(spoilt) + 1)
                spoilt[at : at + size], spoilt[other : other + size] = (
                    spoilt[other : other + size],
                    spoilt[at : at + size],
                )
            case _:
                del spoilt[at:]
    return bytes(spoilt)


@pytest.mark.parametrize("export", EXPORTS, ids=lambda path: path.parent.name)
def test_a_spoilt_export_is_read_or_refused_with_a_reason(export: Path) -> None:
    content = export.read_bytes()
    chance = random.Random(export.parent.name)
    for number in range(EACH):
        spoilt = spoil(content, chance)
        try:
            dialect = sniff(io.BytesIO(spoilt))
            rows = list(read_rows(io.BytesIO(spoilt), dialect))
        except InvalidInput:
            continue
        assert [row.number for row in rows] == list(range(1, len(rows) + 1)), number
        assert all(row.reason for row in rows if isinstance(row, RejectedRow)), number
        sample = [row.cells for row in rows if isinstance(row, Row)][:50]
        columns = list(dialect.columns) or list(dict.fromkeys(c for row in sample for c in row))
        assert set(suggest(columns, sample).columns) == set(columns), number
