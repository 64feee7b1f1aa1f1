"""Doubts are looked at once more under newer weights: what has become clear is linked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import count

import msgspec
import pytest

from shared.adapters.embedded.clock import SystemClock
from shared.errors import Conflict, TooLarge
from shared.identity.checking import LINKS, check_of_link
from shared.identity.deciding import Undo
from shared.identity.weighing import CURRENT
from shared.identity.weights import shipped
from shared.model.message import ProfilesChanged
from shared.model.privacy import Deadlines, Request
from shared.model.profile import Profile, Record, Review
from shared.model.ruling import SECOND_LOOK, Ruling
from shared.model.settings import WeightsVersion
from shared.ports import Version, Write
from shared.rules.landed_names import sample_name
from tests.builders import a_hash
from tests.crashing import LaterClock
from tests.exports import as_clients, clients, distinct_people, subscribers
from tests.memory import MemoryWorld
from tests.memory_documents import MemoryDocuments
from tests.trails import entries_of

BASE, ACQUIRED = "mediapulse.crm", "eventclick.crm"
PEOPLE = distinct_people(8)


def unnamed(number: int, *, id: str = "") -> dict[str, str]:
    """Somebody of the base as the other company knows them: without given name and phone."""
    (client,) = as_clients([PEOPLE[number]])
    return {**client, "Prénom": "", "Téléphone": "", "N° client": id or client["N° client"]}


def in_doubt(
    *exported: dict[str, str],
    documents: MemoryDocuments | None = None,
    name: str = "export.csv",
) -> MemoryWorld:
    """An installation in which each of these clients waits for a person."""
    world = MemoryWorld(documents=documents)
    world.drop(BASE, "base.csv", subscribers(*PEOPLE))
    world.settle()
    world.drop(ACQUIRED, name, clients(*exported))
    world.settle()
    assert len(waiting(world)) >= len(exported)
    return world


def waiting(world: MemoryWorld) -> list[Review]:
    return [one.value for _, one in world.app.documents.find(Review, where={"state": "open"})]


def decisions(world: MemoryWorld) -> list[Ruling]:
    return [one.value for _, one in world.app.documents.find(Ruling)]


def put_in_force(world: MemoryWorld, version: str, *, t_link: float) -> None:
    """Weights that link from a probability on."""
    world.put_in_force(msgspec.structs.replace(shipped(), version=version, t_link=t_link))


def together(world: MemoryWorld) -> set[frozenset[str]]:
    found: dict[str, set[str]] = {}
    for _, one in world.app.documents.find(Record):
        found.setdefault(one.value.rcu, set()).add(one.value.record_id)
    return {frozenset(ids) for ids in found.values() if len(ids) > 1}


def test_what_has_become_clear_is_linked_and_keeps_its_evidence() -> None:
    world = in_doubt(unnamed(0), unnamed(1))
    before = {one.rcu for one in map(profile_of, world.app.documents.find(Profile))}
    put_in_force(world, "w1", t_link=0.6)

    assert world.app.settling.look_again() == 2

    assert together(world) == {frozenset({"M0", "E0"}), frozenset({"M1", "E1"})}
    assert waiting(world) == []
    moved = [one.value for _, one in world.app.documents.find(Record) if one.value.link.candidate]
    for record in moved:
        assert (record.link.decision, record.link.by) == ("link", "")
        assert record.link.probability >= 0.6
        assert record.link.evidence
    standing = [profile_of(one) for one in world.app.documents.find(Profile)]
    assert {one.rcu for one in standing} == before
    assert {one.alias_of for one in standing} == {"", *(record.rcu for record in moved)}


def profile_of(found: tuple[str, object]) -> Profile:
    value: Profile = found[1].value  # type: ignore[attr-defined]
    return value


def test_others_are_told_and_the_trail_says_who_decided() -> None:
    world = in_doubt(unnamed(0))
    put_in_force(world, "w1", t_link=0.6)

    world.app.settling.look_again()

    (made,) = decisions(world)
    assert (made.act, made.by) == ("merge", SECOND_LOOK)
    assert world.app.deciding.decisions() == []  # of people
    assert world.app.deciding.decisions(made.other) == [made]
    assert world.outbox.waiting == [
        ProfilesChanged(profiles=tuple(sorted((made.kept, made.other))))
    ]
    entry = entries_of(world.app.documents, "compliance")[-1]
    assert (entry.act, entry.actor, entry.count) == ("profiles merged", SECOND_LOOK, 1)


def test_a_second_look_under_the_same_weights_changes_nothing() -> None:
    world = in_doubt(unnamed(0))
    put_in_force(world, "w1", t_link=0.95)
    assert world.app.settling.look_again() == 0
    before = dict(world.app.documents.find(Review))

    assert world.app.settling.look_again() == 0
    assert dict(world.app.documents.find(Review)) == before


def test_another_look_is_due_when_a_fifth_more_wait() -> None:
    world = in_doubt(*map(unnamed, range(5)))
    put_in_force(world, "w1", t_link=0.999)

    assert looked_at(world) == 5
    assert looked_at(world, unnamed(5)) == 5
    assert looked_at(world, unnamed(6)) == 7


def looked_at(world: MemoryWorld, *more: Mapping[str, str]) -> int:
    """How many waited at the last look, once more have come and it was asked for again."""
    for one in more:
        world.drop(ACQUIRED, f"{len(waiting(world))}.csv", clients(one))
        world.settle()
    assert world.app.settling.look_again() == 0
    named = world.app.documents.get(WeightsVersion, CURRENT)
    assert named is not None
    return named.value.waited


def test_two_of_a_source_that_may_be_one_person_both_wait() -> None:
    world = in_doubt(unnamed(0), unnamed(0, id="E9"))
    put_in_force(world, "w1", t_link=0.6)

    assert world.app.settling.look_again() == 0
    asked = [one for one in waiting(world) if not one.same_source]
    assert len(asked) == 2
    assert all(0.3 < one.probability < 0.5 for one in asked)


def test_what_a_person_put_off_waits_for_them() -> None:
    world = in_doubt(unnamed(0))
    (review,) = waiting(world)
    world.app.reviewing.decide(review.id, "later", by="Ada")
    put_in_force(world, "w1", t_link=0.6)

    assert world.app.settling.look_again() == 0
    assert [one.id for one in waiting(world)] == [review.id]


def test_nobody_is_merged_while_a_request_about_them_runs() -> None:
    world = in_doubt(unnamed(0))
    (review,) = waiting(world)
    day = date(2026, 12, 1)
    due = Deadlines(aim=day, clause=None, legal=day, effective=day, explanation=())
    request = Request(
        id="q1", rights=("erasure",), rcu=review.candidate, received_at="", accepted_at="",
        by="Denise", starts_at="", deadlines=due,
    )  # fmt: skip
    world.app.documents.commit([Write(Request, "q1", request)])
    put_in_force(world, "w1", t_link=0.6)

    assert world.app.settling.look_again() == 0
    assert together(world) == set()


def test_what_a_person_takes_back_is_theirs_to_say() -> None:
    world = in_doubt(unnamed(0))
    put_in_force(world, "w1", t_link=0.6)
    world.app.settling.look_again()
    (made,) = decisions(world)

    world.app.deciding.decide(Undo(made.id), by="Ada")
    assert len(waiting(world)) == 1
    put_in_force(world, "w2", t_link=0.6)

    assert world.app.settling.look_again() == 0
    assert together(world) == set()
    assert len(waiting(world)) == 1


class Meddling(MemoryDocuments):
    """Documents of which somebody changes a profile in the moment before a large commit."""

    meddles = False

    def commit(self, writes: Sequence[Write]) -> dict[str, Version]:
        if self.meddles and sum(one.kind is Profile for one in writes) > 2:
            self.meddles = False
            one = next(write for write in writes if write.kind is Profile)
            found = self.get(Profile, one.id)
            assert found is not None
            super().commit([Write(Profile, one.id, found.value, found.version)])
        return super().commit(writes)


def test_who_meets_others_is_linked_all_the_same() -> None:
    documents = Meddling(contacts_per_commit=250)
    world = in_doubt(unnamed(0), unnamed(1), unnamed(2), documents=documents)
    put_in_force(world, "w1", t_link=0.6)
    documents.meddles = True

    assert world.app.settling.look_again() == 3
    assert len(together(world)) == 3
    told = [one for one in entries_of(documents, "compliance") if one.act == "profiles merged"]
    assert [one.count for one in told] == [3]
    assert told[0].subject in {one.id for one in decisions(world)}


class Failing(MemoryDocuments):
    """Documents that cannot be written any more after some commits."""

    commits: int | None = None

    def commit(self, writes: Sequence[Write]) -> dict[str, Version]:
        if self.commits is not None:
            if not self.commits:
                raise OSError("no disk")
            self.commits -= 1
        return super().commit(writes)


@pytest.mark.parametrize("commits", range(4, 8))
def test_a_look_that_is_stopped_half_way_is_gone_on_with(commits: int) -> None:
    documents = Failing(contacts_per_commit=1)
    world = in_doubt(unnamed(0), unnamed(1), unnamed(2), documents=documents)
    put_in_force(world, "w1", t_link=0.6)
    world.outbox.waiting.clear()
    documents.commits = commits
    with pytest.raises(OSError, match="no disk"):
        world.app.settling.look_again()
    assert len(together(world)) < 3
    documents.commits = None

    assert world.app.settling.look_again() > 0
    assert len(together(world)) == 3
    assert len(decisions(world)) == 3
    # whoever was linked just before the stop is told of in the end
    replace(world.app.telling, clock=LaterClock()).republish()
    told = {rcu for one in world.outbox.waiting for rcu in one.profiles}  # type: ignore[union-attr]
    assert told == {rcu for one in decisions(world) for rcu in (one.kept, one.other)}


class Narrow(MemoryDocuments):
    """Documents of which a commit carries only so many, as Firestore's."""

    most = 1000

    def commit(self, writes: Sequence[Write]) -> dict[str, Version]:
        if len(writes) > self.most:
            raise TooLarge(f"{len(writes)} documents")
        return super().commit(writes)


def test_links_too_large_for_one_commit_are_made_one_by_one() -> None:
    documents = Narrow()
    world = in_doubt(unnamed(0), unnamed(1), unnamed(2), documents=documents)
    put_in_force(world, "w1", t_link=0.6)
    documents.most = 8

    assert world.app.settling.look_again() == 3
    assert len(together(world)) == 3


def test_a_link_too_large_by_itself_is_left_to_people() -> None:
    documents = Narrow()
    world = in_doubt(unnamed(0), documents=documents)
    put_in_force(world, "w1", t_link=0.6)
    documents.most = 2

    assert world.app.settling.look_again() == 0
    assert len(waiting(world)) == 1
    merged, undone = entries_of(documents, "compliance")[-2:]
    assert (merged.act, undone.act) == ("profiles merged", "profiles not merged")
    assert merged.subject == undone.subject


def test_nobody_whom_only_a_sample_has_stated_is_linked_or_told_of() -> None:
    world = in_doubt(unnamed(0), name=sample_name("export.csv", 5))
    put_in_force(world, "w1", t_link=0.6)
    world.outbox.waiting.clear()

    assert world.app.settling.look_again() == 0
    assert together(world) == set()
    assert world.outbox.waiting == []

    world.drop(ACQUIRED, "whole.csv", clients(unnamed(0)))
    world.settle()
    put_in_force(world, "w2", t_link=0.6)
    assert world.app.settling.look_again() == 1


def test_an_upload_that_was_linked_late_is_taken_back_as_if_it_had_never_come() -> None:
    world = MemoryWorld()
    world.drop(BASE, "base.csv", subscribers(*PEOPLE))
    world.settle()
    before = {rcu: one.value for rcu, one in world.app.documents.find(Profile)}
    world.drop(ACQUIRED, "export.csv", clients(unnamed(0), unnamed(1)))
    world.settle()
    put_in_force(world, "w1", t_link=0.6)
    assert world.app.settling.look_again() == 2

    (upload,) = world.uploads(ACQUIRED)
    world.app.undoing.undo(upload.id, by="Ada")
    world.settle()

    after = {rcu: one.value for rcu, one in world.app.documents.find(Profile)}
    assert {rcu: (one.members, one.golden, one.comparables) for rcu, one in before.items()} == {
        rcu: (one.members, one.golden, one.comparables)
        for rcu, one in after.items()
        if not one.alias_of
    }
    assert waiting(world) == []


def test_a_long_look_leaves_the_rest_to_the_next() -> None:
    world = in_doubt(unnamed(0), unnamed(1), documents=MemoryDocuments(contacts_per_commit=1))
    put_in_force(world, "w1", t_link=0.6)
    slow = replace(world.app.settling, clock=Hurried())

    assert slow.look_again() == 0
    assert world.app.settling.look_again() == 2


class Hurried(SystemClock):
    """A clock on which each look takes an hour."""

    def __init__(self) -> None:
        self.looks = count()

    def now(self) -> datetime:
        return datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=next(self.looks))


def test_what_is_linked_late_is_checked_blindly_as_well() -> None:
    review = Review(
        id="v1", record="r1", source=ACQUIRED, profile="rcu_2", candidate="rcu_1", probability=0.95
    )
    drawn = [
        check
        for number in range(2_000)
        if (
            check := check_of_link(
                msgspec.structs.replace(review, record=f"r{number}"), "rcu_1", hash=a_hash, at="now"
            )
        )
    ]

    assert 60 < len(drawn) < 140  # one in twenty of those less likely than 0.99
    assert {(one.state, one.asked_as, one.share, one.profile) for one in drawn} == {
        ("check", "link", LINKS[0], "rcu_1")
    }


def test_told_apart_is_never_linked() -> None:
    world = in_doubt(unnamed(0))
    (review,) = waiting(world)
    world.app.reviewing.decide(review.id, "different", by="Ada")
    put_in_force(world, "w1", t_link=0.1)

    assert world.app.settling.look_again() == 0
    with pytest.raises(Conflict, match="answered"):
        world.app.reviewing.decide(review.id, "same", by="Grace")
