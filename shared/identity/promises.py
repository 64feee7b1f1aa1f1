"""Whether a source that promises to hold each person once does: it is believed until seen to break.

A promise wrongly believed keeps every second record of a person apart, and teaches that records
of one person differ: it ruins all matching of the source, and what is learnt from it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Set as AbstractSet
from typing import Final
from zlib import crc32

from shared.model.comparables import Comparables

_BROKEN_FROM: Final = 0.002
"""Share of a source's telling records that repeat another's names and e-mail, letter by letter."""

_LEAST_TWINS: Final = 3
"""Fewer may be a slip of somebody's hand."""

_MOST_KEPT: Final = 200_000
_ALL: Final = 1 << 32


class Promises:
    """Counts twins in the sources that promise to have none, in bounded memory."""

    def __init__(self, unique: AbstractSet[str]) -> None:
        self._unique = unique
        self._counts: dict[str, Counter[int]] = defaultdict(Counter)
        self._below: dict[str, int] = dict.fromkeys(unique, _ALL)

    def add(self, source: str, comparables: Comparables) -> None:
        """Take in a record; one without both names and an e-mail tells nothing."""
        if source not in self._unique or not comparables.emails or not comparables.names:
            return
        name = comparables.names[0]
        if not name.given or not name.family:
            return
        place = crc32(f"{name.given}|{name.family}|{comparables.emails[0]}".encode())
        if place >= self._below[source]:
            return
        counts = self._counts[source]
        counts[place] += 1
        if len(counts) > _MOST_KEPT:
            # Twins have one place: those that are kept keep each other.
            self._below[source] //= 2
            below = self._below[source]
            self._counts[source] = Counter(
                {one: count for one, count in counts.items() if one < below}
            )

    def broken(self, *, one_in: int = 1) -> frozenset[str]:
        """The sources that hold people more than once.

        `one_in` says of how many records one was looked at: of as many twins only one pair is met.
        """
        return frozenset(
            source for source, counts in self._counts.items() if _is_broken(counts, one_in)
        )


def _is_broken(counts: Counter[int], one_in: int) -> bool:
    twins = counts.total() - len(counts)
    return twins >= _LEAST_TWINS and twins * one_in > counts.total() * _BROKEN_FROM
