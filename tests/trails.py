"""What the trail holds, as tests look at it."""

from __future__ import annotations

from shared.adapters.embedded.clock import SystemClock
from shared.audit.entries import from_text
from shared.audit.trail import DocumentTrail
from shared.model.trail import Entry, Log, StoredEntry
from shared.ports import Documents


def a_trail(documents: Documents, writer: str = "w1") -> DocumentTrail:
    """A trail whose entries stand in streams of this writer."""
    return DocumentTrail(documents, clock=SystemClock(), writer=writer)


def entries_of(documents: Documents, log: Log) -> list[Entry]:
    """Every entry of a log, stream after stream."""
    return [
        from_text(stored.value.text)
        for _, stored in documents.find(StoredEntry, where={"log": log})
    ]
