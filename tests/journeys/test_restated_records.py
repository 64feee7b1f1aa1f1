"""A record whose live change came before its first export row, from drop to taking back."""

from __future__ import annotations

from shared.model.profile import Profile, Review
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
