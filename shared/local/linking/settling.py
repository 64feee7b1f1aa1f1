"""Doubts settled without a person: the clusters that are likelier right than wrong.

The platform leaves a doubtful pair to a reviewer, and looks at each contact once. Whoever links a
file has no reviewers, and all records at hand: what was left apart is compared once more, profile
with profile, and put together where it is likelier one person than two.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from itertools import combinations
from math import exp, log
from typing import Final

from shared.identity.comparison import compare
from shared.identity.decision import adjusted, score
from shared.identity.likelihood import is_another_name
from shared.identity.weights import Weights
from shared.model.comparables import Comparables
from shared.model.profile import Key, Profile
from shared.ports import Documents

_LIKELIER: Final = 0.45
"""Probability from which two profiles of sources that hold each person once are one."""

_FAR: Final = -2.0
"""Log-odds of two profiles that share no key: they were not compared."""

_MOST: Final = 4.0
"""Log-odds, either way, that one pair may say for or against two groups."""

_APART: Final = -1.0
"""Mean log-odds below which two groups stay apart."""

_LEAST_PAIRS: Final = 20_000
"""Pairs that share nothing but one name or one place which are weighed, of each kind."""

_LAST_RESORTS: Final[tuple[Callable[[Comparables], Iterable[str]], ...]] = (
    lambda one: one.postal_codes,
    lambda one: (name.family for name in one.names if name.family),
    lambda one: (name.given for name in one.names if name.given),
)
_MOST_EXPONENT: Final = 500.0

Pair = tuple[str, str]


@dataclass(frozen=True)
class Settling:
    """Groups the profiles of one run; `unique` names sources that hold each person once."""

    documents: Documents
    weights: Weights
    token: Callable[[str], str]
    unique: AbstractSet[str]

    def groups(self) -> dict[str, str]:
        """Profile -> the one that stands for its group, which for one alone is itself."""
        profiles = {
            rcu: stored.value
            for rcu, stored in self.documents.find(Profile)
            if not stored.value.alias_of
        }
        odds = self._weigh(self._sharing_keys(profiles), profiles)
        names = self._join(profiles, odds)
        sizes = Counter(names.values())
        alone = {
            rcu: one
            for rcu, one in profiles.items()
            if sizes[names[rcu]] == 1 and len(one.members) == 1
        }
        odds |= self._weigh(self._sharing_a_name_or_place(alone), profiles)
        return self._join(profiles, odds)

    def _join(self, profiles: Mapping[str, Profile], odds: Mapping[Pair, float]) -> dict[str, str]:
        groups = _Groups(profiles, odds, self.unique)
        sources = {member.source for one in profiles.values() for member in one.members}
        if sources <= self.unique:
            groups.join_the_likelier(_LIKELIER)
        else:
            groups.join_on_average()
        return groups.names()

    def _weigh(self, pairs: Iterable[Pair], profiles: Mapping[str, Profile]) -> dict[Pair, float]:
        return {
            pair: found
            for pair in pairs
            if (found := self._log_odds(profiles[pair[0]], profiles[pair[1]])) is not None
        }

    def _sharing_a_name_or_place(self, profiles: Mapping[str, Profile]) -> Iterator[Pair]:
        """Pairs with one family name, given name or postal code, of those that fewest share.

        Two slips in one record leave no other key in common; of who is left there are few.
        """
        met: set[Pair] = set()
        for values_of in _LAST_RESORTS:
            blocks: dict[str, list[str]] = defaultdict(list)
            for rcu, one in profiles.items():
                for value in set(values_of(one.comparables)):
                    blocks[value].append(rcu)
            left = max(len(profiles), _LEAST_PAIRS)
            for block in sorted(blocks.values(), key=lambda one: (len(one), one)):
                left -= self._pairs_in(block, profiles)
                if left < 0:
                    break
                for pair in combinations(sorted(block), 2):
                    if pair not in met:
                        met.add(pair)
                        yield pair

    def _pairs_in(self, block: Sequence[str], profiles: Mapping[str, Profile]) -> int:
        """How many pairs of a block may be one person."""
        held = Counter(profiles[rcu].members[0].source for rcu in block)
        barred = sum(count * (count - 1) for name, count in held.items() if name in self.unique)
        return (len(block) * (len(block) - 1) - barred) // 2

    def _sharing_keys(self, profiles: Mapping[str, Profile]) -> Iterator[Pair]:
        met: set[Pair] = set()
        for _, stored in self.documents.find(Key):
            if stored.value.generic:
                continue
            standing = sorted(rcu for rcu in stored.value.profiles if rcu in profiles)
            for pair in combinations(standing, 2):
                if pair not in met:
                    met.add(pair)
                    yield pair

    def _log_odds(self, first: Profile, second: Profile) -> float | None:
        """How much likelier they are one person than two; None where they cannot be one."""
        mine = {member.source for member in first.members}
        theirs = {member.source for member in second.members}
        if mine & theirs & self.unique or second.rcu in first.different:
            return None
        levels = compare(first.comparables, second.comparables)
        found = score(levels, first.comparables, second.comparables, self.weights, self.token)
        if is_another_name(levels):
            return None
        return adjusted(found.log_odds, bool(mine & theirs), self.weights) * log(2)


class _Groups:
    """Profiles that are put together, step by step."""

    def __init__(
        self, profiles: Mapping[str, Profile], odds: Mapping[Pair, float], unique: AbstractSet[str]
    ) -> None:
        self._odds = odds
        self._members = {rcu: [rcu] for rcu in profiles}
        self._sizes = {rcu: len(one.members) for rcu, one in profiles.items()}
        self._sources = {
            rcu: {member.source for member in one.members} & unique for rcu, one in profiles.items()
        }

    def names(self) -> dict[str, str]:
        """Profile -> the one that stands for its group."""
        return {rcu: name for name, group in self._members.items() for rcu in group}

    def join_the_likelier(self, least: float) -> None:
        """Join pairs, the likeliest first, when they are so against all their rivals together."""
        rivals: dict[str, float] = defaultdict(float)
        weighed = {pair: exp(min(one, _MOST_EXPONENT)) for pair, one in self._odds.items()}
        for pair, one in weighed.items():
            for rcu in pair:
                rivals[rcu] += one
        ranked = sorted(
            (
                (one / (1.0 + rivals[first] + rivals[second] - one), (first, second))
                for (first, second), one in weighed.items()
            ),
            key=lambda entry: (-entry[0], entry[1]),
        )
        standing = {rcu: rcu for rcu in self._members}
        for probability, pair in ranked:
            if probability < least:
                break
            first, second = (standing[rcu] for rcu in pair)
            if first != second and not self._sources[first] & self._sources[second]:
                for rcu in self._members[second]:
                    standing[rcu] = first
                self._join(first, second)

    def join_on_average(self) -> None:
        """Join the two groups whose records are on average the likeliest, while that is likely."""
        near: dict[str, dict[str, tuple[float, int]]] = defaultdict(dict)
        for (first, second), one in self._odds.items():
            pairs = self._sizes[first] * self._sizes[second]
            said = (max(-_MOST, min(_MOST, one)) * pairs, pairs)
            near[first][second] = near[second][first] = said
        waiting = [
            (-self._mean(first, second, near), first, second) for first, second in self._odds
        ]
        heapify(waiting)
        while waiting:
            mean, first, second = heappop(waiting)
            if -mean <= _APART:
                break
            if second not in near.get(first, {}) or -mean != self._mean(first, second, near):
                continue  # one of the two has grown since
            if self._sources[first] & self._sources[second]:
                continue
            self._join(first, second)
            gone = near.pop(second)
            del near[first][second]
            for other, (total, count) in gone.items():
                if other == first:
                    continue
                del near[other][second]
                known_total, known_count = near[first].get(other, (0.0, 0))
                said = (known_total + total, known_count + count)
                near[first][other] = near[other][first] = said
            for other in near[first]:
                low, high = sorted((first, other))
                heappush(waiting, (-self._mean(low, high, near), low, high))

    def _mean(
        self, first: str, second: str, near: Mapping[str, Mapping[str, tuple[float, int]]]
    ) -> float:
        total, compared = near[first][second]
        pairs = self._sizes[first] * self._sizes[second]
        return (total + _FAR * (pairs - compared)) / pairs

    def _join(self, first: str, second: str) -> None:
        self._members[first] += self._members.pop(second)
        self._sizes[first] += self._sizes.pop(second)
        self._sources[first] |= self._sources.pop(second)
