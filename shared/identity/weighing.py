"""The match weights in force: kept by version in the lake, the current one named by a document."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache

import msgspec

from shared.identity.arrival import Hasher
from shared.identity.weights import Weights, completed, shipped
from shared.model.settings import WeightsVersion
from shared.ports import Clock, Contracts, Documents, Objects
from shared.rules import catalogue

CURRENT = "current"


@dataclass(frozen=True)
class Scales:
    """Gives the weights in force; what learns them is `identity/learning`."""

    documents: Documents
    objects: Objects
    contracts: Contracts
    clock: Clock
    hash: Hasher
    kept: dict[str, Weights] = field(default_factory=dict)
    """Versions already read; a version never changes."""

    def token(self) -> Callable[[str], str]:
        """What the frequency tables know a value by; remembers the values met lately."""
        return lru_cache(maxsize=1 << 15)(lambda text: self.hash("frequency", text))

    def current(self) -> Weights:
        """The weights every decision now rests on: the learnt ones, or those shipped."""
        named = self.documents.get(WeightsVersion, CURRENT)
        if named is None or not named.value.version:
            return self.kept.setdefault("shipped", shipped())
        version = named.value.version
        if version not in self.kept:
            weights = self._read(named.value)
            self.kept.clear()
            self.kept[version] = weights
        return self.kept[version]

    def promised(self) -> frozenset[str]:
        """The sources whose contracts say that they hold each person once."""
        return frozenset(
            f"{contract.id}.{source.id}"
            for contract in self.contracts.all()
            for source in contract.sources
            if source.unique
        )

    def version(self, version: str, *, in_force: Weights) -> Weights | None:
        """Some version of the weights, or None when it is not kept any more."""
        for known in (in_force, shipped()):
            if known.version == version:
                return known
        named = self.documents.get(WeightsVersion, version)
        return self._read(named.value) if named else None

    def _read(self, named: WeightsVersion) -> Weights:
        stored = gzip.decompress(self.objects.read(catalogue.LAKE, named.object))
        return completed(msgspec.json.decode(stored, type=Weights))
