"""Dates and instants in the spellings of exports."""

from __future__ import annotations

import pytest

from shared.errors import InvalidInput
from shared.rules.values.cleaned import EMPTY, PLACEHOLDER, Cleaned, Locale
from shared.rules.values.date import clean_date, clean_date_time, decide_order

FRANCE = Locale()
AMERICA = Locale(country="US", language="en", time_zone="America/New_York")
OTHER_ORDER = "read in another order than the column's"


@pytest.mark.parametrize(
    "cell",
    ["1980-04-12", "12/04/1980", "12.04.1980", "12-04-1980", "12 04 1980", "12/4/80", "1980/04/12",
     "19800412", "12 avril 1980", "12 avr. 1980", "12 Apr 1980", "12-Apr-80", "April 12, 1980",
     "Saturday, April 12, 1980", "12. April 1980", "12 de abril de 1980", "12 aprile 1980",
     "1980-Apr-12", "12/04/1980 00:00:00", "1980-04-12T00:00:00", "1980-04-11T22:00:00Z"],
)  # fmt: skip
def test_every_spelling_of_a_birth_date_is_one_day(cell: str) -> None:
    """Local midnight kept as an instant in UTC is still the local day."""
    assert clean_date(cell, locale=FRANCE) == Cleaned("1980-04-12")


def test_a_columns_order_decides_and_a_countrys_habit_stands_in() -> None:
    """The same cell is two days in two columns."""
    assert clean_date("04/05/1980", locale=FRANCE) == Cleaned("1980-05-04")
    assert clean_date("04/05/1980", locale=AMERICA) == Cleaned("1980-04-05")
    assert clean_date("04/05/1980", locale=Locale(date_order="mdy")) == Cleaned("1980-04-05")
    assert clean_date("80/04/05", locale=Locale(date_order="ymd")) == Cleaned("1980-04-05")


def test_a_cell_with_one_reading_is_read_so_and_noted() -> None:
    """There is no month 25: the cell, not the column, tells."""
    assert clean_date("04/25/1980", locale=FRANCE) == Cleaned("1980-04-25", OTHER_ORDER)


def test_iso_dates_are_never_turned_round() -> None:
    """A year of four digits in front is a year, whatever the column's order."""
    assert clean_date("1980-04-03", locale=AMERICA) == Cleaned("1980-04-03")


def test_two_digit_years_of_birth_belong_to_the_last_century_from_twenty_on() -> None:
    """Customers are rarely small children."""
    assert clean_date("01/02/45", locale=FRANCE) == Cleaned("1945-02-01")
    assert clean_date("01/02/05", locale=FRANCE) == Cleaned("2005-02-01")


def test_a_spreadsheets_day_number_is_a_day() -> None:
    """Excel counts days since the end of 1899."""
    assert clean_date("29323", locale=FRANCE) == Cleaned("1980-04-12", "spreadsheet day number")


@pytest.mark.parametrize(
    "cell",
    ["0000-00-00", "0/0/00", "0.0.00", "00/00/0000", "1900-01-01", "01/01/1900", "1899-12-30",
     "n.v.", "-", "null", "0000-00-00 00:00:00"],
)  # fmt: skip
def test_empty_dates_of_other_programs_are_placeholders(cell: str) -> None:
    """Zeros and first days of an era are how programs write nothing."""
    assert clean_date(cell, locale=FRANCE) == PLACEHOLDER


@pytest.mark.parametrize("cell", ["31/02/1980", "1980", "soon", "12/1980", "32/13/1980", "10:30"])
def test_what_is_no_day_is_set_aside(cell: str) -> None:
    """No calendar has it."""
    assert clean_date(cell, locale=FRANCE) == Cleaned(None, "not a date")


def test_an_impossible_year_is_set_aside() -> None:
    """Nobody alive was born then."""
    assert clean_date("1280-04-12", locale=FRANCE) == Cleaned(None, "not a plausible year")
    assert clean_date(" ", locale=FRANCE) == EMPTY


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("2024-04-03 10:12:33", "2024-04-03T08:12:33Z"),
        ("2024-01-03 10:12:33", "2024-01-03T09:12:33Z"),
        ("2024-04-03T10:12:33Z", "2024-04-03T10:12:33Z"),
        ("2024-04-03T10:12:33+05:30", "2024-04-03T04:42:33Z"),
        ("2024-04-03 10:12:33 UTC", "2024-04-03T10:12:33Z"),
        ("2024-04-03 10:12:33 PDT", "2024-04-03T17:12:33Z"),
        ("2024-04-03T10:12:33.250Z", "2024-04-03T10:12:33.250000Z"),
        ("03/04/2024 10:12", "2024-04-03T08:12:00Z"),
        ("03/04/2024 à 10h12", "2024-04-03T08:12:00Z"),
        ("3/4/24 9:30 PM", "2024-04-03T19:30:00Z"),
        ("3 avril 2024 10:12", "2024-04-03T08:12:00Z"),
        ("Wed, 03 Apr 2024 10:00:00 +0200", "2024-04-03T08:00:00Z"),
        ("Wed Apr 03 2024 10:00:00 GMT+0200 (CEST)", "2024-04-03T08:00:00Z"),
        ("20240403T101233Z", "2024-04-03T10:12:33Z"),
    ],
)
def test_an_instant_is_told_in_utc(cell: str, value: str) -> None:
    """A time without an offset is the source's local time, summer time included."""
    assert clean_date_time(cell, locale=FRANCE) == Cleaned(value)


@pytest.mark.parametrize(
    ("cell", "value", "note"),
    [
        ("1712131200", "2024-04-03T08:00:00Z", "Unix time"),
        ("1712131200000", "2024-04-03T08:00:00Z", "Unix time"),
        ("45385.5", "2024-04-03T10:00:00Z", "spreadsheet day number"),
        ("03/04/2024", "2024-04-03", "date only"),
    ],
)
def test_numbers_of_clocks_and_bare_days_are_instants_with_a_note(
    cell: str, value: str, note: str
) -> None:
    """Seconds, milliseconds, day numbers; a bare day stays that day."""
    assert clean_date_time(cell, locale=FRANCE) == Cleaned(value, note)


def test_the_sources_time_zone_is_used() -> None:
    """The same wall clock is another instant in another city."""
    assert clean_date_time("04/03/2024 10:00", locale=AMERICA) == Cleaned("2024-04-03T14:00:00Z")


@pytest.mark.parametrize("cell", ["1970-01-01 00:00:00", "0001-01-01", "0000-00-00 00:00:00"])
def test_the_first_instant_of_an_era_is_a_placeholder(cell: str) -> None:
    """It is what an empty column becomes."""
    assert clean_date_time(cell, locale=FRANCE) == PLACEHOLDER


@pytest.mark.parametrize("cell", ["2024-04-03 25:00", "2024-04-03 10:00 QQQ", "9999-12-31"])
def test_an_impossible_instant_is_set_aside(cell: str) -> None:
    """No such hour, zone or year."""
    assert clean_date_time(cell, locale=FRANCE).value is None


def test_an_unknown_time_zone_is_the_contracts_mistake() -> None:
    """Said once, by name, and not hidden as a bad cell."""
    with pytest.raises(InvalidInput, match="'Mars/Olympus' is no IANA time zone"):
        clean_date_time("2024-04-03 10:00", locale=Locale(time_zone="Mars/Olympus"))


@pytest.mark.parametrize(
    ("column", "order"),
    [
        (["01/02/2024", "13/02/2024"], "dmy"),
        (["01/02/2024", "02/13/2024"], "mdy"),
        (["1/2/24 9:30", "2/13/24 9:30"], "mdy"),
        (["2024-01-02", "2024-03-04"], "ymd"),
        (["95/04/03"], "ymd"),
        (["2024-01-02", "13/02/2024"], "dmy"),
        (["01/02/2024"], None),
        (["2024-01-02", "01/02/2024"], None),
        (["13/02/2024", "02/13/2024"], None),
        (["13/02/2024"] * 40 + ["02/13/2024"], "dmy"),
        (["", "soon", "-"], None),
        ([], None),
    ],
)
def test_the_order_is_decided_by_cells_with_one_reading(
    column: list[str], order: str | None
) -> None:
    """Evidence decides, one slip among many does not, and doubt stays doubt."""
    assert decide_order(column) == order
