from __future__ import annotations

import pytest

from shared.ingest.meaning.headers import read_headers
from shared.ingest.meaning.profiles import profile_of
from shared.ingest.meaning.secrets import held_secret, is_iban, is_payment_card, named_secret


def named(column: str) -> str | None:
    headers, _ = read_headers([column])
    return named_secret(headers[0])


@pytest.mark.parametrize("column", ["Card Last4", "card.last4", "last4", "CARD_LAST_4", "IBAN"])
def test_pieces_of_payment_details_are_named_by_their_headers(column: str) -> None:
    assert named(column) == "bank"


@pytest.mark.parametrize("column", ["Last 4 visits", "Loyalty card", "Last name", "Card 4"])
def test_headers_that_only_resemble_them_are_not(column: str) -> None:
    assert named(column) is None


@pytest.mark.parametrize(
    "number", ["4242 4242 4242 4242", "5555-5555-5555-4444", "378282246310005", "2223003122003222"]
)
def test_payment_cards_are_known_by_issuer_and_check_digit(number: str) -> None:
    assert is_payment_card(number)


@pytest.mark.parametrize(
    "number", ["4242424242424243", "33639981234", "9780201379624", "6001000000000004", ""]
)
def test_other_long_numbers_are_no_payment_cards(number: str) -> None:
    assert not is_payment_card(number)


def test_bank_accounts_are_known_by_their_check_digits() -> None:
    assert is_iban("DE89 3704 0044 0532 0130 00")
    assert is_iban("FR7630006000011234567890189")
    assert not is_iban("DE88370400440532013000")
    assert not is_iban("FR75ABCDE")


def test_values_that_can_be_nothing_else_are_secret_whatever_the_header() -> None:
    assert held_secret(profile_of(["4242424242424242", "5555555555554444"])) == "bank"
    assert held_secret(profile_of(["GB29NWBK60161331926819"])) == "bank"
    assert held_secret(profile_of(["33639981234", "4242424242424242"])) is None
