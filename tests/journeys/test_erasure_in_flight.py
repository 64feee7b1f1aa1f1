"""A person is erased at the worst of moments: before any single thing a delivery asks the store."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

from shared.errors import Retry
from shared.model.message import ContactsMapped, InteractionsMapped, Message, ObjectLanded
from shared.ports import Documents
from tests.journeys.test_erasure import (
    ACQUIRED,
    ACQUIRED_HEADER,
    BASE,
    BASE_HEADER,
    CANARY,
    PAUL_ACQUIRED,
    PAUL_BASE,
    TICKETS,
    ZOE_ACQUIRED,
    ZOE_BASE,
    rcu_of,
)
from tests.journeys.test_late_deliveries import HeldUp
from tests.memory import MemoryWorld, act
from tests.outcomes import broken_counts
from tests.residue import places_with

CLIENTS = (ACQUIRED_HEADER + ZOE_ACQUIRED + PAUL_ACQUIRED).encode("cp1252")
"""A record of hers nobody knows yet, in the part that is under way."""

VISITS = "N° billet;N° client;Événement\nT1;E7700042;Aïda pour Xylozoé\nT2;E7700043;Aïda\n".encode()


def a_world() -> MemoryWorld:
    """She and her neighbour stand in the base."""
    world = MemoryWorld()
    world.load(BASE, "base.csv", (BASE_HEADER + ZOE_BASE + PAUL_BASE).encode())
    return world


def erase(world: MemoryWorld) -> str:
    """Accepted, fanned out, our share done: by another worker, in one go."""
    request = world.app.privacy.desk.accept(
        ["erasure"], rcu_of(world, BASE, "K7700042"), by="Denise", idempotency_key="k"
    )
    world.app.privacy.planning.fan_out(request.id)
    world.app.privacy.fulfilment.fulfil(f"{request.id}.erasure.nova")
    return request.id


def check(world: MemoryWorld, message: Message, at: int) -> None:
    """What was held up comes again, as the platform sees to; then nothing of her is anywhere."""
    act(world.app, message)
    world.settle()
    left = {
        place: found for place, found in places_with(world, CANARY).items() if place != "outbox"
    }
    assert left == {}, f"before call {at}"
    assert broken_counts(world.app) == [], f"before call {at}"
    neighbour = world.app.viewing.view(rcu_of(world, BASE, "K7700043"))
    assert {record.record_id for record in neighbour.records.values()} >= {"K7700043"}


def at_every_call(
    prepare: Callable[[], tuple[MemoryWorld, Message]],
    run: Callable[[MemoryWorld, Documents, Message], None],
) -> int:
    """Erase her before the first thing the delivery asks, the second, and so on to the last."""
    at = 0
    while True:
        at += 1
        world, message = prepare()
        held_up = HeldUp(world.app.documents, lambda world=world: erase(world), at=at)
        with suppress(Retry):  # refused at its commit: it comes again
            run(world, held_up, message)
        if not held_up.happened:
            return at
        check(world, message, at)


def test_while_a_part_is_resolved() -> None:
    def prepare() -> tuple[MemoryWorld, Message]:
        world = a_world()
        world.drop(ACQUIRED, "clients.csv", CLIENTS)
        world.deliver_next()
        (message,) = world.outbox.waiting
        assert isinstance(message, ContactsMapped)
        world.outbox.waiting.clear()
        return world, message

    def run(world: MemoryWorld, documents: Documents, message: Message) -> None:
        assert isinstance(message, ContactsMapped)
        replace(world.app.resolution, documents=documents).resolve_part(message)

    assert at_every_call(prepare, run) > 8


def test_while_a_file_is_mapped() -> None:
    def prepare() -> tuple[MemoryWorld, Message]:
        world = a_world()
        world.drop(ACQUIRED, "clients.csv", CLIENTS)
        (message,) = world.outbox.waiting
        world.outbox.waiting.clear()
        assert isinstance(message, ObjectLanded)
        return world, message

    def run(world: MemoryWorld, documents: Documents, message: Message) -> None:
        assert isinstance(message, ObjectLanded)
        replace(world.app.ingestion, documents=documents).advance(message)

    assert at_every_call(prepare, run) > 5


def test_while_interactions_are_attached() -> None:
    def prepare() -> tuple[MemoryWorld, Message]:
        world = a_world()
        world.load(ACQUIRED, "clients.csv", CLIENTS)
        world.drop(TICKETS, "tickets.csv", VISITS)
        world.deliver_next()
        (message,) = world.outbox.waiting
        world.outbox.waiting.clear()
        assert isinstance(message, InteractionsMapped)
        return world, message

    def run(world: MemoryWorld, documents: Documents, message: Message) -> None:
        assert isinstance(message, InteractionsMapped)
        replace(world.app.attachment, documents=documents).attach_part(message)

    assert at_every_call(prepare, run) > 3


def test_a_part_resolved_at_any_moment_of_the_erasure() -> None:
    """The other way round: the erasure is held up, and the part comes in meanwhile."""
    at = 0
    while True:
        at += 1
        world = a_world()
        world.drop(ACQUIRED, "clients.csv", CLIENTS)
        world.deliver_next()
        (message,) = world.outbox.waiting
        world.outbox.waiting.clear()
        request = world.app.privacy.desk.accept(
            ["erasure"], rcu_of(world, BASE, "K7700042"), by="Denise", idempotency_key="k"
        )
        world.app.privacy.planning.fan_out(request.id)

        def meanwhile(world: MemoryWorld = world, message: Message = message) -> None:
            act(world.app, message)

        held_up = HeldUp(world.app.documents, meanwhile, at=at)
        erasure = world.app.privacy.fulfilment.erasure
        task = f"{request.id}.erasure.nova"
        late = replace(
            erasure,
            documents=held_up,
            people=replace(erasure.people, documents=held_up),
            sweeping=replace(erasure.sweeping, documents=held_up),
        )
        with suppress(Retry):
            late.advance(task)
        for _ in range(3):  # as the platform delivers it again
            with suppress(Retry):
                erasure.advance(task)
                break
        if not held_up.happened:
            break
        check(world, message, at)
    assert at > 20
