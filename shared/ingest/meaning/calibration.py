"""How often a mapping of some score is right: the confidence people are shown."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import Final

_MEASURED: Final[Sequence[tuple[float, float]]] = (
    (0.50, 0.80),
    (0.80, 0.87),
    (0.90, 0.95),
    (0.95, 0.985),
    (1.00, 0.994),
)
"""(score, share of columns that were right or did no harm), rising; straight in between.

Measured by `make bench` on the labelled layouts, each mapped without the words that it alone uses:
what a layout that nobody has seen gets. Few columns score between 0.5 and 0.8.
"""

CHECK: Final = 0.9
"""Below this confidence a person should look."""


def share_right(score: float) -> float:
    """The confidence, 0 to 1, of a column mapped with this score of 0.5 or more."""
    scores = [at for at, _ in _MEASURED]
    place = min(max(bisect_right(scores, score), 1), len(scores) - 1)
    (low, least), (high, most) = _MEASURED[place - 1 : place + 1]
    share = least + (most - least) * (min(max(score, low), high) - low) / (high - low)
    return round(share, 3)
