"""Documents that pass every call on to others, with a word before it: for tests of bad moments."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import TypeVar

import msgspec

from shared.ports import Documents, Stored, Version, Write

T = TypeVar("T", bound=msgspec.Struct)


class PassingDocuments:
    """Documents of another installation, to be changed in one place by a subclass."""

    def __init__(self, documents: Documents, *, contacts_per_commit: int | None = None) -> None:
        self.documents = documents
        self.contacts_per_commit = contacts_per_commit or documents.contacts_per_commit

    def before_read(self) -> None:
        """Comes before everything that is asked."""

    def before_write(self) -> None:
        """Comes before every change."""

    def get(self, kind: type[T], id: str) -> Stored[T] | None:
        self.before_read()
        return self.documents.get(kind, id)

    def get_many(self, kind: type[T], ids: Collection[str]) -> dict[str, Stored[T]]:
        self.before_read()
        return self.documents.get_many(kind, ids)

    def commit(self, writes: Sequence[Write]) -> dict[str, Version]:
        self.before_write()
        return self.documents.commit(writes)

    def update(self, kind: type[T], id: str, change: Callable[[T | None], T | None]) -> T | None:
        self.before_write()
        return self.documents.update(kind, id, change)

    def find(
        self,
        kind: type[T],
        *,
        where: Mapping[str, str] | None = None,
        after: str = "",
        limit: int | None = None,
    ) -> Iterator[tuple[str, Stored[T]]]:
        self.before_read()
        return self.documents.find(kind, where=where, after=after, limit=limit)

    def count(self, kind: type[T], *, where: Mapping[str, str] | None = None) -> int:
        self.before_read()
        return self.documents.count(kind, where=where)

    def scrub(self) -> None:
        self.documents.scrub()
