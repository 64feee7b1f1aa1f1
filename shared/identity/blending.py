"""How what was counted is blended with what was assumed before."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from typing import Final

import msgspec

from shared.identity.comparison import LEVELS
from shared.identity.weights import Frequencies, Weights

_NAMESAKE_PRIOR_PAIRS: Final = 30.0
_SMOOTHING: Final = 0.3
_PRIOR_CONTACTS: Final = 100.0
"""How many contacts the shipped rates of matches, duplicates and households are worth."""
_MOST_NAMESAKE_FACTOR: Final = 10.0
_MOST_SHARED_ADDRESSES: Final = 0.003


def possible_pairs(
    sources: Mapping[str, int], unique: AbstractSet[str]
) -> tuple[float, float, float]:
    """Pairs across sources, pairs inside sources that may hold duplicates, and all pairs."""
    total = sum(sources.values())
    everywhere = total * (total - 1) / 2
    within = {source: count * (count - 1) / 2 for source, count in sources.items()}
    inside = sum(count for source, count in within.items() if source not in unique)
    return everywhere - sum(within.values()), inside, everywhere


def rate(found: float, possible: float, shipped_rate: float, population: int) -> float:
    """Matches per contact, from the pairs looked at and from what was assumed before."""
    per_pair = (found + shipped_rate * _PRIOR_CONTACTS) / (possible + population * _PRIOR_CONTACTS)
    return per_pair * population


def blended(
    counts: Mapping[str, float], prior: Mapping[str, float], strength: float
) -> dict[str, float]:
    """Level probabilities from counts and a prior that is worth so many pairs."""
    total = sum(counts.get(level, 0.0) for level in prior) + strength
    return {
        level: (counts.get(level, 0.0) + strength * share) / total for level, share in prior.items()
    }


def smoothed(
    name: str, counts: Mapping[str, float], prior: Mapping[str, float], strength: float
) -> dict[str, float]:
    """The same for all levels of a field, none of them impossible."""
    padded = {level: counts.get(level, 0.0) + _SMOOTHING for level in LEVELS[name]}
    if not any(counts.values()):
        return dict(prior)
    return blended(padded, prior, strength)


def as_namesakes(
    name: str, counts: Mapping[str, float], prior: Weights, weights: Weights
) -> dict[str, float]:
    """Namesakes agree more often than strangers, but within reason: few were seen."""
    found = blended(counts, prior.namesake[name], _NAMESAKE_PRIOR_PAIRS)
    strangers = weights.unrelated[name]
    most = {level: _MOST_NAMESAKE_FACTOR * strangers[level] for level in found}
    if name == "email":
        # Addresses are made of names, so much of them agrees; but hardly ever all.
        most = dict.fromkeys(("same", "mailbox"), _MOST_SHARED_ADDRESSES)
    capped = {level: min(share, most.get(level, share)) for level, share in found.items()}
    whole = sum(capped.values())
    return {level: share / whole for level, share in capped.items()}


def tokens(
    frequencies: Mapping[str, Frequencies], hash: Callable[[str], str]
) -> dict[str, Frequencies]:
    """Frequency tables that hold tokens instead of the values."""
    return {
        name: msgspec.structs.replace(
            table, counts={hash(value): count for value, count in table.counts.items()}
        )
        for name, table in frequencies.items()
    }
