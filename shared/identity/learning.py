"""New match weights, when the base has grown or people have answered: learnt, and put in force.

Apart from `identity/weighing`, for it needs numpy, and most functions only read weights.
"""

from __future__ import annotations

import gzip
import logging
from collections.abc import Collection, Iterator
from dataclasses import dataclass

import msgspec

from shared.identity.comparables import comparables_of
from shared.identity.correction import LEAST_ANSWERS, Example
from shared.identity.drift import bounded, moved
from shared.identity.estimation import estimate
from shared.identity.lessons import ANSWERS_THAT_TEACH, example_of
from shared.identity.teaching import still_helps, teach
from shared.identity.weighing import CURRENT, Scales
from shared.identity.weights import Weights
from shared.model.comparables import Comparables
from shared.model.profile import Profile, Review
from shared.model.settings import WeightsVersion
from shared.model.upload import Upload
from shared.rules import catalogue, lake
from shared.rules.records import record_id

log = logging.getLogger(__name__)

GROWTH = 1.2
"""How much the base must have grown before its frequencies are counted anew (a fifth)."""

LEAST = 500
"""Contacts below which the shipped weights know better than any estimate."""

ENOUGH = 200_000
"""Records learnt from. A larger base is sampled, by record, so that learning a million takes the
time and the memory of this many: rates are per pair and frequencies are shares, and neither
depends on how many of all records were looked at."""

_NOTHING = WeightsVersion(version="", object="", population=0, learnt_at="")
"""What is in force before anything was learnt: the shipped weights."""


@dataclass(frozen=True)
class Learning:
    """Learns new weights for these scales when it is time."""

    scales: Scales
    enough: int = ENOUGH

    def learn(self) -> WeightsVersion | None:
        """A new version, or None when it is not time or nothing better was learnt.

        Weights are estimated anew when the base has grown by a fifth since the last time, or when a
        source has come that they know nothing of; from the contacts of the lake, not the stores.
        When people have answered `LEAST_ANSWERS` reviews more, or the weights are new, a correction
        is learnt from all answers, and is kept if it beats the one in force on answers held back.
        """
        stored = self.scales.documents.get(WeightsVersion, CURRENT)
        named = stored.value if stored else _NOTHING
        population = self.scales.documents.count(Profile, where={"alias_of": ""})
        closed = self.scales.documents.count(Review, where={"state": "closed"})
        has_grown = population >= max(LEAST, GROWTH * named.population)
        if named.version and not has_grown:
            has_grown = bool(self._come(but=named.sources))
        if not has_grown and closed < named.closed + LEAST_ANSWERS:
            return None
        before = self.scales.current()
        now = self.scales.clock.now()
        # Before the contacts are read: who comes meanwhile is learnt from the next time as well.
        come = self._come() if has_grown else named.sources
        weights = self._estimated(population) if has_grown else before
        examples = self._examples(weights, before)
        in_force = before.correction
        # Under new weights the correction in force was never tried: it has to prove itself as well.
        taught = teach(examples, None if has_grown else in_force, named.taught_at).correction
        if taught is None and not has_grown:
            self._note(closed)
            return None
        correction = taught
        if taught is None and in_force is not None and still_helps(examples, in_force):
            correction = in_force
        weights = msgspec.structs.replace(
            weights, version=f"w{now:%Y%m%dT%H%M%S}", correction=correction
        )
        learnt = WeightsVersion(
            version=weights.version,
            object=f"weights/{weights.version}.json.gz",
            population=population if has_grown else named.population,
            learnt_at=now.isoformat(),
            disbelieved=weights.disbelieved,
            before=before.version,
            moved=moved(before, weights),
            closed=closed,
            taught=correction.answers if correction else 0,
            taught_at=now.isoformat() if taught else named.taught_at,
            sources=tuple(sorted(come)),
        )
        self._put_in_force(weights, learnt)
        return learnt

    def _come(self, *, but: Collection[str] = ()) -> set[str]:
        """The sources, but these, of which so many contacts are here that they say something."""
        sources = {
            f"{one.id}.{source.id}" for one in self.scales.contracts.all() for source in one.sources
        }
        return {source for source in sources.difference(but) if self._has_come(source)}

    def _has_come(self, source: str) -> bool:
        """Whether `LEAST` contacts of this source are in the lake, those of samples aside."""
        count = 0
        for upload, stored in self.scales.documents.find(Upload, where={"source": source}):
            if stored.value.sample:
                continue
            folder = lake.upload_folder("contacts", source=source, upload=upload)
            for name in self.scales.objects.list(catalogue.LAKE, folder):
                if name.endswith(".jsonl.gz"):
                    part = self.scales.objects.read(catalogue.LAKE, name)
                    count += len(lake.decode_contacts(part))
                if count >= LEAST:
                    return True
        return False

    def _estimated(self, population: int) -> Weights:
        """What the contacts of the lake say."""
        one_in = max(1, round(population / self.enough))
        sources: set[str] = set()
        weights = estimate(
            self._contacts(one_in=one_in, sources=sources),
            hash=lambda text: self.scales.hash("frequency", text),
            version="estimated",
            unique=self.scales.promised(),
            one_in=one_in,
        )
        if len(sources) == 1:
            # Nothing was learnt of matches across sources: the rate is the one that was shipped, as
            # many a contact. The base they are found in is all of it, not the sample.
            rate = weights.match_rate / one_in
            weights = msgspec.structs.replace(weights, match_rate=rate)
        return bounded(weights)

    def _examples(self, weights: Weights, before: Weights) -> list[Example]:
        """Every answered review that can be learnt from, as these weights see it."""
        answered = [
            one.value
            for _, one in self.scales.documents.find(Review, where={"state": "closed"})
            if one.value.answer in ANSWERS_THAT_TEACH and one.value.terms
        ]
        asked_under = {
            version: found
            for version in {one.weights for one in answered}
            if (found := self.scales.version(version, in_force=before)) is not None
        }
        return [
            example
            for one in answered
            if one.weights in asked_under
            and (example := example_of(one, asked_under[one.weights], weights))
        ]

    def _put_in_force(self, weights: Weights, learnt: WeightsVersion) -> None:
        self.scales.objects.create(
            catalogue.LAKE, learnt.object, gzip.compress(msgspec.json.encode(weights), mtime=0)
        )
        self.scales.documents.update(WeightsVersion, weights.version, lambda _: learnt)
        self.scales.documents.update(WeightsVersion, CURRENT, lambda _: learnt)
        log.info(
            "weights learnt",
            extra={
                "version": learnt.version,
                "before": learnt.before,
                "population": learnt.population,
                "answers": learnt.taught,
                "moved": [f"{one.what} {one.before:g} -> {one.after:g}" for one in learnt.moved],
            },
        )

    def _note(self, closed: int) -> None:
        """Remember which answers were looked at in vain: so many more are waited for."""

        def noted(named: WeightsVersion | None) -> WeightsVersion:
            return msgspec.structs.replace(named or _NOTHING, closed=closed)

        self.scales.documents.update(WeightsVersion, CURRENT, noted)

    def _contacts(self, *, one_in: int, sources: set[str]) -> Iterator[tuple[str, Comparables]]:
        """One in so many records of the lake, each once, as (source id, what it is compared by).

        `sources` takes in whose records they are.
        """
        seen: set[int] = set()
        for name in self.scales.objects.list(catalogue.LAKE, "contacts/"):
            if not name.endswith(".jsonl.gz"):
                continue
            for contact in lake.decode_contacts(self.scales.objects.read(catalogue.LAKE, name)):
                id = int(record_id(self.scales.hash, contact.source, contact.record_id)[:16], 16)
                if id % one_in == 0 and id not in seen:
                    seen.add(id)
                    sources.add(contact.source)
                    yield contact.source, comparables_of(contact.fields)
