"""From likelihoods to the probabilities of the three classes, pair by pair or among rivals."""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from shared.identity.batch.candidates import Pairs
from shared.identity.batch.likelihoods import LogLikelihoods
from shared.identity.batch.population import Population

Numbers = NDArray[np.float64]

_MOST_NATS: Final = 300.0


class Posterior(NamedTuple):
    """Per pair the probability of a match and of one household; the rest are strangers."""

    match: Numbers
    household: Numbers


class Rivals:
    """Pairs of sources that hold each person once: a contact is at most one of another source's.

    What speaks for one of its pairs with a source speaks against the others.
    """

    def __init__(self, population: Population, pairs: Pairs) -> None:
        sources = len(population.sources)
        self._of_first = pairs.first * sources + population.source[pairs.second]
        self._of_second = pairs.second * sources + population.source[pairs.first]
        self._size = len(population) * sources

    def probability(self, odds: Numbers) -> Numbers:
        """The probability of each pair among its rivals on both sides, from its own odds."""
        rivals = np.bincount(self._of_first, weights=odds, minlength=self._size)
        rivals += np.bincount(self._of_second, weights=odds, minlength=self._size)
        others = rivals[self._of_first] + rivals[self._of_second] - odds
        found: Numbers = odds / (1.0 + np.maximum(others, odds))
        return found


def log_odds(found: LogLikelihoods, match_rate: Numbers, household_rate: float) -> Numbers:
    """Per pair the natural logarithm of match against household and strangers together.

    Rates are per pair; where `match_rate` is 0 the pair cannot be a match.
    """
    with np.errstate(divide="ignore"):
        match = found.match + np.log(match_rate)
    at_home = found.household + np.log(household_rate)
    # log(exp(a) + exp(b)), three times as fast as numpy's logaddexp
    rest = np.maximum(at_home, found.unrelated)
    rest += np.log1p(np.exp(-np.abs(at_home - found.unrelated)))
    clipped: Numbers = np.clip(match - rest, -_MOST_NATS, _MOST_NATS)
    return clipped


def posterior(
    found: LogLikelihoods,
    match_rate: Numbers,
    household_rate: float,
    rivals: Rivals | None = None,
) -> Posterior:
    """The probabilities of the classes; of a match among its rivals, where there are some."""
    odds = np.exp(log_odds(found, match_rate, household_rate))
    match = rivals.probability(odds) if rivals else odds / (1.0 + odds)
    with np.errstate(over="ignore"):
        at_home = 1.0 / (1.0 + np.exp(found.unrelated - found.household) / household_rate)
    return Posterior(match, (1.0 - match) * at_home)
