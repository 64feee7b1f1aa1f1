"""Blind checks: which decisions are drawn, and what their answers do."""

from __future__ import annotations

from dataclasses import replace
from itertools import count

import msgspec
import pytest

from shared.adapters.embedded.clock import SystemClock
from shared.adapters.embedded.contracts import FolderContracts
from shared.errors import Conflict
from shared.identity.checking import LINKS, NEAR_MISSES, share_of
from shared.identity.decision import Decision
from shared.identity.measuring import Measuring
from shared.identity.reviewing import Reviewing
from shared.identity.telling import Telling
from shared.model.contact import Contact
from shared.model.profile import Profile, Record, Review
from shared.ports import Write
from shared.rules.records import record_id
from tests.builders import a_contact, a_hash
from tests.memory import Outbox
from tests.trails import a_trail, entries_of
from tests.unit.identity.test_resolution import CAMILLE, World, crm, tickets
from tests.worlds import ACQUISITIONS

NEAR_MISS = {"email": "autre@example.com", "mobile": "+33711223344", "postal_code": "33000"}


@pytest.fixture
def world() -> World:
    """One where people can be asked: what is done has a trail."""
    world = World()
    world.resolution = replace(world.resolution, trail=a_trail(world.documents))
    return world


@pytest.fixture
def reviewing(world: World) -> Reviewing:
    return Reviewing(
        documents=world.documents,
        telling=Telling(world.documents, Outbox(), SystemClock()),
        trail=a_trail(world.documents),
        clock=SystemClock(),
        hash=a_hash,
        scales=replace(world.resolution.scales, contracts=FolderContracts(ACQUISITIONS)),
    )


@pytest.fixture
def measuring(world: World) -> Measuring:
    return Measuring(
        clock=SystemClock(),
        documents=world.documents,
        contracts=FolderContracts(ACQUISITIONS),
        hash=a_hash,
    )


def drawn_id(share: float = min(*LINKS, *NEAR_MISSES)) -> str:
    """The first record id that is drawn at this share."""
    return next(
        f"E{n}"
        for n in count()
        if int(a_hash("drawn", record_id(a_hash, "eventclick.crm", f"E{n}"))[:8], 16)
        < share * 16**8
    )


def linked(world: World) -> tuple[Review, Contact]:
    """A link that was drawn for a check, and its contact."""
    contact = tickets(drawn_id())
    world.load(crm("M1"))
    assert world.load(contact).outcomes == ("linked",)
    return the_check(world), contact


def near_miss(world: World) -> Review:
    world.load(crm("M1"))
    assert world.load(tickets(drawn_id(), **NEAR_MISS)).outcomes == ("created",)
    return the_check(world)


def the_check(world: World) -> Review:
    (check,) = [one.value for _, one in world.documents.find(Review, where={"state": "check"})]
    return check


def record(world: World, id: str) -> Record:
    stored = world.documents.get(Record, id)
    assert stored is not None
    return stored.value


@pytest.mark.parametrize(
    ("decision", "share"),
    [
        (Decision(kind="link", rcu="p", probability=0.95), LINKS[0]),
        (Decision(kind="link", rcu="p", probability=0.9999), LINKS[1]),
        (Decision(kind="new", nearest="p", probability=0.2), NEAR_MISSES[0]),
        (Decision(kind="new", nearest="p", probability=0.01), NEAR_MISSES[1]),
        (Decision(kind="new", nearest="p", probability=1e-6), 0.0),
        (Decision(kind="new"), 0.0),
        (Decision(kind="review", rcu="p", probability=0.5), 0.0),
    ],
)
def test_decisions_near_a_threshold_are_checked_more_often(
    decision: Decision, share: float
) -> None:
    assert share_of(decision) == share


def test_a_link_that_is_drawn_is_asked_about_and_stands(world: World) -> None:
    check, _ = linked(world)

    assert (check.asked_as, check.share, check.profile) == ("link", LINKS[1], check.candidate)
    assert check.terms
    assert world.documents.count(Review, where={"state": "open"}) == 0
    assert record(world, check.record).rcu == check.profile


def test_only_some_are_drawn_and_always_the_same_ones(world: World) -> None:
    contact = tickets("E1")
    world.load(crm("M1"))
    world.load(contact)

    assert world.documents.count(Review) == 0, "E1 is not drawn"


def test_where_nobody_answers_nothing_is_asked(world: World) -> None:
    world.resolution = replace(world.resolution, trail=None)
    world.load(crm("M1"))
    world.load(tickets(drawn_id()))

    assert world.documents.count(Review) == 0


def test_who_agrees_with_a_link_changes_nothing(world: World, reviewing: Reviewing) -> None:
    check, _ = linked(world)
    before = [dict(world.documents.find(kind)) for kind in (Record, Profile)]

    decided = reviewing.decide(check.id, "same", by="Ada")

    assert (decided.state, decided.answer) == ("closed", "same")
    assert [dict(world.documents.find(kind)) for kind in (Record, Profile)] == before


def test_a_check_put_off_waits_on(world: World, reviewing: Reviewing) -> None:
    check, _ = linked(world)

    assert reviewing.decide(check.id, "later", by="Ada").state == "check"


@pytest.mark.parametrize(("answer", "related"), [("different", False), ("household", True)])
def test_who_contradicts_a_link_parts_the_record_for_ever(
    world: World, reviewing: Reviewing, answer: str, related: bool
) -> None:
    check, contact = linked(world)

    reviewing.decide(check.id, answer, by="Ada")

    parted = record(world, check.record)
    own = world.documents.get(Profile, parted.rcu)
    other = world.documents.get(Profile, check.candidate)
    assert own is not None
    assert other is not None
    assert parted.rcu != check.candidate
    assert (parted.link.decision, parted.link.by) == ("split", "Ada")
    assert own.value.different == (check.candidate,)
    assert other.value.different == (parted.rcu,)
    assert [one.record for one in own.value.members] == [check.record]
    assert check.record not in [one.record for one in other.value.members]
    assert own.value.golden
    assert (check.candidate in own.value.households) is related
    said = [(one.act, one.actor) for one in entries_of(world.documents, "compliance")]
    assert ("records split off", "Ada") in said

    # later evidence alone never links them again: not the same words, not stronger ones
    world.load(contact, received_at="2026-02-01T00:00:00Z")
    stronger = tickets(contact.record_id, birth_date="1980-02-03")
    world.load(crm("M1", birth_date="1980-02-03"), received_at="2026-03-01T00:00:00Z")
    world.load(stronger, received_at="2026-03-02T00:00:00Z")
    assert record(world, check.record).rcu == parted.rcu
    assert len(world.membership()) == 2
    assert reviewing.waiting() == []


def test_a_parted_record_is_found_under_its_own_profile(world: World, reviewing: Reviewing) -> None:
    check, _ = linked(world)
    reviewing.decide(check.id, "different", by="Ada")

    resolved = world.load(a_contact("R1", source="radio.crm", fields=CAMILLE))

    # two profiles look the same now, and told apart: a person is asked which of them it is
    assert resolved.outcomes == ("review",)


def test_a_near_miss_is_asked_about_beside_its_nearest(world: World, reviewing: Reviewing) -> None:
    check = near_miss(world)

    assert (check.asked_as, check.profile) == ("near", record(world, check.record).rcu)
    reviewing.decide(check.id, "same", by="Ada")

    assert world.membership() == {frozenset({"mediapulse.crm:M1", f"eventclick.crm:{drawn_id()}"})}


def test_a_near_miss_that_is_one_is_told_apart(world: World, reviewing: Reviewing) -> None:
    check = near_miss(world)

    reviewing.decide(check.id, "different", by="Ada")

    own = world.documents.get(Profile, check.profile)
    assert own is not None
    assert own.value.different == (check.candidate,)
    with pytest.raises(Conflict, match="was answered 'different' by Ada"):
        reviewing.decide(check.id, "same", by="Bob")


def test_both_sides_of_a_check_are_shown_without_what_was_decided(
    world: World, measuring: Measuring
) -> None:
    check, _ = linked(world)

    assert measuring.waiting() == [check]
    own, others = measuring.sides(check)
    assert own["email"] == others["email"] == "camille.quesnoy@example.org"


def test_a_check_of_a_record_that_is_gone_is_not_asked(world: World, measuring: Measuring) -> None:
    check, _ = linked(world)
    stored = world.documents.get(Record, check.record)
    assert stored is not None
    world.documents.commit([Write(Record, check.record, None, stored.version)])

    assert measuring.waiting() == []


def test_quality_comes_from_the_answers(
    world: World, reviewing: Reviewing, measuring: Measuring
) -> None:
    check, _ = linked(world)
    reviewing.decide(check.id, "same", by="Ada")

    overall = measuring.quality()[0]

    assert (overall.company, overall.links, overall.right) == ("eventclick", 1, 1)
    assert overall.precision is not None
    assert overall.precision.low < 0.3 < overall.precision.share == 1.0


def test_what_a_person_decided_meanwhile_is_not_asked_again(
    world: World, reviewing: Reviewing, measuring: Measuring
) -> None:
    check = near_miss(world)
    twin = replace_id(check)
    world.documents.commit([Write(Review, twin.id, twin)])
    reviewing.decide(check.id, "same", by="Ada")

    assert measuring.waiting() == []
    stored = world.documents.get(Review, twin.id)
    assert stored is not None
    assert (stored.value.state, stored.value.answer) == ("closed", "withdrawn")


def test_a_contradicted_check_names_both_profiles_so_that_it_is_erased_with_either(
    world: World, reviewing: Reviewing
) -> None:
    check, _ = linked(world)

    decided = reviewing.decide(check.id, "different", by="Ada")

    assert (decided.profile, decided.candidate) == (
        record(world, check.record).rcu,
        check.candidate,
    )


def replace_id(check: Review) -> Review:
    return msgspec.structs.replace(check, id="another")
