"""What only Firestore needs: its limits, its ids, and how it keeps a document."""

from __future__ import annotations

from threading import Barrier, Thread

import pytest
from google.cloud import firestore

from shared.adapters.google import names
from shared.adapters.google.documents import (
    BYTES_PER_DOCUMENT,
    DOCUMENTS_PER_COMMIT,
    DOCUMENTS_PER_PAGE,
    FirestoreDocuments,
)
from shared.errors import Conflict, InvalidInput
from shared.model.profile import Key, Review
from shared.model.upload import Part
from shared.ports import ABSENT, ANY, Write
from tests.ports.google_backend import documents


@pytest.fixture
def store(emulators):
    return documents(emulators)


def key(*profiles: str, kind: str = "email") -> Key:
    return Key(kind=kind, profiles=profiles)


def test_a_document_is_kept_as_searched_fields_and_readable_json(emulators):
    client = emulators.firestore(emulators.bare_project())
    store = FirestoreDocuments(client)
    review = Review(id="r1", record="a", source="s.t", profile="p", candidate="c", probability=0.5)

    store.commit([Write(Review, "r1", review, ABSENT)])

    assert client.collection("reviews").document("r1").get().to_dict() == {
        "schema_version": 1,
        "state": "open",
        "profile": "p",
        "candidate": "c",
        "body": '{"id":"r1","record":"a","source":"s.t","profile":"p","candidate":"c",'
        '"probability":0.5}',
    }


def test_a_commit_of_too_many_documents_is_refused_before_anything_is_sent(store):
    writes = [Write(Key, f"k{n}", key("p")) for n in range(DOCUMENTS_PER_COMMIT + 1)]

    with pytest.raises(InvalidInput, match="401 documents is too large"):
        store.commit(writes)

    assert store.count(Key) == 0
    assert len(store.commit(writes[:-1])) == DOCUMENTS_PER_COMMIT


def test_a_commit_of_too_many_bytes_is_refused_before_anything_is_sent(store):
    large = key("x" * 900_000)

    with pytest.raises(InvalidInput, match=r"a commit of 3,6\d\d,\d{3} bytes is too large"):
        store.commit([Write(Key, f"k{n}", large) for n in range(4)])

    assert store.count(Key) == 0
    assert len(store.commit([Write(Key, f"k{n}", large) for n in range(3)])) == 3


def test_a_document_above_the_limit_is_refused_and_one_just_below_is_kept(store):
    room = BYTES_PER_DOCUMENT - len('{"kind":"email","profiles":[""]}')

    with pytest.raises(InvalidInput, match=r"a document of keys has 1,000,001 bytes"):
        store.commit([Write(Key, "k", key("é" * (room // 2) + "x"))])

    store.commit([Write(Key, "k", key("x" * room))])
    assert store.get(Key, "k").value == key("x" * room)


@pytest.mark.parametrize("id", ["", ".", "..", "a/b", "__x__", "x" * 1501])
def test_an_id_firestore_cannot_hold_is_refused_in_a_commit_and_absent_in_a_look_up(store, id):
    with pytest.raises(InvalidInput, match="keys cannot keep a document under this id"):
        store.commit([Write(Key, id, key("p"))])

    assert store.get(Key, id) is None


def test_a_taken_id_is_named_by_the_conflict(store):
    store.commit([Write(Key, "taken", key("p"), ABSENT)])

    with pytest.raises(Conflict, match="a commit of 2 documents") as caught:
        store.commit([Write(Key, "free", key("q"), ABSENT), Write(Key, "taken", key("q"), ABSENT)])

    assert caught.value.ids == {"taken"}
    assert store.get(Key, "free") is None


def test_a_write_that_changes_nothing_keeps_the_version(store):
    before = store.commit([Write(Key, "k", key("p"), ABSENT)])

    after = store.commit([Write(Key, "k", key("p"), before["k"])])

    assert after == before


def test_look_ups_and_searches_longer_than_a_page_are_whole_and_in_order(store):
    ids = [f"u.{number:04}" for number in range(2 * DOCUMENTS_PER_PAGE + 7)]
    for start in range(0, len(ids), DOCUMENTS_PER_COMMIT):
        store.commit(
            [
                Write(Part, id, Part(upload="u", number=0))
                for id in ids[start : start + DOCUMENTS_PER_COMMIT]
            ]
        )

    found = [id for id, _ in store.find(Part, where={"upload": "u"})]

    assert found == ids
    assert list(store.get_many(Part, [*reversed(ids), "u.none", ids[0]])) == ids[::-1]
    assert [id for id, _ in store.find(Part, after=ids[3], limit=305)] == ids[4:309]


def test_eight_workers_creating_the_same_document_leave_one_winner(store):
    start = Barrier(8)
    outcomes: list[str] = []

    def create(worker: int) -> None:
        start.wait()
        try:
            store.commit([Write(Key, "k", key(f"p{worker}"), ABSENT)])
            outcomes.append("won")
        except Conflict:
            outcomes.append("lost")

    workers = [Thread(target=create, args=(number,)) for number in range(8)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert sorted(outcomes) == ["lost"] * 7 + ["won"]


def test_eight_workers_updating_one_document_lose_nothing(store):
    def add(worker: int) -> None:
        for number in range(5):
            store.update(
                Key, "hot", lambda old, n=number: key(*(old or key()).profiles, f"{worker}.{n}")
            )

    workers = [Thread(target=add, args=(number,)) for number in range(8)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert sorted(store.get(Key, "hot").value.profiles) == sorted(
        f"{worker}.{number}" for worker in range(8) for number in range(5)
    )


def test_a_deleted_document_conflicts_with_a_write_that_expects_it(store):
    version = store.commit([Write(Key, "k", key("p"), ABSENT)])["k"]
    store.commit([Write(Key, "k", None, version)])

    with pytest.raises(Conflict, match="a commit of 1 documents"):
        store.commit([Write(Key, "k", key("q"), version)])

    assert store.get(Key, "k") is None
    assert store.commit([Write(Key, "k", None, ANY)]) == {}


def test_installations_of_one_project_keep_their_documents_in_databases_of_their_own(emulators):
    project = emulators.bare_project()
    first, second, alone = (
        FirestoreDocuments(firestore.Client(project=project, database=names.database(one)))
        for one in ("dev", "prod", "")
    )

    first.commit([Write(Key, "k1", key("p"), ABSENT)])
    second.commit([Write(Key, "k1", key("q"), ABSENT)])

    assert first.get(Key, "k1").value.profiles == ("p",)
    assert second.get(Key, "k1").value.profiles == ("q",)
    assert alone.get(Key, "k1") is None
