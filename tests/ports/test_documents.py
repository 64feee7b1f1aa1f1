"""What every store of documents promises."""

from __future__ import annotations

import msgspec
import pytest

from shared.errors import Conflict, InvalidInput
from shared.model.profile import Key, Profile, Review
from shared.model.upload import Part, Upload
from shared.ports import ABSENT, ANY, Stored, Write
from tests.builders import a_profile, a_record
from tests.ports.racing import race


def a_key(*profiles: str, kind: str = "email") -> Key:
    return Key(kind=kind, profiles=profiles)


def an_upload(id: str = "u1", **said: object) -> Upload:
    facts = {
        "id": id,
        "source": "eventclick.crm",
        "entity": "contacts",
        "bucket": "landing",
        "name": "eventclick.crm/a.csv",
        "generation": "1",
        "content_hash": "h1",
        "received_at": "2026-01-01T00:00:00Z",
    }
    return Upload(**{**facts, **said})


def a_review(id: str, **said: object) -> Review:
    facts = {
        "record": "r",
        "source": "eventclick.crm",
        "profile": "p",
        "candidate": "c",
        "probability": 0.5,
    }
    return Review(id=id, **{**facts, **said})


def values(found):
    return [(id, stored.value) for id, stored in found]


def test_what_is_committed_is_read_back_whole(documents):
    upload = an_upload(
        dialect=msgspec.Raw(b'{"type":"csv","delimiter":";"}'), parts=2, issues=("née en 1980 ✓",)
    )
    record = a_record(claims={"given_name": "Zoë", "street_address": "1\n\true \u2028"})

    versions = documents.commit(
        [
            Write(Upload, "u1", upload),
            Write(type(record), "r1", record),
            Write(Profile, "rcu_1", a_profile("rcu_1", "r1")),
        ]
    )

    stored = documents.get(Upload, "u1")
    assert msgspec.json.encode(stored.value) == msgspec.json.encode(upload)
    assert documents.get(type(record), "r1") == Stored(record, versions["r1"])
    assert documents.get(Profile, "rcu_1") == Stored(a_profile("rcu_1", "r1"), versions["rcu_1"])
    assert stored.version == versions["u1"]


def test_a_document_that_is_not_there_is_none(documents):
    assert documents.get(Key, "nobody") is None


def test_kinds_do_not_share_their_ids(documents):
    documents.commit([Write(Key, "same", a_key("p"))])

    assert documents.get(Profile, "same") is None


def test_many_are_read_at_once_and_those_missing_are_left_out(documents):
    ids = [f"k{number:04}" for number in range(700)]
    for start in range(0, 600, 300):
        documents.commit([Write(Key, id, a_key(id)) for id in ids[start : start + 300]])

    found = documents.get_many(Key, [*ids, "k0001", "'; DROP TABLE keys; --", "k%"])

    assert {id: stored.value for id, stored in found.items()} == {id: a_key(id) for id in ids[:600]}
    assert documents.get_many(Key, []) == {}


def test_a_document_is_created_once(documents):
    documents.commit([Write(Key, "k", a_key("first"), ABSENT)])

    with pytest.raises(Conflict) as conflict:
        documents.commit([Write(Key, "k", a_key("second"), ABSENT)])

    assert conflict.value.ids == {"k"}
    assert documents.get(Key, "k").value == a_key("first")


def test_a_write_that_expects_nothing_replaces_what_is_there(documents):
    documents.commit([Write(Key, "k", a_key("first"), ANY)])
    documents.commit([Write(Key, "k", a_key("second"), ANY)])

    assert documents.get(Key, "k").value == a_key("second")


def test_a_document_is_replaced_only_at_the_version_that_was_read(documents):
    first = documents.commit([Write(Key, "k", a_key("first"))])["k"]
    second = documents.commit([Write(Key, "k", a_key("second"), first)])["k"]

    with pytest.raises(Conflict):
        documents.commit([Write(Key, "k", a_key("late"), first)])

    assert documents.get(Key, "k") == Stored(a_key("second"), second)


def test_a_deleted_document_is_gone_and_deleting_it_again_does_nothing(documents):
    documents.commit([Write(Key, "k", a_key("p"))])

    assert documents.commit([Write(Key, "k", None)]) == {}
    assert documents.commit([Write(Key, "k", None)]) == {}

    assert documents.get(Key, "k") is None


def test_a_document_is_deleted_only_at_the_version_that_was_read(documents):
    old = documents.commit([Write(Key, "k", a_key("first"))])["k"]
    new = documents.commit([Write(Key, "k", a_key("second"))])["k"]

    with pytest.raises(Conflict):
        documents.commit([Write(Key, "k", None, old)])
    assert documents.get(Key, "k").value == a_key("second")

    documents.commit([Write(Key, "k", None, new)])
    assert documents.get(Key, "k") is None


def test_a_version_never_comes_back_after_deleting_and_creating(documents):
    seen = []
    for _ in range(3):
        seen.append(documents.commit([Write(Key, "k", a_key("p"), ABSENT)])["k"])
        documents.commit([Write(Key, "k", None)])
    documents.commit([Write(Key, "k", a_key("p"), ABSENT)])

    assert len(set(seen)) == 3
    for version in seen:
        with pytest.raises(Conflict):
            documents.commit([Write(Key, "k", a_key("late"), version)])


@pytest.mark.parametrize(
    "obstacle", ["created meanwhile", "changed meanwhile", "deleted meanwhile"]
)
def test_a_commit_with_one_unmet_expectation_writes_nothing_at_all(documents, obstacle):
    version = documents.commit([Write(Key, "z", a_key("before"))])["z"]
    if obstacle == "changed meanwhile":
        documents.commit([Write(Key, "z", a_key("meanwhile"))])
    if obstacle == "deleted meanwhile":
        documents.commit([Write(Key, "z", None)])
    expect = ABSENT if obstacle == "created meanwhile" else version
    documents.commit([Write(Key, "y", a_key("to be deleted"))])
    before = values(documents.find(Key))

    with pytest.raises(Conflict):
        documents.commit(
            [
                Write(Key, "a", a_key("new"), ABSENT),
                Write(Profile, "rcu_1", a_profile("rcu_1")),
                Write(Key, "y", None),
                Write(Key, "z", a_key("after"), expect),
            ]
        )

    assert values(documents.find(Key)) == before
    assert documents.count(Profile) == 0


def test_a_commit_of_nothing_changes_nothing(documents):
    assert documents.commit([]) == {}


def test_an_update_creates_changes_and_deletes(documents):
    def append(key: Key | None) -> Key:
        return a_key(*(key.profiles if key else ()), "p")

    assert documents.update(Key, "k", append) == a_key("p")
    assert documents.update(Key, "k", append) == a_key("p", "p")
    assert documents.get(Key, "k").value == a_key("p", "p")
    assert documents.update(Key, "k", lambda key: None) is None
    assert documents.get(Key, "k") is None


def test_an_update_that_changes_nothing_writes_nothing(documents):
    version = documents.commit([Write(Key, "k", a_key("p"))])["k"]

    assert documents.update(Key, "k", lambda key: key) == a_key("p")
    assert documents.update(Key, "missing", lambda key: None) is None

    assert documents.get(Key, "k") == Stored(a_key("p"), version)
    assert documents.get(Key, "missing") is None


def test_an_update_whose_change_fails_writes_nothing(documents):
    documents.commit([Write(Key, "k", a_key("p"))])

    def fail(key: Key | None) -> Key:
        raise InvalidInput("not this one")

    with pytest.raises(InvalidInput, match="not this one"):
        documents.update(Key, "k", fail)

    assert documents.get(Key, "k").value == a_key("p")


def test_documents_are_found_in_order_of_id_page_by_page(documents):
    ids = [f"k{number:04}" for number in range(1100)]
    for start in range(0, 1100, 275):
        documents.commit([Write(Key, id, a_key(id)) for id in reversed(ids[start : start + 275])])

    assert values(documents.find(Key)) == [(id, a_key(id)) for id in ids]
    assert values(documents.find(Key, after="k1097")) == [
        ("k1098", a_key("k1098")),
        ("k1099", a_key("k1099")),
    ]
    assert values(documents.find(Key, limit=2)) == [
        ("k0000", a_key("k0000")),
        ("k0001", a_key("k0001")),
    ]
    assert len(values(documents.find(Key, after="k0000", limit=600))) == 600
    assert values(documents.find(Key, limit=0)) == []
    assert documents.count(Key) == 1100


def test_documents_are_found_by_their_searched_fields(documents):
    reviews = [
        a_review("r1", profile="p1"),
        a_review("r2", profile="p2"),
        a_review("r3", profile="p1", state="closed"),
        a_review("r4", profile="p1"),
    ]
    documents.commit([Write(Review, review.id, review) for review in reviews])

    def found(**where: str) -> list[str]:
        return [id for id, _ in documents.find(Review, where=where)]

    assert found(profile="p1") == ["r1", "r3", "r4"]
    assert found(profile="p1", state="open") == ["r1", "r4"]
    assert found(profile="p3") == []
    assert [
        id for id, _ in documents.find(Review, where={"profile": "p1"}, after="r1", limit=1)
    ] == ["r3"]
    assert documents.count(Review, where={"state": "open"}) == 3


def test_an_empty_value_is_found_like_any_other(documents):
    profiles = [a_profile("rcu_1"), a_profile("rcu_2", alias_of="rcu_1"), a_profile("rcu_3")]
    documents.commit([Write(Profile, profile.rcu, profile) for profile in profiles])

    def found(alias_of: str) -> list[str]:
        return [id for id, _ in documents.find(Profile, where={"alias_of": alias_of})]

    assert found("") == ["rcu_1", "rcu_3"]
    assert found("rcu_1") == ["rcu_2"]
    assert documents.count(Profile, where={"alias_of": ""}) == 2


def test_a_search_follows_a_changed_field(documents):
    documents.commit([Write(Review, "r1", a_review("r1"))])
    documents.update(Review, "r1", lambda r: msgspec.structs.replace(r, state="closed"))

    assert documents.count(Review, where={"state": "open"}) == 0
    assert documents.count(Review, where={"state": "closed"}) == 1


def test_searching_by_a_field_without_an_index_is_refused(documents):
    with pytest.raises(InvalidInput, match=r"cannot be searched by 'number' .searchable: upload."):
        list(documents.find(Part, where={"number": "1"}))
    with pytest.raises(InvalidInput, match="cannot be searched by 'number'"):
        documents.count(Part, where={"number": "1"})


def test_writing_while_searching_disturbs_neither(documents):
    documents.commit([Write(Key, f"k{number}", a_key("p")) for number in range(5)])

    for id, stored in documents.find(Key):
        documents.commit([Write(Key, id, a_key("seen"), stored.version)])

    assert values(documents.find(Key)) == [(f"k{number}", a_key("seen")) for number in range(5)]


def test_of_eight_threads_that_create_one_document_exactly_one_wins(documents):
    def create(number: int) -> int | None:
        try:
            documents.commit(
                [
                    Write(Key, "contested", a_key(str(number)), ABSENT),
                    Write(Key, f"own {number}", a_key(), ABSENT),
                ]
            )
        except Conflict:
            return None
        return number

    winners = [winner for winner in race(8, create) if winner is not None]

    assert len(winners) == 1
    assert values(documents.find(Key)) == [
        ("contested", a_key(str(winners[0]))),
        (f"own {winners[0]}", a_key()),
    ]


def test_eight_threads_that_update_one_document_lose_nothing(documents):
    def add(number: int) -> None:
        for turn in range(5):

            def append(key: Key | None, entry: str = f"{number}-{turn}") -> Key:
                return a_key(*(key.profiles if key else ()), entry)

            documents.update(Key, "k", append)

    race(8, add)

    kept = documents.get(Key, "k").value.profiles
    assert sorted(kept) == sorted(f"{number}-{turn}" for number in range(8) for turn in range(5))
    for number in range(8):
        own = [entry for entry in kept if entry.startswith(f"{number}-")]
        assert own == [f"{number}-{turn}" for turn in range(5)]
