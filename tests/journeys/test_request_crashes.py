"""Killed after any one write of a request's functions, the next delivery comes to the same end."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from shared.model.message import Message, RequestAccepted, TaskPlanned
from shared.model.privacy import Request, Task
from shared.ports import Version, Write
from tests.journeys.test_erasure import (
    ACQUIRED,
    BASE,
    CANARY,
    READING,
    TICKETS,
    ask,
    bring_in,
    household,
    rcu_of,
    shown,
    task_of,
    verify_again,
)
from tests.memory import MemoryObjects, MemoryWorld, act
from tests.memory_documents import MemoryDocuments
from tests.residue import places_with
from tests.scale import examples
from tests.trails import entries_of
from tests.unit.audit.sealed import wrong_with

ASKED = {"right": "erasure", "subject": {"record": f"{ACQUIRED}:E7700042"}}


class KilledError(BaseException):
    """The process ends here; what was written stays."""


class Fuse:
    """Burns through after so many writes."""

    def __init__(self) -> None:
        self.left = 0

    def burn(self) -> None:
        if self.left:
            self.left -= 1
            if self.left == 0:
                raise KilledError


class FusedDocuments(MemoryDocuments):
    def __init__(self, fuse: Fuse) -> None:
        super().__init__(contacts_per_commit=250)
        self._fuse = fuse

    def commit(self, writes: Sequence[Write]) -> dict[str, Version]:
        versions = super().commit(writes)
        self._fuse.burn()
        return versions


class FusedObjects(MemoryObjects):
    def __init__(self, fuse: Fuse) -> None:
        super().__init__()
        self._fuse = fuse

    def put(self, bucket: str, name: str, content: bytes) -> None:
        super().put(bucket, name, content)
        self._fuse.burn()

    def delete(self, bucket: str, name: str, *, generation: str | None = None) -> None:
        super().delete(bucket, name, generation=generation)
        self._fuse.burn()


class FusedWorld(MemoryWorld):
    """An installation in memory that dies when told to, and is delivered to again."""

    def __init__(self) -> None:
        self.fuse = Fuse()
        super().__init__(documents=FusedDocuments(self.fuse), objects=FusedObjects(self.fuse))

    def deliver(self, message: Message) -> None:
        try:
            super().deliver(message)
        except KilledError:
            self.outbox.waiting.append(message)  # never acknowledged, so it comes again


def the_end(world: MemoryWorld, request: str) -> dict[str, object]:
    """What must be the same however often somebody was killed."""
    view = shown(world, request)
    return {
        "state": view["state"],
        "tasks": {
            one["system"]: (one["state"], one["counts"], one["note"]) for one in view["tasks"]
        },
        "neighbour": household(world)["golden"],
        "left": sorted(places_with(world, CANARY)),
        "acts": sorted(
            (one.act, one.subject.partition(".")[2])
            for one in entries_of(world.app.documents, "compliance")
            if one.request == request
        ),
    }


def asked(world: FusedWorld, nth: int) -> str:
    """Ask, with the process dying after its nth write; the request's id."""
    accepted = world.app.privacy.desk.accept(
        ["erasure"], rcu_of(world, ACQUIRED, "E7700042"), by="Denise", idempotency_key="k"
    )
    world.fuse.left = nth
    world.settle()
    return accepted.id


@pytest.fixture(scope="module")
def undisturbed() -> dict[str, object]:
    world = FusedWorld()
    bring_in(world)
    return the_end(world, asked(world, 0))


def test_killed_after_any_write_the_end_is_the_same(undisturbed: dict[str, object]) -> None:
    nth = 0
    while True:
        nth += 1
        world = FusedWorld()
        bring_in(world)
        request = asked(world, nth)
        assert the_end(world, request) == undisturbed, f"after write {nth}"
        if world.fuse.left:
            break  # it had fewer writes than that
    assert nth > 40


@pytest.mark.parametrize("is_asked_again", [True, False])
def test_killed_while_it_is_accepted_it_is_done_all_the_same_or_was_never_asked(
    undisturbed: dict[str, object], is_asked_again: bool
) -> None:
    """Asked again under its key, or seen to by `watch` a minute later."""
    nth, kills = 0, 0
    while True:
        nth += 1
        world = FusedWorld()
        bring_in(world)
        rcu = rcu_of(world, ACQUIRED, "E7700042")
        world.fuse.left = nth
        desk = world.app.privacy.desk
        try:
            desk.accept(["erasure"], rcu, by="Denise", idempotency_key="k")
        except KilledError:
            kills += 1
        else:
            break
        world.fuse.left = 0
        if is_asked_again:
            desk.accept(["erasure"], rcu, by="Denise", idempotency_key="k")
        else:
            a_minute_later(world)
            desk.republish()
        world.settle()
        requests = [one.id for one in desk.requests()]
        if requests:
            assert the_end(world, requests[0]) == undisturbed, f"after write {nth}"
        else:
            assert not is_asked_again
            assert not world.app.viewing.restrictions(rcu)
    assert kills >= 2


def a_minute_later(world: MemoryWorld) -> None:
    """As if what was accepted had been so for a while."""
    for id, stored in world.app.documents.find(Request):
        earlier = replace(stored.value, accepted_at="2026-01-01T00:00:00+00:00")
        world.app.documents.commit([Write(Request, id, earlier)])


@settings(max_examples=examples(15), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(seed=st.integers(0, 10**6))
def test_any_order_and_any_repetition_of_messages_come_to_the_same_end(seed: int) -> None:
    random = Random(seed)
    world = MemoryWorld()
    bring_in(world)
    first = world.app.privacy.desk.accept(
        ["erasure"], rcu_of(world, ACQUIRED, "E7700042"), by="Denise"
    )
    world.outbox.waiting += [RequestAccepted(request=first.id)] * 2

    world.settle_at_random(random, again=0.4)
    answers = [(system, "done") for system in (BASE, ACQUIRED, TICKETS, READING)] * 2
    random.shuffle(answers)
    for system, state in answers:
        task = f"{first.id}.erasure.{system}"
        body = {"state": state, "counts": {"found": 1, "removed": 1}}
        world.app.privacy.answering.acknowledge(first.id, task, body, by=f"source:{system}")
        if random.random() < 0.3:
            act(world.app, TaskPlanned(request=first.id, task=task))
    verify_again(world, first.id)

    view = shown(world, first.id)
    assert view["state"] == "completed"
    assert places_with(world, CANARY) == {}
    assert task_of(view, "nova")["state"] == "done"
    assert {one.value.state for _, one in world.app.documents.find(Task)} == {"done"}


def test_the_audit_of_an_erasure_is_whole_and_names_nobody() -> None:
    world = MemoryWorld()
    bring_in(world)
    view = ask(world)
    world.app.sealing.seal()

    bundle = world.app.exporting.bundle()
    acts = [one.act for one in entries_of(world.app.documents, "compliance") if one.request]

    assert wrong_with(bundle, *bundle.keys) == ""
    assert acts == [
        "request accepted",
        "tasks planned",
        "erasure: ledger",
        "erasure: suppressed",
        "erasure: swept",
        "erasure: deleted",
        "person erased",
    ]
    texts = "".join(text for one in bundle.logs.values() for text in one.entries).lower().encode()
    assert [one for one in CANARY if one in texts] == []
    assert view["id"] in texts.decode()
