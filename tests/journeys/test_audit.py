"""What people and companies did is sealed, and checked by a stranger, on both backends."""

from __future__ import annotations

from pathlib import Path

from shared.audit.bundle import read_bundle, write_bundle
from shared.model.message import WatchDue
from shared.model.trail import StoredEntry
from shared.ports import Write
from shared.rules import catalogue
from tests.exports import distinct_people, subscribers
from tests.trails import entries_of
from tests.unit.audit.sealed import wrong_with
from tests.worlds import World

CRM = "mediapulse.crm"


def busy(world: World) -> None:
    """A file loaded, taken back, and a request opened: entries of three kinds of writers."""
    world.load(CRM, "base.csv", subscribers(*distinct_people(3)))
    rcu = world.profiles()[0].rcu
    world.app.privacy.desk.accept(["access"], rcu, by="Denise")
    world.settle()
    (upload,) = world.uploads(CRM)
    world.app.undoing.undo(upload.id, by="Ada")
    world.app.messages.publish([WatchDue(task="checkpoint")])
    world.settle()


def test_what_the_watch_sealed_convinces_a_stranger(world: World, tmp_path: Path) -> None:
    busy(world)
    key = world.app.exporting.signer.key

    write_bundle(world.app.exporting.bundle(), tmp_path / "audit.zip")

    bundle = read_bundle(tmp_path / "audit.zip")
    acts = {one.act for one in entries_of(world.app.documents, "compliance")}
    assert wrong_with(bundle, key) == ""
    assert {"upload undone", "request accepted", "tasks planned", "access package made"} <= acts
    assert len(bundle.logs["compliance"].entries) >= 4
    assert len(list(world.app.objects.list(catalogue.EVIDENCE, "compliance/checkpoints/"))) == 1


def test_an_entry_changed_in_the_store_is_found(world: World) -> None:
    busy(world)
    (id, stored), *_ = world.app.documents.find(StoredEntry, where={"log": "compliance"})
    forged = StoredEntry(log="compliance", text=stored.value.text.replace("Ada", "Eve") + " ")
    world.app.documents.commit([Write(StoredEntry, id, forged)])

    bundle = world.app.exporting.bundle()

    assert f"{id}: the entry is not the one" in wrong_with(bundle, *bundle.keys)


def test_an_entry_gone_from_the_store_is_found(world: World) -> None:
    busy(world)
    (id, _), *_ = world.app.documents.find(StoredEntry, where={"log": "compliance"})
    world.app.documents.commit([Write(StoredEntry, id, None)])

    bundle = world.app.exporting.bundle()

    assert f"{id}: the entry is missing" in wrong_with(bundle, *bundle.keys)
