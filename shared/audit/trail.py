"""The trail: entries are kept under their stream, in the order of time, and never changed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from shared.errors import Conflict
from shared.model.trail import Entry
from shared.ports import ABSENT, Documents, Write


@dataclass(frozen=True)
class DocumentTrail:
    """Keeps entries as documents; meets `ports.Trail` on every backend."""

    documents: Documents
    new_id: Callable[[], str]

    def record(self, entry: Entry) -> str:
        """Keep the entry, under an id that sorts by time and is taken by no other."""
        while True:
            id = f"{entry.stream}.{entry.at}.{self.new_id()}"
            try:
                self.documents.commit([Write(Entry, id, entry, expect=ABSENT)])
            except Conflict:
                continue
            return id

    def disclosures_of(self, profiles: Collection[str]) -> Iterator[Entry]:
        """Who was shown data of any of these profiles, the earliest first."""
        wanted = set(profiles)
        for _, stored in self.documents.find(Entry, where={"stream": "disclosure"}):
            if wanted.intersection(stored.value.profiles):
                yield stored.value
