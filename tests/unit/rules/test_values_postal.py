"""Postal codes of several countries."""

from __future__ import annotations

import pytest

from shared.rules.values.cleaned import EMPTY, PLACEHOLDER, Cleaned
from shared.rules.values.postal import clean, department, split_place

ZERO = "leading zero restored"


@pytest.mark.parametrize(
    ("cell", "country", "expected"),
    [
        ("75001", "FR", Cleaned("75001")),
        ("F-75001", "FR", Cleaned("75001", "spelling")),
        ("75 001", "FR", Cleaned("75001", "spelling")),
        ("1000", "FR", Cleaned("01000", ZERO)),
        ("'01000", "FR", Cleaned("01000")),
        ("75001.0", "FR", Cleaned("75001")),
        ("75001 Paris", "FR", Cleaned("75001", "text after the code removed")),
        ("97400", "RE", Cleaned("97400")),
        ("sw1a1aa", "GB", Cleaned("SW1A 1AA", "spelling")),
        ("M1 1AE", "GB", Cleaned("M1 1AE")),
        ("D-10115", "DE", Cleaned("10115", "spelling")),
        ("1067", "DE", Cleaned("01067", ZERO)),
        ("8001", "ES", Cleaned("08001", ZERO)),
        ("118", "IT", Cleaned("00118", ZERO)),
        ("1050", "BE", Cleaned("1050")),
        ("B-1050", "BE", Cleaned("1050", "spelling")),
        ("CH-1201", "CH", Cleaned("1201", "spelling")),
        ("1234ab", "NL", Cleaned("1234 AB", "spelling")),
        ("2139", "US", Cleaned("02139", ZERO)),
        ("021391234", "US", Cleaned("02139-1234", "spelling")),
        ("h2x1y4", "CA", Cleaned("H2X 1Y4", "spelling")),
        ("1000001", "PT", Cleaned("1000-001", "spelling")),
        ("ab 12", "ZZ", Cleaned("AB 12", "spelling")),
    ],
)
def test_a_code_is_written_as_its_country_writes_it(
    cell: str, country: str, expected: Cleaned
) -> None:
    """Spacing, prefixes and lost zeros are put right, each with its note."""
    assert clean(cell, country=country) == expected


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("SW1A 1AA", Cleaned("SW1A 1AA", "form of GB")),
        ("H2X1Y4", Cleaned("H2X 1Y4", "form of CA")),
        ("B 1050", Cleaned("B-1050", "names another country")),
    ],
)
def test_a_code_only_another_country_can_have_is_kept(cell: str, expected: Cleaned) -> None:
    """Customers abroad are not mistakes."""
    assert clean(cell, country="FR") == expected


@pytest.mark.parametrize("cell", ["00123", "2A004", "123", "750011", "abc", "٧٥٠٠١"])
def test_what_cannot_be_a_code_of_the_country_is_set_aside(cell: str) -> None:
    """Not a form France has: None, with the reason."""
    assert clean(cell, country="FR") == Cleaned(None, "not a postal code in FR")


@pytest.mark.parametrize("cell", ["00000", "99999", "XXXXX", "-", "n/a"])
def test_fillers_are_placeholders(cell: str) -> None:
    """Zeros and nines all along are nobody's town."""
    assert clean(cell, country="FR") == PLACEHOLDER


@pytest.mark.parametrize("cell", ["000.", "0000", "D-0000", "D-99999"])
def test_a_filler_stays_one_when_its_zeros_are_put_back(cell: str) -> None:
    """Restoring zeros must not make a code out of nothing."""
    assert clean(cell, country="DE") == PLACEHOLDER


def test_an_empty_cell_says_nothing() -> None:
    """Blank is empty, and no note is due."""
    assert clean("  ", country="FR") == EMPTY


@pytest.mark.parametrize(
    ("code", "expected"),
    [("75001", "75"), ("01000", "01"), ("20000", "2A"), ("20167", "2A"), ("20200", "2B"),
     ("97400", "974"), ("98000", "980"), ("1000", None), ("SW1A 1AA", None)],
)  # fmt: skip
def test_a_french_code_tells_its_department(code: str, expected: str | None) -> None:
    """Corsica is two departments under one prefix, overseas ones have three digits."""
    assert department(code, country="FR") == expected
    assert department(code, country="DE") is None


@pytest.mark.parametrize(
    ("cell", "place"),
    [
        ("69003 LYON", ("69003", "LYON")),
        ("75011 Paris CEDEX 11", ("75011", "Paris CEDEX 11")),
        ("D-10115 Berlin", ("10115", "Berlin")),
        ("91150 Étampes", ("91150", "Étampes")),
        ("1000 Bruxelles", ("1000", "Bruxelles")),
        ("75011", None),
        ("12345-6789", None),
        ("75 rue des Lilas", None),
    ],
)
def test_a_town_behind_a_postal_code_is_told_from_it(
    cell: str, place: tuple[str, str] | None
) -> None:
    assert split_place(cell) == place
