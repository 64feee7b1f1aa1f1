"""How probable the levels of many pairs are in each of the three classes.

The rules are those of `identity/likelihood`, with which a test holds this equal, pair by pair.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from shared.identity.batch.commonness import (
    all_counts,
    counts_of_full_names,
    frequencies_of,
    shares,
)
from shared.identity.batch.levels import ABSENT, IN_EMAIL, Compared, number_of
from shared.identity.batch.population import Column, Population, Row
from shared.identity.comparison import FIELDS, LEVELS
from shared.identity.likelihood import (
    AGREES_BY_NAME,
    MOST_NAMESAKE_FACTOR,
    MOST_SHARED,
    NAMED_IN_EMAIL,
    SAME_NAME_AT_HOME,
    TELLING,
    UNLIKELY,
)
from shared.identity.weights import (
    GENERIC_ABOVE,
    LEAST_COUNT,
    Weights,
)

Numbers = NDArray[np.float64]
Chosen = NDArray[np.bool_]
Places = NDArray[np.intp]
"""Places in the list of pairs, or codes, in the type that indexing needs."""

OTHER_FIELDS: Final = FIELDS[2:]
"""All but the names, which are weighed together."""


class LogLikelihoods(NamedTuple):
    """Natural logarithms of the probability of each pair's levels in each class."""

    match: Numbers
    household: Numbers
    unrelated: Numbers


class _Field(NamedTuple):
    """What does not change of the pairs on one field."""

    level: Places
    shared: Places
    """The places of the pairs that agree."""
    differ: Places
    counts: NDArray[np.int64]
    """Per pair that agrees, how many contacts have the value."""
    silent: Places
    """The places of the pairs whose agreement says nothing."""


class Weigher:
    """Weighs the same pairs under changing weights; what does not change is found once."""

    def __init__(self, population: Population, compared: Compared) -> None:
        self._compared = compared
        levels, pairs = compared.levels, compared.pairs
        given, family = levels["given_name"], levels["family_name"]
        swapped = number_of("given_name", "swapped")
        nickname, typo = number_of("given_name", "nickname"), number_of("given_name", "typo")
        given_agrees = np.isin(given, (0, nickname, typo))
        family_agrees = np.isin(
            family, (0, number_of("family_name", "part"), number_of("family_name", "typo"))
        )
        self.namesakes: Chosen = (given == swapped) | (given_agrees & family_agrees)
        conflict = (given == number_of("given_name", "different")) | (
            family == number_of("family_name", "different")
        )
        self._writes_alike: Chosen = self.namesakes | given_agrees | family_agrees | ~conflict
        self.other_given: Chosen = given == number_of("given_name", "different")
        self.contradicted = self._contradicted()
        self._fields = {
            field: self._field_of(field, population)
            for field in OTHER_FIELDS
            if (levels[field] != ABSENT).any()
        }
        self._phones = self._phones_of(population)
        columns = population.columns
        self._given, self._family = columns["given_name"], columns["family_name"]
        self._first = _both(self._given, self._family, pairs.first)
        self._second = _both(self._given, self._family, pairs.second)
        lengths = np.array([len(value) for value in self._given.values])
        longer = lengths[self._first[0]] > lengths[self._second[0]]
        self._told = np.where(longer, self._first[0], self._second[0])
        self._names = given.astype(np.intp), family.astype(np.intp)
        self._alike = (
            np.flatnonzero((given == 0) | (given == IN_EMAIL)),
            np.flatnonzero(given == swapped),
            np.flatnonzero(family == 0),
            np.flatnonzero((given == 0) & (family == 0)),
        )
        """The places of the pairs with an equal given name, exchanged names, an equal family name,
        and both names equal."""
        self._full_names = counts_of_full_names(self._given, self._family)[pairs.first]
        self._sources = population.sources
        self._source = population.source[pairs.first], population.source[pairs.second]
        self.frequencies = frequencies_of(population, compared.phones)

    def log_likelihoods(self, weights: Weights) -> LogLikelihoods:
        """The three log likelihoods of every pair, without the rates of the classes."""
        # Eleven probabilities are never so small that their product is not a number any more.
        total = LogLikelihoods(*(np.ones(len(self._compared)) for _ in range(3)))
        self._add_names(total, weights)
        for field, pairs in self._fields.items():
            self._add_field(total, field, pairs, weights)
        return LogLikelihoods(*(np.log(product) for product in total))

    def _add_field(
        self, total: LogLikelihoods, field: str, pairs: _Field, weights: Weights
    ) -> None:
        match = _table(field, weights.match[field])
        household = _table(field, weights.household[field])
        level, shared, differ, counts, silent = pairs
        unrelated = _table(field, weights.unrelated[field])[level]
        similar = weights.namesake.get(field)
        if similar is not None:
            # a level the namesakes do not speak of is as among strangers
            alike = self._writes_alike if field == "email" else self.namesakes
            as_alike = _table(field, {**weights.unrelated[field], **similar})
            unrelated = np.where(alike, as_alike[level], unrelated)
        common = shares(weights, field, counts)
        if field == "telephone":
            common = common * self._phones[shared]
        if similar is not None:
            factor = similar["same"] / weights.unrelated[field].get("same", UNLIKELY)
            namesakes = min(max(factor, 1.0), MOST_NAMESAKE_FACTOR)
            common = np.where(self.namesakes[shared], common * namesakes, common)
        unrelated[shared] = np.minimum(common, MOST_SHARED)
        if field == "birth_date":
            at_home = unrelated.copy()
            at_home[shared] = np.maximum(at_home[shared], household[0])
        else:
            at_home = household[level]
        likely = match[level]
        at_home[differ] = np.maximum(at_home[differ], likely[differ])
        at_home[shared] = np.minimum(at_home[shared], likely[shared])
        for probability in (likely, at_home, unrelated):
            probability[silent] = 1.0
        self._multiply(total, field, weights, likely, at_home, unrelated)

    def _add_names(self, total: LogLikelihoods, weights: Weights) -> None:
        given, family = self._names
        equal, swapped, alike, both = self._alike
        of_given = shares(weights, "given_name", self._given.counts)
        of_family = shares(weights, "family_name", self._family.counts)
        match = _table("given_name", {**weights.match["given_name"], "in_email": NAMED_IN_EMAIL})
        likely = match[given]
        unrelated = _table("given_name", weights.unrelated["given_name"])[given]
        unrelated[equal] = of_given[self._told[equal]]
        at_home = unrelated.copy()
        at_home[equal] = np.maximum(unrelated[equal], SAME_NAME_AT_HOME)
        exchanged = np.maximum(
            of_given[self._first[0][swapped]] * of_family[self._first[1][swapped]],
            of_given[self._second[0][swapped]] * of_family[self._second[1][swapped]],
        )
        unrelated[swapped] = at_home[swapped] = likely[swapped] * exchanged
        self._multiply(total, "given_name", weights, likely, at_home, unrelated)
        strangers = _table("family_name", weights.unrelated["family_name"])[family]
        strangers[alike] = of_family[self._first[1][alike]]
        together = self._together(weights, of_given, of_family, both)
        strangers[both] = np.maximum(strangers[both], together / unrelated[both])
        likely = _table("family_name", weights.match["family_name"])[family]
        at_home = _table("family_name", weights.household["family_name"])[family]
        self._multiply(total, "family_name", weights, likely, at_home, strangers)

    def _multiply(
        self, total: LogLikelihoods, field: str, weights: Weights, *probabilities: Numbers
    ) -> None:
        """Multiply each class's likelihood by that of one field, which is 1 where it is not known.

        The less a source is trusted on the field, the more the three are alike.
        """
        learnt = [weights.trust.get(source, {}).get(field, 1.0) for source in self._sources]
        if min(learnt, default=1.0) < 1.0:
            of_source = np.array(learnt)
            trust = np.minimum(of_source[self._source[0]], of_source[self._source[1]])
            likely, at_home, strangers = probabilities
            nothing = (1.0 - trust) * strangers
            probabilities = (trust * likely + nothing, trust * at_home + nothing, strangers)
        for product, probability in zip(total, probabilities, strict=True):
            np.multiply(product, probability, out=product)

    def _together(
        self, weights: Weights, of_given: Numbers, of_family: Numbers, pairs: Places
    ) -> Numbers:
        """As `Weights.name_frequency`: the share of contacts with the full name of the first."""
        expected = of_given[self._first[0][pairs]] * of_family[self._first[1][pairs]]
        table = self.frequencies.get("name")
        if table is None or not table.counts:
            return expected
        counts = self._full_names[pairs]
        known = np.where(counts >= LEAST_COUNT, counts, 0)
        return np.maximum(expected, (known - 2.0 * weights.records_per_person) / table.total)

    def _contradicted(self) -> Chosen:
        """As `likelihood.is_contradicted`."""
        levels = self._compared.levels
        born = levels["birth_date"]
        silent: Chosen = np.ones(len(born), dtype=np.bool_)
        for field in TELLING:
            level = levels[field]
            silent &= (level == ABSENT) | (level == number_of(field, "different"))
        other_birth = born == number_of("birth_date", "different")
        found: Chosen = (self.other_given & (born != 0)) | (other_birth & silent)
        return found

    def _field_of(self, field: str, population: Population) -> _Field:
        compared = self._compared
        level = compared.levels[field].astype(np.intp)
        shared = np.flatnonzero(level == 0)
        if field == "telephone":
            counts = all_counts(compared.phones)[compared.shared_phone[shared]]
        else:
            column = population.columns[field]
            counts = column.counts[column.codes[compared.pairs.first[shared]]]
        silent = shared if field in AGREES_BY_NAME else shared[:0]
        if field in GENERIC_ABOVE:
            silent = shared[counts > GENERIC_ABOVE[field]]
        differ = np.flatnonzero(level == number_of(field, "different"))
        return _Field(level, shared, differ, counts, silent)

    def _phones_of(self, population: Population) -> NDArray[np.int64]:
        """Per pair, in how many ways a phone of one may be a phone of the other."""
        held = np.zeros(len(population), dtype=np.int64)
        for one in population.phones():
            held += one.codes > 0
        pairs = self._compared.pairs
        return held[pairs.first] * held[pairs.second]


def _both(given: Column, family: Column, places: Row) -> tuple[Places, Places]:
    """The codes of both names of some contacts."""
    return given.codes[places].astype(np.intp), family.codes[places].astype(np.intp)


def _table(field: str, probabilities: Mapping[str, float]) -> Numbers:
    """Per level its probability; behind them that of `in_email` and, for -1, of a missing one."""
    told = [probabilities.get(level, UNLIKELY) for level in LEVELS[field]]
    if field == "given_name":
        told.append(probabilities.get("in_email", UNLIKELY))
    return np.array([*told, 1.0])
