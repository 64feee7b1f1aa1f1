"""Workbooks as programs other than Excel write them, or as somebody edited them by hand."""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from collections.abc import Callable, Sequence

import openpyxl
import pytest

from shared.errors import InvalidInput
from shared.ingest.formats.rows import MAX_CELL, RejectedRow, Row
from shared.ingest.reading import read_rows, sniff
from tests.unit.ingest.formats.test_spreadsheets import edited, read, saved, workbook

PEOPLE = [["id", "nom"], *([f"A{n}", f"Nom {n}"] for n in range(1, 39))]


def with_floats(xml: bytes) -> bytes:
    return re.sub(rb'<row r="(\d+)"', rb'<row r="\1.0"', xml)


def all_alike(xml: bytes) -> bytes:
    return re.sub(rb'<row r="\d+"', b'<row r="7"', re.sub(rb'<c r="[A-Z]+\d+"', b"<c", xml))


def backwards(xml: bytes) -> bytes:
    return re.sub(rb'<row r="(\d+)"', lambda m: b'<row r="%d"' % (100 - int(m[1])), xml)


def with_a_comment(xml: bytes) -> bytes:
    return xml.replace(b'<row r="5"', b'<!-- <row r="4"> --><row r="5"')


@pytest.mark.parametrize("change", [with_floats, all_alike, backwards, with_a_comment])
def test_no_row_is_lost_however_rows_are_numbered(change: Callable[[bytes], bytes]) -> None:
    content = edited(workbook({"S": PEOPLE}), change=change)
    dialect = sniff(io.BytesIO(content))
    reader = read_rows(io.BytesIO(content), dialect)
    positions = [(row, reader.position) for row in reader]

    rows = [row for row, _ in positions]
    assert [row.cells["id"] for row in rows if isinstance(row, Row)] == [
        row[0] for row in PEOPLE[1:]
    ]
    for number, (_, position) in enumerate(positions, start=1):
        rest = list(read_rows(io.BytesIO(content), dialect, start=position))
        assert rest == rows[number:]


def test_two_cells_in_one_place_are_not_one_of_them() -> None:
    def twice(xml: bytes) -> bytes:
        return xml.replace(b'<c r="B3"', b'<c r="A3"')

    rows = read(edited(workbook({"S": PEOPLE[:4]}), change=twice))

    assert isinstance(rows[1], RejectedRow)
    assert rows[1].reason == "two of its cells say that they stand in the same column"
    assert rows[1].raw == b'["A2","Nom 2"]'
    assert [type(row) for row in rows] == [Row, RejectedRow, Row]


def test_a_number_that_is_no_date_stays_what_it_is() -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in (["id", "tel"], ["A1", 33639980000.0], ["A2", 44000]):
        sheet.append(row)
    for cell in ("B2", "B3"):
        sheet[cell].number_format = "yyyy-mm-dd"

    texts = [row.cells["tel"] for row in read(saved(book)) if isinstance(row, Row)]

    assert texts == ["33639980000", "2020-06-18"]


def test_a_formula_that_nobody_calculated_is_kept_as_it_is_written() -> None:
    formulas: list[list[object]] = [["id", "nom"], ["A1", '=A2&" x"'], ["A2", "Zoé"]]

    texts = [row.cells["nom"] for row in read(workbook({"S": formulas})) if isinstance(row, Row)]

    assert texts == ['=A2&" x"', "Zoé"]


def test_times_and_durations_are_read_as_before() -> None:
    table: list[list[object]] = [
        ["id", "heure", "durée"],
        ["A1", datetime.time(9, 5), datetime.timedelta(hours=30)],
    ]

    (row,) = read(workbook({"S": table}))

    assert isinstance(row, Row)
    assert list(row.cells.values()) == ["A1", "09:05:00", "1 day, 6:00:00"]


def with_texts(texts: Sequence[str], *, cells: int) -> io.BytesIO:
    """A workbook whose one row below the header repeats a shared text."""
    out = io.BytesIO()
    content = workbook({"S": [["a"] * 40, ["texte partagé"] * cells]})
    source = zipfile.ZipFile(io.BytesIO(content))
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            part = source.read(name).decode()
            target.writestr(name, part.replace("texte partagé", "".join(texts)))
    return out


def test_a_text_that_no_cell_could_hold_is_refused() -> None:
    with pytest.raises(InvalidInput, match="longer than 8 MiB"):
        sniff(with_texts(["x" * (12 << 20)], cells=1))


def test_one_long_text_in_many_cells_is_rejected_with_its_row() -> None:
    longest = "x" * (MAX_CELL - 1)
    (row,) = read(with_texts([longest], cells=30).getvalue())

    assert isinstance(row, RejectedRow)
    assert row.cut
    assert row.reason.startswith("it is longer than")


def test_a_sheet_called_like_a_person_is_not_named() -> None:
    content = workbook({"Clients": PEOPLE, "Jeanne Dupuis": PEOPLE})

    (said,) = sniff(io.BytesIO(content)).left_out

    assert "Jeanne" not in said
    assert said.startswith("the sheet (name withheld) is not read")
