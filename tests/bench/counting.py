"""A `Documents` port that counts what goes through it to the store behind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from threading import Lock
from typing import TypeVar

import msgspec

from shared.adapters.optimistic import update_optimistically
from shared.errors import Conflict
from shared.ports import Documents, Stored, Version, Write

T = TypeVar("T", bound=msgspec.Struct)


class CountingDocuments:
    """Meets `ports.Documents`: the same answers, and counts by kind.

    A look-up is counted for every id asked, as Firestore bills it; `found` says how many of them
    there were. `update` is counted as the read and the write it is made of.
    """

    def __init__(self, documents: Documents) -> None:
        self._documents = documents
        self.contacts_per_commit = documents.contacts_per_commit
        self.asked: Counter[str] = Counter()
        self.found: Counter[str] = Counter()
        self.written: Counter[str] = Counter()
        self.commits = 0
        self.conflicts = 0
        """Commits refused, for others were faster."""
        self._lock = Lock()

    def reset(self) -> None:
        """Count from zero."""
        for counter in (self.asked, self.found, self.written):
            counter.clear()
        self.commits = self.conflicts = 0

    def get(self, kind: type[T], id: str) -> Stored[T] | None:
        return self.get_many(kind, (id,)).get(id)

    def get_many(self, kind: type[T], ids: Collection[str]) -> dict[str, Stored[T]]:
        found = self._documents.get_many(kind, ids)
        with self._lock:
            self.asked[kind.__name__] += len(ids)
            self.found[kind.__name__] += len(found)
        return found

    def commit(self, writes: Sequence[Write]) -> dict[str, Version]:
        try:
            versions = self._documents.commit(writes)
        except Conflict:
            with self._lock:
                self.conflicts += 1
            raise
        with self._lock:
            self.commits += bool(writes)
            self.written.update(write.kind.__name__ for write in writes)
        return versions

    def update(self, kind: type[T], id: str, change: Callable[[T | None], T | None]) -> T | None:
        return update_optimistically(self, kind, id, change)

    def find(
        self,
        kind: type[T],
        *,
        where: Mapping[str, str] | None = None,
        after: str = "",
        limit: int | None = None,
    ) -> Iterator[tuple[str, Stored[T]]]:
        for id, stored in self._documents.find(kind, where=where, after=after, limit=limit):
            self.asked[kind.__name__] += 1
            self.found[kind.__name__] += 1
            yield id, stored

    def count(self, kind: type[T], *, where: Mapping[str, str] | None = None) -> int:
        return self._documents.count(kind, where=where)

    def scrub(self) -> None:
        self._documents.scrub()
