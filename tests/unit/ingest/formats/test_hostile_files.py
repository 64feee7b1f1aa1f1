"""Files made, by malice or accident, to take time, memory or rows: each ends soon and says so."""

from __future__ import annotations

import gzip
import io
import json
import time
import zipfile

import pytest

from shared.errors import InvalidInput
from shared.ingest.formats.beside_records import MORE_BESIDE
from shared.ingest.formats.dialect import MAX_COLUMNS, Dialect, name_columns
from shared.ingest.formats.rows import (
    MAX_BLANK_ROWS,
    MAX_CELL,
    MAX_ROW,
    TOO_MANY_BLANKS,
    Position,
    RejectedRow,
    Row,
)
from shared.ingest.reading import read_rows, sniff

DEEP = b"[" * 50_000 + b"]" * 50_000


def sniff_and_read(content: bytes) -> tuple[Dialect, list[Row | RejectedRow]]:
    stream = io.BytesIO(content)
    dialect = sniff(stream)
    return dialect, list(read_rows(stream, dialect))


def rejected(rows: list[Row | RejectedRow]) -> list[RejectedRow]:
    return [row for row in rows if isinstance(row, RejectedRow)]


def test_any_number_of_comments_before_the_first_element_is_passed_in_no_time() -> None:
    begun = time.monotonic()

    dialect = sniff(io.BytesIO(b"<!---->" * 400 + b"<l><c><id>1</id></c><c><id>2</id></c></l>"))

    assert (dialect.type, dialect.record_path) == ("xml", "c")
    assert time.monotonic() - begun < 5


def test_a_page_after_comments_and_a_declaration_is_still_a_page() -> None:
    page = b'<?xml version="1.0"?><!-- a --> <!-- b --><html><table><tr><td>id<td>n<tr><td>1<td>a'

    assert sniff(io.BytesIO(page + b"</table></html>")).type == "html"


def test_a_record_nested_without_end_is_rejected_alone() -> None:
    good = b'{"id": 1, "n": "a"}'

    _, rows = sniff_and_read(
        b"[" + good + b', {"id": 2, "n": ' + DEEP[48_000:52_000] + b"}, " + good + b"]"
    )

    assert [row.number for row in rejected(rows)] == [2]
    assert rejected(rows)[0].reason == "its values are nested too deeply"
    assert rejected(rows)[0].raw.startswith(b'{"id": 2, "n": [[[')
    assert rows[2] == Row(3, {"id": "1", "n": "a"})


def test_a_record_nested_deeper_than_the_parser_bears_ends_the_document() -> None:
    _, rows = sniff_and_read(b'[{"id": 1, "n": "a"}, {"id": 2, "n": ' + DEEP + b"}]")

    assert "nested more than 5000 deep" in rejected(rows)[0].reason
    assert rejected(rows)[0].ends_early


def test_a_document_whose_every_record_is_nested_without_end_is_refused() -> None:
    with pytest.raises(InvalidInput, match="nested too deeply"):
        sniff(io.BytesIO(b'[{"id": 2, "n": ' + DEEP + b"}]"))


def test_xml_nested_without_end_is_refused() -> None:
    deep = b"<a>" * 20_000 + b"</a>" * 20_000

    with pytest.raises(InvalidInput, match="nested too deeply"):
        sniff(io.BytesIO(b"<l><c><id>1</id></c><c>" + deep + b"</c></l>"))


@pytest.mark.parametrize(
    ("content", "raw"),
    [
        (
            b'[{"id": 1, "n": "a"}, {"id": 2 "n": "b"}, {"id": 3}]',
            b', {"id": 2 "n": "b"}, {"id": 3}]',
        ),
        (b"<l><c><id>1</id></c><c><id>2<id></c><c/></l>", None),
        (gzip.compress(b"id;n\n1;a\n" + bytes(range(48, 91)) * 90, mtime=0)[:-12], None),
    ],
    ids=["json", "xml", "gzip"],
)
def test_what_ends_a_file_early_says_that_the_rest_was_not_read(
    content: bytes, raw: bytes | None
) -> None:
    _, rows = sniff_and_read(content)

    last = rows[-1]
    assert isinstance(last, RejectedRow)
    assert last.ends_early
    assert last.raw == raw if raw is not None else last.raw


def test_nothing_follows_the_end_of_a_broken_compressed_file() -> None:
    content = gzip.compress(b"id;n\n1;a\n2;b\n", mtime=0)[:-9]
    stream = io.BytesIO(content)
    dialect = sniff(stream)
    reader = read_rows(stream, dialect)
    assert isinstance(list(reader)[-1], RejectedRow)

    position: Position = reader.position

    assert list(read_rows(stream, dialect, start=position)) == []


def test_many_columns_of_one_name_are_named_in_no_time_and_too_many_refused() -> None:
    begun = time.monotonic()

    names = name_columns(["a"] * MAX_COLUMNS)

    assert (names[0], names[-1]) == ("a", f"a#{MAX_COLUMNS}")
    assert time.monotonic() - begun < 5
    with pytest.raises(InvalidInput, match=f"at most {MAX_COLUMNS}"):
        name_columns(["a"] * (MAX_COLUMNS + 1))


@pytest.mark.parametrize("blank", [b"\n", b"\r\n", b";;\n", b";\r\n", b" ; \n", b"\t\n"])
def test_millions_of_blank_lines_are_passed_at_once_and_lines_still_counted(blank: bytes) -> None:
    count = 16_000_000 // len(blank)
    begun = time.monotonic()

    _, rows = sniff_and_read(b"id;n\n1;a\n" + blank * count + b"2;b\n")

    assert rows == [
        Row(1, {"id": "1", "n": "a"}, 2),
        Row(2, {"id": "2", "n": "b"}, count + 3),
    ]
    assert time.monotonic() - begun < 10


@pytest.mark.parametrize("blank", [b"\n", b" \r\n", b"\r"])
def test_millions_of_blank_lines_between_json_lines_are_passed_at_once(blank: bytes) -> None:
    records = [b'{"id": "%d", "n": "a"}\n' % number for number in range(1, 4)]
    begun = time.monotonic()

    _, rows = sniff_and_read(
        b"".join([*records[:2], blank * (4_000_000 // len(blank)), records[2]])
    )

    assert [row.cells["id"] for row in rows if isinstance(row, Row)] == ["1", "2", "3"]
    assert time.monotonic() - begun < 5


@pytest.mark.parametrize("blank", [b'"";""\n', "\u00a0;\n".encode()], ids=["quoted", "no-break"])
def test_blank_rows_that_are_passed_one_by_one_come_to_an_end(blank: bytes) -> None:
    _, few = sniff_and_read(b"id;n\n1;a\n" + blank * 1000 + b"2;b\n")
    _, many = sniff_and_read(b"id;n\n1;a\n" + blank * (MAX_BLANK_ROWS + 1) + b"2;b\n")

    assert [row.number for row in few if isinstance(row, Row)] == [1, 2]
    assert isinstance(many[0], Row)
    assert [row.reason for row in rejected(many)] == [TOO_MANY_BLANKS]


def test_rows_of_a_page_without_cells_are_counted_as_blank_ones() -> None:
    dialect, rows = sniff_and_read(
        b"<table><tr></tr><tr><td>id<td>n<tr></tr><tr><td>1<td>a</table>"
    )

    assert dialect.preamble == 1
    assert rows == [Row(1, {"id": "1", "n": "a"})]


def test_a_page_without_rows_to_its_end_is_given_up() -> None:
    page = b"<table><tr><td>id<td>n<tr><td>1<td>a</table>" + (b"<p>" + b"x" * 1000) * 3000

    _, rows = sniff_and_read(page)

    assert [row.reason for row in rejected(rows)] == [
        f"no row is complete within {2 << 20} bytes; nothing after was read"
    ]


def test_blank_lines_inside_quotes_are_kept() -> None:
    cell = "x" + "\n" * 600_000 + "y"

    _, rows = sniff_and_read(f'id;n\n1;a\n\n2;"{cell}"\n3;c\n'.encode())

    assert [row.cells["n"] for row in rows if isinstance(row, Row)] == ["a", cell, "c"]


def test_a_json_record_as_long_as_a_file_is_rejected() -> None:
    endless = b'{"id": 2, "n": "' + b"x" * MAX_ROW + b'"}'

    _, rows = sniff_and_read(b'[{"id": 1, "n": "a"}, ' + endless + b', {"id": 3, "n": "c"}]')

    assert [row.number for row in rejected(rows)] == [2]
    assert f"it is longer than {MAX_ROW} bytes" in rejected(rows)[0].reason
    assert rows[2] == Row(3, {"id": "3", "n": "c"})


def test_what_follows_the_list_may_be_long() -> None:
    rest = json.dumps(["x" * 1000] * 20_000).encode()

    _, rows = sniff_and_read(b'{"people": [{"id": 1, "n": "a"}], "rest": ' + rest + b"}")

    assert rows[0] == Row(1, {"id": "1", "n": "a"})
    assert [row.reason for row in rejected(rows)] == [f"{MORE_BESIDE}: it is not read"]


@pytest.mark.parametrize(
    ("rest", "longest"),
    [(b'"' + b"x" * MAX_ROW * 3 + b'"', 2 * MAX_ROW), (b"1" * MAX_CELL * 2, MAX_CELL)],
    ids=["text", "number"],
)
@pytest.mark.parametrize(
    "people",
    [b'[{"id": 1, "n": "a"}]', b'{"u1": {"id": 1, "n": "a"}, "u2": {"id": 2, "n": "a"}}'],
    ids=["list", "map"],
)
def test_one_endless_value_after_the_list_ends_the_document(
    people: bytes, rest: bytes, longest: int
) -> None:
    content = b'{"people": ' + people + b', "rest": ' + rest + b"}"

    last = sniff_and_read(content)[1][-1]

    assert isinstance(last, RejectedRow)
    assert f"a value is longer than {longest} bytes; nothing after was read" in last.reason
    assert last.ends_early


@pytest.mark.parametrize(
    "endless",
    [b"<!--" + b"x" * MAX_ROW * 2 + b"-->", b'<d n="' + b"x" * MAX_ROW * 2 + b'"/>'],
    ids=["comment", "tag"],
)
def test_one_endless_comment_or_tag_outside_the_records_ends_the_xml(endless: bytes) -> None:
    records = b"<c><id>1</id></c><c><id>2</id></c>"

    _, rows = sniff_and_read(b"<l>" + records + endless + b"</l>")

    assert rows[:2] == [Row(1, {"id": "1"}), Row(2, {"id": "2"})]
    assert [row.ends_early for row in rejected(rows)] == [True]
    assert f"a comment or tag is longer than {MAX_ROW} bytes" in rejected(rows)[0].reason


def test_what_surrounds_the_records_of_an_xml_file_may_be_long() -> None:
    rest = b"<d>" + b"x" * 1000 + b"</d><!-- and on -->"

    _, rows = sniff_and_read(
        b"<l>" + b"<c><id>1</id><n>a</n></c>" * 2 + rest * 10_000 + b"y" * MAX_ROW * 2 + b"</l>"
    )

    assert [row.number for row in rows if isinstance(row, Row)] == [1, 2]
    assert [row.reason for row in rejected(rows)] == [f"{MORE_BESIDE}: it is not read"]


def test_a_workbook_with_millions_of_texts_is_refused_before_it_is_opened() -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/sharedStrings.xml", "<sst>" + "<si/>" * 2_000_001 + "</sst>")

    with pytest.raises(InvalidInput, match="2000001 different texts"):
        sniff(io.BytesIO(content.getvalue()))


def workbook_of(sheet: list[bytes], *, part: str = "xl/worksheets/sheet1.xml") -> io.BytesIO:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        with archive.open(part, "w") as stream:
            for piece in sheet:
                stream.write(piece)
    return content


@pytest.mark.parametrize(
    ("sheet", "words"),
    [
        ([b"<x:row/>" * 1024] * 1025, "more than 1048576 rows"),
        ([("<row/>" * 1024).encode("utf-16-le")] * 1025, "more than 1048576 rows"),
        ([b"<row/><row>", *[b"<c/>" * 1024] * 1025, b"</row>"], "more than 1048576 tags"),
    ],
    ids=["rows", "rows in UTF-16", "cells"],
)
def test_a_workbook_that_no_program_could_hold_is_refused_before_it_is_opened(
    sheet: list[bytes], words: str
) -> None:
    with pytest.raises(InvalidInput, match=words):
        sniff(workbook_of(sheet))


@pytest.mark.parametrize(
    ("part", "pieces"), [("xl/worksheets/sheet1.xml", 257), ("xl/styles.xml", 65)]
)
def test_a_workbook_that_unpacks_to_far_more_than_it_is_is_refused(part: str, pieces: int) -> None:
    bomb = workbook_of([bytes(1 << 20)] * pieces, part=part)

    with pytest.raises(InvalidInput, match=f"unpacks to {pieces} MiB"):
        sniff(bomb)


def test_a_row_kept_in_part_says_so_and_those_around_it_do_not() -> None:
    endless = b"2," + b"x" * (MAX_ROW + 1)

    _, rows = sniff_and_read(b"id,n\n1,a,b\n" + endless + b"\n3,c\n")

    assert [(row.number, row.cut) for row in rejected(rows)] == [(1, False), (2, True)]
    assert rows[2] == Row(3, {"id": "3", "n": "c"}, 4)


@pytest.mark.parametrize(
    ("content", "byte"),
    [
        (b'[{"id": 1, "n": "a"}, {"id": 2, "n": "b\0c"}, {"id": 3}]', 39),
        (b'[{"id": 1, "n": "a"}, {"id": 2 "n": "b"}, {"id": 3}]', 31),
        ('[{"id": 1, "n": "\u00e9"}, {"id": 2, "n": x}]'.encode(), 38),
    ],
    ids=["control character", "missing comma", "bare word"],
)
def test_a_mistake_in_a_json_document_is_said_with_its_byte(content: bytes, byte: int) -> None:
    _, rows = sniff_and_read(content)

    assert [row.reason for row in rejected(rows)] == [
        f"the file is not valid JSON from about byte {byte}; nothing after was read"
    ]


def test_lists_that_are_not_read_are_named() -> None:
    people = [{"id": 1, "n": "a"}, {"id": 2, "n": "b"}]

    dialect = sniff(io.BytesIO(json.dumps({"people": people, "events": [{"e": 1}]}).encode()))

    assert dialect.left_out == ("the list `events[]` (1 objects) is not read",)
    assert dialect.left_out[0] in dialect.evidence


def test_elements_of_another_kind_that_are_not_read_are_named() -> None:
    dialect = sniff(
        io.BytesIO(
            b"<r><head><at>1</at></head><c><id>1</id></c><d><id>9</id></d><c><id>2</id></c></r>"
        )
    )

    assert dialect.left_out == ("the elements `d` (1) are not read",)


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        (b'{"id": 2, "n": "b", "n": "c"}', "it names a key twice"),
        (b'{"id": 2, "n": {"o": "b", "o": "c"}}', "it names a key twice"),
        (b'{"id": 2, "n": "\\ud83d end"}', "it holds half of a surrogate pair"),
    ],
)
def test_a_json_record_that_parsing_would_take_something_from_is_rejected(
    record: bytes, reason: str
) -> None:
    first = b'{"id": 1, "n": "\\ud83d\\ude00 \\"n\\": \\\\ud83d"}'

    _, rows = sniff_and_read(b'{"people": [' + first + b", " + record + b"]}")

    assert rows[0] == Row(1, {"id": "1", "n": '\U0001f600 "n": \\ud83d'})
    assert reason in rejected(rows)[0].reason
    assert rejected(rows)[0].raw == record


def test_a_json_line_that_names_a_key_twice_is_rejected() -> None:
    _, rows = sniff_and_read(b'{"id": 1, "n": "a"}\n{"id": 2, "n": "b", "n": "c"}\n')

    assert [row.reason for row in rejected(rows)] == ["it names a key twice"]


def test_a_zip_whose_member_is_cut_off_is_refused_as_damaged() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("people.csv", "id;mail\n1;lou@example.org\n" * 40)
    content = bytearray(packed.getvalue())
    content[0:4] = b"PK\x03\x04"
    content[26:30] = b"\xff\xff\xff\xff"  # the member's own header says that its name never ends

    with pytest.raises(InvalidInput, match="damaged"):
        sniff(io.BytesIO(bytes(content)))
