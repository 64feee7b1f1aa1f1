"""What the lake says of an upload's records once that upload is left out.

The sidecar indexes tell which other parts speak of a record, so that only those are read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import islice

from shared.identity.arrival import record_id
from shared.identity.attachment import stored
from shared.identity.stating import state_all
from shared.model.contact import Contact
from shared.model.interaction import Interaction, StoredInteraction
from shared.model.profile import Statement
from shared.model.upload import Upload
from shared.ports import Objects
from shared.rules import catalogue, lake

_PARTS_KEPT = 8
"""Decoded parts held in memory: exports of one source mostly keep their order."""


class Remembrance:
    """The other uploads of a source, asked what they say of the records of the forgotten one."""

    def __init__(
        self,
        objects: Objects,
        hash: Callable[..., str],
        *,
        forgotten: Upload,
        standing: Sequence[Upload],
    ) -> None:
        self._objects = objects
        self._hash = hash
        self._forgotten = forgotten
        self._standing = {upload.id: upload for upload in standing}
        self._contacts = lru_cache(maxsize=_PARTS_KEPT)(self._read_contacts)
        self._interactions = lru_cache(maxsize=_PARTS_KEPT)(self._read_interactions)

    def statements(self, size: int) -> Iterator[dict[str, Statement | None]]:
        """Record document id -> what it says without the upload, so many records at a time."""
        places = self._places("contacts")
        for name in self._parts("contacts", self._forgotten):
            keys = dict.fromkeys((one.source, one.record_id) for one in self._contacts(name))
            turn = iter(keys)
            while group := list(islice(turn, size)):
                yield {
                    record_id(self._hash, source, id): self._statement(source, id, places)
                    for source, id in group
                }

    def interactions(
        self, size: int
    ) -> Iterator[tuple[list[StoredInteraction], list[StoredInteraction]]]:
        """(the upload's own interactions, what other uploads say of the same people's)."""
        places = self._places("interactions")
        for name in self._parts("interactions", self._forgotten):
            rows = iter(self._interactions(name))
            while group := list(islice(rows, size)):
                own = [
                    stored(self._hash, row, upload=self._forgotten, part=lake.number_of(name))
                    for row in group
                ]
                marks = {self._mark(row.person_source, row.person_id) for row in group}
                around = sorted({place for mark in marks for place in places.get(mark, ())})
                records = {one.record for one in own}
                yield (
                    own,
                    [
                        one
                        for upload, number, other in around
                        for row in self._interactions(other)
                        if (
                            one := stored(
                                self._hash, row, upload=self._standing[upload], part=number
                            )
                        ).record
                        in records
                    ],
                )

    def _statement(
        self, source: str, id: str, places: dict[str, list[tuple[str, int, str]]]
    ) -> Statement | None:
        return state_all(
            [
                (contact, upload, number, self._standing[upload].received_at)
                for upload, number, name in places.get(self._mark(source, id), ())
                for contact in self._contacts(name)
                if contact.record_id == id and contact.source == source
            ]
        )

    def _places(self, entity: str) -> dict[str, list[tuple[str, int, str]]]:
        """Record mark -> (upload, part number, part name) of the others that name it."""
        own = {
            mark
            for name in self._parts(entity, self._forgotten)
            for mark in lake.decode_index(self._objects.read(catalogue.LAKE, lake.index_name(name)))
        }
        places: dict[str, list[tuple[str, int, str]]] = {}
        for upload in self._standing.values():
            for name in self._parts(entity, upload):
                index = lake.decode_index(self._objects.read(catalogue.LAKE, lake.index_name(name)))
                for mark in own & index.keys():
                    places.setdefault(mark, []).append((upload.id, lake.number_of(name), name))
        return places

    def _parts(self, entity: str, upload: Upload) -> list[str]:
        folder = lake.upload_folder(entity, source=upload.source, upload=upload.id)
        names = list(self._objects.list(catalogue.LAKE, folder))
        return [name for name in names if name.endswith(".jsonl.gz")]

    def _mark(self, source: str, id: str) -> str:
        return self._hash("index", "record", f"{source}:{id}")

    def _read_contacts(self, name: str) -> list[Contact]:
        return lake.decode_contacts(self._objects.read(catalogue.LAKE, name))

    def _read_interactions(self, name: str) -> list[Interaction]:
        return lake.decode_interactions(self._objects.read(catalogue.LAKE, name))
