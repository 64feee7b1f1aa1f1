"""Web pages posing as workbooks, as sloppy programs write them."""

from __future__ import annotations

import pytest

from shared.ingest.formats.rows import RejectedRow, Row
from tests.unit.ingest.formats.test_spreadsheets import read

HEAD = "<table><tr><th>id</th><th>nom</th></tr><tr><td>A1</td><td>Roy</td></tr>"


def cells(page: str) -> list[list[str]]:
    return [list(row.cells.values()) for row in read(page.encode()) if isinstance(row, Row)]


@pytest.mark.parametrize("ending", ["", "</td>", "et la su"])
def test_a_page_that_breaks_off_inside_a_row_says_so(ending: str) -> None:
    rows = read(f"{HEAD}<tr><td>A2</td><td>Bel{ending}".encode())

    assert isinstance(rows[0], Row)
    assert isinstance(rows[1], RejectedRow)
    assert rows[1].ends_early
    assert rows[1].raw.startswith(b'["A2","Bel')


def test_a_page_that_never_closes_its_table_is_whole() -> None:
    assert cells(f"{HEAD}<tr><td>A2</td><td>Bel</td></tr>") == [["A1", "Roy"], ["A2", "Bel"]]


def test_cells_without_the_beginning_of_a_row_are_one() -> None:
    assert cells(f"{HEAD}<td>A2</td><td>Bel</td></table>") == [["A1", "Roy"], ["A2", "Bel"]]


def test_a_cell_behind_a_table_inside_another_is_not_lost() -> None:
    inside = "<table><tr><td>x</td><td>y</td></tr></table>"
    page = f"{HEAD}<tr><td>A2{inside}</td><td>Bel</td></tr></table>"

    assert cells(page) == [["A1", "Roy"], ["x", "y"], ["A2", "Bel"]]


def test_a_table_inside_one_for_the_layout_is_read() -> None:
    page = f"<table><tr><td>{HEAD}</table></td></tr></table>"

    assert cells(page) == [["A1", "Roy"]]
