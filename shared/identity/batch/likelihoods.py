"""How probable the levels of many pairs are in each of the three classes.

The rules are those of `identity/likelihood`, with which a test holds this equal, pair by pair.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from shared.identity.batch.levels import ABSENT, IN_EMAIL, Compared, Level, number_of
from shared.identity.batch.population import Codes, Column, Population
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
    DEFAULT_FREQUENCIES,
    DEFAULT_SAMPLE,
    GENERIC_ABOVE,
    LEAST_COUNT,
    LEAST_OTHERS,
    Frequencies,
    Weights,
)

Numbers = NDArray[np.float64]
Chosen = NDArray[np.bool_]

OTHER_FIELDS: Final = FIELDS[2:]
"""All but the names, which are weighed together."""


class LogLikelihoods(NamedTuple):
    """Natural logarithms of the probability of each pair's levels in each class."""

    match: Numbers
    household: Numbers
    unrelated: Numbers


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
        self._counts = {field: self._counts_of(field, population) for field in OTHER_FIELDS}
        self._phones = self._phones_of(population)
        columns = population.columns
        self._given, self._family = columns["given_name"], columns["family_name"]
        self._first = self._given.codes[pairs.first], self._family.codes[pairs.first]
        self._second = self._given.codes[pairs.second], self._family.codes[pairs.second]
        lengths = np.array([len(value) for value in self._given.values])
        longer = lengths[self._first[0]] > lengths[self._second[0]]
        self._told: Codes = np.where(longer, self._first[0], self._second[0])
        self._full_names = _counts_of_full_names(self._given, self._family)[pairs.first]
        self._sources = population.sources
        self._source = population.source[pairs.first], population.source[pairs.second]
        self.frequencies = self._tables(population)

    def log_likelihoods(self, weights: Weights) -> LogLikelihoods:
        """The three log likelihoods of every pair, without the rates of the classes."""
        # Eleven probabilities are never so small that their product is not a number any more.
        total = LogLikelihoods(*(np.ones(len(self._compared)) for _ in range(3)))
        self._add_names(total, weights)
        for field in OTHER_FIELDS:
            level = self._compared.levels[field]
            if (level != ABSENT).any():
                self._add_field(total, field, level, weights)
        return LogLikelihoods(*(np.log(product) for product in total))

    def _add_field(self, total: LogLikelihoods, field: str, level: Level, weights: Weights) -> None:
        match = _table(field, weights.match[field])
        household = _table(field, weights.household[field])
        different = number_of(field, "different")
        unrelated = _table(field, weights.unrelated[field])[level]
        similar = weights.namesake.get(field)
        same = level == 0
        if similar is not None:
            # a level the namesakes do not speak of is as among strangers
            alike = self._writes_alike if field == "email" else self.namesakes
            as_alike = _table(field, {**weights.unrelated[field], **similar})
            unrelated = np.where(alike & ~same, as_alike[level], unrelated)
        shared = np.flatnonzero(same)
        counts = self._counts[field][shared]
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
        differ = np.flatnonzero(level == different)
        at_home[differ] = np.maximum(at_home[differ], likely[differ])
        at_home[shared] = np.minimum(at_home[shared], likely[shared])
        silent = shared if field in AGREES_BY_NAME else shared[:0]
        if field in GENERIC_ABOVE:
            silent = shared[counts > GENERIC_ABOVE[field]]
        for probability in (likely, at_home, unrelated):
            probability[silent] = 1.0
        self._multiply(total, field, weights, likely, at_home, unrelated)

    def _add_names(self, total: LogLikelihoods, weights: Weights) -> None:
        given, family = self._compared.levels["given_name"], self._compared.levels["family_name"]
        of_given = shares(weights, "given_name", self._given.counts)
        of_family = shares(weights, "family_name", self._family.counts)
        swapped = given == number_of("given_name", "swapped")
        exchanged = np.maximum(
            of_given[self._first[0]] * of_family[self._first[1]],
            of_given[self._second[0]] * of_family[self._second[1]],
        )
        match = _table("given_name", {**weights.match["given_name"], "in_email": NAMED_IN_EMAIL})
        unrelated = _table("given_name", weights.unrelated["given_name"])[given]
        equal = (given == 0) | (given == IN_EMAIL)
        unrelated = np.where(equal, of_given[self._told], unrelated)
        at_home = np.where(equal, np.maximum(unrelated, SAME_NAME_AT_HOME), unrelated)
        likely = match[given]
        unrelated = np.where(swapped, likely * exchanged, unrelated)
        at_home = np.where(swapped, likely * exchanged, at_home)
        self._multiply(total, "given_name", weights, likely, at_home, unrelated)
        given_common = unrelated
        strangers = _table("family_name", weights.unrelated["family_name"])[family]
        strangers = np.where(family == 0, of_family[self._first[1]], strangers)
        both = (family == 0) & (given == 0)
        together = self._together(weights, of_given, of_family)
        strangers = np.where(both, np.maximum(strangers, together / given_common), strangers)
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

    def _together(self, weights: Weights, of_given: Numbers, of_family: Numbers) -> Numbers:
        """As `Weights.name_frequency`: the share of contacts with the first's full name."""
        expected = of_given[self._first[0]] * of_family[self._first[1]]
        table = self.frequencies.get("name")
        if table is None or not table.counts:
            return expected
        known = np.where(self._full_names >= LEAST_COUNT, self._full_names, 0)
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

    def _counts_of(self, field: str, population: Population) -> NDArray[np.int64]:
        """Per pair, how many contacts have the value both agree on; 0 elsewhere."""
        compared = self._compared
        if field == "telephone":
            return _all_counts(compared.phones)[compared.shared_phone]
        column = population.columns[field]
        codes = column.codes[compared.pairs.first]
        return np.where(compared.levels[field] == 0, column.counts[codes], 0)

    def _phones_of(self, population: Population) -> NDArray[np.int64]:
        """Per pair, in how many ways a phone of one may be a phone of the other."""
        held = np.zeros(len(population), dtype=np.int64)
        for one in population.phones():
            held += one.codes > 0
        pairs = self._compared.pairs
        return held[pairs.first] * held[pairs.second]

    def _tables(self, population: Population) -> dict[str, Frequencies]:
        """How common values are, as the weights keep it: under the values themselves."""
        tables = {}
        for field in FIELDS:
            columns = [population.columns[field]]
            if field == "telephone":
                columns = list(self._compared.phones)
            tables[field] = _frequencies(field, columns[0].values, _all_counts(columns))
        names, counts = _full_names(self._given, self._family)
        tables["name"] = _frequencies("name", names, counts)
        return {field: table for field, table in tables.items() if table.total}


def shares(weights: Weights, field: str, counts: NDArray[np.int64]) -> Numbers:
    """As `Weights.frequency`, of values that so many contacts have."""
    table = weights.frequencies.get(field, _NONE)
    known = np.where(counts >= LEAST_COUNT, counts, table.rare if table.total else 0.0)
    if field in GENERIC_ABOVE:
        others = known - weights.records_per_person
        known = np.maximum(others, LEAST_OTHERS * np.minimum(known, 1.0))
    default = DEFAULT_FREQUENCIES[field] * DEFAULT_SAMPLE
    return np.minimum(1.0, (known + default) / (table.total + DEFAULT_SAMPLE))


_NONE: Final = Frequencies()


def _table(field: str, probabilities: Mapping[str, float]) -> Numbers:
    """Per level its probability; behind them that of `in_email` and, for -1, of a missing one."""
    told = [probabilities.get(level, UNLIKELY) for level in LEVELS[field]]
    if field == "given_name":
        told.append(probabilities.get("in_email", UNLIKELY))
    return np.array([*told, 1.0])


def _all_counts(columns: Sequence[Column]) -> NDArray[np.int64]:
    """How many contacts have each value, in columns of one numbering."""
    counts = np.zeros(len(columns[0].values), dtype=np.int64)
    for column in columns:
        counts += column.counts
    return counts


def _frequencies(field: str, values: Sequence[str], counts: NDArray[np.int64]) -> Frequencies:
    rare = counts[(counts > 0) & (counts < LEAST_COUNT)]
    common = np.flatnonzero(counts >= LEAST_COUNT).tolist()
    return Frequencies(
        total=int(counts.sum()),
        rare=float((rare * rare).sum() / rare.sum()) if len(rare) else 1.0,
        counts={f"{field}:{values[place]}": int(counts[place]) for place in common},
    )


def _full_name_keys(given: Column, family: Column) -> NDArray[np.int64]:
    keys = given.codes.astype(np.int64) * len(family.values) + family.codes
    return np.where((given.codes > 0) & (family.codes > 0), keys, 0)


def _counts_of_full_names(given: Column, family: Column) -> NDArray[np.int64]:
    """Per contact, how many have its full name."""
    _, where, counts = np.unique(
        _full_name_keys(given, family), return_inverse=True, return_counts=True
    )
    return counts[where]


def _full_names(given: Column, family: Column) -> tuple[list[str], NDArray[np.int64]]:
    """The full names and how many have each; of the rare ones only the counts matter."""
    keys, counts = np.unique(_full_name_keys(given, family), return_counts=True)
    told, counts = keys[keys > 0], counts[keys > 0]
    names = [""] * len(told)
    for place in np.flatnonzero(counts >= LEAST_COUNT).tolist():
        one, other = divmod(int(told[place]), len(family.values))
        names[place] = f"{given.values[one]}|{family.values[other]}"
    return names, counts
