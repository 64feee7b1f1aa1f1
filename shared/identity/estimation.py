"""Learning match weights from the contacts themselves, without labels.

What agreement means among strangers comes from counting values and from random pairs; what it
means for a match and for a household comes from expectation-maximisation over pairs that share a
key. Shipped weights are the starting point and the prior: with few contacts little moves.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from random import Random
from typing import Final

import msgspec

from shared.identity.comparison import FIELDS, LEVELS, MISSING, Levels, compare
from shared.identity.likelihood import is_contradicted, likelihoods
from shared.identity.sampling import Contact, SampledPair, Sampler
from shared.identity.weights import Frequencies, Weights, shipped

_RANDOM_PAIRS: Final = 20_000
_ROUNDS: Final = 14
_PRIOR_PAIRS: Final = 40.0
"""How many observed pairs the shipped level probabilities are worth."""
_NAMESAKE_PRIOR_PAIRS: Final = 30.0
_RANDOM_PRIOR_PAIRS: Final = 100.0
_SMOOTHING: Final = 0.3
_PRIOR_CONTACTS: Final = 100.0
"""How many contacts the shipped rates of matches, duplicates and households are worth."""
_WANTED_PRECISION: Final = 0.996
_LEAST_MATCHES: Final = 30.0
"""Below this many expected matches thresholds are not moved: too few to estimate an error from."""
_STRICTEST_LINK: Final = 0.99
_LOOSEST_LINK: Final = 0.85
_STRICTEST_REVIEW: Final = 0.5
_LOOSEST_REVIEW: Final = 0.1
_MOST_NAMESAKE_FACTOR: Final = 10.0
_MOST_SHARED_ADDRESSES: Final = 0.003
_REVIEW_BUDGET: Final = 0.025
"""Share of arriving contacts a person should have to look at."""


def estimate(
    population: Iterable[Contact],
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
    frequency table. The same contacts in the same order with the same seed give the same weights.
    """
    prior = start or shipped()
    sampler = Sampler(random=Random(seed), unique=unique, one_in=one_in)  # noqa: S311  a sample, not a secret
    sampler.add_all(population)
    disbelieved = tuple(sorted(unique - sampler.unique))
    counted = sum(sampler.sources.values())
    if counted < 2:
        return msgspec.structs.replace(prior, version=version)
    learnt = msgspec.structs.replace(
        prior,
        version=version,
        disbelieved=disbelieved,
        population=counted,
        unrelated=_unrelated(sampler, msgspec.structs.replace(prior, population=counted)),
        frequencies={name: one.frequencies(name) for name, one in sampler.counters.items()},
    )
    pairs = [(pair, compare(pair.first, pair.second)) for pair in sampler.blocked_pairs()]
    possible = _possible_pairs(sampler.sources, sampler.unique)
    for _ in range(_ROUNDS):
        learnt = _next_round(learnt, prior, pairs, possible)
    learnt = _with_thresholds(learnt, prior, pairs, sampler.sources)
    return msgspec.structs.replace(learnt, frequencies=_tokens(learnt.frequencies, hash))


def _unrelated(sampler: Sampler, prior: Weights) -> dict[str, Mapping[str, float]]:
    """Level probabilities of strangers, from random pairs.

    Each pair counts for as much as it is likely to be one of strangers. Where a few hundred people
    stand in many systems, one random pair in a few hundred is the same person twice: left in, those
    would say that strangers share their e-mail addresses.
    """
    counts: dict[str, dict[str, float]] = {name: {} for name in FIELDS}
    for first, second in sampler.random_pairs(_RANDOM_PAIRS):
        levels = compare(first, second)
        pair = SampledPair(first, second, is_cross=True, can_match=True, weight=1.0)
        p_match, p_household = _posterior(pair, levels, prior)
        _add_levels(counts, levels, 1.0 - p_match - p_household)
    return {
        name: _smoothed(name, counts[name], prior.unrelated[name], _RANDOM_PRIOR_PAIRS)
        for name in FIELDS
    }


def _next_round(
    weights: Weights,
    prior: Weights,
    pairs: list[tuple[SampledPair, Levels]],
    possible: tuple[float, float, float],
) -> Weights:
    """One round of expectation-maximisation over the three classes."""
    match: dict[str, dict[str, float]] = {name: {} for name in FIELDS}
    household: dict[str, dict[str, float]] = {name: {} for name in FIELDS}
    namesake: dict[str, dict[str, float]] = {name: {} for name in FIELDS}
    matches = duplicates = households = 0.0
    for pair, levels in pairs:
        p_match, p_household = _posterior(pair, levels, weights)
        if pair.is_cross:
            matches += pair.weight * p_match
        else:
            duplicates += pair.weight * p_match
        households += pair.weight * p_household
        _add_levels(match, levels, pair.weight * p_match)
        _add_levels(household, levels, pair.weight * p_household)
        if levels.given_name == "same" and levels.family_name == "same":
            _add_levels(namesake, levels, pair.weight * (1.0 - p_match - p_household))
    cross, inside, everywhere = possible
    return msgspec.structs.replace(
        weights,
        match_rate=_rate(matches, cross, prior.match_rate, weights.population),
        duplicate_rate=_rate(duplicates, inside, prior.duplicate_rate, weights.population),
        household_rate=_rate(households, everywhere, prior.household_rate, weights.population),
        match={name: _blended(match[name], prior.match[name], _PRIOR_PAIRS) for name in FIELDS},
        household={
            name: _blended(household[name], prior.household[name], _PRIOR_PAIRS) for name in FIELDS
        },
        namesake={
            name: _as_namesakes(name, namesake[name], prior, weights) for name in prior.namesake
        },
    )


def _posterior(pair: SampledPair, levels: Levels, weights: Weights) -> tuple[float, float]:
    rate = weights.match_rate if pair.is_cross else weights.duplicate_rate
    match = rate / weights.population if pair.can_match else 0.0
    household = weights.household_rate / weights.population
    unrelated = 1.0
    for one in likelihoods(levels, pair.first, pair.second, weights, hash=_as_it_is):
        match *= one.match
        household *= one.household
        unrelated *= one.unrelated
    total = match + household + unrelated
    return match / total, household / total


def _with_thresholds(
    weights: Weights,
    prior: Weights,
    pairs: list[tuple[SampledPair, Levels]],
    sources: Mapping[str, int],
) -> Weights:
    """Thresholds by the error the model itself expects, and by the reviews people can answer."""
    judged = sorted(
        (
            (_posterior(pair, levels, weights)[0], pair.weight, is_contradicted(levels))
            for pair, levels in pairs
            if pair.can_match
        ),
        reverse=True,
    )
    expected = sum(p * weight for p, weight, _ in judged)
    if expected < _LEAST_MATCHES:
        return weights
    linked = right = 0.0
    t_link = _STRICTEST_LINK
    for p, weight, contradicted in judged:
        if contradicted:
            continue
        linked += weight
        right += weight * p
        if right / linked < _WANTED_PRECISION or p < _LOOSEST_LINK:
            break
        t_link = p
    t_link = min(max(t_link, _LOOSEST_LINK), _STRICTEST_LINK)
    arriving = sum(sources.values()) - (max(sources.values()) if len(sources) > 1 else 0)
    budget = _REVIEW_BUDGET * arriving
    t_review = _LOOSEST_REVIEW
    for p, weight, contradicted in judged:
        if p >= t_link and not contradicted:
            continue
        budget -= weight
        if budget < 0 or p < _LOOSEST_REVIEW:
            t_review = p
            break
    t_review = min(max(t_review, _LOOSEST_REVIEW), _STRICTEST_REVIEW)
    return msgspec.structs.replace(weights, t_link=round(t_link, 4), t_review=round(t_review, 4))


def _possible_pairs(
    sources: Mapping[str, int], unique: AbstractSet[str]
) -> tuple[float, float, float]:
    """Pairs across sources, pairs inside sources that may hold duplicates, and all pairs."""
    total = sum(sources.values())
    everywhere = total * (total - 1) / 2
    within = {source: count * (count - 1) / 2 for source, count in sources.items()}
    inside = sum(count for source, count in within.items() if source not in unique)
    return everywhere - sum(within.values()), inside, everywhere


def _rate(found: float, possible: float, shipped_rate: float, population: int) -> float:
    """Matches per contact, from the pairs looked at and from what was assumed before."""
    per_pair = (found + shipped_rate * _PRIOR_CONTACTS) / (possible + population * _PRIOR_CONTACTS)
    return per_pair * population


def _add_levels(counts: dict[str, dict[str, float]], levels: Levels, weight: float) -> None:
    for name in FIELDS:
        level = getattr(levels, name)
        if level != MISSING:
            by_level = counts[name]
            by_level[level] = by_level.get(level, 0.0) + weight


def _blended(
    counts: Mapping[str, float], prior: Mapping[str, float], strength: float
) -> dict[str, float]:
    total = sum(counts.get(level, 0.0) for level in prior) + strength
    return {
        level: (counts.get(level, 0.0) + strength * share) / total for level, share in prior.items()
    }


def _smoothed(
    name: str, counts: Mapping[str, float], prior: Mapping[str, float], strength: float
) -> dict[str, float]:
    padded = {level: counts.get(level, 0.0) + _SMOOTHING for level in LEVELS[name]}
    if not counts:
        return dict(prior)
    return _blended(padded, prior, strength)


def _as_namesakes(
    name: str, counts: Mapping[str, float], prior: Weights, weights: Weights
) -> dict[str, float]:
    """Namesakes agree more often than strangers, but within reason: few were seen."""
    found = _blended(counts, prior.namesake[name], _NAMESAKE_PRIOR_PAIRS)
    strangers = weights.unrelated[name]
    most = {level: _MOST_NAMESAKE_FACTOR * strangers[level] for level in found}
    if name == "email":
        # Addresses are made of names, so much of them agrees; but hardly ever all.
        most = dict.fromkeys(("same", "mailbox"), _MOST_SHARED_ADDRESSES)
    capped = {level: min(share, most.get(level, share)) for level, share in found.items()}
    whole = sum(capped.values())
    return {level: share / whole for level, share in capped.items()}


def _tokens(
    frequencies: Mapping[str, Frequencies], hash: Callable[[str], str]
) -> dict[str, Frequencies]:
    return {
        name: msgspec.structs.replace(
            table, counts={hash(value): count for value, count in table.counts.items()}
        )
        for name, table in frequencies.items()
    }


def _as_it_is(value: str) -> str:
    return value
