"""A record that says something new stays, leaves, or takes its profile along."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from shared.identity.lineage import merge
from shared.model.contact import Contact
from shared.model.profile import Key, Link, Profile, Record, Review
from shared.ports import Write
from tests.builders import a_contact, a_hash
from tests.trails import a_trail, entries_of
from tests.unit.identity.test_resolution import CAMILLE, World, crm, tickets

SOMEBODY_ELSE = {
    "given_name": "Thibault",
    "family_name": "Vandenberghe",
    "email": "tvdb@example.net",
    "mobile": "+33639983344",
    "postal_code": "59000",
}
LATER = "2026-02-01T00:00:00Z"


@pytest.fixture
def world() -> World:
    return World()


def record(world: World, source: str, id: str) -> Record:
    stored = world.documents.get(Record, a_hash("record", source, id))
    assert stored is not None
    return stored.value


def profile(world: World, rcu: str) -> Profile:
    stored = world.documents.get(Profile, rcu)
    assert stored is not None
    return stored.value


def golden(world: World, rcu: str) -> dict[str, str]:
    return {name: one.value for name, one in profile(world, rcu).golden.items()}


def reviews(world: World) -> Iterator[Review]:
    return (stored.value for _, stored in world.documents.find(Review))


def rewritten(id: str) -> Contact:
    return a_contact(id, fields=SOMEBODY_ELSE)


def bare(id: str, **said: str) -> Contact:
    return a_contact(id, fields=said, partial=True)


def test_a_record_rewritten_to_somebody_else_leaves_and_a_person_is_asked(world: World) -> None:
    world.load(crm("M1"))
    world.load(tickets("E1"))
    stayed = record(world, "mediapulse.crm", "M1").rcu

    resolved = world.load(rewritten("E1"), received_at=LATER)

    left = record(world, "eventclick.crm", "E1")
    assert resolved.outcomes == ("review",)
    assert world.membership() == {
        frozenset({"mediapulse.crm:M1"}),
        frozenset({"eventclick.crm:E1"}),
    }
    assert record(world, "mediapulse.crm", "M1").rcu == stayed
    assert (golden(world, stayed), golden(world, left.rcu)) == (CAMILLE, SOMEBODY_ELSE)
    assert [(one.profile, one.candidate, one.state) for one in reviews(world)] == [
        (left.rcu, stayed, "open")
    ]


def test_a_record_that_left_explains_itself_by_what_it_says_now(world: World) -> None:
    world.load(crm("M1"))
    world.load(tickets("E1"))

    world.load(rewritten("E1"), received_at=LATER)

    link = record(world, "eventclick.crm", "E1").link
    levels = {one.field: one.level for one in link.evidence}
    assert link.decision == "review"
    assert link.probability < 0.01
    assert (levels["given_name"], levels["family_name"]) == ("different", "different")


def test_a_record_rewritten_to_somebody_we_know_joins_them(world: World) -> None:
    world.load(crm("M1"), crm("M2", **SOMEBODY_ELSE))
    world.load(tickets("E1"))

    world.load(rewritten("E1"), received_at=LATER)

    assert world.membership() == {
        frozenset({"mediapulse.crm:M1"}),
        frozenset({"mediapulse.crm:M2", "eventclick.crm:E1"}),
    }
    assert record(world, "eventclick.crm", "E1").link.decision == "link"


def test_who_it_left_is_not_recognised_by_what_it_says_now(world: World) -> None:
    world.load(crm("M1"))
    world.load(tickets("E1"))
    world.load(rewritten("E1"), received_at=LATER)

    world.load(a_contact("S1", source="shop.crm", fields=SOMEBODY_ELSE))

    assert world.membership() == {
        frozenset({"mediapulse.crm:M1"}),
        frozenset({"eventclick.crm:E1", "shop.crm:S1"}),
    }


@pytest.mark.parametrize(
    "changed",
    [
        {"family_name": "Delattre"},
        {"postal_code": "31000", "mobile": "+33639987788"},
        {"family_name": "Delattre", "email": "camille.delattre@example.com"},
        {"email": "cq@example.com", "mobile": "+33639987788", "postal_code": "31000"},
    ],
)
def test_who_marries_moves_or_changes_address_stays_with_evidence_that_says_so(
    world: World, changed: dict[str, str]
) -> None:
    world.load(crm("M1"))
    world.load(tickets("E1"))
    before = record(world, "eventclick.crm", "E1")

    resolved = world.load(tickets("E1", **changed), received_at=LATER)

    after = record(world, "eventclick.crm", "E1")
    same = {one.field for one in after.link.evidence if one.level == "same"}
    assert resolved.outcomes == ("linked",)
    assert after.rcu == before.rcu
    assert list(reviews(world)) == []
    assert same == {"given_name", "family_name", "email", "telephone", "postal_code"} - {
        "telephone" if name == "mobile" else name for name in changed
    }


def test_a_record_that_stands_alone_keeps_its_id_whoever_it_speaks_of(world: World) -> None:
    world.load(tickets("E1"))
    before = record(world, "eventclick.crm", "E1")

    resolved = world.load(rewritten("E1"), received_at=LATER)

    after = record(world, "eventclick.crm", "E1")
    assert resolved.outcomes == ("linked",)
    assert (after.rcu, golden(world, after.rcu)) == (before.rcu, SOMEBODY_ELSE)
    assert (after.link.decision, after.link.evidence) == ("new", ())


def test_what_a_person_joined_though_unlike_stays_joined(world: World) -> None:
    world.load(crm("M1"), a_contact("E1", fields=SOMEBODY_ELSE))
    join_by_hand(world, "eventclick.crm", "E1", into="mediapulse.crm", other="M1")

    world.load(a_contact("E1", fields={**SOMEBODY_ELSE, "postal_code": "59100"}), received_at=LATER)

    after = record(world, "eventclick.crm", "E1")
    assert world.membership() == {frozenset({"mediapulse.crm:M1", "eventclick.crm:E1"})}
    assert (after.link.decision, after.link.by) == ("same", "Ada")


def join_by_hand(world: World, source: str, id: str, *, into: str, other: str) -> None:
    """What a person's `same` does."""
    record_ids = [a_hash("record", into, other), a_hash("record", source, id)]
    records = {one: world.documents.get(Record, one) for one in record_ids}
    values = {one: stored.value for one, stored in records.items() if stored}
    survivor, absorbed = (profile(world, values[one].rcu) for one in record_ids)
    merged, alias, moved = merge(
        survivor, absorbed, values, link=Link(decision="same", by="Ada", at=LATER)
    )
    world.documents.commit(
        [
            Write(Profile, merged.rcu, merged),
            Write(Profile, alias.rcu, alias),
            *(Write(Record, one, value) for one, value in moved.items()),
        ]
    )


# -- a record that stands alone, and turns out to be somebody we know -------------------------


def test_a_live_change_before_its_export_row_ends_as_if_the_row_had_come_first(
    world: World,
) -> None:
    world.load(crm("M1"))
    known = record(world, "mediapulse.crm", "M1").rcu
    world.load(bare("E1", job_title="Engineer", email="cq@example.net"))
    founded = record(world, "eventclick.crm", "E1").rcu
    assert founded != known

    resolved = world.load(tickets("E1"))

    assert resolved.outcomes == ("linked",)
    assert world.membership() == {frozenset({"mediapulse.crm:M1", "eventclick.crm:E1"})}
    assert record(world, "eventclick.crm", "E1").rcu == known
    assert record(world, "eventclick.crm", "E1").link.decision == "link"
    assert list(reviews(world)) == []


def test_the_id_of_a_profile_that_moved_leads_on_and_no_key_leads_to_it(world: World) -> None:
    world.load(crm("M1"))
    world.load(bare("E1", email="cq@example.net"))
    known = record(world, "mediapulse.crm", "M1").rcu
    founded = record(world, "eventclick.crm", "E1").rcu

    world.load(tickets("E1", email="cq@example.net"), received_at=LATER)

    behind = {rcu for _, key in world.documents.find(Key) for rcu in key.value.profiles}
    assert profile(world, founded).alias_of == known
    assert behind == {known}


def test_a_profile_somebody_told_apart_does_not_move_by_itself(world: World) -> None:
    world.load(crm("M1"))
    world.load(bare("E1", email="cq@example.net"))
    rcu = record(world, "eventclick.crm", "E1").rcu
    world.documents.update(
        Profile,
        rcu,
        lambda one: Profile(rcu=rcu, members=one.members, different=("rcu_0",)) if one else one,
    )

    resolved = world.load(tickets("E1"), received_at=LATER)

    assert resolved.outcomes == ("review",)
    assert record(world, "eventclick.crm", "E1").rcu == rcu


def test_a_part_delivered_again_after_a_move_or_a_departure_changes_nothing(world: World) -> None:
    world.load(crm("M1"), crm("M2", **SOMEBODY_ELSE))
    world.load(tickets("E1"), bare("E2", email="tv@example.net"))
    again = (rewritten("E1"), a_contact("E2", fields={**CAMILLE, "email": "cq@example.com"}))
    first = world.load(*again, part=77, received_at=LATER)
    before = [dict(world.documents.find(kind)) for kind in (Record, Profile, Key, Review)]

    second = world.load(*again, part=77, received_at=LATER)

    assert second == first
    assert [dict(world.documents.find(kind)) for kind in (Record, Profile, Key, Review)] == before


def test_splits_and_merges_are_on_the_trail_by_ids_alone(world: World) -> None:
    world.resolution = replace(world.resolution, trail=a_trail(world.documents))
    world.load(crm("M1"))
    world.load(tickets("E1"))
    assert told(world) == []

    world.load(rewritten("E1"), received_at=LATER)

    stayed, left = (
        record(world, *one).rcu for one in (("mediapulse.crm", "M1"), ("eventclick.crm", "E1"))
    )
    assert told(world) == [("records split off", {stayed, left})]


def test_a_profile_that_becomes_an_alias_is_told_as_merged(world: World) -> None:
    world.resolution = replace(world.resolution, trail=a_trail(world.documents))
    world.load(crm("M1"))
    world.load(bare("E1", email="cq@example.net"))
    before = record(world, "eventclick.crm", "E1").rcu

    world.load(tickets("E1"), received_at=LATER)

    after = record(world, "eventclick.crm", "E1").rcu
    assert before != after
    assert told(world) == [("profiles merged", {before, after})]


def told(world: World) -> list[tuple[str, set[str]]]:
    """What the trail says was split and merged."""
    return [(one.act, set(one.profiles)) for one in entries_of(world.documents, "compliance")]
