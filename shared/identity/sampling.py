"""One pass over all contacts: how common values are, pairs at random, and pairs that share a key.

Memory is bounded whatever the population: counters forget what stays rare, and only the contacts
behind a sample of blocking keys are kept. The sample of keys shrinks as contacts come, so that
nothing need be known ahead; every pair carries the number of pairs it stands for.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from heapq import heappush, heapreplace
from itertools import combinations
from operator import attrgetter
from random import Random
from typing import Final
from zlib import crc32

import msgspec

from shared.identity.blocking import CAPS, BlockingKey, blocking_keys
from shared.identity.promises import Promises
from shared.identity.weights import LEAST_COUNT, Frequencies
from shared.model.comparables import Comparables

Contact = tuple[str, Comparables]
"""A contact as the estimation takes it: its source id, and what it is compared by."""

_ALL_KEYS: Final = 1 << 32
_MOST_COUNTED: Final = 300_000


@dataclass(frozen=True)
class SampledPair:
    """Two contacts that share a key, and how many such pairs they stand for."""

    first: Comparables
    second: Comparables
    is_cross: bool
    """They come from two sources."""
    can_match: bool
    """False inside a source that promises one record per person."""
    weight: float


@dataclass
class BoundedCounter:
    """Counts values; past its bound it forgets the rarest, so counts are a little too low."""

    bound: int = _MOST_COUNTED
    total: int = 0
    forgotten: int = 0
    counts: dict[str, int] = field(default_factory=dict)

    def add(self, value: str) -> None:
        """One more contact has this value."""
        self.total += 1
        self.counts[value] = self.counts.get(value, 0) + 1
        if len(self.counts) > self.bound:
            self._forget()

    def frequencies(self, name: str) -> Frequencies:
        """The common values of field `name` by themselves, the rare ones as their average."""
        rare = Counter(count for count in self.counts.values() if count < LEAST_COUNT)
        met = sum(count * values for count, values in rare.items()) + self.forgotten
        squares = sum(count * count * values for count, values in rare.items()) + self.forgotten
        return Frequencies(
            total=self.total,
            rare=squares / met if met else 1.0,
            counts={f"{name}:{value}": n for value, n in self.counts.items() if n >= LEAST_COUNT},
        )

    def _forget(self) -> None:
        least = 1
        while len(self.counts) > self.bound // 2:
            kept = {value: count for value, count in self.counts.items() if count > least}
            self.forgotten += sum(self.counts.values()) - sum(kept.values())
            self.counts = kept
            least += 1


@dataclass
class Sampler:
    """Collects everything the estimation needs from contacts that pass by once."""

    random: Random
    unique: AbstractSet[str] = frozenset()
    """Sources that hold each person once; of those that promise so, they are believed to."""

    one_in: int = 1
    """Of how many contacts one is given."""

    most_contacts: int = 60_000
    most_pairs: int = 12_000
    sources: Counter[str] = field(default_factory=Counter)
    counters: defaultdict[str, BoundedCounter] = field(
        default_factory=lambda: defaultdict(BoundedCounter)
    )
    _drawn: list[tuple[int, int, Comparables]] = field(default_factory=list)
    _kept: dict[int, Contact] = field(default_factory=dict)
    _blocks: dict[BlockingKey, list[int]] = field(default_factory=dict)
    _below: int = _ALL_KEYS

    def add_all(self, population: Iterable[Contact]) -> None:
        """Take in every contact, once; a promise that is seen broken is not believed after."""
        promises = Promises(self.unique)
        for number, (source, comparables) in enumerate(population):
            promises.add(source, comparables)
            self.sources[source] += 1
            self._count(comparables)
            self._draw(number, comparables)
            self._block(number, source, comparables)
        self.unique = self.unique - promises.broken(one_in=self.one_in)

    def random_pairs(self, wanted: int) -> Iterable[tuple[Comparables, Comparables]]:
        """Pairs of contacts that have nothing to do with each other, almost surely."""
        reservoir = self.reservoir
        if len(reservoir) < 2:
            return
        for _ in range(min(wanted, len(reservoir) * (len(reservoir) - 1) // 2)):
            first, second = self.random.sample(reservoir, 2)
            yield first, second

    def blocked_pairs(self) -> list[SampledPair]:
        """A sample of the pairs that share a key that is not generic."""
        found: dict[tuple[int, int], None] = {}
        for key, members in self._blocks.items():
            if 1 < len(members) <= CAPS[key.kind]:
                found.update(dict.fromkeys(combinations(members, 2)))
        chosen = sorted(found, key=self._place_of_pair)
        thinned = 1.0
        if len(chosen) > self.most_pairs:
            thinned = len(chosen) / self.most_pairs
            chosen = chosen[: self.most_pairs]
        return [self._pair(first, second, thinned) for first, second in chosen]

    def _place_of_pair(self, pair: tuple[int, int]) -> tuple[int, int]:
        """Where a pair stands, whatever the order its contacts came in."""
        one, other = sorted(_place_of_contact(self._kept[number][1]) for number in pair)
        return crc32(f"{one} {other}".encode()), one

    def _pair(self, first: int, second: int, thinned: float) -> SampledPair:
        source, mine = self._kept[first]
        other_source, theirs = self._kept[second]
        weight = thinned
        if self._below < _ALL_KEYS:
            shared = len(set(blocking_keys(mine)) & set(blocking_keys(theirs)))
            missed = (1.0 - self._below / _ALL_KEYS) ** max(shared, 1)
            weight /= 1.0 - missed
        is_cross = source != other_source
        return SampledPair(mine, theirs, is_cross, is_cross or source not in self.unique, weight)

    def _count(self, comparables: Comparables) -> None:
        for name, values_of in _VALUES:
            values = values_of(comparables)
            if values:
                counter = self.counters[name]
                for value in values:
                    counter.add(value)
        for one in comparables.names:
            if one.given:
                self.counters["given_name"].add(one.given)
            if one.family:
                self.counters["family_name"].add(one.family)
            if one.given and one.family:
                self.counters["name"].add(f"{one.given}|{one.family}")

    def _draw(self, number: int, comparables: Comparables) -> None:
        place = _place_of_contact(comparables)
        if len(self._drawn) < _RESERVOIR:
            heappush(self._drawn, (-place, number, comparables))
        elif -place > self._drawn[0][0]:
            heapreplace(self._drawn, (-place, number, comparables))

    @property
    def reservoir(self) -> list[Comparables]:
        """The contacts drawn, the same ones in the same order whatever order they came in."""
        return [one for _, _, one in sorted(self._drawn, key=lambda e: (-e[0], str(e[2])))]

    def _block(self, number: int, source: str, comparables: Comparables) -> None:
        sampled = [key for key in blocking_keys(comparables) if _place_of(key) < self._below]
        if not sampled:
            return
        self._kept[number] = (source, comparables)
        for key in sampled:
            members = self._blocks.setdefault(key, [])
            if len(members) <= CAPS[key.kind]:
                members.append(number)
        if len(self._kept) > self.most_contacts:
            self._thin_out()

    def _thin_out(self) -> None:
        self._below //= 2
        self._blocks = {
            key: members for key, members in self._blocks.items() if _place_of(key) < self._below
        }
        behind = {number for members in self._blocks.values() for number in members}
        self._kept = {number: kept for number, kept in self._kept.items() if number in behind}


_RESERVOIR: Final = 3000

_VALUES: Final[tuple[tuple[str, Callable[[Comparables], tuple[str, ...]]], ...]] = (
    ("email", attrgetter("emails")),
    ("telephone", attrgetter("phones")),
    ("postal_code", attrgetter("postal_codes")),
    ("birth_date", attrgetter("birth_dates")),
    ("street_address", attrgetter("streets")),
    ("address_locality", attrgetter("localities")),
    ("works_for", attrgetter("companies")),
    ("gender", attrgetter("genders")),
    ("address_country", attrgetter("countries")),
)


def _place_of_contact(comparables: Comparables) -> int:
    """The same for the same contact, in every run, process and order."""
    return crc32(msgspec.json.encode(comparables))


def _place_of(key: BlockingKey) -> int:
    """Where a key stands between 0 and 2^32, the same in every run and process."""
    return crc32(f"{key.kind}:{key.text}".encode())
