"""Documents in memory, for tests that want hundreds of stores; tests/ports hold it to the port."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from itertools import count
from threading import RLock
from typing import TypeVar, cast

import msgspec

from shared.adapters.optimistic import update_optimistically
from shared.adapters.searching import searched_store
from shared.errors import Conflict
from shared.ports import ABSENT, ANY, Stored, Version, Write

T = TypeVar("T", bound=msgspec.Struct)


class MemoryDocuments:
    """Meets `ports.Documents` with dictionaries; the values are immutable, so none is copied."""

    def __init__(self, *, contacts_per_commit: int = 1000) -> None:
        self.contacts_per_commit = contacts_per_commit
        self._stores: dict[type[msgspec.Struct], dict[str, Stored[msgspec.Struct]]] = {}
        self._versions = count(1)
        self._lock = RLock()

    def get(self, kind: type[T], id: str) -> Stored[T] | None:
        """The document, or None."""
        return cast("Stored[T] | None", self._stores.get(kind, {}).get(id))

    def get_many(self, kind: type[T], ids: Collection[str]) -> dict[str, Stored[T]]:
        """Those that exist, by id."""
        store = self._stores.get(kind, {})
        return {id: cast(Stored[T], store[id]) for id in ids if id in store}

    def commit(self, writes: Sequence[Write]) -> dict[str, Version]:
        """Make every change or none; the new version of each document written, by id."""
        with self._lock:
            conflicts = {write.id for write in writes if not self._holds(write)}
            if conflicts:
                raise Conflict(
                    f"{len(conflicts)} of {len(writes)} documents are not as they were read",
                    ids=conflicts,
                )
            version = next(self._versions)
            for write in writes:
                store = self._stores.setdefault(write.kind, {})
                if write.value is None:
                    store.pop(write.id, None)
                else:
                    store[write.id] = Stored(write.value, version)
        return {write.id: version for write in writes if write.value is not None}

    def update(self, kind: type[T], id: str, change: Callable[[T | None], T | None]) -> T | None:
        """Replace a document by a pure function of itself."""
        return update_optimistically(self, kind, id, change)

    def find(
        self,
        kind: type[T],
        *,
        where: Mapping[str, str] | None = None,
        after: str = "",
        limit: int | None = None,
    ) -> Iterator[tuple[str, Stored[T]]]:
        """Documents in order of id whose searched fields equal `where`, from past `after`."""
        wanted = dict(where or {})
        searched_store(kind, wanted)
        with self._lock:
            standing = sorted(self._stores.get(kind, {}).items())
        found = 0
        for id, stored in standing:
            if limit is not None and found >= limit:
                return
            if id > after and all(getattr(stored.value, k) == v for k, v in wanted.items()):
                found += 1
                yield id, cast(Stored[T], stored)

    def count(self, kind: type[T], *, where: Mapping[str, str] | None = None) -> int:
        """How many documents `find` would give."""
        return sum(1 for _ in self.find(kind, where=where))

    def scrub(self) -> None:
        """Nothing deleted stays."""

    def _holds(self, write: Write) -> bool:
        stored = self._stores.get(write.kind, {}).get(write.id)
        if write.expect == ANY:
            return True
        if write.expect == ABSENT:
            return stored is None
        return stored is not None and stored.version == write.expect
