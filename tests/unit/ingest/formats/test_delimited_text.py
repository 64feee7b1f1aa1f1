from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.ingest.formats.delimited_text import TextRows
from shared.ingest.formats.dialect import Dialect
from shared.ingest.formats.rows import MAX_KEPT, RejectedRow, Row
from shared.ingest.reading import read_rows, sniff

ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "cp1252")
ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
CP1252_TEXT = st.text(st.characters(codec="cp1252"), max_size=12)


def read(content: bytes) -> list[Row | RejectedRow]:
    stream = io.BytesIO(content)
    return list(read_rows(stream, sniff(stream)))


def tables(cell: st.SearchStrategy[str]) -> st.SearchStrategy[list[list[str]]]:
    return st.integers(2, 5).flatmap(
        lambda width: st.lists(
            # A row of nothing but white space is a blank line to whoever reads the table.
            st.lists(cell, min_size=width, max_size=width).filter(
                lambda row: any(map(str.strip, row))
            ),
            min_size=1,
            max_size=8,
        )
    )


@settings(deadline=None)
@given(st.data(), st.sampled_from(ENCODINGS), st.sampled_from(",;\t|"), st.booleans())
def test_any_table_that_was_written_is_read_back_the_same(
    draw: st.DataObject, encoding: str, delimiter: str, quote_all: bool
) -> None:
    table = draw.draw(tables(CP1252_TEXT if encoding == "cp1252" else ANY_TEXT))
    columns = tuple(f"c{place}" for place in range(len(table[0])))
    written = io.StringIO()
    csv.writer(
        written,
        delimiter=delimiter,
        quoting=csv.QUOTE_ALL if quote_all else csv.QUOTE_MINIMAL,
        # The writer leaves a lone carriage return unquoted when its line end has none.
        lineterminator="\n" if quote_all else "\r\n",
    ).writerows([columns, *table])
    dialect = Dialect(type="csv", columns=columns, encoding=encoding, delimiter=delimiter)

    rows = list(TextRows(io.BytesIO(written.getvalue().encode(encoding)), dialect))

    assert [list(row.cells.values()) for row in rows if isinstance(row, Row)] == table
    assert len(rows) == len(table)


WORD = st.text("abcdeéèàçü ", min_size=1, max_size=10).filter(str.strip)
CELL = st.one_of(
    WORD,
    st.tuples(WORD, st.sampled_from([", ", "; ", "\n", ' "', "'"]), WORD).map("".join),
    st.integers(0, 99999).map(str),
)


@settings(deadline=None)
@given(
    st.integers(3, 6).flatmap(
        lambda width: st.lists(
            st.lists(CELL, min_size=width, max_size=width), min_size=4, max_size=12
        )
    ),
    st.sampled_from(",;\t|"),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]),
)
def test_a_plausible_table_is_sniffed_and_read_back_the_same(
    table: list[list[str]], delimiter: str, encoding: str
) -> None:
    columns = ["nom", "prénom", "ville", "note", "rue", "pays"][: len(table[0])]
    written = io.StringIO()
    csv.writer(written, delimiter=delimiter).writerows([columns, *table])

    rows = read(written.getvalue().encode(encoding))

    expected = [dict(zip(columns, cells, strict=True)) for cells in table]
    assert [row.cells for row in rows if isinstance(row, Row)] == expected


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252"])
def test_reading_resumes_anywhere_in_a_file_of_many_blocks(encoding: str) -> None:
    lines = [f'{n};"Élo\nïse {n}";x' if n % 7 == 0 else f"{n};Zoé;{n}" for n in range(30_000)]
    content = ("id;nom;x\r\n" + "\r\n".join(lines)).encode(encoding)
    dialect = sniff(io.BytesIO(content))
    whole = list(read_rows(io.BytesIO(content), dialect))
    reader = read_rows(io.BytesIO(content), dialect)
    positions = [(row.number, reader.position) for row in reader if row.number % 4_999 == 0]

    assert len(whole) == 30_000
    assert len(positions) == 6
    for number, position in positions:
        rest = list(read_rows(io.BytesIO(content), dialect, start=position))
        assert rest == whole[number:]


def test_a_short_row_is_filled_and_a_long_one_is_rejected_unless_the_rest_is_empty() -> None:
    rows = read(b"a,b,c\n1,2\n1,2,3,4\n1,2,3,,\n\n,,\n4,5,6\n")

    assert rows == [
        Row(1, {"a": "1", "b": "2", "c": ""}, 2),
        RejectedRow(2, "it has 4 cells, the header has 3", b"1,2,3,4\n", 3),
        Row(3, {"a": "1", "b": "2", "c": "3"}, 4),
        Row(4, {"a": "4", "b": "5", "c": "6"}, 7),
    ]


def test_a_row_of_white_space_is_blank_wherever_it_stands() -> None:
    rows = read(b"a,b\n \n1,2\n , \n\t,\n3,4\n \xc2\xa0,\n")

    assert rows == [Row(1, {"a": "1", "b": "2"}, 3), Row(2, {"a": "3", "b": "4"}, 6)]


def test_a_table_without_a_header_gives_all_its_rows() -> None:
    rows = read(b"Dupont;Marie\nBel;Anne;anne@example.org\nRoy;Luc;luc@example.org\n")

    assert [list(row.cells.values()) for row in rows if isinstance(row, Row)] == [
        ["Dupont", "Marie", ""],
        ["Bel", "Anne", "anne@example.org"],
        ["Roy", "Luc", "luc@example.org"],
    ]


def test_cells_are_kept_exactly_as_they_are() -> None:
    rows = read(b'a,b\n 01000 ," x""y"\n')

    assert rows == [Row(1, {"a": " 01000 ", "b": ' x"y'}, 2)]


def test_a_quote_that_is_never_closed_costs_its_own_line_only() -> None:
    rows = read(
        b'id,name,mail\n1,"Bel,x@example.org\n2,Roy,y@example.org\n3,"Petit",z@example.org\n'
    )

    assert rows == [
        RejectedRow(
            1,
            "a quote that is opened on this line is not closed",
            b'1,"Bel,x@example.org\n',
            2,
        ),
        Row(2, {"id": "2", "name": "Roy", "mail": "y@example.org"}, 3),
        Row(3, {"id": "3", "name": "Petit", "mail": "z@example.org"}, 4),
    ]


def test_an_open_quote_before_a_long_file_costs_its_own_line_only() -> None:
    lines = b"".join(b"%d,name %d\n" % (number, number) for number in range(200_000))

    rows = read(b'id,name\na,"b\n' + lines)

    assert len(rows) == 200_001
    assert [row.number for row in rows if isinstance(row, RejectedRow)] == [1]


def test_line_breaks_inside_quotes_belong_to_the_cell() -> None:
    rows = read(b'id,note,mail\n1,"a\nb, c ""x""\n\nd",m\n2,y,z\n')

    assert rows == [
        Row(1, {"id": "1", "note": 'a\nb, c "x"\n\nd', "mail": "m"}, 2),
        Row(2, {"id": "2", "note": "y", "mail": "z"}, 6),
    ]


def test_a_file_that_ends_inside_a_quoted_cell_does_not_pass_for_whole() -> None:
    rows = read(b'id,note,mail\n1,a,b\n2,"cut o')

    assert rows[-1] == RejectedRow(2, "the file ends inside its quoted cell", b'2,"cut o', 3)


def test_bytes_the_encoding_does_not_know_reject_their_row_and_are_kept() -> None:
    rows = read(b"id,nom\n1,Fran\xe7ois\n2,A\x81b\n3,\xc9lo\xefse\n")

    assert rows == [
        Row(1, {"id": "1", "nom": "François"}, 2),
        RejectedRow(2, "it holds bytes that are not valid cp1252", b"2,A\x81b\n", 3),
        Row(3, {"id": "3", "nom": "Éloïse"}, 4),
    ]


def test_accents_that_first_appear_after_the_head_are_read_in_either_encoding() -> None:
    ascii_rows = b"1,Ann,plain\n" * 100_000
    content = b"id,nom,x\n" + ascii_rows + b"2,Fran\xe7ois,x\n" + "3,Éloïse,y\n".encode()

    rows = read(content)

    assert [row.cells["nom"] for row in rows[-2:] if isinstance(row, Row)] == ["François", "Éloïse"]


def test_an_endless_line_is_rejected_without_filling_the_memory() -> None:
    rows = read(b"id,nom\n1,a\n2," + b"x" * (20 << 20) + b"\n3,c\n")

    assert [row.number for row in rows] == [1, 2, 3]
    assert isinstance(rows[1], RejectedRow)
    assert rows[1].reason.startswith("its line is longer than 8388608 bytes; only the first")
    assert len(rows[1].raw) == MAX_KEPT
    assert rows[2] == Row(3, {"id": "3", "nom": "c"}, 4)


def test_a_cell_beyond_a_mebibyte_rejects_its_row() -> None:
    rows = read(b"id,nom\n1,a\n2," + b"x" * (2 << 20) + b"\n3,c\n")

    assert [type(row) for row in rows] == [Row, RejectedRow, Row]


def test_a_carriage_return_alone_inside_a_cell_rejects_its_row() -> None:
    rows = read(b"id,nom\n1,a\rb\n2,c\n")

    assert rows == [
        RejectedRow(1, "a carriage return stands alone outside quotes", b"1,a\rb\n", 2),
        Row(2, {"id": "2", "nom": "c"}, 3),
    ]


@pytest.mark.parametrize(
    "broken",
    [b'2,"""\n\r","\r\n', b'2,"b\r\n\rc","d\r\n'],
    ids=["closed again", "open"],
)
def test_a_carriage_return_alone_behind_a_broken_quote_rejects_only_these_lines(
    broken: bytes,
) -> None:
    rows = read(b"id,note,mail\r\n1,a,m\r\n" + broken + b"3,c,m\r\n4,d,m\r\n")

    first_line, rest = broken.split(b"\n", 1)
    assert [row.raw for row in rows if isinstance(row, RejectedRow)] == [first_line + b"\n", rest]
    assert [row.cells["id"] for row in rows if isinstance(row, Row)] == ["1", "3", "4"]


@pytest.mark.parametrize("blank", [b"", b",,\n", b" \n"])
def test_the_rest_of_a_row_cut_by_a_broken_quote_is_rejected_by_whoever_goes_on(
    blank: bytes,
) -> None:
    stream = io.BytesIO(b'id,note,mail\n1,a,m\n2,"b,m\n' + blank + b"rest,of 2\n3,c,m\n")
    dialect = sniff(stream)
    reader = read_rows(stream, dialect)
    until_the_quote = [row for _, row in zip(range(2), reader, strict=False)]

    rest = list(read_rows(stream, dialect, start=reader.position))

    assert [row.number for row in until_the_quote] == [1, 2]
    line = 5 if blank else 4
    assert rest == list(read_rows(stream, dialect))[2:]
    assert rest == [
        RejectedRow(3, "it is the rest of a row that a broken quote has cut", b"rest,of 2\n", line),
        Row(4, {"id": "3", "note": "c", "mail": "m"}, line + 1),
    ]
