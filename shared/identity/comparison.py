"""Comparing a contact with a profile: one comparison level per field.

Exact agreement is looked for first, similarity only where it can still matter. A value missing on
either side gives `missing`, which is neutral.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from shared.identity.emails import email_level, written_names
from shared.identity.names import family_level, given_level, is_swapped
from shared.model.comparables import Comparables, Name

MISSING: Final = "missing"


class Levels(NamedTuple):
    """How alike a contact and a profile are, per field: the best over the profile's values."""

    given_name: str = MISSING
    family_name: str = MISSING
    email: str = MISSING
    telephone: str = MISSING
    postal_code: str = MISSING
    birth_date: str = MISSING
    street_address: str = MISSING
    address_locality: str = MISSING
    works_for: str = MISSING
    job_title: str = MISSING
    gender: str = MISSING
    address_country: str = MISSING
    names: tuple[Name, Name] | None = None
    """The contact's and the profile's name that the two name levels speak of."""


FIELDS: Final = Levels._fields[:-1]

LEVELS: Final[dict[str, tuple[str, ...]]] = {
    "given_name": ("same", "nickname", "typo", "initial", "similar", "different", "swapped"),
    "family_name": ("same", "part", "typo", "similar", "different"),
    "email": ("same", "mailbox", "local", "stem", "typo", "different"),
    "telephone": ("same", "typo", "different"),
    "postal_code": ("same", "typo", "area", "different"),
    "birth_date": ("same", "typo", "turned", "near", "year", "different"),
    "street_address": ("same", "similar", "different"),
    "address_locality": ("same", "similar", "different"),
    "works_for": ("same", "similar", "different"),
    "job_title": ("same", "similar", "different"),
    "gender": ("same", "different"),
    "address_country": ("same", "different"),
}
"""The levels of each field, the most telling first. The given name has one more, `in_email`: it is
not known on one side, but that side's address is written with it. It is neither counted nor learnt.
"""

_GIVEN_RANK: Final = {
    level: rank
    for rank, level in enumerate(
        (
            "same",
            "swapped",
            "nickname",
            "typo",
            "in_email",
            "initial",
            "missing",
            "similar",
            "different",
        )
    )
}
_FAMILY_RANK: Final = {
    level: rank
    for rank, level in enumerate(("same", "part", "typo", "missing", "similar", "different"))
}
_IMPLIES_TOWN: Final = frozenset({"same", "typo"})
_UNTOLD: Final = frozenset({"missing", "initial"})
_SHORTEST_GIVEN: Final = 3
_UNLIKE: Final = frozenset({"different", "similar"})
_PHONE_TAIL: Final = 8
_SIMILAR_TEXT: Final = 80


def compare(contact: Comparables, profile: Comparables) -> Levels:
    """One level per field, the best over the values of both sides."""
    given, family, names = _name_levels(contact.names, profile.names)
    email = _email_level(contact, profile)
    if (
        given in _UNTOLD
        and email != "same"
        and names is not None
        and (is_written_in(names[0], profile.emails) or is_written_in(names[1], contact.emails))
    ):
        given = "in_email"
    postal_code = _best("postal_code", contact.postal_codes, profile.postal_codes, postal_level)
    locality = MISSING
    if postal_code not in _IMPLIES_TOWN:
        # a postal code implies its town: counting both would count one address twice
        locality = _best("address_locality", contact.localities, profile.localities, text_level)
    return Levels(
        given,
        family,
        email,
        _best("telephone", contact.phones, profile.phones, phone_level),
        postal_code,
        _best("birth_date", contact.birth_dates, profile.birth_dates, birth_level),
        _best("street_address", contact.streets, profile.streets, text_level),
        locality,
        _best("works_for", contact.companies, profile.companies, text_level),
        _best("job_title", contact.job_titles, profile.job_titles, text_level),
        _best("gender", contact.genders, profile.genders, plain_level),
        _best("address_country", contact.countries, profile.countries, plain_level),
        names,
    )


def _best(
    field: str,
    first: tuple[str, ...],
    second: tuple[str, ...],
    level_of: Callable[[str, str], str],
) -> str:
    if not first or not second:
        return MISSING
    if first == second:
        return "same"
    if len(first) == 1 and len(second) == 1:
        return level_of(first[0], second[0])
    if not set(first).isdisjoint(second):
        return "same"
    return min((level_of(a, b) for a in first for b in second), key=LEVELS[field].index)


def _name_levels(
    first: tuple[Name, ...], second: tuple[Name, ...]
) -> tuple[str, str, tuple[Name, Name] | None]:
    if len(first) == 1 and len(second) == 1:
        return (*_pair_levels(first[0], second[0]), (first[0], second[0]))
    best: tuple[str, str, tuple[Name, Name] | None] = (MISSING, MISSING, None)
    best_rank = 99
    for name in first:
        for other in second:
            given, family = _pair_levels(name, other)
            rank = _GIVEN_RANK[given] + _FAMILY_RANK[family]
            if rank < best_rank:
                best, best_rank = (given, family, (name, other)), rank
                if rank == 0:
                    return best
    return best


def _pair_levels(name: Name, other: Name) -> tuple[str, str]:
    given = given_level(name.given, other.given)
    family = family_level(name.family, other.family)
    if given in _UNLIKE and family in _UNLIKE:
        swapped = is_swapped((name.given, name.family), (other.given, other.family))
        if swapped:
            # the swap speaks for both names at once: the family name adds nothing of its own
            return "swapped", MISSING
    return given, family


def is_written_in(name: Name, emails: tuple[str, ...]) -> bool:
    """Whether an address of the other side is written with this given name."""
    given = name.given.replace(" ", "")
    if len(given) < _SHORTEST_GIVEN:
        return False
    return any(given in written_names(email, name.family) for email in emails)


def _email_level(contact: Comparables, profile: Comparables) -> str:
    first, second = contact.emails, profile.emails
    if not first or not second:
        return MISSING
    if first == second or not set(first).isdisjoint(second):
        return "same"
    names = contact.names + profile.names
    if len(first) == 1 and len(second) == 1:
        return email_level(first[0], second[0], names)
    return min((email_level(a, b, names) for a in first for b in second), key=LEVELS["email"].index)


def phone_level(first: str, second: str) -> str:
    """`same` but for the country code, `typo`, or `different`."""
    tail, other = first[-_PHONE_TAIL:], second[-_PHONE_TAIL:]
    if tail == other and (first[0] != "+" or second[0] != "+"):
        return "same"  # one of the two lacks its country code
    return "typo" if OSA.distance(first, second, score_cutoff=1) <= 1 else "different"


def postal_level(first: str, second: str) -> str:
    """`typo`, the same `area`, or `different`."""
    if len(first) == len(second) and OSA.distance(first, second, score_cutoff=1) <= 1:
        return "typo"
    return "area" if first[:2] == second[:2] else "different"


def birth_level(first: str, second: str) -> str:
    """`typo`, `turned` (day and month, or another year), `near`, the same `year`, `different`."""
    slips = OSA.distance(first, second, score_cutoff=2)
    if slips <= 1:
        return "typo"
    year, month, day = first[:4], first[4:6], first[6:]
    if (month, day) == (second[4:6], second[6:]):
        return "turned"
    if year == second[:4] and (month, day) == (second[6:], second[4:6]):
        return "turned"
    if slips == 2:
        return "near"
    return "year" if year == second[:4] else "different"


def text_level(first: str, second: str) -> str:
    """`similar` when most words are nearly the same, or `different`."""
    similarity = fuzz.token_sort_ratio(first, second, score_cutoff=_SIMILAR_TEXT)
    return "similar" if similarity else "different"


def plain_level(_first: str, _second: str) -> str:
    """`different`: there is nothing between."""
    return "different"
