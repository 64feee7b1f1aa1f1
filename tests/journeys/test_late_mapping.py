"""A call that reads a file and is held up anywhere brings nothing back that was taken back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import cast

from shared.model.message import Message
from shared.model.upload import Part
from shared.ports import Documents, Objects
from shared.rules import catalogue
from tests.festival import CONTRACTS, SOURCES, crowd, export
from tests.memory import MemoryWorld
from tests.outcomes import differences, outcome_of
from tests.passing import PassingDocuments

SOURCE = SOURCES[0]
EXPORT = export(crowd(4)) + b",nobody,,,,\n"


class Moment:
    """Something that happens right before the nth thing that is asked of the ports."""

    def __init__(self, act: Callable[[], object], *, at: int) -> None:
        self.has_come = False
        self._act = act
        self._left = at

    def pass_by(self) -> None:
        self._left -= 1
        if self._left == 0:
            self.has_come = True
            self._act()


class HeldUpDocuments(PassingDocuments):
    """Documents before which the moment passes by."""

    def __init__(self, documents: Documents, moment: Moment) -> None:
        super().__init__(documents)
        self.before_read = moment.pass_by  # type: ignore[method-assign]
        self.before_write = moment.pass_by  # type: ignore[method-assign]


class HeldUpObjects:
    """Objects before whose writes the moment passes by."""

    def __init__(self, objects: Objects, moment: Moment) -> None:
        self._objects = objects
        self._moment = moment

    def put(self, bucket: str, name: str, content: bytes) -> None:
        self._moment.pass_by()
        self._objects.put(bucket, name, content)

    def __getattr__(self, name: str) -> object:
        return getattr(self._objects, name)


def dropped_world() -> tuple[MemoryWorld, Message]:
    """A world whose one export waits to be read, and the message that says so."""
    world = MemoryWorld(contracts=CONTRACTS, part_size=2)
    world.drop(SOURCE, "people.csv", EXPORT)
    return world, world.outbox.waiting[0]


def read_late(world: MemoryWorld, landed: Message, moment: Moment) -> None:
    """Read the export in a call during which the moment comes."""
    ingestion = replace(
        world.app.ingestion,
        documents=HeldUpDocuments(world.app.documents, moment),
        objects=cast(Objects, HeldUpObjects(world.app.objects, moment)),
    )
    ingestion.advance(landed)  # type: ignore[arg-type]
    world.settle()


def take_back(world: MemoryWorld) -> None:
    world.settle()
    (upload,) = world.uploads(SOURCE)
    world.app.undoing.undo(upload.id, by="test")


def stored_names(world: MemoryWorld) -> list[str]:
    return [
        name
        for bucket in (catalogue.LAKE, catalogue.QUARANTINE)
        for name in world.app.objects.list(bucket)
    ]


def drop_again(world: MemoryWorld) -> None:
    """The file comes once more; its new round is begun, and goes on later."""
    take_back(world)
    world.drop(SOURCE, "people.csv", EXPORT)
    begun = replace(world.app.ingestion, work_seconds=0.0)
    begun.advance(world.outbox.waiting.pop())  # type: ignore[arg-type]


def test_a_file_taken_back_while_a_late_call_still_reads_it_leaves_nothing() -> None:
    at = tried = 0
    while True:
        at += 1
        world, landed = dropped_world()
        moment = Moment(partial(take_back, world), at=at)

        read_late(world, landed, moment)

        if not moment.has_come:
            break
        (upload,) = world.uploads(SOURCE)
        if upload.round:
            continue  # the late call had not opened it yet: it begins anew
        tried += 1
        assert upload.state == "undone"
        assert (stored_names(world), world.app.documents.count(Part)) == ([], 0)
        assert list(world.records()) == []
    assert tried > 12


def test_a_late_call_leaves_alone_the_file_that_was_taken_back_and_dropped_again() -> None:
    at = tried = 0
    undisturbed, _ = dropped_world()
    undisturbed.settle()
    while True:
        at += 1
        world, landed = dropped_world()
        moment = Moment(partial(drop_again, world), at=at)

        read_late(world, landed, moment)

        if not moment.has_come:
            break
        (upload,) = world.uploads(SOURCE)
        tried += 1
        assert (upload.state, upload.round) == ("mapped", 1)
        assert differences(outcome_of(world.app), outcome_of(undisturbed.app)) == []
    assert tried > 12
