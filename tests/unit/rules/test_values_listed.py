"""Lists of addresses and numbers in one cell."""

from __future__ import annotations

import pytest

from shared.rules.values.cleaned import Locale
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
    "text",
    [
        "a@example.org",
        "[]",
        "[{}]",
        '[{"value"',
        '[{"first_name": "Lou", "email": "a@example.org"}]',
        '[{"label": "work", "primary": true}]',
        '[{"value": "a@example.org"}, 7]',
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
