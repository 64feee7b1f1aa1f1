"""A person answers a doubtful pair."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import msgspec
import pytest

from shared.adapters.embedded.clock import SystemClock
from shared.adapters.embedded.contracts import FolderContracts
from shared.errors import Conflict, InvalidInput, NotFound, Retry
from shared.identity.reviewing import Reviewing
from shared.identity.telling import Telling
from shared.identity.weighing import Scales
from shared.model.message import Message, ProfilesChanged
from shared.model.profile import Profile, Record, Review
from shared.ports import Write
from tests.absent_ports import no_objects
from tests.builders import a_hash, a_profile, a_record
from tests.crashing import LaterClock
from tests.memory import Outbox
from tests.memory_documents import MemoryDocuments
from tests.trails import a_trail, entries_of
from tests.worlds import ACQUISITIONS

REVIEW = Review(
    id="v1",
    record="r2",
    source="eventclick.crm",
    profile="rcu_2",
    candidate="rcu_1",
    probability=0.6,
)


@pytest.fixture
def documents() -> MemoryDocuments:
    documents = MemoryDocuments()
    documents.commit(
        [
            Write(Profile, "rcu_1", a_profile("rcu_1", "r1", created_at="2020-01-01")),
            Write(Profile, "rcu_2", a_profile("rcu_2", "r2", created_at="2026-01-01")),
            Write(Record, "r1", a_record("C1", rcu="rcu_1", claims={"email": "a@example.org"})),
            Write(Record, "r2", a_record("C2", rcu="rcu_2", claims={"email": "a@example.org"})),
            Write(Review, "v1", REVIEW),
        ]
    )
    return documents


@pytest.fixture
def reviewing(documents: MemoryDocuments) -> Reviewing:
    return Reviewing(
        documents=documents,
        telling=Telling(documents, Outbox(), SystemClock()),
        trail=a_trail(documents),
        clock=SystemClock(),
        hash=a_hash,
        scales=Scales(
            documents=documents,
            objects=no_objects(),
            contracts=FolderContracts(ACQUISITIONS),
            clock=SystemClock(),
            hash=a_hash,
        ),
    )


def profile(documents: MemoryDocuments, rcu: str) -> Profile:
    stored = documents.get(Profile, rcu)
    assert stored is not None
    return stored.value


def test_same_merges_and_the_records_say_who_decided(
    reviewing: Reviewing, documents: MemoryDocuments
) -> None:
    reviewing.decide("v1", "same", by="Ada")

    record = documents.get(Record, "r2")
    assert record is not None
    assert (record.value.rcu, record.value.link.decision, record.value.link.by) == (
        "rcu_1",
        "same",
        "Ada",
    )
    assert profile(documents, "rcu_2").alias_of == "rcu_1"


def test_different_tells_them_apart_for_ever_on_both_sides(
    reviewing: Reviewing, documents: MemoryDocuments
) -> None:
    reviewing.decide("v1", "different", by="Ada")

    assert profile(documents, "rcu_1").different == ("rcu_2",)
    assert profile(documents, "rcu_2").different == ("rcu_1",)


def test_household_relates_and_tells_apart(
    reviewing: Reviewing, documents: MemoryDocuments
) -> None:
    reviewing.decide("v1", "household", by="Ada")

    assert profile(documents, "rcu_1").households == ("rcu_2",)
    assert profile(documents, "rcu_1").different == ("rcu_2",)


def test_later_leaves_the_pair_waiting(reviewing: Reviewing) -> None:
    reviewing.decide("v1", "later", by="Ada")

    assert [(one.id, one.answer) for one in reviewing.waiting()] == [("v1", "later")]


class Unreachable(Outbox):
    """A queue that takes nothing until it is back."""

    is_back = False

    def publish(self, messages: Sequence[Message]) -> None:
        if not self.is_back:
            raise Retry("the queue does not answer")
        super().publish(messages)


@pytest.mark.parametrize("answer", ["same", "different", "household"])
def test_an_answer_that_could_not_be_told_is_told_later_and_once(
    answer: str, reviewing: Reviewing, documents: MemoryDocuments
) -> None:
    queue = Unreachable()
    telling = Telling(documents, queue, SystemClock())
    reviewing = replace(reviewing, telling=telling)
    later = replace(telling, clock=LaterClock())
    reviewing.decide("v1", answer, by="Ada")
    assert later.republish() == 1

    queue.is_back = True

    assert telling.republish() == 0, "its call may still be at it"
    assert later.republish() == 1
    assert later.republish() == 0
    assert queue.waiting == [ProfilesChanged(profiles=("rcu_1", "rcu_2"))]


def test_the_same_answer_again_changes_nothing(
    reviewing: Reviewing, documents: MemoryDocuments
) -> None:
    first = reviewing.decide("v1", "same", by="Ada")
    before = dict(documents.find(Profile))

    assert reviewing.decide("v1", "same", by="Grace") == first
    assert dict(documents.find(Profile)) == before


def test_a_second_person_cannot_answer_otherwise_unseen(reviewing: Reviewing) -> None:
    reviewing.decide("v1", "same", by="Ada")

    with pytest.raises(Conflict, match="answered 'same' by Ada"):
        reviewing.decide("v1", "different", by="Grace")


def test_every_decision_is_on_the_trail_once(
    reviewing: Reviewing, documents: MemoryDocuments
) -> None:
    reviewing.decide("v1", "same", by="Ada")
    reviewing.decide("v1", "same", by="Ada")

    entries = entries_of(documents, "compliance")
    assert [(one.act, one.actor, one.subject) for one in entries] == [
        ("review decided: same", "Ada", "v1"),
        ("profiles merged", "Ada", "v1"),
    ]


def test_a_pair_that_has_become_one_meanwhile_is_only_closed(
    reviewing: Reviewing, documents: MemoryDocuments
) -> None:
    documents.update(
        Profile, "rcu_2", lambda one: a_profile("rcu_2", alias_of="rcu_1", created_at="2026-01-01")
    )

    reviewing.decide("v1", "same", by="Ada")

    assert list(reviewing.waiting()) == []
    assert profile(documents, "rcu_1").alias_of == ""


def test_other_answers_and_other_reviews_are_refused(reviewing: Reviewing) -> None:
    with pytest.raises(InvalidInput, match="'maybe'; it must be one of: same, different"):
        reviewing.decide("v1", "maybe", by="Ada")
    with pytest.raises(NotFound, match="no review v2"):
        reviewing.decide("v2", "same", by="Ada")


def test_people_told_apart_are_not_merged_by_a_later_answer(
    reviewing: Reviewing, documents: MemoryDocuments
) -> None:
    reviewing.decide("v1", "different", by="Ada")
    documents.commit([Write(Review, "v2", msgspec.structs.replace(REVIEW, id="v2"))])

    with pytest.raises(Conflict, match="different people"):
        reviewing.decide("v2", "same", by="Grace")


def test_an_old_id_leads_straight_to_the_profile_after_many_merges(
    reviewing: Reviewing, documents: MemoryDocuments
) -> None:
    reviewing.decide("v1", "same", by="Ada")
    for number in range(30):
        elder = f"rcu_elder_{number}"
        younger = "rcu_1" if number == 0 else f"rcu_elder_{number - 1}"
        review = msgspec.structs.replace(REVIEW, id=elder, profile=younger, candidate=elder)
        documents.commit(
            [
                Write(Profile, elder, a_profile(elder, created_at=f"{1999 - number}")),
                Write(Review, elder, review),
            ]
        )
        reviewing.decide(elder, "same", by="Ada")

    leads = {one.value.alias_of for _, one in documents.find(Profile) if one.value.alias_of}
    assert leads == {"rcu_elder_29"}
    assert {member.record for member in profile(documents, "rcu_elder_29").members} == {"r1", "r2"}
