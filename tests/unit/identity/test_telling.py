"""A decision is told to all in the end, wherever its call was broken off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from inspect import unwrap

import pytest

from functions.watch.main import watch
from shared.adapters.embedded.clock import SystemClock
from shared.identity.deciding import Merge, Undo, Wish
from shared.model.message import Message, ProfilesChanged, WatchDue
from shared.model.profile import Profile
from shared.model.ruling import Ruling
from shared.wiring.watch import WatchApp
from tests.festival import CONTRACTS, SOURCES, crowd, export
from tests.memory import MemoryWorld, Outbox


class KilledError(Exception):
    """Stands for the end of the process."""


class Deadly(Outbox):
    """A queue whose caller does not live to see its message leave."""

    def publish(self, messages: Sequence[Message]) -> None:
        raise KilledError


class EarlierClock(SystemClock):
    """Two minutes behind."""

    def now(self) -> datetime:
        return super().now() - timedelta(minutes=2)


@pytest.fixture
def world() -> MemoryWorld:
    world = MemoryWorld(contracts=CONTRACTS)
    world.drop(SOURCES[0], "export.csv", export(crowd(2)))
    world.settle()
    return world


def decide_and_die(world: MemoryWorld, wish: Wish) -> Ruling:
    """A decision of two minutes ago whose call was killed between its commit and its message."""
    dying = replace(world.app.telling, messages=Deadly())
    with pytest.raises(KilledError):
        replace(world.app.deciding, telling=dying, clock=EarlierClock()).decide(wish, by="Ada")
    decided = world.app.documents.find(Ruling, where={"state": "untold"})
    (ruling,) = [stored.value for _, stored in decided]
    return ruling


def republish(world: MemoryWorld) -> None:
    """What `watch` does each minute."""
    unwrap(watch)(WatchDue(task="republish"), WatchApp.on(world.settings, world.backend))


def test_a_decision_whose_call_was_killed_is_told_by_watch_once(world: MemoryWorld) -> None:
    first, second = sorted(id for id, _ in world.app.documents.find(Profile))
    merged = decide_and_die(world, Merge(first, second))
    assert world.outbox.waiting == []

    republish(world)
    assert world.outbox.waiting == [ProfilesChanged(profiles=(first, second))]
    republish(world)
    assert len(world.outbox.waiting) == 1
    world.outbox.waiting.clear()

    decide_and_die(world, Undo(merged.id))
    republish(world)
    assert world.outbox.waiting == [ProfilesChanged(profiles=(first, second))]


def test_who_is_still_deciding_is_not_told_for(world: MemoryWorld) -> None:
    first, second = sorted(id for id, _ in world.app.documents.find(Profile))
    dying = replace(world.app.telling, messages=Deadly())
    with pytest.raises(KilledError):
        replace(world.app.deciding, telling=dying).decide(Merge(first, second), by="Ada")

    republish(world)

    assert world.outbox.waiting == []
