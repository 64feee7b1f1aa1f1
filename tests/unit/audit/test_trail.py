"""The trail keeps every entry, chained in its stream."""

from __future__ import annotations

from threading import Thread

from shared.audit.entries import hash_of, place_of
from shared.model.trail import Entry, StoredEntry, Stream
from tests.memory_documents import MemoryDocuments
from tests.trails import a_trail, entries_of


def an_entry(act: str = "profile disclosed", **more: object) -> Entry:
    said = {"stream": "disclosure", "actor": "cli:ada", "at": "2026-01-01T00:00:00", **more}
    return Entry(act=act, **said)  # type: ignore[arg-type]


def test_entries_stand_in_the_order_they_were_written_and_hold_the_hash_before_them() -> None:
    documents = MemoryDocuments()
    trail = a_trail(documents)

    hashes = [trail.record(an_entry(act)) for act in ("first", "second", "third")]

    texts = [stored.value.text for _, stored in documents.find(StoredEntry)]
    assert [hash_of(text) for text in texts] == hashes
    assert [place_of(text)["prev"] for text in texts] == ["", *hashes[:2]]
    assert [place_of(text)["seq"] for text in texts] == [1, 2, 3]
    assert [one.act for one in entries_of(documents, "disclosure")] == ["first", "second", "third"]


def test_a_request_has_a_stream_of_its_own_whoever_writes() -> None:
    documents = MemoryDocuments()
    asked = an_entry("request accepted", stream="compliance", request="req_1")

    a_trail(documents, "w1").record(asked)
    a_trail(documents, "w2").record(asked)
    a_trail(documents, "w2").record(an_entry())

    assert {id: one.value.length for id, one in documents.find(Stream)} == {
        "request-req_1": 2,
        "disclosure-w2": 1,
    }


def test_a_step_that_is_repeated_is_kept_once() -> None:
    documents = MemoryDocuments()
    step = an_entry("person erased", stream="compliance", request="req_1", once="erased")

    first = a_trail(documents, "w1").record(step)
    other = a_trail(documents, "w1").record(an_entry(stream="compliance", request="req_1"))
    again = a_trail(documents, "w2").record(step)

    assert again == first != other
    assert len(entries_of(documents, "compliance")) == 2


def test_many_writers_of_one_stream_lose_nothing() -> None:
    documents = MemoryDocuments()
    trail = a_trail(documents)
    writers = [
        Thread(target=lambda: [trail.record(an_entry(str(n))) for n in range(10)]) for _ in range(4)
    ]

    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()

    texts = [stored.value.text for _, stored in documents.find(StoredEntry)]
    assert len(texts) == 40
    assert [place_of(text)["prev"] for text in texts[1:]] == [hash_of(text) for text in texts[:-1]]


def test_who_was_shown_a_profile_is_found_the_earliest_first() -> None:
    documents = MemoryDocuments()
    a_trail(documents, "w1").record(an_entry("late", at="2026-02-01", profiles=("rcu_1",)))
    a_trail(documents, "w2").record(an_entry("early", at="2026-01-01", profiles=("rcu_0", "rcu_1")))
    a_trail(documents, "w2").record(an_entry("of others", profiles=("rcu_2",)))

    found = a_trail(documents).disclosures_of(["rcu_1", "rcu_9"])

    assert [one.act for one in found] == ["early", "late"]
