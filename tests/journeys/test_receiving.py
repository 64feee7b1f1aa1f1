"""Live changes whose calls die, come again, come late, or come after they were taken back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import pytest

from shared.adapters.embedded.clock import SystemClock
from shared.errors import Conflict, Retry
from shared.model.privacy import SuppressionShard
from shared.model.upload import Part, Upload
from shared.ports import Documents, Version, Write
from shared.rules import catalogue, lake, suppression
from tests.festival import CONTRACTS, SOURCES, crowd, export
from tests.memory import MemoryWorld
from tests.passing import PassingDocuments

SOURCE = SOURCES[0]
FIRST, SECOND = crowd(2)
CHANGES = [{**FIRST, "town": "Lyon"}, SECOND]


class Killed(BaseException):
    """The process is gone: nothing catches this."""


class MortalDocuments(PassingDocuments):
    """Documents that do something else at the nth commit."""

    def __init__(self, documents: Documents, act: Callable[[], object], *, at: int) -> None:
        super().__init__(documents)
        self._act = act
        self._left = at

    def commit(self, writes: Sequence[Write]) -> dict[str, Version]:
        self._left -= 1
        if self._left == 0:
            self._act()
        return super().commit(writes)


@dataclass(frozen=True)
class LaterClock(SystemClock):
    """So much ahead."""

    ahead: timedelta

    def now(self) -> datetime:
        return super().now() + self.ahead


def die() -> None:
    raise Killed


def fresh_world() -> MemoryWorld:
    return MemoryWorld(contracts=CONTRACTS)


def receive(world: MemoryWorld) -> str:
    return world.app.receiving.receive(SOURCE, CHANGES, idempotency_key="once")


def receive_with(world: MemoryWorld, act: Callable[[], object], *, at: int) -> str:
    """Receive in a call to which something happens right before its nth commit."""
    documents = MortalDocuments(world.app.documents, act, at=at)
    receiving = replace(world.app.receiving, documents=documents)
    return receiving.receive(SOURCE, CHANGES, idempotency_key="once")


def give_up_what_is_old(world: MemoryWorld) -> None:
    replace(world.app.receiving, clock=LaterClock(timedelta(minutes=2))).republish()


def take_back(world: MemoryWorld) -> None:
    world.settle()
    (upload,) = world.uploads(SOURCE)
    world.app.undoing.undo(upload.id, by="test")


def in_the_lake(world: MemoryWorld, upload: str) -> list[str]:
    folder = lake.upload_folder("contacts", source=SOURCE, upload=upload)
    return list(world.app.objects.list(catalogue.LAKE, folder))


def suppress(world: MemoryWorld, *emails: str) -> None:
    for email in emails:
        (mark,) = suppression.marks(world.app.hash, [("email", email)])
        world.app.documents.update(
            SuppressionShard,
            suppression.shard_of(mark),
            lambda shard, mark=mark: suppression.suppress(shard, mark, request="test"),  # type: ignore[misc]
        )


# -- calls that die and come again ------------------------------------------------------------


@pytest.mark.parametrize("at", [1, 2])
def test_a_call_that_died_comes_again_after_a_mapping_was_adopted(at: int) -> None:
    world = fresh_world()
    with pytest.raises(Killed):
        receive_with(world, die, at=at)
    world.load(SOURCE, "people.csv", export([{**one, "town": "Paris"} for one in crowd(3)[2:]]))

    id = receive(world)
    world.settle()

    assert {one.record_id for one in world.records()} == {"00000", "00001", "B00002"}
    assert [part.mapped for part in world.parts(id)] == [2]


def test_a_call_that_died_comes_again_after_one_of_its_people_was_suppressed() -> None:
    world = fresh_world()
    with pytest.raises(Killed):
        receive_with(world, die, at=2)
    suppress(world, SECOND["mail"])

    id = receive(world)
    world.settle()

    assert [one.record_id for one in world.records()] == ["00000"]
    assert [(part.mapped, part.suppressed) for part in world.parts(id)] == [(1, 1)]


def test_a_call_that_died_leaves_nobody_in_the_lake_when_all_were_suppressed_since() -> None:
    world = fresh_world()
    with pytest.raises(Killed):
        receive_with(world, die, at=2)
    suppress(world, FIRST["mail"], SECOND["mail"])

    id = receive(world)

    assert in_the_lake(world, id) == []
    assert [(part.mapped, part.suppressed) for part in world.parts(id)] == [(0, 2)]


def test_a_call_that_died_holds_its_key_for_its_own_records() -> None:
    world = fresh_world()
    with pytest.raises(Killed):
        receive_with(world, die, at=2)

    with pytest.raises(Conflict, match="used for other records"):
        world.app.receiving.receive(SOURCE, [SECOND], idempotency_key="once")


def test_a_call_that_died_and_never_comes_again_is_given_up_and_leaves_nothing() -> None:
    world = fresh_world()
    with pytest.raises(Killed):
        receive_with(world, die, at=2)
    (begun,) = world.uploads(SOURCE)
    assert len(in_the_lake(world, begun.id)) == 2

    give_up_what_is_old(world)

    assert (world.uploads(SOURCE), in_the_lake(world, begun.id)) == ([], [])


def test_a_call_held_up_until_it_was_given_up_keeps_nothing_and_asks_to_be_sent_again() -> None:
    world = fresh_world()

    with pytest.raises(Retry, match="send it again"):
        receive_with(world, lambda: give_up_what_is_old(world), at=2)

    assert (world.uploads(SOURCE), world.app.documents.count(Part)) == ([], 0)
    assert list(world.app.objects.list(catalogue.LAKE)) == []
    receive(world)
    world.settle()
    assert len(list(world.records())) == 2


def test_what_was_begun_a_moment_ago_is_not_given_up() -> None:
    world = fresh_world()

    id = receive_with(world, world.app.receiving.republish, at=2)

    assert [one.id for one in world.uploads(SOURCE)] == [id]
    assert len(in_the_lake(world, id)) == 2


def test_files_that_are_being_read_are_never_given_up() -> None:
    world = fresh_world()
    world.drop(SOURCE, "people.csv", export(crowd(3)))
    replace(world.app.ingestion, work_seconds=-1.0).advance(world.outbox.waiting.pop())  # type: ignore[arg-type]
    assert world.state(SOURCE) == "mapping"

    give_up_what_is_old(world)

    assert world.state(SOURCE) == "mapping"


# -- keys of what was taken back ----------------------------------------------------------------


def test_a_key_whose_change_was_taken_back_is_refused_and_nothing_comes_back() -> None:
    world = fresh_world()
    receive(world)
    take_back(world)

    with pytest.raises(Conflict, match="was taken back; use a new key"):
        receive(world)

    world.settle()
    assert (list(world.records()), world.app.documents.count(Part)) == ([], 0)
    assert world.app.documents.count(Upload, where={"state": "undone"}) == 1


def test_a_late_call_whose_twin_was_taken_back_leaves_nothing_in_the_lake() -> None:
    world = fresh_world()

    def meanwhile() -> None:
        receive(world)
        take_back(world)

    with pytest.raises(Conflict, match="was taken back"):
        receive_with(world, meanwhile, at=2)

    (upload,) = world.uploads(SOURCE)
    assert (upload.state, in_the_lake(world, upload.id)) == ("undone", [])
    assert (list(world.records()), world.app.documents.count(Part)) == ([], 0)


# -- columns nobody maps ------------------------------------------------------------------------


@pytest.mark.parametrize("empty", [None, ""])
def test_a_live_change_empties_a_column_that_nobody_maps(empty: str | None) -> None:
    world = fresh_world()
    people = [{**one, "remark": "allergic to peanuts"} for one in crowd(2)]
    world.load(SOURCE, "people.csv", export(people))

    change = {"id": "B00000", "remark": empty}
    world.app.receiving.receive(SOURCE, [change], idempotency_key="once")
    world.settle()

    said = {one.record_id: one.now.extensions for one in world.records()}
    assert said == {"B00000": {"remark": ""}, "B00001": {"remark": "allergic to peanuts"}}


def test_a_later_file_has_the_word_over_a_column_that_was_emptied() -> None:
    world = fresh_world()
    person = {**FIRST, "remark": "allergic to peanuts"}
    world.load(SOURCE, "first.csv", export([person]))
    change = {"id": "B00000", "remark": None}
    world.app.receiving.receive(SOURCE, [change], idempotency_key="once")
    world.settle()

    world.load(SOURCE, "second.csv", export([{**person, "remark": "vegan"}]))

    (record,) = world.records()
    assert record.now.extensions == {"remark": "vegan"}
