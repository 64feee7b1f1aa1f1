"""Real export layouts, and what holds for every format: sniff once, read, go on elsewhere."""

from __future__ import annotations

import contextlib
import gzip
import io
import json
from itertools import islice
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.errors import InvalidInput
from shared.ingest.formats.dialect import Dialect
from shared.ingest.formats.rows import Position, RejectedRow, Row
from shared.ingest.reading import read_rows, sniff
from shared.model.contract import Format

EXPORTS = Path(__file__).parents[2] / "data" / "exports"

SMALL_FILES = {
    "nested json": b'{"n": 3, "a": {"b.c": [{"id": "}", "v": NaN}, {"id": {"x": {}}}, null, 7, '
    b'{"id": 3}]}}',
    "json map": b'{"p": {"u1": {"id": 1, "n": "a"}, "u2": {"id": 2, "n": {"x": "b"}}, '
    b'"u3": {"id": 3}}}',
    "lone json": b' {"id": "1", "n": "a", "l": [{}, {}]} ',
    "nested xml": b'<?xml version="1.0"?><r v="1"><g><c k="1"/><c k="2"><n>b</n><m>d</m></c >'
    b"<c k='3'>c</c><x/><c></c><c k='5'><n>e</n></c></g></r>",
    "broken xml": b"<l><c><id>1</id></c><c><id>2</id></c><c><id>3</b></c></l>",
    "utf-16 json": '[{"id": 1, "n": "\u00e9"}, {"id": 2, "n": "b"}, {"id": 3}]'.encode("utf-16"),
    "csv": b'id;note\n1;"a\nb"\n2;b\n\n3;x;y\n4;d\n',
    "utf-16": 'id;note\n1;"a\nb"\n2;\u00e9\U0001f600\n3;c\n'.encode("utf-16"),
    "jsonl": b'{"id": 1, "name": "a"}\n{"id": 2,\n\n{"id": 3, "name": "c"}\n',
    "json": b'{"people": [{"id": 1, "n": "a"}, {"id": 2, "n": "b"}, {"id": 3, "n": "c"}]}',
    "xml": b"<l><c><id>1</id><n>a</n></c><c><id>2</id><n>b</n></c><c><id>3</id><n>c</n></c></l>",
    "html": b"<table><tr><th>id<th>n<tr><td>1<td>a<tr><td>2<td>b<tr><td>3<td>c</table>",
    "gzip": gzip.compress(b"id;note\n1;a\n2;b\n3;c\n", mtime=0),
}


ROWS = {"odoo_partner_en": 5, "prestashop_customers_en": 9}
"""Data rows of the layouts that have not twenty."""


def read(content: bytes, **given_: object) -> list[Row | RejectedRow]:
    stream = io.BytesIO(content)
    return list(read_rows(stream, sniff(stream, **given_)))  # type: ignore[arg-type]


@pytest.mark.parametrize("folder", sorted(EXPORTS.iterdir()), ids=lambda folder: folder.name)
def test_the_columns_of_a_real_layout_are_those_a_person_sees(folder: Path) -> None:
    truth = json.loads((folder / "truth.json").read_text("utf-8"))

    with next(folder.glob("export.*")).open("rb") as stream:
        dialect = sniff(stream)
        rows = list(read_rows(stream, dialect))

    assert set(dialect.columns) == set(truth["mapping"])
    assert len(rows) == ROWS.get(folder.name, 20)
    assert all(isinstance(row, Row) and set(row.cells) <= set(dialect.columns) for row in rows)
    assert [row.number for row in rows] == list(range(1, len(rows) + 1))


@pytest.mark.parametrize("kind", SMALL_FILES)
def test_reading_goes_on_after_any_row_as_if_it_had_never_stopped(kind: str) -> None:
    content = SMALL_FILES[kind]
    whole = read(content)
    assert len(whole) >= 3 or kind == "lone json"

    for stop in range(len(whole) + 1):
        dialect = msgspec.json.decode(msgspec.json.encode(sniff(io.BytesIO(content))), type=Dialect)
        reader = read_rows(io.BytesIO(content), dialect)
        first = list(islice(reader, stop))
        position = msgspec.json.decode(msgspec.json.encode(reader.position), type=Position)
        rest = list(read_rows(io.BytesIO(content), dialect, start=position))

        assert first + rest == whole


@pytest.mark.parametrize("kind", ["csv", "jsonl", "json", "nested json", "json map", "nested xml"])
def test_what_was_read_before_is_not_looked_at_again(kind: str) -> None:
    content = SMALL_FILES[kind]
    dialect = sniff(io.BytesIO(content))
    reader = read_rows(io.BytesIO(content), dialect)
    next(row for row in reader if row.number == 2)
    position = reader.position
    assert position.offset

    forgotten = b"#" * position.offset + content[position.offset :]

    assert list(read_rows(io.BytesIO(forgotten), dialect, start=position)) == read(content)[2:]


@settings(deadline=None, max_examples=60)
@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused_but_never_crash(content: bytes) -> None:
    for prefix in (b"", b"id,name\n1,a\n", b'[{"a": 1}, ', b'{"a": 1}\n', b"<a><b><c>1</c></b>"):
        rows: list[Row | RejectedRow] = []
        with contextlib.suppress(InvalidInput):
            rows = read(prefix + content)
        assert [row.number for row in rows] == list(range(1, len(rows) + 1))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "the file is empty"),
        (b"\n \n", "only blank lines"),
        (bytes(range(256)) * 20, "a binary file, not text"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "save it as XLSX or CSV"),
        (b"%PDF-1.7 ...", "a PDF document"),
        (b"PK\x03\x04 and then nothing", "damaged or incomplete"),
        (gzip.compress(b""), "the gzip file is empty inside"),
        (gzip.compress(b"id,name\n1,a\n")[:10], "empty inside, or damaged"),
        (b'{"count": 0, "users": []}', "no list of records"),
        (b"<html><body>Please log in</body></html>", "a web page without a table"),
        (b"<a>no records</a>", "no repeated element"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_words_for_its_sender(
    content: bytes, message: str
) -> None:
    with pytest.raises(InvalidInput, match=message):
        read(content)


def test_a_gzip_file_that_is_cut_off_gives_its_good_rows_and_then_says_so() -> None:
    lines = "".join(f"{number},name {number * 7919}\n" for number in range(30_000))
    content = gzip.compress(f"id,name\n{lines}".encode(), mtime=0)

    rows = read(content[: len(content) // 2])

    assert len(rows) > 10_000
    assert all(isinstance(row, Row) for row in rows[:-2])
    assert isinstance(rows[-1], RejectedRow)
    assert rows[-1].reason == "the compressed file is damaged or cut off here"


def test_the_contract_overrules_what_the_file_looks_like() -> None:
    content = "nom;ville|pays\nAnne;Genève|CH\n".encode("mac_roman")

    rows = read(content, hints=Format(type="csv", encoding="mac_roman", delimiter="|"))

    assert rows == [Row(1, {"nom;ville": "Anne;Genève", "pays": "CH"}, 2)]
    with pytest.raises(InvalidInput, match="the contract expects"):
        read(content, hints=Format(type="xlsx"))
