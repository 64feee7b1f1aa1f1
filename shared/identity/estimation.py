"""Learning match weights from the contacts themselves, without labels.

What agreement means among strangers comes from counting values and from random pairs; what it
means for a match and for a household comes from expectation-maximisation over pairs that share a
key. Shipped weights are the starting point and the prior: with few contacts little moves.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from math import floor
from typing import Final
from zlib import crc32

import msgspec
import numpy as np
from numpy.typing import NDArray

from shared.identity.batch.candidates import Pairs, candidate_pairs
from shared.identity.batch.levels import Compared, compare_pairs
from shared.identity.batch.likelihoods import Weigher
from shared.identity.batch.population import Population, Writer
from shared.identity.batch.posterior import Numbers, Posterior, Rivals, posterior
from shared.identity.blending import (
    as_namesakes,
    blended,
    possible_pairs,
    rate,
    smoothed,
    tokens,
)
from shared.identity.comparison import FIELDS, LEVELS
from shared.identity.promises import believed_of
from shared.identity.trusting import learnt_trust
from shared.identity.weights import Weights, shipped
from shared.model.comparables import Comparables

Contact = tuple[str, Comparables]
"""A contact as the estimation takes it: its source id, and what it is compared by."""

_RANDOM_PAIRS: Final = 60_000
_MOST_PAIRS: Final = 600_000
"""Pairs learnt from; of more, a sample."""
_ROUNDS: Final = 20
_PRIOR_PAIRS: Final = 40.0
"""How many observed pairs the shipped level probabilities are worth."""
_RANDOM_PRIOR_PAIRS: Final = 100.0
_WANTED_PRECISION: Final = 0.996
_LEAST_MATCHES: Final = 30.0
"""Below this many expected matches thresholds are not moved: too few to estimate an error from."""
_STRICTEST_LINK: Final = 0.99
_LOOSEST_LINK: Final = 0.85
_STRICTEST_REVIEW: Final = 0.5
_LOOSEST_REVIEW: Final = 0.1
_REVIEW_BUDGET: Final = 0.025
"""Share of arriving contacts a person should have to look at."""


def estimate(
    contacts: Iterable[Contact],
    *,
    hash: Callable[[str], str],
    version: str,
    seed: int = 0,
    unique: AbstractSet[str] = frozenset(),
    one_in: int = 1,
    start: Weights | None = None,
) -> Weights:
    """Weights learnt from all contacts, each given once as (source id, comparables).

    `unique` names the sources that promise one record per person; those seen to break it are
    `disbelieved` in the answer. Of `one_in` contacts one is given. `hash` makes the tokens of the
    frequency table. The same contacts with the same seed give the same weights, in any order.
    """
    writer, places = Writer(), array("L")
    for source, comparables in contacts:
        writer.add(source, comparables)
        places.append(crc32(msgspec.json.encode(comparables)))
    population = writer.population().ordered(np.asarray(places))
    believed = believed_of(population, unique, one_in=one_in)
    prior = start or shipped()
    if len(population) > 1:
        # households are learnt inside a source as well, whatever it promises
        pairs = candidate_pairs(population, frozenset(), thorough=False)
        chosen = _sample(len(pairs), np.random.default_rng(seed))
        compared = compare_pairs(population, pairs.taken(chosen))
        share = len(chosen) / max(1, len(pairs))
        prior = learn(population, compared, prior=prior, unique=believed, share=share, seed=seed)
    return msgspec.structs.replace(
        prior,
        version=version,
        disbelieved=tuple(sorted(unique - believed)),
        frequencies=tokens(prior.frequencies, hash),
    )


def learn(
    population: Population,
    compared: Compared,
    *,
    prior: Weights,
    unique: AbstractSet[str],
    share: float = 1.0,
    seed: int = 0,
) -> Weights:
    """Weights learnt from a population and its compared pairs; the values themselves are tokens.

    `unique` names the sources that hold each person once. The pairs are all that share a key, or
    all of them that may be one person; or such a `share` of them.
    """
    random = np.random.default_rng(seed)
    chosen = _sample(len(compared), random)
    if len(chosen) < len(compared):
        share *= len(chosen) / len(compared)
        compared = compared.taken(chosen)
    world = _World.of(population, compared, unique, share)
    learnt = msgspec.structs.replace(
        prior, population=len(population), frequencies=world.weigher.frequencies
    )
    learnt = msgspec.structs.replace(learnt, unrelated=_unrelated(population, learnt, random))
    for _ in range(_ROUNDS):
        learnt = _next_round(learnt, prior, world)
    trust = learnt_trust(population, compared, world.judge(learnt).match)
    return _with_thresholds(msgspec.structs.replace(learnt, trust=trust), prior, world)


def _sample(found: int, random: np.random.Generator) -> NDArray[np.int64]:
    """The places of all of so many pairs, or of as many of them as are learnt from."""
    if found <= _MOST_PAIRS:
        return np.arange(found)
    return np.sort(random.choice(found, _MOST_PAIRS, replace=False))


@dataclass(frozen=True)
class _World:
    """The pairs that are learnt from, and what they stand for."""

    population: Population
    compared: Compared
    weigher: Weigher
    is_cross: NDArray[np.bool_]
    can_match: NDArray[np.bool_]
    """False inside a source that holds each person once."""
    weight: float
    """Pairs that each stands for."""
    possible: tuple[float, float, float]
    """Pairs across sources, pairs inside sources that may hold duplicates, and all looked among."""
    rivals: Rivals | None
    """Where all sources hold each person once, and all who may be one are here."""

    @classmethod
    def of(
        cls,
        population: Population,
        compared: Compared,
        unique: AbstractSet[str],
        share: float,
    ) -> _World:
        pairs = compared.pairs
        mine, theirs = population.source[pairs.first], population.source[pairs.second]
        is_cross = mine != theirs
        promised = np.array([name in unique for name in population.sources], dtype=np.bool_)
        can_match = is_cross | ~promised[mine]
        counts = population.contacts_of
        cross, inside, everywhere = possible_pairs(counts, unique)
        return cls(
            population=population,
            compared=compared,
            weigher=Weigher(population, compared),
            is_cross=is_cross,
            can_match=can_match,
            weight=1.0 / share if share else 1.0,
            possible=(cross, inside, everywhere if not can_match.all() else cross + inside),
            rivals=Rivals(population, pairs) if promised.all() and share == 1.0 else None,
        )

    def judge(self, weights: Weights) -> Posterior:
        """How likely each pair is a match, and a household, under these weights."""
        return posterior(
            self.weigher.log_likelihoods(weights),
            np.where(self.is_cross, weights.match_rate, weights.duplicate_rate)
            * self.can_match
            / weights.population,
            weights.household_rate / weights.population,
            self.rivals,
        )


def _unrelated(
    population: Population, prior: Weights, random: np.random.Generator
) -> dict[str, Mapping[str, float]]:
    """Level probabilities of strangers, from random pairs.

    Each pair counts for as much as it is likely to be one of strangers. Where a few hundred people
    stand in many systems, one random pair in a few hundred is the same person twice: left in, those
    would say that strangers share their e-mail addresses.
    """
    size = len(population)
    wanted = min(_RANDOM_PAIRS, size * (size - 1) // 2)
    first, second = random.integers(0, size, wanted), random.integers(0, size, wanted)
    pairs = Pairs(first, second).taken(first != second)
    compared = compare_pairs(population, pairs)
    judged = posterior(
        Weigher(population, compared).log_likelihoods(prior),
        np.full(len(pairs), prior.match_rate / prior.population),
        prior.household_rate / prior.population,
    )
    strangers = 1.0 - judged.match - judged.household
    return {
        name: smoothed(
            name, _counted(name, compared, strangers), prior.unrelated[name], _RANDOM_PRIOR_PAIRS
        )
        for name in FIELDS
    }


def _next_round(weights: Weights, prior: Weights, world: _World) -> Weights:
    """One round of expectation-maximisation over the three classes."""
    judged = world.judge(weights)
    match, household = judged.match * world.weight, judged.household * world.weight
    levels = world.compared.levels
    namesakes = (levels["given_name"] == 0) & (levels["family_name"] == 0)
    strangers = np.where(namesakes, world.weight - match - household, 0.0)
    matches = float(match[world.is_cross].sum())
    duplicates = float(match[~world.is_cross].sum())
    cross, inside, everywhere = world.possible
    contacts = weights.population
    compared = world.compared
    return msgspec.structs.replace(
        weights,
        match_rate=rate(matches, cross, prior.match_rate, contacts),
        duplicate_rate=rate(duplicates, inside, prior.duplicate_rate, contacts),
        household_rate=rate(float(household.sum()), everywhere, prior.household_rate, contacts),
        match={
            name: blended(_counted(name, compared, match), prior.match[name], _PRIOR_PAIRS)
            for name in FIELDS
        },
        household={
            # How rare twins are is no matter of these data: left free, a few people whose names
            # were all misread would make twins of everybody.
            name: prior.household[name]
            if name == "birth_date"
            else blended(_counted(name, compared, household), prior.household[name], _PRIOR_PAIRS)
            for name in FIELDS
        },
        namesake={
            name: as_namesakes(name, _counted(name, compared, strangers), prior, weights)
            for name in prior.namesake
        },
    )


def _with_thresholds(weights: Weights, prior: Weights, world: _World) -> Weights:
    """Thresholds by the error the model itself expects, and by the reviews people can answer."""
    likely = world.judge(weights).match
    likely = np.where(world.can_match, likely, 0.0)
    if likely.sum() * world.weight < _LEAST_MATCHES:
        return weights
    free = np.sort(likely[~world.weigher.contradicted])[::-1]
    precision = np.cumsum(free) / np.arange(1, len(free) + 1)
    good = np.flatnonzero((precision >= _WANTED_PRECISION) & (free >= _LOOSEST_LINK))
    t_link = float(free[good[-1]]) if len(good) else _STRICTEST_LINK
    t_link = min(max(t_link, _LOOSEST_LINK), _STRICTEST_LINK)
    contacts = world.population.contacts_of
    arriving = sum(contacts.values()) - (max(contacts.values()) if len(contacts) > 1 else 0)
    doubtful = np.sort(likely[(likely < t_link) | world.weigher.contradicted])[::-1]
    most = int(_REVIEW_BUDGET * arriving / world.weight)
    t_review = float(doubtful[most]) if most < len(doubtful) else _LOOSEST_REVIEW
    t_review = min(max(t_review, _LOOSEST_REVIEW), _STRICTEST_REVIEW)
    return msgspec.structs.replace(
        weights, t_link=as_threshold(t_link), t_review=as_threshold(t_review)
    )


def as_threshold(probability: float) -> float:
    """A probability to four digits, never above it: many pairs that compare alike lie on it."""
    return floor(probability * 1e4) / 1e4


def _counted(field: str, compared: Compared, weight: Numbers) -> dict[str, float]:
    """How often each level was met, each pair counting for its weight."""
    number = compared.numbers.get(field)
    if number is None:
        return dict.fromkeys(LEVELS[field], 0.0)
    found = np.bincount(number, weights=weight, minlength=len(LEVELS[field]) + 1)
    return dict(zip(LEVELS[field], found[1:].tolist(), strict=False))
