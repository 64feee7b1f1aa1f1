"""A delivery that is held up anywhere brings nothing back of an upload that was taken back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from shared.model.interaction import StoredInteraction
from shared.model.message import ContactsMapped, InteractionsMapped, Message
from shared.model.profile import Key
from shared.model.upload import Part
from shared.ports import Documents
from tests.exports import distinct_people, subscribers
from tests.festival import CONTRACTS, SOURCES, VISITS, crowd, export, visits
from tests.memory import MemoryWorld, act
from tests.outcomes import differences, outcome_of
from tests.passing import PassingDocuments

CRM = "mediapulse.crm"
EXPORT = subscribers(*distinct_people(5))


class HeldUp(PassingDocuments):
    """Documents that let something happen right before the nth time they are asked anything."""

    def __init__(self, documents: Documents, meanwhile: Callable[[], object], *, at: int) -> None:
        super().__init__(documents, contacts_per_commit=2)
        self.happened = False
        self._meanwhile = meanwhile
        self._left = at

    def before_read(self) -> None:
        self._left -= 1
        if self._left == 0:
            self.happened = True
            self._meanwhile()

    before_write = before_read


def mapped_world(source: str, export: bytes, *, contracts: bool = False) -> MemoryWorld:
    """A world whose one export is mapped; its one part waits to be delivered."""
    world = MemoryWorld(contracts=CONTRACTS) if contracts else MemoryWorld()
    world.drop(source, "export.csv", export)
    world.deliver_next()
    return world


def take_back(world: MemoryWorld, source: str) -> None:
    (upload,) = world.uploads(source)
    world.app.undoing.undo(upload.id, by="test")


@pytest.mark.parametrize("has_been_resolved", [True, False])
def test_a_part_held_up_anywhere_while_its_upload_is_taken_back_resolves_to_nothing(
    has_been_resolved: bool,
) -> None:
    at = 0
    while True:
        at += 1
        world = mapped_world(CRM, EXPORT)
        (message,) = world.outbox.waiting
        assert isinstance(message, ContactsMapped)
        if has_been_resolved:
            world.deliver(message)

        def meanwhile(world: MemoryWorld = world, message: ContactsMapped = message) -> None:
            world.app.resolution.resolve_part(message)
            take_back(world, CRM)

        held_up = HeldUp(world.app.documents, meanwhile, at=at)
        replace(world.app.resolution, documents=held_up).resolve_part(message)

        if not held_up.happened:
            break
        assert (list(world.records()), world.profiles()) == ([], [])
        assert (world.app.documents.count(Key), world.app.documents.count(Part)) == (0, 0)
    assert at > 4


def test_interactions_held_up_anywhere_while_their_upload_is_taken_back_are_not_stored() -> None:
    at = 0
    while True:
        at += 1
        world = mapped_world(VISITS, visits(crowd(5)), contracts=True)
        told = list(world.outbox.waiting)
        (message,) = [one for one in told if isinstance(one, InteractionsMapped)]

        def meanwhile(world: MemoryWorld = world) -> None:
            world.settle()
            take_back(world, VISITS)

        held_up = HeldUp(world.app.documents, meanwhile, at=at)
        replace(world.app.attachment, documents=held_up).attach_part(message)

        if not held_up.happened:
            break
        assert world.app.documents.count(StoredInteraction) == 0
    assert at > 3


def test_a_part_held_up_until_its_file_came_again_leaves_the_new_round_alone() -> None:
    at = 0
    undisturbed = mapped_world(CRM, EXPORT)
    undisturbed.settle()
    while True:
        at += 1
        world = mapped_world(CRM, EXPORT)
        (message,) = world.outbox.waiting
        world.settle()

        def meanwhile(world: MemoryWorld = world) -> None:
            take_back(world, CRM)
            world.load(CRM, "export.csv", EXPORT)

        held_up = HeldUp(world.app.documents, meanwhile, at=at)
        act(
            replace(world.app, resolution=replace(world.app.resolution, documents=held_up)), message
        )

        if not held_up.happened:
            break
        assert world.membership() == undisturbed.membership()
        assert world.counts(CRM) == undisturbed.counts(CRM)
    assert at > 2


def test_a_part_held_up_anywhere_loses_nothing_that_others_say_of_its_people() -> None:
    at = 0
    undisturbed = restated_world()
    undisturbed.settle()
    while True:
        at += 1
        world = restated_world()
        first, second = world.outbox.waiting

        def meanwhile(world: MemoryWorld = world, message: Message = second) -> None:
            world.deliver(message)

        held_up = HeldUp(world.app.documents, meanwhile, at=at)
        act(replace(world.app, resolution=replace(world.app.resolution, documents=held_up)), first)

        if not held_up.happened:
            break
        told = differences(outcome_of(world.app), outcome_of(undisturbed.app), but=["counts"])
        assert told == []
    assert at > 5


def restated_world() -> MemoryWorld:
    """People known in two systems; both then say something new, not yet resolved."""
    world = MemoryWorld(contracts=CONTRACTS)
    people = crowd(3)
    for source in SOURCES[:2]:
        world.load(source, "first.csv", export(people, source=source))
    for source, new in zip(SOURCES, ({"zip": "75011"}, {"phone": "+33639980099"}), strict=False):
        changed = [{**people[0], **new}, *people[1:]]
        world.drop(source, "second.csv", export(changed, source=source))
        world.deliver(world.outbox.waiting.pop())
    return world


@pytest.mark.parametrize("source", [SOURCES[0], VISITS])
def test_what_others_say_while_an_upload_is_taken_back_stands_wherever_that_was(
    source: str,
) -> None:
    people = crowd(3)
    is_visits = source == VISITS
    wrong = visits(people) if is_visits else export(people)
    right = wrong.replace(b" 20:30", b" 21:45") if is_visits else wrong.replace(b".org", b".net")
    undisturbed = MemoryWorld(contracts=CONTRACTS)
    undisturbed.load(source, "right.csv", right)
    at = 0
    while True:
        at += 1
        world = MemoryWorld(contracts=CONTRACTS)
        world.load(source, "wrong.csv", wrong)
        (upload,) = world.uploads(source)

        def meanwhile(world: MemoryWorld = world) -> None:
            world.load(source, "right.csv", right)

        held_up = HeldUp(world.app.documents, meanwhile, at=at)
        replace(world.app.undoing, documents=held_up).undo(upload.id, by="test")

        if not held_up.happened:
            break
        said = {one.record_id: one.now.claims for one in undisturbed.records()}
        assert {one.record_id: one.now.claims.keys() for one in world.records()} == {
            id: claims.keys() for id, claims in said.items()
        }
        assert sorted(interactions(world)) == sorted(interactions(undisturbed))
    assert at > 5


def interactions(world: MemoryWorld) -> list[str]:
    return [one.value.at for _, one in world.app.documents.find(StoredInteraction)]
