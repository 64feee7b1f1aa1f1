"""Lists of addresses and numbers in one cell."""

from __future__ import annotations

import pytest

from shared.rules.values.cleaned import Cleaned, Locale
from shared.rules.values.cleaning import clean
from shared.rules.values.listed import choose


def test_the_primary_one_of_a_list_is_meant_and_else_the_first() -> None:
    assert choose('[{"value": "a@example.org"}, {"value": "b@example.org"}]') == "a@example.org"
    assert (
        choose(
            '[{"value": "a@example.org", "primary": false},'
            ' {"value": "b@example.org", "primary": true}]'
        )
        == "b@example.org"
    )
    assert choose('[{"email": "a@example.org"}, {"email": "b@example.org", "type": "main"}]') == (
        "b@example.org"
    )


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ('[{"tipo": "personal", "valor": "a@example.org"}]', "a@example.org"),
        ('[{"libellé": "domicile", "numéro": "01 99 00 12 34"}]', "01 99 00 12 34"),
        ('[{"@type": "fixe", "#text": "01 99 00 12 34"}]', "01 99 00 12 34"),
        ('[{"type": "pro", "adresse": "a@example.org"}]', "a@example.org"),
        ('[{"art": "privat", "wert": "a@example.org"}]', "a@example.org"),
        (
            '[{"valor": "a@example.org"}, {"valor": "b@example.org", "principal": true}]',
            "b@example.org",
        ),
    ],
)
def test_lists_are_read_in_the_languages_of_their_keys(text: str, stated: str) -> None:
    assert choose(text) == stated


def test_the_first_usable_of_a_list_is_taken() -> None:
    numbers = '[{"tipo": "fijo", "numero": "n/a"}, {"tipo": "movil", "numero": "06 39 98 00 01"}]'
    contacts = (
        '[{"type": "mobile", "valeur": "0639980001"}, {"type": "mail", "valeur": "a@example.org"}]'
    )
    none = '[{"value": "n/a"}, {"value": "x"}]'

    assert clean("telephone", numbers, locale=Locale()) == Cleaned("+33639980001", "one of a list")
    assert clean("email", contacts, locale=Locale()).value == "a@example.org"
    assert clean("email", none, locale=Locale()).value is None


@pytest.mark.parametrize(
    "text",
    [
        "a@example.org",
        "[]",
        "[{}]",
        '[{"value"',
        '[{"first_name": "Lou", "email": "a@example.org"}]',
        '[{"label": "work", "primary": true}]',
        '[{"value": "a@example.org"}, 7]',
        '[{"type": "home", "address": "1 rue des Tilleuls"}]',
    ],
)
def test_what_is_no_such_list_stays_as_it_is(text: str) -> None:
    assert choose(text) == text


def test_a_listed_address_is_cleaned_like_any_other_however_long_the_list() -> None:
    text = '[{"value": "Lou@Example.org", "primary": true}' + ', {"value": "x@example.org"}' * 40
    listed = clean("email", f"{text}]", locale=Locale())

    assert listed.value == "lou@example.org"
    assert clean("telephone", '[{"value": "01 99 00 12 34"}]', locale=Locale()).value == (
        "+33199001234"
    )
