"""Whether a source that promises to hold each person once does: it is believed until seen to break.

A promise wrongly believed keeps every second record of a person apart, and teaches that records
of one person differ: it ruins all matching of the source, and what is learnt from it.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from typing import Final

import numpy as np

from shared.identity.batch.population import Population
from shared.identity.weights import BROKEN_PROMISE

_LEAST_TWINS: Final = 3
"""Fewer may be a slip of somebody's hand."""


def believed_of(
    population: Population, unique: AbstractSet[str], *, one_in: int = 1
) -> frozenset[str]:
    """Those of the `unique` sources that hold people once, as far as can be seen.

    Those that repeat another's names and e-mail letter by letter are counted; a record without
    both names and an e-mail tells nothing. `one_in` says of how many records one
    is here: of as many twins only one pair is met.
    """
    given, family, email = (
        population.columns[name] for name in ("given_name", "family_name", "email")
    )
    telling = (given.codes > 0) & (family.codes > 0) & (email.codes > 0)
    keys = given.codes.astype(np.int64) * len(family.values) + family.codes
    is_repeated = email.counts[email.codes] > 1
    believed = set()
    for number, source in enumerate(population.sources):
        chosen = telling & (population.source == number)
        told = int(chosen.sum())
        chosen &= is_repeated
        said = np.stack([keys[chosen], email.codes[chosen]], axis=1)
        twins = len(said) - len(np.unique(said, axis=0)) if source in unique else 0
        if twins < _LEAST_TWINS or twins * one_in <= told * BROKEN_PROMISE:
            believed.add(source)
    return frozenset(believed & set(unique)) | (frozenset(unique) - set(population.sources))
