"""What answered reviews taught: a small correction of the log-odds the match weights give."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

import msgspec

WIDEST: Final = 16.0
"""Bits beyond which log-odds are corrected no further by the slope: it moves doubts, and a pair the
weights are sure of keeps its distance."""

LEAST_ANSWERS: Final = 50
"""Below this many nothing is learnt; so many more are waited for before it is tried again."""

SURE_ANSWERS: Final = 600
"""Answers from which a correction may make a match likelier. Fewer only ever make it less likely:
so few do not loosen what is linked without a person."""


class Correction(msgspec.Struct, frozen=True, kw_only=True):
    """Bits added to a pair's log2 odds: an intercept, a slope, one offset per field and level."""

    intercept: float = 0.0
    slope: float = 1.0
    offsets: Mapping[str, Mapping[str, float]] = {}
    """Field -> level -> bits. What was never answered about has none."""

    answers: int = 0
    """How many answers it was learnt from."""

    def bits(self, log_odds: float, levels: Iterable[tuple[str, str]]) -> float:
        """What to add to these log2 odds, for a pair that compares at these (field, level)."""
        added = self.intercept + (self.slope - 1.0) * max(-WIDEST, min(WIDEST, log_odds))
        for field, level in levels:
            by_level = self.offsets.get(field)
            if by_level is not None:
                added += by_level.get(level, 0.0)
        return added if self.answers >= SURE_ANSWERS else min(added, 0.0)


class Example(NamedTuple):
    """One answered pair."""

    id: str
    log_odds: float
    """In bits, by the weights to be corrected, without any correction, rivals considered."""

    levels: tuple[tuple[str, str], ...]
    """(field, level) of what both sides have."""

    is_match: bool
    weight: float = 1.0
    """How many pairs it stands for: one over the share of its kind that was asked about."""

    at: str = ""
    """When it was answered."""
