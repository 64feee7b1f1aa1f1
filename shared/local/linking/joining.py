"""From pairs to clusters: one to one where sources hold a person once, on average elsewhere."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from heapq import heapify, heappop, heappush
from typing import Final

import numpy as np
from numpy.typing import NDArray

from shared.identity.batch.candidates import Pairs
from shared.identity.batch.population import Row

Numbers = NDArray[np.float64]

FAR: Final = -1.5
"""Log-odds of two records that share no key: they were not compared."""


class Groups:
    """Records by their places, each the only one of its group until groups are joined."""

    def __init__(self, size: int) -> None:
        self._parent = np.arange(size)

    def standing(self) -> Row:
        """Per record, the one that stands for its group."""
        parent = self._parent
        while True:
            above = parent[parent]
            if (above == parent).all():
                return parent
            parent = above

    def of(self, place: int) -> int:
        """The one that stands for a record's group."""
        parent = self._parent
        while parent[place] != place:
            parent[place] = parent[parent[place]]
            place = int(parent[place])
        return place

    def join(self, first: int, second: int) -> int:
        """Join two groups; return the one that stands for both."""
        self._parent[second] = first
        return first


def join_the_likelier(
    pairs: Pairs, probability: Numbers, source: Iterable[int], *, least: float, size: int
) -> Groups:
    """Join pairs, the likeliest first, while no group holds two records of one source.

    `probability` is that of each pair among its rivals; pairs below `least` are left apart.
    """
    chosen = np.flatnonzero(probability >= least)
    chosen = chosen[np.lexsort((pairs.second[chosen], pairs.first[chosen], -probability[chosen]))]
    sources = list(source)
    groups = Groups(size)
    held: dict[int, set[int]] = {}
    for first, second in zip(
        pairs.first[chosen].tolist(), pairs.second[chosen].tolist(), strict=True
    ):
        one, other = groups.of(first), groups.of(second)
        if one == other:
            continue
        mine = held.get(one) or {sources[one]}
        theirs = held.get(other) or {sources[other]}
        if mine.isdisjoint(theirs):
            held[groups.join(one, other)] = mine | theirs
    return groups


def join_on_average(
    pairs: Pairs, log_odds: Numbers, *, apart: float, most: float, size: int
) -> Groups:
    """Join the two groups whose records are on average the likeliest, while that is likely.

    Stops at a mean of `apart` (natural log-odds). One pair says at most `most`, for or against,
    and a pair that was not compared says `FAR`.
    """
    groups = Groups(size)
    near: dict[int, dict[int, tuple[float, int]]] = defaultdict(dict)
    chosen = _reachable(pairs, log_odds, apart, size)
    said = np.clip(log_odds[chosen], -most, most).tolist()
    waiting = []
    for first, second, one in zip(
        pairs.first[chosen].tolist(), pairs.second[chosen].tolist(), said, strict=True
    ):
        near[first][second] = near[second][first] = (one, 1)
        if one > apart:
            waiting.append((-one, first, second))
    heapify(waiting)
    sizes: dict[int, int] = {}

    def mean(first: int, second: int) -> float:
        total, compared = near[first][second]
        count = sizes.get(first, 1) * sizes.get(second, 1)
        return (total + FAR * (count - compared)) / count

    while waiting:
        likely, first, second = heappop(waiting)
        if second not in near.get(first, {}) or -likely != mean(first, second):
            continue  # one of the two has grown since
        groups.join(first, second)
        sizes[first] = sizes.get(first, 1) + sizes.pop(second, 1)
        gone = near.pop(second)
        del near[first][second]
        for other, (total, count) in gone.items():
            if other != first:
                del near[other][second]
                known, compared = near[first].get(other, (0.0, 0))
                near[first][other] = near[other][first] = (known + total, compared + count)
        for other in near[first]:
            low, high = min(first, other), max(first, other)
            if (found := mean(low, high)) > apart:
                heappush(waiting, (-found, low, high))
    return groups


def _reachable(pairs: Pairs, log_odds: Numbers, apart: float, size: int) -> Row:
    """The pairs inside what likely pairs hold together: the others can never be joined."""
    island = np.arange(size)
    likely = pairs.taken(log_odds > apart)
    while True:
        before = island.copy()
        np.minimum.at(island, likely.first, island[likely.second])
        np.minimum.at(island, likely.second, island[likely.first])
        island = island[island]
        if (island == before).all():
            break
    return np.flatnonzero(
        (island[pairs.first] == island[pairs.second])
        & np.isin(island[pairs.first], island[likely.first])
    )
