from __future__ import annotations

import datetime
import io
import re
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import openpyxl
import pytest

from shared.errors import InvalidInput
from shared.ingest.formats.html_tables import MAX_PAGE
from shared.ingest.formats.rows import RejectedRow, Row
from shared.ingest.reading import read_rows, sniff
from shared.model.contract import Format


def workbook(sheets: dict[str, Sequence[Sequence[object]]], *, active: int = 0) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    book.active = active
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def read(content: bytes) -> list[Row | RejectedRow]:
    stream = io.BytesIO(content)
    return list(read_rows(stream, sniff(stream)))


def test_cells_are_the_text_a_person_sees() -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    header = ["id", "cp", "né le", "vu le", "heure", "prix", "actif", "tel", "nom", "vide"]
    sheet.append(header)
    sheet.append(
        [
            7.0,
            1000,
            datetime.datetime(1980, 1, 2),  # noqa: DTZ001  sheets have no time zones
            datetime.datetime(2024, 1, 2, 10, 30),  # noqa: DTZ001
            datetime.time(9, 5),
            0.1 + 0.2,
            True,
            33639980000.0,
            " Zoé ",
            None,
        ]
    )
    sheet["B2"].number_format = "00000"
    sheet["C2"].number_format = "dd/mm/yyyy"

    rows = read(saved(book))

    cells = ["7", "01000", "1980-01-02", "2024-01-02 10:30:00", "09:05:00", "0.3", "true"]
    expected = dict(zip(header, [*cells, "33639980000", " Zoé ", ""], strict=True))
    assert rows == [Row(1, expected)]


def test_a_title_above_the_header_and_blank_rows_are_passed_over() -> None:
    table = [["List of members"], [], ["nom", "ville"], ["Roy", "Metz"], [], ["Bel", "Lyon"]]

    assert read(workbook({"S": table})) == [
        Row(1, {"nom": "Roy", "ville": "Metz"}),
        Row(2, {"nom": "Bel", "ville": "Lyon"}),
    ]


def test_a_row_with_more_cells_than_the_header_is_rejected() -> None:
    rows = read(workbook({"S": [["nom", "ville"], ["Roy", "Metz"], ["Bel", "Lyon", "x"]]}))

    assert rows[1] == RejectedRow(2, "it has 3 cells, the header has 2", b'["Bel","Lyon","x"]')


def test_the_active_sheet_is_read_unless_another_is_much_larger() -> None:
    small = [["nom", "ville"], ["Roy", "Metz"]]
    large = [["id", "mail"], *([str(n), f"p{n}@example.org"] for n in range(500))]

    first = sniff(io.BytesIO(workbook({"A": small, "B": small}, active=1)))
    second = sniff(io.BytesIO(workbook({"A": small, "Members": large})))

    assert first.sheet == "B"
    assert second.sheet == "Members"
    assert "sheet 'Members' is much larger than the active sheet 'A'" in second.evidence


def test_sheets_that_are_not_read_are_named_unless_one_was_asked_for() -> None:
    people = [["nom", "ville"], ["Roy", "Metz"]]
    content = workbook({"Clients": people, "Archives": people, "Vide": []})

    by_itself = sniff(io.BytesIO(content))
    asked_for = sniff(io.BytesIO(content), hints=Format(sheet="Clients"))

    assert by_itself.issues == (
        "the sheet 'Archives' is not read: to read it, say so in the contract",
    )
    assert asked_for.issues == ()


def test_the_contract_may_name_the_sheet() -> None:
    content = workbook({"A": [["nom", "ville"], ["Roy", "Metz"]], "B": [["x", "y"], ["a", "b"]]})

    assert sniff(io.BytesIO(content), hints=Format(sheet="B")).columns == ("x", "y")
    with pytest.raises(InvalidInput, match=r"no sheet 'C' \(known: 'A', 'B'\)"):
        sniff(io.BytesIO(content), hints=Format(sheet="C"))


def test_a_workbook_that_unpacks_absurdly_is_refused_unopened() -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", bytes(300 << 20))

    with pytest.raises(InvalidInput, match="unpacks to 300 MiB from"):
        sniff(bomb)


@pytest.mark.parametrize("keep", [0.3, 0.9])
def test_a_workbook_cut_off_is_refused(keep: float) -> None:
    content = workbook({"S": [["nom", "ville"], ["Roy", "Metz"]]})

    with pytest.raises(InvalidInput, match="damaged or incomplete"):
        sniff(io.BytesIO(content[: int(len(content) * keep)]))


def test_a_sheet_broken_in_the_middle_gives_its_good_rows_and_then_says_so() -> None:
    whole = workbook({"S": [["nom", "ville"], *(["Roy", f"ville {n}"] for n in range(3000))]})
    broken = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as source, zipfile.ZipFile(broken, "w") as target:
        for part in source.infolist():
            content = source.read(part)
            if part.filename.endswith("sheet1.xml"):
                content = content[: len(content) // 2]
            target.writestr(part.filename, content)

    rows = read(broken.getvalue())

    assert len(rows) > 500
    assert all(isinstance(row, Row) for row in rows[:-1])
    assert isinstance(rows[-1], RejectedRow)
    assert "is damaged" in rows[-1].reason


def test_an_empty_workbook_is_refused() -> None:
    with pytest.raises(InvalidInput, match="no header and no rows"):
        sniff(io.BytesIO(workbook({"S": []})))


def test_a_web_page_posing_as_a_workbook_is_read_as_a_table() -> None:
    page = """<html><head><meta charset="windows-1252"></head><body><table border=1>
        <tr><th>Nom</th><th colspan=2>Ville</th></tr>
        <tr><td>Zo&eacute; &amp; L&eacute;a<td>Metz<br>Nord<td>57&nbsp;000
        <tr><td>É</td><td></td><td>1</td></tr></table></body></html>"""

    assert read(page.encode("cp1252")) == [
        Row(1, {"Nom": "Zoé & Léa", "Ville": "Metz\nNord", "column_3": "57 000"}),
        Row(2, {"Nom": "É", "Ville": "", "column_3": "1"}),
    ]


def test_a_web_page_that_no_call_could_read_again_is_refused(tmp_path: Path) -> None:
    page = tmp_path / "export.xls"
    page.write_bytes(b"<table><tr><td>id</td><td>nom</td></tr>".ljust(2 << 20))
    with page.open("r+b") as stream:
        stream.truncate(MAX_PAGE + 1)  # what follows takes no room on the disk
        with pytest.raises(InvalidInput, match="larger than 512 MiB: export the data as CSV"):
            sniff(stream)


GAPS = [["Export of today"], [], ["id", "nom"], *([n, f"N {n}"] for n in range(1, 4)), [], [],
        *([n, f"N {n}"] for n in range(4, 8))]  # fmt: skip
"""A preamble, blank rows, and rows of two columns."""


def edited(content: bytes, *, change: Callable[[bytes], bytes]) -> bytes:
    """The workbook with the XML of its first sheet changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            part = source.read(name)
            is_sheet = name == "xl/worksheets/sheet1.xml"
            target.writestr(name, change(part) if is_sheet else part)
    return out.getvalue()


def without_numbers(xml: bytes) -> bytes:
    return re.sub(rb'(<row) r="\d+"', rb"\1", re.sub(rb'(<c) r="[A-Z]+\d+"', rb"\1", xml))


def half_numbered(xml: bytes) -> bytes:
    return re.sub(rb'(<row) r="[5-9]"', rb"\1", xml)


@pytest.mark.parametrize("change", [bytes, without_numbers, half_numbered])
def test_reading_goes_on_after_any_row_of_a_sheet(change: Callable[[bytes], bytes]) -> None:
    content = edited(workbook({"People": GAPS}), change=change)
    dialect = sniff(io.BytesIO(content))
    reader = read_rows(io.BytesIO(content), dialect)
    rows, positions = [], [reader.position]
    for row in reader:
        rows.append(row)
        positions.append(reader.position)

    assert [row.cells["id"] for row in rows if isinstance(row, Row)] == [*"1234567"]
    for number, position in enumerate(positions):
        assert list(read_rows(io.BytesIO(content), dialect, start=position)) == rows[number:]


def test_the_rows_before_are_not_read_again() -> None:
    content = workbook({"People": GAPS})
    dialect = sniff(io.BytesIO(content))
    reader = read_rows(io.BytesIO(content), dialect)
    for _ in zip(range(5), reader, strict=False):
        pass
    spoilt = edited(content, change=lambda xml: xml.replace(b'<row r="5"', b'<row r="5" <'))

    rest = list(read_rows(io.BytesIO(spoilt), dialect, start=reader.position))

    assert [row.number for row in rest] == [6, 7]
    assert all(isinstance(row, Row) for row in rest)
