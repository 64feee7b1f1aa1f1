"""How far each source's word on a field is trusted, seen in how its records agree with others'.

Of the records of one person two sources mostly say the same. Where one company's phones are old or
mistyped, its matches disagree on them more often than all matches do: so large a share of its
phones says nothing. Like a contract's `reliability`, what is learnt shrinks the field's weight, for
and against, for the contacts of that source.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from shared.identity.batch.levels import ABSENT, Compared, number_of
from shared.identity.batch.population import Population
from shared.identity.batch.posterior import Numbers
from shared.identity.comparison import FIELDS

_PRIOR_MATCHES: Final = 100.0
"""How many matches the average of all sources is worth."""

_MATTERS_BELOW: Final = 0.9
"""A source that is trusted more than this on a field is trusted wholly."""

_LEAST: Final = 0.1


def learnt_trust(
    population: Population, compared: Compared, match: Numbers
) -> dict[str, dict[str, float]]:
    """Source id -> field -> how far it is trusted, 0 to 1; only where that is less than wholly.

    `match` is how likely each pair is one person; pairs inside a source do not count. With two
    sources nobody can tell whose word is the worse.
    """
    pairs = compared.pairs
    mine, theirs = population.source[pairs.first], population.source[pairs.second]
    weight = np.where(mine != theirs, match, 0.0)
    found: dict[str, dict[str, float]] = {}
    for field in FIELDS:
        level = compared.levels[field]
        known = np.where(level != ABSENT, weight, 0.0)
        apart = np.where(level == number_of(field, "different"), known, 0.0)
        disagreeing = float(apart.sum()) / max(1.0, float(known.sum()))
        for number, source in enumerate(population.sources):
            own = (mine == number) | (theirs == number)
            count = float(known[own].sum()) + _PRIOR_MATCHES
            share = (float(apart[own].sum()) + disagreeing * _PRIOR_MATCHES) / count
            trust = (1.0 - share) / (1.0 - disagreeing) if disagreeing < 1.0 else 1.0
            if trust < _MATTERS_BELOW:
                found.setdefault(source, {})[field] = round(max(trust, _LEAST), 2)
    return found
