"""What a comparison level is worth: the learnt numbers of one weights version.

Three classes are weighed: a match, two people of one household, and two people unrelated. For each
class and field there is the probability of every level; for exact agreement of unrelated people it
is replaced by how common the value is. Frequency tables hold opaque tokens (keyed hashes), never
values, and only of values common enough to name nobody.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

import msgspec

from shared.identity.comparison import LEVELS
from shared.identity.correction import Correction

SCHEMA_VERSION: Final = 1
BROKEN_PROMISE: Final = 0.002
"""Share of a source's records that repeat another's, from which it is not believed to hold each
person once. One that is believed has fewer."""

LEAST_COUNT: Final = 5
"""Counts below this are not kept: rare values could name a person, and all weigh much the same."""

Levels = Mapping[str, float]
"""The probability of each level of one field, given a class."""


class Frequencies(msgspec.Struct, frozen=True, kw_only=True):
    """How common the values of one field are among the contacts the weights were learnt from."""

    total: int = 0
    """Contacts that have the field."""
    rare: float = 1.0
    """The count a value below `LEAST_COUNT` has on average, as met on a contact."""
    counts: Mapping[str, int] = {}


class Weights(msgspec.Struct, frozen=True, kw_only=True):
    """One frozen version of everything a decision depends on. Encodes to JSON and back by msgspec.

    Rates are per contact: how many of the `population` other profiles are, on average, the same
    person (`match_rate` from another source, `duplicate_rate` from its own) or the same household.
    """

    version: str
    schema_version: int = SCHEMA_VERSION
    population: int
    match_rate: float
    duplicate_rate: float
    household_rate: float
    match: Mapping[str, Levels]
    household: Mapping[str, Levels]
    unrelated: Mapping[str, Levels]
    namesake: Mapping[str, Levels]
    """For unrelated people whose names agree: they live and write alike more than strangers do."""
    frequencies: Mapping[str, Frequencies]
    t_link: float
    """Match probability from which a pair is linked without a person."""
    t_review: float
    """Match probability from which a pair is worth a person's time."""
    margin: float = 3.0
    """Bits by which the best profile must lead the second for a link."""

    disbelieved: tuple[str, ...] = ()
    """Sources that promise one record per person and were seen to hold some twice."""

    trust: Mapping[str, Mapping[str, float]] = {}
    """Source id -> field -> how far its word was seen to be worth less than others', 0 to 1."""

    correction: Correction | None = None
    """What answered reviews taught on top of all this; None before they taught anything."""

    @property
    def records_per_person(self) -> float:
        """How many of the contacts counted are one person, on average."""
        return 1.0 + self.match_rate + self.duplicate_rate

    def trust_in(self, source: str, said: Mapping[str, float]) -> dict[str, float]:
        """Field -> trust in a source's word: as its contract says, and as was learnt besides."""
        learnt = self.trust.get(source, {})
        return {
            field: said.get(field, 1.0) * learnt.get(field, 1.0) for field in {**said, **learnt}
        }

    def frequency(self, field: str, value: str, *, hash: Callable[[str], str]) -> float:
        """The share of contacts having `field` whose value is this one; never 0.

        Observed counts are blended with a shipped default worth `DEFAULT_SAMPLE` contacts: with
        few contacts an unknown value counts as moderately common, with many as rare.
        """
        table = self.frequencies.get(field, _NONE)
        count: float = table.rare if table.total else 0.0
        if table.counts:
            count = table.counts.get(hash(f"{field}:{value}"), table.rare)
        if field in GENERIC_ABOVE:
            # who agrees on an identifier is mostly one person: only the others make it common
            count = max(count - self.records_per_person, LEAST_OTHERS * min(count, 1.0))
        default = DEFAULT_FREQUENCIES[field] * DEFAULT_SAMPLE
        return min(1.0, (count + default) / (table.total + DEFAULT_SAMPLE))

    def name_frequency(self, given: str, family: str, *, hash: Callable[[str], str]) -> float:
        """The share of contacts with this full name.

        Known counts tell what the two parts alone do not: a placeholder, a family tradition.
        """
        expected = self.frequency("given_name", given, hash=hash) * self.frequency(
            "family_name", family, hash=hash
        )
        table = self.frequencies.get("name", _NONE)
        if not table.counts:
            return expected
        known = table.counts.get(hash(f"name:{given}|{family}"), 0)
        return max(expected, (known - 2.0 * self.records_per_person) / table.total)

    def is_generic(self, field: str, value: str, *, hash: Callable[[str], str]) -> bool:
        """Whether so many contacts share an identifier that it identifies nobody."""
        table = self.frequencies.get(field, _NONE)
        if not table.counts:
            return False
        return table.counts.get(hash(f"{field}:{value}"), 0) > GENERIC_ABOVE[field]


GENERIC_ABOVE: Final[Mapping[str, int]] = {"email": 10, "telephone": 10}

DEFAULT_FREQUENCIES: Final[Mapping[str, float]] = {
    "given_name": 0.005,
    "family_name": 0.001,
    "name": 0.000005,
    "email": 0.00002,
    "telephone": 0.00003,
    "postal_code": 0.001,
    "birth_date": 0.0001,
    "street_address": 0.0003,
    "address_locality": 0.01,
    "works_for": 0.002,
    "job_title": 0.01,
    "gender": 0.5,
    "address_country": 0.6,
}
"""How common a value is taken to be before anything was counted: rather too high than too low."""

DEFAULT_SAMPLE: Final = 100
LEAST_OTHERS: Final = 0.2
_NONE: Final = Frequencies()


def completed(weights: Weights) -> Weights:
    """The weights with shipped tables for fields that nobody compared when they were learnt."""
    start = shipped()

    def filled(name: str) -> dict[str, Levels]:
        return {**getattr(start, name), **getattr(weights, name)}

    if weights.match.keys() == start.match.keys():
        return weights
    return msgspec.structs.replace(
        weights, **{name: filled(name) for name in ("match", "household", "unrelated")}
    )


def _levels(field: str, *probabilities: float) -> dict[str, float]:
    return dict(zip(LEVELS[field], probabilities, strict=True))


def shipped() -> Weights:
    """Weights that make sense before anything was learnt: cautious, and only a start."""
    return Weights(
        version="shipped-1",
        population=100_000,
        match_rate=0.15,
        duplicate_rate=0.01,
        household_rate=0.3,
        match={
            "given_name": _levels("given_name", 0.88, 0.035, 0.03, 0.02, 0.01, 0.012, 0.013),
            "family_name": _levels("family_name", 0.90, 0.045, 0.028, 0.007, 0.02),
            "email": _levels("email", 0.72, 0.01, 0.015, 0.025, 0.02, 0.21),
            "telephone": _levels("telephone", 0.74, 0.02, 0.24),
            "postal_code": _levels("postal_code", 0.77, 0.03, 0.1, 0.1),
            "birth_date": _levels("birth_date", 0.85, 0.06, 0.015, 0.025, 0.02, 0.03),
            "street_address": _levels("street_address", 0.55, 0.25, 0.2),
            "address_locality": _levels("address_locality", 0.6, 0.1, 0.3),
            "works_for": _levels("works_for", 0.5, 0.15, 0.35),
            "job_title": _levels("job_title", 0.45, 0.15, 0.4),
            "gender": _levels("gender", 0.97, 0.03),
            "address_country": _levels("address_country", 0.97, 0.03),
        },
        household={
            "given_name": _levels("given_name", 0.005, 0.003, 0.002, 0.02, 0.02, 0.949, 0.001),
            "family_name": _levels("family_name", 0.85, 0.04, 0.01, 0.01, 0.09),
            "email": _levels("email", 0.12, 0.002, 0.008, 0.06, 0.01, 0.8),
            "telephone": _levels("telephone", 0.25, 0.01, 0.74),
            "postal_code": _levels("postal_code", 0.92, 0.01, 0.03, 0.04),
            "birth_date": _levels("birth_date", 0.01, 0.001, 0.002, 0.005, 0.03, 0.952),
            "street_address": _levels("street_address", 0.7, 0.2, 0.1),
            "address_locality": _levels("address_locality", 0.8, 0.1, 0.1),
            "works_for": _levels("works_for", 0.03, 0.02, 0.95),
            "job_title": _levels("job_title", 0.03, 0.03, 0.94),
            "gender": _levels("gender", 0.45, 0.55),
            "address_country": _levels("address_country", 0.97, 0.03),
        },
        unrelated={
            "given_name": _levels("given_name", 0.006, 0.0025, 0.0015, 0.003, 0.02, 0.966, 0.001),
            "family_name": _levels("family_name", 0.001, 0.0008, 0.0008, 0.005, 0.9924),
            "email": _levels("email", 1e-5, 1e-5, 1e-4, 3e-4, 1e-5, 0.99957),
            "telephone": _levels("telephone", 1e-5, 1e-5, 0.99998),
            "postal_code": _levels("postal_code", 0.001, 0.002, 0.04, 0.957),
            "birth_date": _levels("birth_date", 0.0001, 0.002, 0.003, 0.02, 0.015, 0.9599),
            "street_address": _levels("street_address", 0.0003, 0.003, 0.9967),
            "address_locality": _levels("address_locality", 0.01, 0.01, 0.98),
            "works_for": _levels("works_for", 0.002, 0.003, 0.995),
            "job_title": _levels("job_title", 0.01, 0.02, 0.97),
            "gender": _levels("gender", 0.5, 0.5),
            "address_country": _levels("address_country", 0.6, 0.4),
        },
        namesake={
            "email": _levels("email", 3e-5, 0.005, 0.02, 0.07, 0.02, 0.88497),
            "telephone": _levels("telephone", 3e-5, 3e-5, 0.99994),
            "postal_code": _levels("postal_code", 0.003, 0.005, 0.07, 0.922),
        },
        frequencies={},
        t_link=0.93,
        t_review=0.3,
    )
