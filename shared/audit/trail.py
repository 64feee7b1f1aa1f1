"""The trail: entries are chained in their stream, and never changed."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

import msgspec

from shared.audit.entries import entry_id, from_text, hash_of, to_text
from shared.errors import Conflict, Retry
from shared.model.trail import Entry, StoredEntry, Stream
from shared.ports import ABSENT, Clock, Documents, Write

_TRIES = 60


@dataclass(frozen=True)
class DocumentTrail:
    """Keeps entries as documents; meets `ports.Trail` on every backend."""

    documents: Documents
    clock: Clock
    writer: str
    """A random name of this process: its entries are streams of their own."""

    def record(self, entry: Entry) -> str:
        """Keep the entry at the end of its stream, and answer its leaf hash.

        One that says `once` and stands there already is not kept again.
        """
        stream = self._stream_of(entry)
        for attempt in range(_TRIES):
            head = self.documents.get(Stream, stream)
            standing = head.value if head else Stream(log=entry.stream)
            if entry.once and entry.once in standing.once:
                return standing.once[entry.once]
            seq = standing.length + 1
            text = to_text(entry, stream=stream, seq=seq, prev=standing.hash)
            hash = hash_of(text)
            moved = msgspec.structs.replace(
                standing,
                length=seq,
                hash=hash,
                state="open",
                once={**standing.once, entry.once: hash} if entry.once else standing.once,
            )
            kept = StoredEntry(log=entry.stream, text=text)
            try:
                self.documents.commit(
                    [
                        Write(StoredEntry, entry_id(stream, seq), kept, ABSENT),
                        Write(Stream, stream, moved, head.version if head else ABSENT),
                    ]
                )
            except Conflict:
                self.clock.pause(min(attempt, 4))
                continue
            return hash
        raise Retry(f"stream {stream} is being written by others; try again")

    def disclosures_of(self, profiles: Collection[str]) -> Iterator[Entry]:
        """Who was shown data of any of these profiles, the earliest first.

        Reads every disclosure entry: they are asked for a few times a day, and kept for a year.
        """
        wanted = set(profiles)
        found = (
            from_text(stored.value.text)
            for _, stored in self.documents.find(StoredEntry, where={"log": "disclosure"})
        )
        yield from sorted(
            (entry for entry in found if wanted.intersection(entry.profiles)),
            key=lambda entry: entry.at,
        )

    def _stream_of(self, entry: Entry) -> str:
        if entry.request and entry.stream == "compliance":
            return f"request-{entry.request}"
        return f"{entry.stream}-{self.writer}"
