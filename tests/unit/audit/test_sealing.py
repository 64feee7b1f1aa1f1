"""The log grows: whoever is killed, however many seal at once, to the same leaves."""

from __future__ import annotations

from contextlib import suppress
from threading import Thread

import pytest

from shared.errors import Refused, Retry
from shared.model.trail import Batch, LogState, StoredEntry, Stream
from shared.ports import Write
from shared.rules import catalogue
from tests.memory import MemoryObjects
from tests.unit.audit.sealed import Sealed, wrong_with


def test_every_entry_stands_in_the_tree_once_with_a_manifest_for_each_batch() -> None:
    world = Sealed()
    world.write("x", "y", "x")
    world.sealing.seal()
    world.write("y", "z")
    sizes = world.sealing.seal()

    material = world.bundle().logs["compliance"]
    assert sizes == {"compliance": 7, "disclosure": 4}
    assert len(material.entries) == 5
    assert len(material.checkpoints) == len(material.batches) == 2
    assert wrong_with(world.bundle()) == ""


def test_sealing_when_nothing_came_changes_nothing() -> None:
    world = Sealed()
    world.write("x")
    world.sealing.seal()
    before = world.bundle()

    world.sealing.seal()

    assert world.bundle() == before


class DyingObjects(MemoryObjects):
    """Dies instead of its nth write."""

    def __init__(self, nth: int) -> None:
        super().__init__()
        self.left = nth

    def create(self, bucket: str, name: str, content: bytes) -> bool:
        self.left -= 1
        if self.left == 0:
            raise Retry("killed")
        return super().create(bucket, name, content)


@pytest.mark.parametrize("nth", range(1, 6))
def test_killed_at_any_write_the_next_seals_the_same(nth: int) -> None:
    whole, killed = Sealed(), Sealed(objects=DyingObjects(nth))
    for world in (whole, killed):
        world.write("x", "y")
    whole.sealing.seal()

    for _ in range(2):
        try:
            killed.sealing.seal()
        except Retry:
            killed.write()  # more comes meanwhile; the batch is decided already
    killed.sealing.seal()

    assert wrong_with(killed.bundle()) == ""
    batch = min(whole.bundle().logs["compliance"].batches.items())
    assert batch in killed.bundle().logs["compliance"].batches.items()


def test_killed_before_streams_are_marked_no_entry_is_sealed_twice() -> None:
    world = Sealed()
    world.write("x", "y")
    before = {
        id: one.value for id, one in world.documents.find(Stream, where={"log": "compliance"})
    }
    world.sealing.seal()
    done = world.documents.get(LogState, "compliance")
    assert done is not None
    # As if the process had died after its objects were written, and before anything else.
    world.documents.commit([Write(Stream, id, one) for id, one in before.items()])
    decided = LogState(batch=Batch(first=0, spans=tuple((id, 1, 1) for id in sorted(before))))
    world.documents.commit([Write(LogState, "compliance", decided)])

    world.sealing.seal()

    again = world.documents.get(LogState, "compliance")
    assert again is not None
    assert again.value == done.value
    assert wrong_with(world.bundle()) == ""


def test_many_sealers_at_once_come_to_one_log() -> None:
    world = Sealed()

    def seal() -> None:
        for n in range(5):
            world.write(f"s{n}")
            with suppress(Retry):
                world.sealing.seal()

    sealers = [Thread(target=seal) for _ in range(4)]
    for one in sealers:
        one.start()
    for one in sealers:
        one.join()
    world.sealing.seal()

    assert wrong_with(world.bundle()) == ""
    assert len(world.bundle().logs["compliance"].entries) == 20


def test_nothing_is_signed_over_an_entry_that_is_gone() -> None:
    world = Sealed()
    world.write("x")
    (id, _), *_ = world.documents.find(StoredEntry, where={"log": "compliance"})
    world.documents.commit([Write(StoredEntry, id, None)])

    with pytest.raises(Refused, match=f"{id} is gone"):
        world.sealing.seal()


def test_nothing_is_signed_when_the_last_checkpoint_is_of_another_tree() -> None:
    world = Sealed()
    world.write("x")
    world.sealing.seal()
    forged = LogState(size=2, peaks=("00" * 32,))
    world.documents.commit([Write(LogState, "compliance", forged)])
    world.write("x")

    with pytest.raises(Refused, match="of another tree"):
        world.sealing.seal()


def test_nothing_is_signed_when_the_last_checkpoint_is_gone() -> None:
    world = Sealed()
    world.write("x")
    world.sealing.seal()
    for name in list(world.objects.list(catalogue.EVIDENCE, "compliance/checkpoints/")):
        world.objects.delete(catalogue.EVIDENCE, name)
    world.write("x")

    with pytest.raises(Refused, match="checkpoint of compliance at 2 is gone"):
        world.sealing.seal()
