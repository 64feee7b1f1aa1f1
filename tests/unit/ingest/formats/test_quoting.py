"""Quotes and backslashes of delimited text: every cell is what stood there, or the row is told."""

from __future__ import annotations

import io

import pytest

from shared.ingest.formats.rows import RejectedRow, Row
from shared.ingest.reading import read_rows, sniff
from shared.model.contract import Format


def read(text: str, *, encoding: str = "utf-8", **hints: str) -> list[Row | RejectedRow]:
    stream = io.BytesIO(text.encode(encoding))
    return list(read_rows(stream, sniff(stream, hints=Format(**hints))))  # type: ignore[arg-type]


def cells(text: str, **hints: str) -> list[list[str]]:
    rows = read(text, **hints)
    assert all(isinstance(row, Row) for row in rows)
    return [list(row.cells.values()) for row in rows if isinstance(row, Row)]


def test_only_backslashes_that_escape_are_dropped() -> None:
    lines = ["id,name,login,path,gone"]
    lines += [f'{n},"The \\"{n}\\", Club",CORP\\user{n},C:\\temp,\\N' for n in range(9)]

    assert cells("\n".join(lines))[4] == ["4", 'The "4", Club', r"CORP\user4", r"C:\temp", r"\N"]


def test_a_backslash_amid_a_cell_escapes_and_one_at_its_end_is_a_folder() -> None:
    escaped = '1,"Dupont \\"DD\\" Jean",x\n2,"Roy",y\n3,"Bel",z\n'
    folder = '1,"C:\\temp\\",x\n2,"D:\\",y\n3,"E",z\n'

    assert cells("id,name,x\n" + escaped)[0] == ["1", 'Dupont "DD" Jean', "x"]
    assert cells("id,name,x\n" + folder)[0] == ["1", "C:\\temp\\", "x"]


def test_two_backslashes_are_one_where_quotes_are_escaped() -> None:
    lines = ["id,name", *(f'{n},"a \\"b\\", c\\\\d"' for n in range(9))]

    assert cells("\n".join(lines))[0] == ["0", r'a "b", c\d']


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ('1,"Jean "Jojo" Dupont",Metz', ["1", 'Jean "Jojo" Dupont', "Metz"]),
        ('1,"Jean "Jojo" et ""Lulu""",Metz', ["1", 'Jean "Jojo" et "Lulu"', "Metz"]),
        ('1,5" pipe,"Metz"', ["1", '5" pipe', "Metz"]),
        ('1,"He said ""hi"" twice",Metz', ["1", 'He said "hi" twice', "Metz"]),
        ('1,"a",""', ["1", "a", ""]),
    ],
)
def test_quotes_inside_a_cell_are_kept(line: str, expected: list[str]) -> None:
    assert cells("id,name,town\n" + f"{line}\n" * 3) == [expected] * 3


def test_a_stray_quote_beside_a_delimiter_is_rejected_as_it_is_written() -> None:
    rows = read('id,name,town\n1,"a "b", c",Metz\n2,b,Metz\n3,c,Metz\n')

    assert isinstance(rows[0], RejectedRow)
    assert rows[0].raw == b'1,"a "b", c",Metz\n'


@pytest.mark.parametrize("inside", ['2,""b', "2,b\nc"])
def test_a_wrapped_row_that_cannot_be_cut_inside_is_rejected(inside: str) -> None:
    rows = read(f'"id,nom"\n"1,""a, b"""\n"{inside}"\n"3,c"\n"4,d"\n"5,e"\n')

    assert [type(row) for row in rows] == [Row, RejectedRow, Row, Row, Row]
    assert isinstance(rows[1], RejectedRow)
    assert rows[1].raw.decode() == f'"{inside}"\n'


def test_apostrophes_around_cells_are_quotes_and_a_text_mark_is_not() -> None:
    quoted = "id;nom;ville\n" + "".join(f"{n};'Roy; {n}';'Metz'\n" for n in range(5))
    partly = "id;nom;ville\n" + "".join(f"{n};'Roy {n}';Metz\n" for n in range(5))
    marked = "id;nom;tel\n" + "".join(f"{n};Roy;'063998000{n}\n" for n in range(5))

    assert cells(quoted)[2] == ["2", "Roy; 2", "Metz"]
    assert cells(partly)[2] == ["2", "Roy 2", "Metz"]
    assert cells(marked)[2] == ["2", "Roy", "'0639980002"]


def test_the_contract_may_say_the_quote() -> None:
    text = "id;nom\n1;'a;b'\n2;c\n3;d\n4;e\n5;f\n6;g\n7;'O'\n"

    assert cells(text, quote="'")[0] == ["1", "a;b"]


@pytest.mark.parametrize("delimiter", ["^", "~", "¦"])
def test_rare_delimiters_are_tried_where_no_other_cuts(delimiter: str) -> None:
    text = "\n".join(delimiter.join(row) for row in [["id", "nom"], ["1", "a"], ["2", "b"]])

    assert cells(text) == [["1", "a"], ["2", "b"]]


def test_lines_of_two_encodings_are_each_read_in_theirs_and_it_is_said() -> None:
    lines = [b"id;nom"]
    lines += [f"{n};Zoé Bénédicte".encode("utf-8" if n % 2 else "cp1252") for n in range(20)]
    stream = io.BytesIO(b"\n".join(lines))

    dialect = sniff(stream)

    rows = list(read_rows(stream, dialect))
    assert {row.cells["nom"] for row in rows if isinstance(row, Row)} == {"Zoé Bénédicte"}
    assert "of two encodings: 10 of the first 20" in dialect.issues[0]


def test_another_alphabet_is_read_as_one_and_doubted() -> None:
    written = {
        "cp1251": "Иван Петров",
        "koi8_r": "Иван Петров",
        "cp1253": "Γιώργος Παπαδόπουλος",
        "cp1255": "יעקב אברהם מזרחי",
        "cp1256": "محمد علي",
    }
    for encoding, name in written.items():
        text = "id;name\n" + "".join(f"{n};{name}\n" for n in range(9))
        stream = io.BytesIO(text.encode(encoding))
        dialect = sniff(stream)
        (row, *_) = read_rows(stream, dialect)
        assert isinstance(row, Row)
        assert row.cells["name"] == name
        assert "its encoding is not sure" in dialect.issues[0]
