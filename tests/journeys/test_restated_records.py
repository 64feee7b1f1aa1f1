"""A record whose live change came before its first export row, from drop to taking back."""

from __future__ import annotations

import pytest

from shared.model.profile import Key, Profile, Record, Review
from shared.rules.golden import survive
from tests.festival import CONTRACTS, SOURCES, crowd, export
from tests.memory import MemoryWorld


def test_a_live_change_before_the_export_row_leaves_no_profile_once_all_is_taken_back() -> None:
    world = MemoryWorld(contracts=CONTRACTS)
    people = crowd(1)
    world.load(SOURCES[1], "shop.csv", export(people, source=SOURCES[1]))
    change = {"id": f"B{people[0]['id']}", "mail": "renamed@example.net"}
    world.app.receiving.receive(SOURCES[0], [change], idempotency_key="call")
    world.settle()
    assert len(world.profiles()) == 2

    world.load(SOURCES[0], "box office.csv", export(people))

    assert len(world.profiles()) == 1
    for source in SOURCES[:2]:
        for upload in world.uploads(source):
            world.app.undoing.undo(upload.id, by="test")
    assert world.app.documents.count(Profile) == 0, "not even the id that led on"
    assert world.app.documents.count(Review, where={"state": "open"}) == 0


@pytest.mark.parametrize("newest_first", [False, True])
def test_golden_values_follow_since_when_a_value_is_so(newest_first: bool) -> None:
    world = MemoryWorld(contracts=CONTRACTS)
    (person,) = crowd(1)
    world.load(SOURCES[1], "shop.csv", export([{**person, "zip": "13001"}], source=SOURCES[1]))
    for name, zip in (("old.csv", "31000"), ("new.csv", "69001")):
        world.drop(SOURCES[0], name, export([{**person, "zip": zip}]))
        world.deliver(world.outbox.waiting.pop())
    if newest_first:
        world.outbox.waiting.reverse()

    world.settle()

    (profile,) = world.profiles()
    records = {id: stored.value for id, stored in world.app.documents.find(Record)}
    assert profile.golden["postal_code"].value == "69001"
    assert profile.golden == survive(
        (one.source, one.record, records[one.record].now.claims) for one in profile.members
    )


def test_what_is_restored_is_found_again_by_its_keys() -> None:
    world = MemoryWorld(contracts=CONTRACTS)
    people = crowd(2)
    wrong = {**people[1], "id": people[0]["id"]}
    world.load(SOURCES[0], "right.csv", export([people[0]]))
    world.load(SOURCES[0], "wrong.csv", export([wrong]))
    for upload in world.uploads(SOURCES[0]):
        if upload.name.endswith("wrong.csv"):
            world.app.undoing.undo(upload.id, by="test")

    world.load(SOURCES[1], "shop.csv", export(people, source=SOURCES[1]))

    assert world.membership() == {
        frozenset({"festival.box_office:B00000", "festival.shop:S00000"}),
        frozenset({"festival.shop:S00001"}),
    }


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_two_uploads_of_a_record_taken_back_leave_no_key(order: tuple[int, int]) -> None:
    world = MemoryWorld(contracts=CONTRACTS)
    (person,) = crowd(1)
    other = {**person, "phone": "+33639981111", "zip": "75001", "mail": "other@example.org"}
    world.load(SOURCES[0], "a.csv", export([person]))
    world.load(SOURCES[0], "b.csv", export([other]))
    uploads = world.uploads(SOURCES[0])

    for place in order:
        world.app.undoing.undo(uploads[place].id, by="test")

    assert [world.app.documents.count(kind) for kind in (Record, Profile, Key)] == [0, 0, 0]


def test_a_profile_that_is_gone_is_nobodys_household() -> None:
    world = MemoryWorld(contracts=CONTRACTS)
    person = crowd(2)[1]
    home = {**person, "mail": "famille.bavac@example.org"}
    world.load(SOURCES[0], "a.csv", export([{**home, "given": "Jean"}]))
    world.load(SOURCES[1], "b.csv", export([{**home, "given": "Sophie"}], source=SOURCES[1]))
    assert all(one.households for one in world.profiles())

    world.app.undoing.undo(world.uploads(SOURCES[1])[0].id, by="test")

    (left,) = world.profiles()
    assert left.households == ()


def test_a_part_still_to_be_resolved_is_decided_when_its_turn_comes() -> None:
    world = MemoryWorld(contracts=CONTRACTS)
    people = crowd(3)
    change = {"id": "B00001", "given": "Zoe", "family": "Durandet", "mail": "wrong@example.org"}
    live = world.app.receiving.receive(SOURCES[0], [change], idempotency_key="call")
    world.settle()
    world.drop(SOURCES[0], "box.csv", export(people))
    world.deliver_next()

    world.app.undoing.undo(live, by="test")
    world.settle()
    world.load(SOURCES[1], "shop.csv", export(people, source=SOURCES[1]))

    assert len(world.membership()) == 3
