"""The lake, the quarantine and what else lies in buckets: found by sidecar, cut by content.

What is written is worked out from the rows themselves, never from line numbers, so that a sweep
killed between a part and its sidecar is simply made again. Nothing that cannot be read is passed
over: it fails the sweep, which comes again.
"""

from __future__ import annotations

import gzip
from base64 import b64decode
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

import msgspec

from shared.errors import NotFound, Retry
from shared.model.contact import Contact
from shared.model.interaction import Interaction
from shared.model.privacy import Subject
from shared.model.profile import Record
from shared.model.upload import Part, Upload
from shared.ports import Documents, Objects
from shared.privacy.cutting import Cut, Knife, Row, cells_of, cut, key_of
from shared.rules import catalogue, lake
from shared.rules.parts import part_id
from shared.rules.records import record_id

_DECODERS: dict[str, Callable[[bytes], list[Contact] | list[Interaction]]] = {
    "contacts": lake.decode_contacts,
    "interactions": lake.decode_interactions,
}


class _Place(NamedTuple):
    """A part of the lake that may concern the person."""

    entity: str
    upload: str
    name: str

    @classmethod
    def of(cls, name: str) -> _Place:
        """The place an object of the lake is."""
        entity, _, upload, _ = name.split("/")
        return cls(entity, upload.removeprefix("upload="), name)


class Seen(NamedTuple):
    """What a look found."""

    counts: dict[str, int]
    """How many rows are theirs, and how many of others name them; kinds with none left out."""

    said: list[dict[str, str]]
    """The canonical fields of every row of their records, as far back as the lake goes."""

    records: set[str]
    """`source:record_id` of all rows that are theirs, of which some may not be resolved yet."""

    mentions: set[tuple[str, str]]
    """(source, record id) of others whose rows name them."""

    parts: set[str]
    """The parts all these stand in."""


@dataclass(frozen=True)
class Sweeping:
    """Finds a person in the lake and in quarantine, and removes them."""

    documents: Documents
    objects: Objects
    hash: Callable[..., str]

    def look(self, subject: Subject) -> Seen:
        """What is there of the person, without touching any of it."""
        knife = Knife(subject, self.hash)
        counts: Counter[str] = Counter()
        seen = Seen({}, [], set(), set(), set())
        for place in self._places(knife):
            rows = self._rows(place)
            done = self._cut(rows, knife)
            counts[f"lake {place.entity}"] += done.own
            counts["lake mentions"] += done.named
            seen.records.update(done.records)
            seen.mentions.update(done.mentions)
            if done.own or done.named:
                seen.parts.add(place.name)
            if place.entity == "contacts":
                seen.said.extend(row.fields for row in rows if key_of(row) in done.records)
        for name in self._refused():
            counts["quarantine rows"] += len(self._own_refused(name, knife)[1])
        seen.counts.update({kind: count for kind, count in counts.items() if count})
        return seen

    def stop_mapping(self) -> None:
        """Whoever maps rows at this moment holds them against the marks anew before they count."""
        for state in ("mapping", "accepted"):
            for id, _ in self.documents.find(Upload, where={"state": state}):
                self.documents.update(
                    Upload, id, lambda one: one and msgspec.structs.replace(one, cuts=one.cuts + 1)
                )

    def sweep(self, subject: Subject) -> None:
        """Remove their rows, and redact those of others, in the parts a look has found.

        Afterwards no delivery that read one of these parts before can commit what it read; that is
        said anew by every call, since an earlier one may have died before it could.
        """
        knife = Knife(subject, self.hash)
        for name in subject.parts:
            place = _Place.of(name)
            rows = self._rows(place)
            done = self._cut(rows, knife)
            if done.own or done.named:
                self._rewrite(place, done)
            if rows:
                self._recount(place, kept=len(done.kept))
        for name in list(self._refused()):
            self._rewrite_refused(name, knife)

    def _places(self, knife: Knife) -> Iterator[_Place]:
        for entity in _DECODERS:
            for name in self.objects.list(catalogue.LAKE, f"{entity}/"):
                if name.endswith(".jsonl.gz") and self._may_concern(name, knife):
                    yield _Place.of(name)

    def _may_concern(self, name: str, knife: Knife) -> bool:
        try:
            index = gzip.decompress(self.objects.read(catalogue.LAKE, lake.index_name(name)))
        except NotFound:
            return True  # written a moment ago, or half removed: look into it
        return any(mark in index for mark in knife.index_marks)

    def _rows(self, place: _Place) -> list[Row]:
        try:
            stored = self.objects.read(catalogue.LAKE, place.name)
        except NotFound:
            return []  # its upload is taken back at this moment
        try:
            return list(_DECODERS[place.entity](stored))
        except (OSError, EOFError, msgspec.DecodeError, TypeError):
            raise Retry(
                f"{place.name} of the lake cannot be read; nobody is erased past it"
            ) from None

    def _cut(self, rows: list[Row], knife: Knife) -> Cut:
        others = {key_of(row) for row in rows} - knife.keys
        ids = {record_id(self.hash, *key.split(":", 1)): key for key in others}
        found = self.documents.get_many(Record, sorted(ids))
        return cut(rows, knife, known={ids[id] for id in found})

    def _rewrite(self, place: _Place, done: Cut) -> None:
        """The part first, then its sidecar."""
        index = lake.encode_index(self.hash, [(key_of(row), cells_of(row)) for row in done.kept])
        self.objects.put(catalogue.LAKE, place.name, lake.encode_part(done.kept))
        self.objects.put(catalogue.LAKE, lake.index_name(place.name), index)

    def _recount(self, place: _Place, *, kept: int) -> None:
        self.documents.update(
            Part,
            part_id(place.upload, lake.number_of(place.name)),
            lambda part: part and _recounted(part, place.entity, kept),
        )

    def _refused(self) -> Iterator[str]:
        for name in self.objects.list(catalogue.QUARANTINE, "rows/"):
            if name.endswith(".jsonl.gz"):
                yield name

    def _own_refused(self, name: str, knife: Knife) -> tuple[list[dict[str, object]], list[int]]:
        """(the lines that stay, the numbers of those that are the person's)."""
        try:
            lines = list(lake.decode_lines(self.objects.read(catalogue.QUARANTINE, name)))
        except NotFound:
            return [], []
        except (OSError, EOFError, msgspec.DecodeError):
            raise Retry(f"{name} of quarantine cannot be read; nobody is erased past it") from None
        own = [n for n, line in enumerate(lines) if knife.is_own_raw(_raw(line))]
        return [line for n, line in enumerate(lines) if n not in set(own)], own

    def _rewrite_refused(self, name: str, knife: Knife) -> None:
        kept, own = self._own_refused(name, knife)
        if not own:
            return
        rows = [("", (_raw(line).decode("utf-8", "replace"),)) for line in kept]
        self.objects.put(catalogue.QUARANTINE, name, lake.encode_lines(kept))
        index = lake.encode_index(self.hash, rows)
        self.objects.put(catalogue.QUARANTINE, lake.index_name(name), index)


def _raw(line: dict[str, object]) -> bytes:
    return b64decode(str(line.get("bytes", "")))


def _recounted(part: Part, entity: str, kept: int) -> Part:
    """The part after a cut; whoever read it before reads it again.

    Rows that nobody has resolved yet count as kept out from now on. What was counted stays counted.
    """
    waits = not part.resolved if entity == "contacts" else not part.attached
    counts_rows = entity == "interactions" or not part.interactions
    mapped = kept if waits and counts_rows else part.mapped
    return msgspec.structs.replace(
        part,
        cuts=part.cuts + 1,
        mapped=mapped,
        suppressed=part.suppressed + part.mapped - mapped,
    )
