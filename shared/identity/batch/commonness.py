"""How common the values of a population are, and with them how telling it is to share one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from shared.identity.batch.population import Column, Population
from shared.identity.comparison import FIELDS
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

_NONE: Final = Frequencies()


def shares(weights: Weights, field: str, counts: NDArray[np.int64]) -> Numbers:
    """As `Weights.frequency`, of values that so many contacts have."""
    table = weights.frequencies.get(field, _NONE)
    known = np.where(counts >= LEAST_COUNT, counts, table.rare if table.total else 0.0)
    if field in GENERIC_ABOVE:
        others = known - weights.records_per_person
        known = np.maximum(others, LEAST_OTHERS * np.minimum(known, 1.0))
    default = DEFAULT_FREQUENCIES[field] * DEFAULT_SAMPLE
    return np.minimum(1.0, (known + default) / (table.total + DEFAULT_SAMPLE))


def frequencies_of(population: Population, phones: Sequence[Column]) -> dict[str, Frequencies]:
    """How common values are, as the weights keep it: under the values themselves.

    `phones` are the columns of phones, with one numbering.
    """
    tables = {}
    for field in FIELDS:
        columns = phones if field == "telephone" else [population.columns[field]]
        tables[field] = _frequencies(field, columns[0].values, all_counts(columns))
    given, family = population.columns["given_name"], population.columns["family_name"]
    names, counts = _full_names(given, family)
    tables["name"] = _frequencies("name", names, counts)
    return {field: table for field, table in tables.items() if table.total}


def all_counts(columns: Sequence[Column]) -> NDArray[np.int64]:
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


def counts_of_full_names(given: Column, family: Column) -> NDArray[np.int64]:
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
