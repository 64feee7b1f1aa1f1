"""Columns no source may hand on, told by their header or by values that can be nothing else."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from shared.ingest.meaning.headers import Header
from shared.ingest.meaning.profiles import Profile

SECRETS: Final[Mapping[str, str]] = {
    "password": "a password or key",
    "national_number": "a national identifier",
    "bank": "bank or card details",
    "health": "health data",
}
"""Concept -> what it is called when a column is dropped for it."""

_OF_PAYMENT: Final = frozenset({"card", "bank", "payment", "payment_method"})
_HASH: Final = re.compile(r"^(?:[0-9a-f]{32,}|\$\w{1,3}\$\S{8,}|\{[A-Z0-9]+\}\S+)$")
_PAYMENT_CARD: Final = re.compile(
    r"^(?:4\d{15}|(?:5[1-5]|2[2-7]|65)\d{14}|6011\d{12}|3[47]\d{13})$"
)
_IBAN: Final = re.compile(r"^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$")
_PARTING: Final = re.compile(r"[\s-]")
_MOST: Final = 0.8


def named_secret(header: Header) -> str | None:
    """The kind of secret a header names (`password`, `bank`, ...), or None."""
    for term in header.terms:
        if not term.soft:
            for concept in SECRETS:
                if concept in term.concepts:
                    return concept
    return "bank" if _names_last_digits(header) else None


def held_secret(profile: Profile) -> str | None:
    """The kind of secret most values are, whatever the header says, or None."""
    if profile.share(_HASH.match) > _MOST:
        return "password"
    if profile.share(is_payment_card) > _MOST or profile.share(is_iban) > _MOST:
        return "bank"
    return None


def is_payment_card(value: str) -> bool:
    """True for the number of a payment card: its issuer's digits, and a check digit that fits."""
    digits = _PARTING.sub("", value)
    if not _PAYMENT_CARD.match(digits):
        return False
    doubled = [int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits))]
    return sum(each - 9 if each > 9 else each for each in doubled) % 10 == 0


def is_iban(value: str) -> bool:
    """True for an international bank account number whose check digits fit."""
    written = _PARTING.sub("", value).upper()
    if not _IBAN.match(written):
        return False
    return int("".join(str(int(sign, 36)) for sign in written[4:] + written[:4])) % 97 == 1


def _names_last_digits(header: Header) -> bool:
    """`Card Last4`, `card.last4`, `last4`: the end of a card's number."""
    texts = [term.text for term in header.terms]
    return texts[-2:] == ["last", "4"] and all(
        term.concepts & _OF_PAYMENT for term in header.terms[:-2]
    )
