"""Column by column a file says what it says row by row, however its rows are written."""

from __future__ import annotations

import csv
import gzip
import io
import random
from collections.abc import Sequence

import pytest

from shared.ingest.columns import read_columns
from shared.ingest.formats.dialect import Dialect
from shared.ingest.formats.rows import Row
from shared.ingest.reading import read_rows, sniff

COLUMNS = ("Réf", "Prénom", "Courriel", "Remarque")

ODD_LINES = (
    b"",
    b";;;",
    b"R1;Zo\xff;zoe@example.org;",
    b"R2;Zoe;zoe@example.org",
    b"R3;Zoe;zoe@example.org;;;",
    b"R4;Zoe;zoe@example.org;a;b",
    b'R5;Zoe;"zoe@example.org;',
    b'R6;Zoe "Zo" Dupont;zoe@example.org;"a;b"',
    b'R7;Zoe;zoe@example.org;"two\nlines"',
    b'R8;"Zoe" Dupont;zoe@example.org;',
    b"R9;Zoe;zoe@example.org;a\rb",
    b" ;\t;;",
    b";Zoe;zoe@example.org;",
)
"""Each is something the reader of rows looks at twice."""


def lines(count: int, *, quoting: int = csv.QUOTE_MINIMAL, end: str = "\n") -> list[bytes]:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", quoting=quoting, lineterminator=end)
    writer.writerow(COLUMNS)
    for number in range(count):
        remark = "a;b" if number % 7 == 0 else 'le "grand"' if number % 5 == 0 else ""
        writer.writerow((f"C{number}", "Zoé", f"zoe{number}@example.org", remark))
    return out.getvalue().encode().splitlines(keepends=True)


def row_by_row(content: bytes, dialect: Dialect) -> tuple[list[tuple[str, ...]], int]:
    read = list(read_rows(io.BytesIO(content), dialect))
    told = [tuple(row.cells.values()) for row in read if isinstance(row, Row)]
    return told, len(read) - len(told)


def by_columns(content: bytes, dialect: Dialect) -> tuple[list[tuple[str, ...]], int]:
    told: list[tuple[str, ...]] = []
    rejected = 0
    for some in read_columns(io.BytesIO(content), dialect, dialect.columns):
        cells: Sequence[Sequence[str]] = [some.cells[name] for name in dialect.columns]
        assert {len(column) for column in cells} == {some.rows}
        told += zip(*cells, strict=True)
        rejected += some.rejected
    return told, rejected


@pytest.mark.parametrize("quoting", [csv.QUOTE_MINIMAL, csv.QUOTE_ALL])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("spoilt_end", [b"", b"C;no;end;", b'C;"open;end;'])
def test_a_clean_file_is_the_same(quoting: int, end: str, spoilt_end: bytes) -> None:
    content = b"".join(lines(12_000, quoting=quoting, end=end)) + spoilt_end
    dialect = sniff(io.BytesIO(content))

    assert by_columns(content, dialect) == row_by_row(content, dialect)


WRITTEN_OTHERWISE = {
    "backslashes before quotes": b"".join(lines(900)).replace(b'""', b'\\"'),
    "packed": gzip.compress(b"".join(lines(900))),
    "rows in quotes": b"".join(
        b'"' + line.strip().replace(b'"', b'""') + b'"\n' for line in lines(900)
    ),
    "two bytes a letter": b"".join(lines(900)).decode().encode("utf-16"),
    "blanks behind delimiters": b"".join(lines(900, quoting=csv.QUOTE_ALL)).replace(
        b'";"', b'"; "'
    ),
}


@pytest.mark.parametrize("content", WRITTEN_OTHERWISE.values(), ids=WRITTEN_OTHERWISE.keys())
def test_a_file_that_is_not_plain_text_is_the_same(content: bytes) -> None:
    dialect = sniff(io.BytesIO(content))

    told = by_columns(content, dialect)

    assert told == row_by_row(content, dialect)
    assert len(told[0]) == 900


@pytest.mark.parametrize("seed", range(4))
def test_odd_rows_anywhere_are_as_the_reader_of_rows_says(seed: int) -> None:
    chance = random.Random(seed)
    written = lines(45_000)
    for _ in range(chance.choice((1, 3, 40))):
        at = chance.randrange(600, len(written))  # beyond what the dialect is worked out from
        written[at:at] = [chance.choice(ODD_LINES) + b"\n"]
    content = b"".join(written)
    dialect = sniff(io.BytesIO(content))

    assert by_columns(content, dialect) == row_by_row(content, dialect)


@pytest.mark.parametrize("odd", ODD_LINES)
def test_each_odd_row_is_as_the_reader_of_rows_says(odd: bytes) -> None:
    written = lines(3_000)
    written[2_000:2_000] = [odd + b"\n"]
    content = b"".join(written)
    dialect = sniff(io.BytesIO(content))

    assert by_columns(content, dialect) == row_by_row(content, dialect)


def test_a_column_that_a_row_has_not_is_empty_there() -> None:
    content = b'{"id": "1", "city": "Nantes"}\n{"id": "2"}\n'
    dialect = sniff(io.BytesIO(content))

    assert by_columns(content, dialect) == ([("1", "Nantes"), ("2", "")], 0)
