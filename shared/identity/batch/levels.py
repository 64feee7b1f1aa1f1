"""The comparison levels of many pairs; those of `identity/comparison`, met value by value.

Every pair of two values is compared once, by the functions a single decision uses.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import JaroWinkler
from rapidfuzz.process import cpdist

from shared.identity.batch.candidates import Pairs
from shared.identity.batch.population import Codes, Column, Population, Row, numbered_alike
from shared.identity.batch.work import Run, one_by_one
from shared.identity.comparison import (
    FIELDS,
    LEVELS,
    MISSING,
    birth_level,
    is_written_in,
    phone_level,
    plain_level,
    postal_level,
    text_level,
)
from shared.identity.emails import email_level
from shared.identity.names import SWAP_SIMILARITY, family_level, given_level, is_swapped
from shared.model.comparables import Name

ABSENT: Final = -1
"""The number of the level `missing`; the others are numbered as `LEVELS` orders them."""

IN_EMAIL: Final = len(LEVELS["given_name"])
"""The number of the given name's extra level `in_email`."""

Level = NDArray[np.int8]


def number_of(field: str, level: str) -> int:
    """The number of a level of a field."""
    if level == MISSING:
        return ABSENT
    return IN_EMAIL if level == "in_email" else LEVELS[field].index(level)


@dataclass(frozen=True)
class Compared:
    """Pairs and their levels, per field; and what exact agreement is on."""

    pairs: Pairs
    levels: Mapping[str, Level]
    shared_phone: Codes
    """The number (of `phones`) of a phone both have; 0 where they share none."""

    phones: Sequence[Column]
    """The columns of phones, with one numbering."""

    def __len__(self) -> int:
        return len(self.pairs)

    @cached_property
    def numbers(self) -> Mapping[str, NDArray[np.int64]]:
        """The levels to be counted by, 0 where missing; of the fields that any pair has."""
        return {
            field: level.astype(np.int64) - ABSENT
            for field, level in self.levels.items()
            if (level != ABSENT).any()
        }

    def taken(self, chosen: Row) -> Compared:
        """Some of the pairs."""
        return Compared(
            self.pairs.taken(chosen),
            {field: level[chosen] for field, level in self.levels.items()},
            self.shared_phone[chosen],
            self.phones,
        )


def compare_pairs(population: Population, pairs: Pairs, *, run: Run = one_by_one) -> Compared:
    """The levels of all pairs, as `comparison.compare` gives them one by one.

    `run` compares what takes longest.
    """
    columns = population.columns
    phones = numbered_alike(*population.phones())

    def levels_of(field: str, level_of: Callable[[str, str], str]) -> tuple[Level]:
        return (_by_value(field, columns[field], pairs, level_of),)

    longest: list[Callable[[], tuple[NDArray[Any], ...]]] = [
        partial(_of_emails, columns, pairs),
        partial(levels_of, "family_name", family_level),
        partial(levels_of, "given_name", given_level),
        partial(_of_phones, phones, pairs),
        partial(levels_of, "postal_code", postal_level),
    ]
    (email,), (family,), (given,), (telephone, shared_phone), (postal,) = run(longest)
    _exchange_swapped(given, family, columns, pairs)
    given = _told_by_email(given, email, columns, pairs)
    levels = {
        "given_name": given,
        "family_name": family,
        "email": email,
        "telephone": telephone,
        "postal_code": postal,
        "birth_date": _by_value("birth_date", columns["birth_date"], pairs, birth_level),
        "street_address": _by_value("street_address", columns["street_address"], pairs, text_level),
        "address_locality": _by_value(
            "address_locality", columns["address_locality"], pairs, text_level
        ),
        "works_for": _by_value("works_for", columns["works_for"], pairs, text_level),
        "job_title": _by_value("job_title", columns["job_title"], pairs, text_level),
        "gender": _by_value("gender", columns["gender"], pairs, plain_level),
        "address_country": _by_value(
            "address_country", columns["address_country"], pairs, plain_level
        ),
    }
    assert tuple(levels) == FIELDS
    implied = (postal == 0) | (postal == number_of("postal_code", "typo"))
    levels["address_locality"][implied] = ABSENT
    return Compared(pairs, levels, shared_phone, phones)


def _by_value(
    field: str, column: Column, pairs: Pairs, level_of: Callable[[str, str], str]
) -> Level:
    return _of_codes(
        field, column.values, column.codes[pairs.first], column.codes[pairs.second], level_of
    )


def _of_codes(
    field: str,
    values: Sequence[str],
    first: Codes,
    second: Codes,
    level_of: Callable[[str, str], str],
) -> Level:
    """The level of each pair of values; each two values that differ are compared once."""
    found = np.full(len(first), ABSENT, dtype=np.int8)
    known = (first > 0) & (second > 0)
    same = known & (first == second)
    found[same] = 0
    rest = np.flatnonzero(known & ~same)
    low = np.minimum(first[rest], second[rest]).astype(np.int64)
    high = np.maximum(first[rest], second[rest]).astype(np.int64)
    both, where = np.unique(low * len(values) + high, return_inverse=True)
    one, other = np.divmod(both, len(values))
    numbers = {level: number_of(field, level) for level in (*LEVELS[field], MISSING)}
    told = np.fromiter(
        (
            numbers[level_of(values[a], values[b])]
            for a, b in zip(one.tolist(), other.tolist(), strict=True)
        ),
        dtype=np.int8,
        count=len(both),
    )
    found[rest] = told[where]
    return found


def _exchange_swapped(
    given: Level, family: Level, columns: Mapping[str, Column], pairs: Pairs
) -> None:
    """Set the levels of those whose given and family names are exchanged."""
    unlike = np.flatnonzero(_unlike("given_name", given) & _unlike("family_name", family))
    swapped = number_of("given_name", "swapped")
    names = _Names(columns)
    crosswise = cpdist(
        names.given(pairs.first[unlike]),
        names.family(pairs.second[unlike]),
        scorer=JaroWinkler.similarity,
        score_cutoff=SWAP_SIMILARITY,
        dtype=np.float64,
    )
    for place in unlike[crosswise > 0.0].tolist():
        if is_swapped(names.of(pairs.first[place]), names.of(pairs.second[place])):
            # the swap speaks for both names at once
            given[place], family[place] = swapped, ABSENT


def _unlike(field: str, level: Level) -> NDArray[np.bool_]:
    return np.isin(level, (number_of(field, "different"), number_of(field, "similar")))


def _of_emails(columns: Mapping[str, Column], pairs: Pairs) -> tuple[Level]:
    column = columns["email"]
    found = _by_value("email", column, pairs, lambda one, other: email_level(one, other, ()))
    names = _Names(columns)
    # Whether an equal local part says more than the name does hangs on the names.
    for place in np.flatnonzero(found == number_of("email", "local")).tolist():
        first, second = pairs.first[place], pairs.second[place]
        both = [Name(*names.of(first)), Name(*names.of(second))]
        one, other = column.values[column.codes[first]], column.values[column.codes[second]]
        found[place] = number_of("email", email_level(one, other, both))
    return (found,)


def _told_by_email(
    given: Level, email: Level, columns: Mapping[str, Column], pairs: Pairs
) -> Level:
    """The given names' levels, with those that only an address of the other side tells."""
    names, addresses = _Names(columns), columns["email"]
    named = (columns["given_name"].codes > 0) | (columns["family_name"].codes > 0)
    untold = (given == ABSENT) | (given == number_of("given_name", "initial"))
    written = (addresses.codes[pairs.first] > 0) | (addresses.codes[pairs.second] > 0)
    swapped = (columns["given_name"].codes[pairs.first] > 0) | (
        columns["given_name"].codes[pairs.second] > 0
    )
    asked = untold & (email != 0) & written & swapped & named[pairs.first] & named[pairs.second]
    for place in np.flatnonzero(asked).tolist():
        first, second = pairs.first[place], pairs.second[place]
        for mine, theirs in ((first, second), (second, first)):
            address = addresses.values[addresses.codes[theirs]]
            if address and is_written_in(Name(*names.of(mine)), (address,)):
                given[place] = IN_EMAIL
    return given


def _of_phones(phones: Sequence[Column], pairs: Pairs) -> tuple[Level, Codes]:
    """The best level over both columns of both, and the number of a phone that agrees."""
    best = np.full(len(pairs), ABSENT, dtype=np.int8)
    shared = np.zeros(len(pairs), dtype=np.int32)
    for mine in phones:
        for theirs in phones:
            first, second = mine.codes[pairs.first], theirs.codes[pairs.second]
            level = _of_codes("telephone", mine.values, first, second, phone_level)
            better = (level != ABSENT) & ((best == ABSENT) | (level < best))
            best[better] = level[better]
            shared = np.where(better & (level == 0), first, shared)
    return best, shared


class _Names:
    """The names of contacts by their places."""

    def __init__(self, columns: Mapping[str, Column]) -> None:
        self._given, self._family = columns["given_name"], columns["family_name"]

    def of(self, place: int) -> tuple[str, str]:
        """(given name, family name)."""
        given, family = self._given, self._family
        return given.values[given.codes[place]], family.values[family.codes[place]]

    def given(self, places: Row) -> list[str]:
        """The given names of some contacts."""
        return [self._given.values[code] for code in self._given.codes[places].tolist()]

    def family(self, places: Row) -> list[str]:
        """The family names of some contacts."""
        return [self._family.values[code] for code in self._family.codes[places].tolist()]
