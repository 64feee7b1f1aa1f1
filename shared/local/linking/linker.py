"""Records of one file linked by the platform's own comparison and weights, all at once."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property
from math import log
from typing import Final, NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

from shared.identity.batch.candidates import candidate_pairs
from shared.identity.batch.levels import Compared, compare_pairs
from shared.identity.batch.likelihoods import Weigher
from shared.identity.batch.population import Population, Row
from shared.identity.batch.posterior import Numbers, Rivals, log_odds
from shared.identity.batch.work import Run, one_by_one
from shared.identity.estimation import learn
from shared.identity.promises import believed_of
from shared.identity.weights import Weights, shipped
from shared.local.linking.joining import FAR, Groups, join_on_average, join_the_likelier

_LIKELIER: Final = 0.4
"""Probability from which two records of sources that hold each person once are one."""

_APART: Final = -1.0
"""Mean log-odds below which two groups of records stay apart."""

_MOST: Final = 4.0
"""Log-odds that one pair may say for or against two groups: several must agree."""

_MOST_SURE: Final = 8.0
"""The same where only sure pairs are joined: one sure pair makes up for one not compared."""

_REVIEWED: Final = 0.025
"""Share of arriving records a person can look at."""

_LEAST_DOUBT: Final = 0.02
"""Probability below which a pair is not worth a person's time, nor above one minus it."""


class Pair(NamedTuple):
    """A doubtful pair: the places of two records, and how likely they are one person."""

    first: int
    second: int
    probability: float


@dataclass(frozen=True)
class Linker:
    """The records of a population that are one person, found without a platform.

    `unique` names the sources said to hold each person once.
    """

    population: Population
    unique: AbstractSet[str] = frozenset()
    progress: Callable[[float], None] = lambda _: None
    """Told how much of the work is done, 0 to 1."""

    run: Run = one_by_one
    """Does what can be done side by side."""

    def clusters(self) -> Row:
        """Per record the one that stands for its person; doubts are settled as is likelier."""
        return self._joined(
            self._is_other_name, least=_LIKELIER, apart=_APART, most=_MOST
        ).standing()

    def automatic(self) -> Row:
        """Per record the one that stands for its person, by sure pairs only."""
        return self._automatic.standing()

    def doubtful(self) -> list[Pair]:
        """The pairs a person would best be asked about, the likeliest first.

        Each record that is nobody's yet has its best pair; those likeliest to be right or wrong
        either way come first, and there are no more than a fortieth of the arriving records.
        """
        standing = self._automatic.standing()
        alone = np.bincount(standing, minlength=len(self.population))[standing] == 1
        pairs, probability = self._compared.pairs, self._probability
        unsure = self._weigher.contradicted | (probability < 1.0 - _LEAST_DOUBT)
        asked = np.flatnonzero(
            (probability > _LEAST_DOUBT)
            & unsure
            & (standing[pairs.first] != standing[pairs.second])
            & (alone[pairs.first] | alone[pairs.second])
        )
        doubt = np.abs(np.minimum(probability[asked], self.weights.t_link) - 0.5)
        asked = asked[np.lexsort((pairs.second[asked], pairs.first[asked], doubt))]
        found: list[Pair] = []
        met: set[int] = set()
        counts = self.population.contacts_of.values()
        most = round(_REVIEWED * (sum(counts) - (max(counts) if len(counts) > 1 else 0)))
        for place in asked.tolist():
            first, second = int(pairs.first[place]), int(pairs.second[place])
            if len(found) >= most:
                break
            if first not in met and second not in met:
                met |= {first, second}
                found.append(Pair(first, second, float(probability[place])))
        return sorted(found, key=lambda one: -one.probability)

    @cached_property
    def believed(self) -> frozenset[str]:
        """The sources that are said to hold each person once, and do as far as can be seen."""
        return believed_of(self.population, self.unique)

    @cached_property
    def weights(self) -> Weights:
        """The weights learnt from the records themselves."""
        learnt = learn(self.population, self._compared, prior=shipped(), unique=self.believed)
        return msgspec.structs.replace(learnt, version="learnt")

    @cached_property
    def _compared(self) -> Compared:
        pairs = candidate_pairs(self.population, self.believed, run=self.run)
        self.progress(0.3)
        compared = compare_pairs(self.population, pairs, run=self.run)
        self.progress(0.6)
        return compared

    @cached_property
    def _weigher(self) -> Weigher:
        return Weigher(self.population, self._compared)

    @cached_property
    def _log_odds(self) -> Numbers:
        weights, pairs = self.weights, self._compared.pairs
        is_cross = self.population.source[pairs.first] != self.population.source[pairs.second]
        rate = np.where(is_cross, weights.match_rate, weights.duplicate_rate) / weights.population
        found = self._weigher.log_likelihoods(weights)
        self.progress(0.9)
        return log_odds(found, rate, weights.household_rate / weights.population)

    @cached_property
    def _probability(self) -> Numbers:
        odds = np.exp(self._log_odds)
        if self._one_to_one:
            return Rivals(self.population, self._compared.pairs).probability(odds)
        return odds / (1.0 + odds)

    @property
    def _one_to_one(self) -> bool:
        return set(self.population.sources) <= self.believed

    @cached_property
    def _automatic(self) -> Groups:
        sure = self.weights.t_link
        return self._joined(
            self._weigher.contradicted,
            least=sure,
            apart=log(sure / (1.0 - sure)),
            most=_MOST_SURE,
        )

    @property
    def _is_other_name(self) -> NDArray[np.bool_]:
        """As `likelihood.is_another_name`."""
        born_otherwise: NDArray[np.bool_] = self._compared.levels["birth_date"] != 0
        return self._weigher.other_given & born_otherwise

    def _joined(
        self, barred: NDArray[np.bool_], *, least: float, apart: float, most: float
    ) -> Groups:
        """Groups joined by the pairs that are not barred; those that are never speak for it."""
        pairs, size = self._compared.pairs, len(self.population)
        if self._one_to_one:
            likely = np.where(barred, 0.0, self._probability)
            source = self.population.source.tolist()
            return join_the_likelier(pairs, likely, source, least=least, size=size)
        said = np.where(barred, np.minimum(self._log_odds, FAR), self._log_odds)
        return join_on_average(pairs, said, apart=apart, most=most, size=size)


def numbered(standing: Row) -> list[str]:
    """An id per record: clusters are numbered as they appear."""
    _, first, cluster = np.unique(standing, return_index=True, return_inverse=True)
    ids = np.empty(len(first), dtype=np.int64)
    ids[np.argsort(first)] = np.arange(1, len(first) + 1)
    return [f"c{number}" for number in ids[cluster].tolist()]
