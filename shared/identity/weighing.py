"""The match weights in force: kept by version in the lake, the current one named by a document."""

from __future__ import annotations

import gzip
import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

import msgspec

from shared.identity.arrival import Hasher
from shared.identity.comparables import comparables_of
from shared.identity.estimation import estimate
from shared.identity.weights import Weights, shipped
from shared.model.comparables import Comparables
from shared.model.profile import Profile
from shared.model.settings import WeightsVersion
from shared.ports import Clock, Contracts, Documents, Objects
from shared.rules import catalogue, lake
from shared.rules.records import record_id

log = logging.getLogger(__name__)

CURRENT = "current"
GROWTH = 1.2
"""How much the base must have grown before its frequencies are counted anew (a fifth)."""

LEAST = 500
"""Contacts below which the shipped weights know better than any estimate."""

ENOUGH = 200_000
"""Records learnt from. A larger base is sampled, by record, so that learning a million takes the
time and the memory of this many: rates are per pair and frequencies are shares, and neither
depends on how many of all records were looked at."""


@dataclass(frozen=True)
class Scales:
    """Gives the weights in force, and learns new ones when the base has grown."""

    documents: Documents
    objects: Objects
    contracts: Contracts
    clock: Clock
    hash: Hasher
    kept: dict[str, Weights] = field(default_factory=dict)
    """Versions already read; a version never changes."""

    enough: int = ENOUGH

    def token(self) -> Callable[[str], str]:
        """What the frequency tables know a value by; remembers the values met lately."""
        return lru_cache(maxsize=1 << 15)(lambda text: self.hash("frequency", text))

    def current(self) -> Weights:
        """The weights every decision now rests on: the learnt ones, or those shipped."""
        named = self.documents.get(WeightsVersion, CURRENT)
        if named is None:
            return self.kept.setdefault("shipped", shipped())
        version = named.value.version
        if version not in self.kept:
            stored = gzip.decompress(self.objects.read(catalogue.LAKE, named.value.object))
            self.kept.clear()
            self.kept[version] = msgspec.json.decode(stored, type=Weights)
        return self.kept[version]

    def learn(self) -> WeightsVersion | None:
        """Estimate new weights when the base has grown by a fifth since the last time.

        Reads the contacts of the lake, not the stores; returns the new version, or None when it
        is not time.
        """
        population = self.documents.count(Profile, where={"alias_of": ""})
        named = self.documents.get(WeightsVersion, CURRENT)
        if population < max(LEAST, GROWTH * (named.value.population if named else 0)):
            return None
        now = self.clock.now()
        one_in = max(1, round(population / self.enough))
        sources: set[str] = set()
        weights = estimate(
            self._contacts(one_in=one_in, sources=sources),
            hash=lambda text: self.hash("frequency", text),
            version=f"w{now:%Y%m%dT%H%M%S}",
            unique=frozenset(
                f"{contract.id}.{source.id}"
                for contract in self.contracts.all()
                for source in contract.sources
                if source.unique
            ),
            one_in=one_in,
        )
        if len(sources) == 1:
            # Nothing was learnt of matches across sources: the rate is the one that was shipped, as
            # many a contact. The base they are found in is all of it, not the sample.
            rate = weights.match_rate / one_in
            weights = msgspec.structs.replace(weights, match_rate=rate)
        name = f"weights/{weights.version}.json.gz"
        self.objects.create(
            catalogue.LAKE, name, gzip.compress(msgspec.json.encode(weights), mtime=0)
        )
        learnt = WeightsVersion(
            version=weights.version,
            object=name,
            population=population,
            learnt_at=now.isoformat(),
            disbelieved=weights.disbelieved,
        )
        self.documents.update(WeightsVersion, weights.version, lambda _: learnt)
        self.documents.update(WeightsVersion, CURRENT, lambda _: learnt)
        log.info("weights learnt", extra={"version": weights.version, "population": population})
        return learnt

    def _contacts(self, *, one_in: int, sources: set[str]) -> Iterator[tuple[str, Comparables]]:
        """One in so many records of the lake, each once, as (source id, what it is compared by).

        `sources` takes in whose records they are.
        """
        seen: set[int] = set()
        for name in self.objects.list(catalogue.LAKE, "contacts/"):
            if not name.endswith(".jsonl.gz"):
                continue
            for contact in lake.decode_contacts(self.objects.read(catalogue.LAKE, name)):
                id = int(record_id(self.hash, contact.source, contact.record_id)[:16], 16)
                if id % one_in == 0 and id not in seen:
                    seen.add(id)
                    sources.add(contact.source)
                    yield contact.source, comparables_of(contact.fields)
