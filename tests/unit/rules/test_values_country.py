"""Countries, currencies, languages and gender: closed lists in nine languages."""

from __future__ import annotations

import pytest

from shared.rules.values import amount, country, gender, language
from shared.rules.values.cleaned import EMPTY, PLACEHOLDER, Cleaned, Locale
from shared.rules.values.cleaning import clean


@pytest.mark.parametrize(
    ("cell", "code"),
    [("fr", "FR"), ("France", "FR"), ("FRANCIA", "FR"), ("FRA", "FR"), ("Allemagne", "DE"),
     ("Deutschland", "DE"), ("Alemania", "DE"), ("Germania", "DE"), ("UK", "GB"), ("U.K.", "GB"),
     ("Royaume-Uni", "GB"), ("États-Unis", "US"), ("U.S.A.", "US"), ("Suisse", "CH"),
     ("Schweiz", "CH"), ("Pays-Bas", "NL"), ("Côte d'Ivoire", "CI"), ("La Réunion", "RE"),
     ("F", "FR"), ("b", "BE")],
)  # fmt: skip
def test_a_country_is_known_by_its_codes_and_names(cell: str, code: str) -> None:
    """Accents, case and language do not matter."""
    assert country.clean(cell) == Cleaned(code, "ISO code")
    assert country.clean(code) == Cleaned(code)


def test_an_unknown_country_is_set_aside() -> None:
    """What we do not know we do not guess."""
    assert country.clean("Ruritania") == Cleaned(None, "not a country we know")
    assert country.clean("n.v.") == PLACEHOLDER
    assert country.clean(" ") == EMPTY


@pytest.mark.parametrize(
    ("cell", "code"),
    [("fr-FR", "fr"), ("fr_FR.UTF-8", "fr"), ("Français", "fr"), ("ENG", "en"), ("Deutsch", "de"),
     ("Español", "es"), ("nederlands", "nl"), ("FR", "fr"), ("French / Français", "fr"),
     ("English (US)", "en")],
)  # fmt: skip
def test_a_language_is_known_by_tag_code_and_name(cell: str, code: str) -> None:
    """ISO 639-1 is what remains."""
    assert language.clean(cell) == Cleaned(code, "ISO code")
    assert language.clean(code) == Cleaned(code)


def test_an_unknown_language_is_set_aside() -> None:
    """What we do not know we do not guess."""
    assert language.clean("zz") == Cleaned(None, "not a language we know")
    assert language.clean("French / Deutsch") == Cleaned(None, "not a language we know")


@pytest.mark.parametrize(
    ("cell", "code"),
    [("€", "EUR"), ("eur", "EUR"), ("euros", "EUR"), ("£", "GBP"), ("chf", "CHF"), ("$", "USD")],
)
def test_a_currency_is_known_by_code_symbol_and_name(cell: str, code: str) -> None:
    """ISO 4217 is what remains."""
    assert amount.clean_currency(cell, country="FR") == Cleaned(code, "ISO code")
    assert amount.clean_currency(code, country="FR") == Cleaned(code)


def test_a_dollar_is_the_countrys_own() -> None:
    """In Canada `$` is Canadian; other marks do not move."""
    assert amount.clean_currency("$", country="CA") == Cleaned("CAD", "ISO code")
    assert amount.clean_currency("doubloons", country="CA") == Cleaned(
        None, "not a currency we know"
    )


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("female", Cleaned("female")),
        ("F", Cleaned("female", "wording")),
        ("Femme", Cleaned("female", "wording")),
        ("Mme", Cleaned("female", "wording")),
        ("Homme", Cleaned("male", "wording")),
        ("M.", Cleaned("male", "wording")),
        ("divers", Cleaned("other", "wording")),
        ("1", Cleaned("male", "ISO 5218 code")),
        ("2", Cleaned("female", "ISO 5218 code")),
        ("0", PLACEHOLDER),
        ("blue", Cleaned(None, "not a gender we know")),
        ("", EMPTY),
    ],
)
def test_gender_is_read_from_words_titles_and_codes(cell: str, expected: Cleaned) -> None:
    """Three answers, or none."""
    assert gender.clean(cell, language="fr") == expected


def test_a_spanish_m_is_left_open() -> None:
    """`M` is masculino in one form and mujer in the next."""
    assert gender.clean("M", language="es") == Cleaned(None, "M is masculino or mujer")
    assert gender.clean("Mujer", language="es") == Cleaned("female", "wording")


@pytest.mark.parametrize(
    ("field", "text", "value"),
    [
        ("address_country", "Polska", "PL"),
        ("address_country", "Россия", "RU"),
        ("address_country", "Duitsland", "DE"),
        ("address_country", "Alemanha", "DE"),
        ("gender", "vrouw", "female"),
        ("gender", "Mężczyzna", "male"),
        ("gender", "женский", "female"),
        ("gender", "Feminino", "female"),
        ("preferred_language", "angielski", "en"),
        ("preferred_language", "русский", "ru"),
        ("consent_email", "tak", "yes"),
        ("consent_email", "нет", "no"),
        ("consent_email", "nee", "no"),
        ("birth_date", "3 maja 1975", "1975-05-03"),
        ("birth_date", "12 января 1980", "1980-01-12"),
        ("birth_date", "3 de março de 1975", "1975-03-03"),
        ("birth_date", "21 maart 1975", "1975-03-21"),
    ],
)
def test_values_are_read_in_the_languages_of_the_headers(field: str, text: str, value: str) -> None:
    assert clean(field, text, locale=Locale()).value == value
