"""The trail keeps every entry, once, in the order of time."""

from __future__ import annotations

from itertools import chain, count, repeat

from shared.adapters.memory import MemoryDocuments
from shared.audit.trail import DocumentTrail
from shared.model.trail import Entry


def an_entry(at: str, act: str = "profile disclosed") -> Entry:
    return Entry(stream="disclosure", act=act, actor="cli:ada", at=at, purpose="audit")


def entries(documents: MemoryDocuments) -> list[Entry]:
    return [stored.value for _, stored in documents.find(Entry)]


def test_entries_stand_in_the_order_of_time() -> None:
    documents, numbers = MemoryDocuments(), count()
    trail = DocumentTrail(documents, new_id=lambda: str(next(numbers)))
    later, earlier = an_entry("2026-02-01T00:00:00"), an_entry("2026-01-01T00:00:00")

    trail.record(later)
    trail.record(earlier)

    assert entries(documents) == [earlier, later]


def test_two_entries_of_one_moment_are_both_kept() -> None:
    documents = MemoryDocuments()
    ids = chain(repeat("taken", 3), ["free"])
    trail = DocumentTrail(documents, new_id=lambda: next(ids))

    trail.record(an_entry("2026-01-01T00:00:00", act="first"))
    trail.record(an_entry("2026-01-01T00:00:00", act="second"))

    assert [one.act for one in entries(documents)] == ["second", "first"]
