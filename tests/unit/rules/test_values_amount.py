"""Amounts of money."""

from __future__ import annotations

from decimal import Decimal

import pytest

from shared.rules.values.amount import clean, parse
from shared.rules.values.cleaned import EMPTY, PLACEHOLDER, Cleaned


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("45,00 €", (Decimal("45.00"), "EUR")),
        ("€45", (Decimal(45), "EUR")),
        ("EUR 45.5", (Decimal("45.5"), "EUR")),
        ("45,00\u202f€", (Decimal("45.00"), "EUR")),
        ("£1,234.56", (Decimal("1234.56"), "GBP")),
        ("1 234,56", (Decimal("1234.56"), None)),
        ("1,234.56", (Decimal("1234.56"), None)),
        ("1.234,56", (Decimal("1234.56"), None)),
        ("1'234.50", (Decimal("1234.50"), None)),
        ("1.234.567", (Decimal(1234567), None)),
        ("-45", (Decimal(-45), None)),
        ("45-", (Decimal(-45), None)),
        ("(45,00)", (Decimal("-45.00"), None)),
        ("-€5", (Decimal(-5), "EUR")),
        ("\u221245", (Decimal(-45), None)),
        ("gratuit", (Decimal(0), None)),
    ],
)
def test_an_amount_is_a_decimal_and_the_currency_beside_it(
    cell: str, expected: tuple[Decimal, str | None]
) -> None:
    """Signs, symbols and both decimal marks are read."""
    assert parse(cell) == expected


@pytest.mark.parametrize(
    ("cell", "country", "expected"),
    [
        ("1.234", "FR", Decimal("1.234")),
        ("1,234", "FR", Decimal("1.234")),
        ("1.234", "DE", Decimal(1234)),
        ("1,234", "DE", Decimal("1.234")),
        ("1,234", "US", Decimal(1234)),
        ("1.234", "US", Decimal("1.234")),
        ("0,234", "US", Decimal("0.234")),
    ],
)
def test_a_lone_mark_before_three_digits_is_what_the_country_makes_of_it(
    cell: str, country: str, expected: Decimal
) -> None:
    """A thousandfold mistake hides here."""
    assert parse(cell, country=country) == (expected, None)


@pytest.mark.parametrize(
    "cell", ["", "abc", "1e3", "45 %", "1,23,456", "12.34.56", "5 apples", "1" * 30, "€5€", "--5"]
)
def test_what_is_no_amount_is_none(cell: str) -> None:
    """Nothing is read into it."""
    assert parse(cell) is None


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("45.00", Cleaned("45.00")),
        ("45,00 €", Cleaned("45.00", "currency EUR")),
        ("45,00", Cleaned("45.00", "spelling")),
        ("-0", Cleaned("0", "spelling")),
        ("1,234", Cleaned("1.2340", "spelling")),
        ("n/a", PLACEHOLDER),
        ("abc", Cleaned(None, "not an amount")),
        (" ", EMPTY),
    ],
)
def test_a_clean_amount_is_plain_and_reads_back_as_itself(cell: str, expected: Cleaned) -> None:
    """Three decimals become four: three would be thousands to a German reader."""
    assert clean(cell, country="FR") == expected
