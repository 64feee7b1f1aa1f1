"""The match weights in force: kept by version in the lake, the current one named by a document."""

from __future__ import annotations

import gzip
import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import msgspec

from shared.identity.arrival import Hasher
from shared.identity.comparables import comparables_of
from shared.identity.estimation import Sample, estimate
from shared.identity.weights import Weights, shipped
from shared.model.profile import Profile
from shared.model.settings import WeightsVersion
from shared.ports import Clock, Contracts, Documents, Objects
from shared.rules import catalogue, lake

log = logging.getLogger(__name__)

CURRENT = "current"
GROWTH = 1.2
"""How much the base must have grown before its frequencies are counted anew (a fifth)."""

LEAST = 500
"""Contacts below which the shipped weights know better than any estimate."""


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
        weights = estimate(self._samples(), hash=lambda text: self.hash("frequency", text), seed=1)
        weights = msgspec.structs.replace(weights, population=population)
        name = f"weights/{weights.version}.json.gz"
        self.objects.create(catalogue.LAKE, name, gzip.compress(msgspec.json.encode(weights), mtime=0))
        learnt = WeightsVersion(
            version=weights.version,
            object=name,
            population=population,
            learnt_at=self.clock.now().isoformat(),
        )
        self.documents.update(WeightsVersion, weights.version, lambda _: learnt)
        self.documents.update(WeightsVersion, CURRENT, lambda _: learnt)
        log.info("weights learnt", extra={"version": weights.version, "population": population})
        return learnt

    def _samples(self) -> Callable[[], Iterator[Sample]]: ...
