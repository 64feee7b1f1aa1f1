from __future__ import annotations

import io
import json
import tracemalloc

import pytest

from shared.errors import InvalidInput
from shared.ingest.formats.dialect import Dialect
from shared.ingest.formats.json_records import BLOCK_BYTES
from shared.ingest.formats.rows import RejectedRow, Row
from shared.ingest.reading import read_rows, sniff
from shared.model.contract import Format


def read(content: bytes) -> list[Row | RejectedRow]:
    stream = io.BytesIO(content)
    return list(read_rows(stream, sniff(stream)))


def dialect_of(document: object) -> Dialect:
    return sniff(io.BytesIO(json.dumps(document).encode()))


PEOPLE = [{"id": number, "name": f"n{number}"} for number in range(3)]


@pytest.mark.parametrize(
    ("document", "record_path"),
    [
        (PEOPLE, "[]"),
        ({"count": 3, "people": PEOPLE}, "people[]"),
        ({"tags": [{"t": 1}], "body": {"deep": {"people": PEOPLE}}}, "body.deep.people[]"),
        ({"people": {"u1": PEOPLE[0], "u2": PEOPLE[1]}}, "people{}"),
        ({"u1": PEOPLE[0], "u2": PEOPLE[1], "u3": PEOPLE[2]}, "{}"),
        ([{**person, "visits": [{"at": 1}] * 9} for person in PEOPLE], "[]"),
    ],
)
def test_the_largest_collection_of_objects_holds_the_records(
    document: object, record_path: str
) -> None:
    assert dialect_of(document).record_path == record_path


def test_a_list_with_a_record_on_each_line_is_still_one_document() -> None:
    content = b'[\n{"id": 1, "n": "a"}\n,\n{"id": 2, "n": "b"}\n]\n'

    assert read(content) == [Row(1, {"id": "1", "n": "a"}), Row(2, {"id": "2", "n": "b"})]


def test_nested_values_become_dotted_columns_and_lists_of_objects_one_cell() -> None:
    record = b"""[{"id": 7, "address": {"city": "Metz", "geo": {"lat": 49.10}},
        "addresses": [{"zip": "01000", "n": 1.50}], "tags": ["a", "b"], "odd": ["x;y", "z"]}]"""

    assert read(record) == [
        Row(
            1,
            {
                "id": "7",
                "address.city": "Metz",
                "address.geo.lat": "49.10",
                "addresses[]": '[{"zip":"01000","n":1.50}]',
                "tags": "a;b",
                "odd": '["x;y","z"]',
            },
        )
    ]


@pytest.mark.parametrize(
    ("literal", "text"),
    [
        ("1.10", "1.10"),
        ("33639980000", "33639980000"),
        ("123456789012345678901234567890", "123456789012345678901234567890"),
        ("1e16", "10000000000000000"),
        ("0.0000001", "0.0000001"),
        ("1e999999999", "1E+999999999"),
        ("true", "true"),
        ("false", "false"),
        ("null", ""),
        ('"01000"', "01000"),
        ("[]", ""),
        ("{}", ""),
    ],
)
@pytest.mark.parametrize("shape", ['[{{"id": 1, "v": {}}}]', '{{"id": 1, "v": {}}}\n{{"id": 2}}'])
def test_a_value_keeps_its_text(literal: str, text: str, shape: str) -> None:
    first = read(shape.format(literal, "").encode())[0]

    assert isinstance(first, Row)
    assert first.cells == {"id": "1", "v": text}


def test_what_other_records_show_to_be_an_object_is_no_column_when_it_is_null() -> None:
    content = json.dumps(
        [{"a": {"x": 1}, "l": [{"y": 1}]}, {"a": None, "l": []}, {"a": {}, "l": None}]
    ).encode()
    dialect = sniff(io.BytesIO(content))

    rows = list(read_rows(io.BytesIO(content), dialect))

    assert dialect.columns == ("a.x", "l[]")
    assert rows[1:] == [Row(2, {"l[]": ""}), Row(3, {"l[]": ""})]


def test_the_key_of_a_map_is_kept_as_a_column() -> None:
    assert read(b'{"u1": {"id": 1, "n": "a"}, "u2": {"id": 2, "n": "b"}}') == [
        Row(1, {"@key": "u1", "id": "1", "n": "a"}),
        Row(2, {"@key": "u2", "id": "2", "n": "b"}),
    ]


@pytest.mark.parametrize("value", ['"}"', "NaN"])
def test_reading_goes_on_anywhere_in_a_map_whose_keys_hold_braces(value: str) -> None:
    records = (f'"{{u}}{number}}}": {{"id": {number}, "n": {value}}}' for number in range(5))
    stream = io.BytesIO(f'{{"people": {{{", ".join(records)}}}}}'.encode())
    dialect = sniff(stream)
    reader = read_rows(stream, dialect)
    rows = []
    positions = [reader.position]
    for row in reader:
        rows.append(row)
        positions.append(reader.position)

    assert [row.cells["@key"] for row in rows if isinstance(row, Row)] == [
        f"{{u}}{number}}}" for number in range(5)
    ]
    for number, position in enumerate(positions):
        assert list(read_rows(stream, dialect, start=position)) == rows[number:]


def test_reading_goes_on_behind_an_empty_key_as_in_one_go() -> None:
    stream = io.BytesIO(
        b'{"": {"a": {"id": 1, "n": "a"}, "b": {"id": 2, "n": "b"}}, "z": {"y": {}}}'
    )
    dialect = sniff(stream)
    reader = read_rows(stream, dialect)
    next(iter(reader))

    rest = list(read_rows(stream, dialect, start=reader.position))

    assert rest == list(read_rows(stream, dialect))[1:]


def test_a_key_named_twice_in_a_map_rejects_the_record_that_names_it() -> None:
    content = b'{"u1": {"id": 1, "n": "a"}, "u2": {"id": 2, "n": "b", "n": "c"}, "u3": {"id": 3}}'

    assert read(content) == [
        Row(1, {"@key": "u1", "id": "1", "n": "a"}),
        RejectedRow(2, "it names a key twice", b'"u2": {"id": 2, "n": "b", "n": "c"}'),
        Row(3, {"@key": "u3", "id": "3"}),
    ]


def test_a_document_that_is_cut_off_gives_its_good_rows_and_then_says_so() -> None:
    content = b'{"people": [{"id": 1, "n": "a"}, {"id": 2, "n": "b"}, {"id": 3, "n'

    rows = read(content)

    assert rows[:2] == [Row(1, {"id": "1", "n": "a"}), Row(2, {"id": "2", "n": "b"})]
    cut_off = f"the file is cut off, at byte {len(content)}"
    assert rows[2:] == [RejectedRow(3, cut_off, b', {"id": 3, "n', ends_early=True)]


def test_a_document_broken_in_the_middle_gives_the_rows_before() -> None:
    rows = read(b'[{"id": 1, "n": "a"}, {"id": 2 "n": "b"}, {"id": 3, "n": "c"}]')

    assert rows[0] == Row(1, {"id": "1", "n": "a"})
    assert [type(row) for row in rows[1:]] == [RejectedRow]
    assert "not valid JSON from about byte 31; nothing after was read" in str(rows[1])


@pytest.mark.parametrize("constant", ["NaN", "Infinity", "-Infinity"])
@pytest.mark.parametrize("shape", ["[{}, {}]", "{}\n{}\n"], ids=["document", "lines"])
def test_numbers_that_json_does_not_have_are_read_as_text(constant: str, shape: str) -> None:
    first = f'{{"id": 1, "v": {constant}, "l": [1.50,{constant}], "s": ": {constant}, \\"}}'
    records = (first + '"}', '{"id": 2, "v": "}' + constant + '"}')

    assert read(shape.format(*records).encode()) == [
        Row(1, {"id": "1", "v": constant, "l": f"1.50;{constant}", "s": f': {constant}, "}}'}, None)
        if shape.startswith("[")
        else Row(
            1, {"id": "1", "v": constant, "l": f"1.50;{constant}", "s": f': {constant}, "}}'}, 1
        ),
        Row(2, {"id": "2", "v": "}" + constant}, None if shape.startswith("[") else 2),
    ]


@pytest.mark.parametrize("value", ['"\\ude00"', '["\\ude00, x", "a; b"]', '{"\\ude00": 1}'])
def test_half_a_character_beside_a_number_that_json_does_not_have_rejects_its_line(
    value: str,
) -> None:
    broken = f'{{"id": 2, "v": NaN, "n": {value}}}\n'.encode()

    assert read(b'{"id": 1, "n": "a"}\n' + broken + b'{"id": 3, "n": "c"}\n') == [
        Row(1, {"id": "1", "n": "a"}, 1),
        RejectedRow(2, "it is not valid JSON", broken, 2),
        Row(3, {"id": "3", "n": "c"}, 3),
    ]


@pytest.mark.parametrize("shape", ["[{}, {}]", "{}\n{}\n"], ids=["document", "lines"])
def test_a_key_named_twice_beside_a_number_that_json_does_not_have_is_seen(shape: str) -> None:
    rows = read(shape.format('{"id": 1, "n": "a"}', '{"n": "b", "n": "c", "v": -NaN}').encode())

    assert [row.reason for row in rows if isinstance(row, RejectedRow)] == ["it names a key twice"]


@pytest.mark.parametrize("padding", range(24))
def test_a_constant_may_lie_across_two_blocks(padding: int) -> None:
    first = b'{"id": 1, "n": "' + b"x" * (BLOCK_BYTES - 40 + padding) + b'\\n", "v": NaN}'

    rows = read(b"[" + first + b', {"id": 2, "n": "a", "v": -Infinity}]')

    assert [row.cells["v"] for row in rows if isinstance(row, Row)] == ["NaN", "-Infinity"]


def test_something_else_among_the_records_is_rejected_alone() -> None:
    assert read(b'[{"id": 1, "n": "a"}, null, {"id": 3, "n": "c"}]') == [
        Row(1, {"id": "1", "n": "a"}),
        RejectedRow(2, "it is not a JSON object", b"null"),
        Row(3, {"id": "3", "n": "c"}),
    ]


def test_a_broken_line_of_json_lines_is_rejected_alone() -> None:
    rows = read('{"id": 1, "n": "é"}\n{"id": 2,\n\n[3]\n{"id": 4}\n'.encode("utf-8-sig"))

    assert rows == [
        Row(1, {"id": "1", "n": "é"}, 1),
        RejectedRow(2, "it is not valid JSON", b'{"id": 2,\n', 2),
        RejectedRow(3, "it is not a JSON object", b"[3]\n", 4),
        Row(4, {"id": "4"}, 5),
    ]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "utf-16-be"])
def test_a_document_may_be_in_another_encoding(encoding: str) -> None:
    content = '[{"id": 1, "nom": "Éloïse 😀"}, {"id": 2, "nom": "Zoé"}]'.encode(encoding)

    assert [row.cells["nom"] for row in read(content) if isinstance(row, Row)] == [
        "Éloïse 😀",
        "Zoé",
    ]


def test_a_record_path_that_is_not_there_is_refused_and_the_others_named() -> None:
    with pytest.raises(InvalidInput, match=r"no list of records at 'users\[\]'.*'people\[\]'"):
        sniff(
            io.BytesIO(b'{"people": [{"id": 1}]}'), hints=Format(type="json", record_path="users[]")
        )


def test_memory_does_not_grow_with_the_document() -> None:
    record = json.dumps({"id": 1, "name": "x" * 500, "address": {"city": "y" * 500}})
    content = f"[{','.join([record] * 20_000)}]".encode()
    stream = io.BytesIO(content)
    dialect = sniff(stream)

    tracemalloc.start()
    count = sum(1 for _ in read_rows(stream, dialect))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert count == 20_000
    assert peak < 4 << 20 < len(content)
