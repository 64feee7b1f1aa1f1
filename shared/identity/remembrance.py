"""What the lake says of an upload's records once that upload is left out.

The sidecar indexes tell which other parts speak of a record, so that only those are read. Other
uploads go on being resolved meanwhile: what was listed is looked at again.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import Literal, NamedTuple

from shared.errors import NotFound
from shared.identity.attachment import stored
from shared.identity.stating import moment_of, state_all
from shared.model.contact import Contact
from shared.model.interaction import Interaction, StoredInteraction
from shared.model.profile import Record, Statement
from shared.model.upload import Part, Upload
from shared.ports import Documents, Objects
from shared.rules import catalogue, lake
from shared.rules.parts import part_id
from shared.rules.records import record_id

_SAYING = ("mapping", "accepted", "mapped", "refused")
"""States of uploads that say something of records; what was refused half-way does as well."""

_PARTS_KEPT = 8
"""Decoded parts held in memory: exports of one source mostly keep their order."""


Heard = tuple[Contact, str, int, str]
"""(contact, upload, part number, received at), as `state_all` takes them."""


class Place(NamedTuple):
    """A part of another upload that names records of the forgotten one."""

    upload: str
    round: int
    number: int
    name: str


class Remembrance:
    """The other uploads of a source, asked what they say of the records of the forgotten one.

    A part counts once it is resolved, or as soon as the record itself has heard it; until then it
    is still to come, and will say its piece by itself. `look` first.
    """

    def __init__(
        self,
        documents: Documents,
        objects: Objects,
        hash: Callable[..., str],
        *,
        forgotten: Upload,
        entity: Literal["contacts", "interactions"],
    ) -> None:
        self._documents = documents
        self._objects = objects
        self._hash = hash
        self.forgotten = forgotten
        self._entity = entity
        self._standing: dict[str, Upload] = {}
        self._marks: dict[Place, set[str]] = {}
        self._heard: frozenset[Place] = frozenset()
        self._by_mark: dict[str, list[Place]] = {}
        self._asked: set[tuple[str, int]] = set()
        self._contacts = lru_cache(maxsize=_PARTS_KEPT)(self._read_contacts)
        self._interactions = lru_cache(maxsize=_PARTS_KEPT)(self._read_interactions)
        self._own: dict[str, list[str]] = {}
        for name in self._parts(forgotten):
            for mark in self._named_in(name):
                self._own.setdefault(mark, []).append(name)

    def look(self) -> set[str]:
        """List the uploads as they are now; the marks of records of which others speak now."""
        self._standing = {
            one.value.id: one.value
            for _, one in self._documents.find(Upload, where={"source": self.forgotten.source})
            if one.value.id != self.forgotten.id and one.value.state in _SAYING
        }
        places = [
            Place(upload.id, upload.round, lake.number_of(name), name)
            for upload in self._standing.values()
            for name in self._parts(upload)
        ]
        known = self._marks
        self._marks = {
            place: known[place] if place in known else self._own.keys() & self._named_in(place.name)
            for place in places
        }
        self._by_mark = {}
        for place, marks in self._marks.items():
            for mark in marks:
                self._by_mark.setdefault(mark, []).append(place)
        before, self._heard = self._heard, self._resolved()
        named = {**known, **self._marks}
        return {mark for place in before ^ self._heard for mark in named[place]}

    def look_if_news(self, sayers: Collection[tuple[str, int]]) -> None:
        """Look again where a part speaks that was not there at the last look."""
        heard = {(place.upload, place.number) for place in self._marks}
        news = {one for one in sayers if one[0] != self.forgotten.id} - heard - self._asked
        if news:
            self._asked |= news
            self.look()

    def groups(
        self, size: int, among: Collection[str] | None = None
    ) -> Iterator[dict[str, tuple[str, str]]]:
        """Record document id -> (source, record id) of the upload's records, so many at a time.

        `among` leaves only records with these marks.
        """
        for name in self._parts(self.forgotten):
            turn = iter(
                {
                    record_id(self._hash, one.source, one.record_id): (one.source, one.record_id)
                    for one in self._contacts(name)
                    if among is None or self._mark(one.source, one.record_id) in among
                }.items()
            )
            while group := dict(islice(turn, size)):
                yield group

    def statement(self, key: tuple[str, str], record: Record) -> Statement | None:
        """What the record says without the upload; None when nobody states it."""
        return state_all(
            (
                said
                for place in self._by_mark.get(self._mark(*key), ())
                if place in self._heard or f"{place.upload}.{place.number}" in record.outcomes
                for said in self._said(place, key)
            ),
            told=record.told,
        )

    def past(self, key: tuple[str, str]) -> Iterator[Statement]:
        """Everything the record may have said, with the upload, as far as the lake tells."""
        heard = list(self._own_said(key))
        for place in self._by_mark.get(self._mark(*key), ()):
            heard += self._said(place, key)
        so_far = None
        for one in sorted(heard, key=lambda one: moment_of(one[0], received_at=one[3])[1:]):
            for before in (so_far, None):
                said = state_all([one], before)
                assert said is not None
                yield said
            so_far = state_all([one], so_far)

    def own_interactions(
        self, size: int, among: Collection[str] | None = None
    ) -> Iterator[list[Interaction]]:
        """The upload's own interactions, so many at a time."""
        for name in self._parts(self.forgotten):
            rows = (
                row
                for row in self._interactions(name)
                if among is None or self._mark(row.person_source, row.person_id) in among
            )
            while group := list(islice(rows, size)):
                yield group

    def stored(self, row: Interaction) -> StoredInteraction:
        """An interaction of the upload as it was stored, but for its part."""
        return stored(self._hash, row, upload=self.forgotten, part=0)

    def others(self, rows: Sequence[Interaction]) -> Iterator[StoredInteraction]:
        """What other uploads say of the interactions of the same people."""
        marks = {self._mark(row.person_source, row.person_id) for row in rows}
        for place in sorted({one for mark in marks for one in self._by_mark.get(mark, ())}):
            if place in self._heard:
                upload = self._standing[place.upload]
                for row in self._interactions(place.name):
                    if self._mark(row.person_source, row.person_id) in marks:
                        yield stored(self._hash, row, upload=upload, part=place.number)

    def _said(self, place: Place, key: tuple[str, str]) -> Iterator[Heard]:
        upload = self._standing[place.upload]
        for contact in self._contacts(place.name):
            if (contact.source, contact.record_id) == key:
                yield contact, upload.id, place.number, upload.received_at

    def _own_said(self, key: tuple[str, str]) -> Iterator[Heard]:
        upload = self.forgotten
        for name in self._own.get(self._mark(*key), ()):
            for contact in self._contacts(name):
                if (contact.source, contact.record_id) == key:
                    yield contact, upload.id, lake.number_of(name), upload.received_at

    def _resolved(self) -> frozenset[Place]:
        """The places whose part has been resolved, or attached."""
        naming = {part_id(one.upload, one.number): one for one, ms in self._marks.items() if ms}
        found = self._documents.get_many(Part, sorted(naming))
        return frozenset(
            naming[id]
            for id, part in found.items()
            if part.value.round == naming[id].round
            and (part.value.resolved if self._entity == "contacts" else part.value.attached)
        )

    def _parts(self, upload: Upload) -> list[str]:
        folder = lake.upload_folder(self._entity, source=upload.source, upload=upload.id)
        names = list(self._objects.list(catalogue.LAKE, folder))
        return [name for name in names if name.endswith(".jsonl.gz")]

    def _named_in(self, name: str) -> Collection[str]:
        try:
            index = self._objects.read(catalogue.LAKE, lake.index_name(name))
        except NotFound:
            return ()  # its upload is being taken back as well, or its part is still written
        return lake.decode_index(index).keys()

    def _mark(self, source: str, id: str) -> str:
        return self._hash("index", "record", f"{source}:{id}")

    def _read_contacts(self, name: str) -> list[Contact]:
        return lake.decode_contacts(self._objects.read(catalogue.LAKE, name))

    def _read_interactions(self, name: str) -> list[Interaction]:
        return lake.decode_interactions(self._objects.read(catalogue.LAKE, name))
