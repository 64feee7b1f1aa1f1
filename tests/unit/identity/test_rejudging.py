"""Open reviews keep up with their profiles."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from shared.adapters.embedded.clock import SystemClock
from shared.adapters.embedded.contracts import FolderContracts
from shared.identity.reviewing import Reviewing
from shared.identity.telling import Telling
from shared.model.profile import Profile, Review
from shared.ports import Write
from tests.builders import a_contact, a_hash
from tests.memory import Outbox
from tests.trails import a_trail
from tests.unit.identity.test_resolution import CAMILLE, World, crm, tickets
from tests.unit.identity.test_restating import LATER, bare, record, rewritten

ACQUISITIONS = Path(__file__).parents[3] / "infra" / "acquisitions"


@pytest.fixture
def world() -> World:
    return World()


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


def doubtful(world: World) -> Review:
    """Two records of a source that promises one record per person: a doubtful pair."""
    world.load(crm("M1"))
    world.load(crm("M2"), unique=True)
    (review,) = stored(world)
    return review


def stored(world: World) -> list[Review]:
    return [one.value for _, one in world.documents.find(Review)]


def test_a_review_of_profiles_that_have_not_changed_stays_as_it_is(
    world: World, reviewing: Reviewing
) -> None:
    review = doubtful(world)
    before = dict(world.documents.find(Review))

    assert reviewing.waiting() == [review]
    assert dict(world.documents.find(Review)) == before


def test_a_review_shows_what_its_profiles_say_now(world: World, reviewing: Reviewing) -> None:
    review = doubtful(world)
    world.load(bare("B1", birth_date="1980-05-17", email=CAMILLE["email"]))
    for id in ("M1", "M2"):
        said = {**CAMILLE, "birth_date": "1980-05-17"}
        world.load(
            a_contact(id, source="mediapulse.crm", fields=said), unique=True, received_at=LATER
        )

    (now,) = [one for one in reviewing.waiting() if one.id == review.id]

    levels = {one.field: one.level for one in now.evidence}
    assert "birth_date" not in {one.field for one in review.evidence}
    assert levels["birth_date"] == "same"
    assert now.probability > review.probability
    assert now in stored(world)


def test_a_pair_that_no_longer_fits_is_withdrawn(world: World, reviewing: Reviewing) -> None:
    review = doubtful(world)

    world.load(
        a_contact("M2", source="mediapulse.crm", fields=rewritten("M2").fields), received_at=LATER
    )

    assert reviewing.waiting() == []
    (closed,) = stored(world)
    assert (closed.id, closed.state, closed.answer, closed.by) == (
        review.id,
        "closed",
        "withdrawn",
        "",
    )


def test_a_pair_withdrawn_unanswered_is_asked_again_when_it_fits_again(
    world: World, reviewing: Reviewing
) -> None:
    review = doubtful(world)
    other = a_contact("M2", source="mediapulse.crm", fields=rewritten("M2").fields)
    world.load(other, unique=True, received_at=LATER)
    assert reviewing.waiting() == []

    world.load(crm("M2"), unique=True, received_at="2026-03-01T00:00:00Z")

    assert [one.id for one in reviewing.waiting()] == [review.id]


def test_a_pair_that_became_one_is_withdrawn(world: World, reviewing: Reviewing) -> None:
    review = doubtful(world)
    world.documents.update(
        Profile,
        review.profile,
        lambda one: one and msgspec.structs.replace(one, alias_of=review.candidate),
    )

    assert reviewing.waiting() == []


def test_a_pair_told_apart_in_another_review_is_withdrawn(
    world: World, reviewing: Reviewing
) -> None:
    review = doubtful(world)
    world.documents.commit([Write(Review, "v2", msgspec.structs.replace(review, id="v2"))])

    reviewing.decide("v2", "different", by="Ada")

    assert reviewing.waiting() == []


def test_one_pair_is_asked_about_once(world: World, reviewing: Reviewing) -> None:
    review = doubtful(world)
    turned = msgspec.structs.replace(
        review, id="v2", profile=review.candidate, candidate=review.profile, created_at="2999"
    )
    world.documents.commit([Write(Review, "v2", turned)])

    assert [one.id for one in reviewing.waiting()] == [review.id]


def test_what_was_asked_of_a_merged_profile_is_asked_of_the_one_it_became(
    world: World, reviewing: Reviewing
) -> None:
    first = doubtful(world)
    world.load(crm("M3"), unique=True)
    others = [one for one in stored(world) if one.id != first.id]
    assert {one.profile for one in others} == {record(world, "mediapulse.crm", "M3").rcu}
    assert {one.candidate for one in others} == {first.profile, first.candidate}

    reviewing.decide(first.id, "same", by="Ada")

    survivor = record(world, "mediapulse.crm", "M2").rcu
    third = record(world, "mediapulse.crm", "M3").rcu
    about = {(one.profile, one.candidate) for one in stored(world) if one.state == "open"}
    assert about == {(third, survivor)}
    assert [(one.profile, one.candidate) for one in reviewing.waiting()] == [(third, survivor)]


def test_who_left_a_profile_waits_for_a_person_though_it_is_unlikely(
    world: World, reviewing: Reviewing
) -> None:
    world.load(crm("M1"))
    world.load(tickets("E1"))
    world.load(rewritten("E1"), received_at=LATER)
    (review,) = stored(world)

    assert [(one.id, one.probability < 0.01) for one in reviewing.waiting()] == [(review.id, True)]

    reviewing.decide(review.id, "same", by="Ada")
    assert world.membership() == {frozenset({"mediapulse.crm:M1", "eventclick.crm:E1"})}
