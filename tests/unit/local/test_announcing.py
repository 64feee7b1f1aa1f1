"""What is said of the files that land, on an installation delivered by hand."""

from __future__ import annotations

import os
import re
import time
from pathlib import Path

import pytest

from shared.local.installation.state import MemoryState
from shared.local.loading.announcing import Announcer
from shared.local.platform.landing import Landing
from shared.model.message import ObjectLanded
from shared.rules import catalogue
from tests.exports import as_clients, clients, distinct_people
from tests.worlds import EmbeddedWorld


class Watched:
    """An installation whose landing folder is watched, and what was said of it."""

    def __init__(self, world: EmbeddedWorld) -> None:
        self.world = world
        self.said: list[str] = []
        self.shown: list[str] = []
        self.folder = world.folder / "buckets" / catalogue.LANDING
        self.state = MemoryState()
        self.start()

    def start(self) -> None:
        """Watch, as a platform that has just been started does."""
        self.announcer = Announcer(self.world.app, tell=self.said.append, show=self.shown.append)
        self.landing = Landing(self.folder, announce=self._publish, state=self.state)
        self.resumed = self.announcer.resume(self.landing.tell_also(self.announcer.landed))

    def drop(self, place: str, content: bytes) -> None:
        """Put a file there that has stood still for long, and see it announced."""
        path = self.folder / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        os.utime(path, (1, 1))
        self.landing.poll(time.time())

    def lines(self) -> list[str]:
        """What was said since this was last asked, without times and upload ids."""
        said, self.said[:] = list(self.said), []
        texts = [re.sub(r"^\d\d:\d\d:\d\d ", "", line) for line in said]
        return [re.sub(r" [0-9a-f]{16}:", ":", text) for text in texts]

    def _publish(self, name: str) -> None:
        facts = self.world.app.objects.facts(catalogue.LANDING, name)
        message = ObjectLanded(bucket=catalogue.LANDING, name=name, generation=facts.generation)
        self.world.app.messages.publish([message])


@pytest.fixture
def watched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Watched:
    """A fresh installation, watched."""
    return Watched(EmbeddedWorld(tmp_path / "nova", monkeypatch))


EXPORT = clients(*as_clients(distinct_people(3)))
PLACE = "eventclick.crm/Jean Dupont.csv"


def test_every_step_of_a_file_is_said_once_and_never_its_name(watched: Watched) -> None:
    watched.drop(PLACE, EXPORT)
    watched.announcer.look()
    watched.world.settle()
    watched.announcer.look()
    watched.announcer.look()

    said = watched.lines()

    doubts = [line for line in said if ": ! " in line]
    assert "eventclick.crm: ! “Refus SMS” says who refused: its yes is read as no." in doubts
    assert [line for line in said if line not in doubts] == [
        f"eventclick.crm: picked up a file of {len(EXPORT)} bytes",
        "eventclick.crm: mapped: 3 rows = 3 mapped + 0 rejected + 0 suppressed",
        "eventclick.crm: resolved: 3 mapped = 3 new + 0 linked + 0 to review + 0 unchanged",
    ]


def test_who_looks_on_is_shown_what_a_file_is_called_unless_it_looks_like_a_value(
    watched: Watched,
) -> None:
    watched.drop(PLACE, EXPORT)
    watched.drop("eventclick.crm/2026/january.csv", b"id;nom\n1;Brun\n")
    watched.drop("eventclick.crm/lou.paz@example.org.csv", b"id;nom\n2;Brun\n")
    watched.drop("jean.dupont/export.csv", b"id;nom\n3;Brun\n")

    assert watched.shown == ["Jean Dupont.csv", "2026/january.csv"]


def test_a_file_in_a_folder_below_belongs_to_the_same_source(watched: Watched) -> None:
    watched.drop("eventclick.crm/2026/january.csv", EXPORT)
    watched.world.settle()
    watched.announcer.look()

    assert "eventclick.crm: resolved: 3 mapped = 3 new" in "\n".join(watched.lines())


def test_the_same_file_again_is_said_to_be_loaded_already(watched: Watched) -> None:
    watched.drop(PLACE, EXPORT)
    watched.world.settle()
    watched.announcer.look()
    watched.lines()

    watched.drop("eventclick.crm/again.csv", EXPORT)
    watched.announcer.look()
    before = watched.lines()
    watched.world.settle()
    watched.announcer.look()

    assert before == [f"eventclick.crm: picked up a file of {len(EXPORT)} bytes"]
    (said,) = watched.lines()
    assert re.fullmatch(r"eventclick.crm: already loaded on [-0-9: ]{19}; nothing changed", said)


def test_a_refused_file_is_said_to_be_with_its_reason(watched: Watched) -> None:
    watched.drop("eventclick.crm/scan.pdf", b"%PDF-1.7")
    watched.world.settle()
    watched.announcer.look()

    assert watched.lines() == [
        "eventclick.crm: picked up a file of 8 bytes",
        "eventclick.crm: REFUSED: this is a PDF document: export the data as CSV or XLSX; "
        "the file stays in landing",
    ]


def test_a_folder_no_contract_names_is_not_named_either(watched: Watched) -> None:
    watched.drop("jean.dupont/export.csv", EXPORT)
    watched.drop("jean.dupont.csv", EXPORT)
    watched.world.settle()
    watched.announcer.look()

    assert watched.lines() == [
        f"unknown source: picked up a file of {len(EXPORT)} bytes",
        "unknown source: a file lies beside the folders of the sources; move it into its own",
        "unknown source: REFUSED: no contract names its folder (nova sources); "
        "the file stays in landing",
    ]


def test_a_platform_started_again_goes_on_telling_of_what_was_begun(watched: Watched) -> None:
    watched.drop(PLACE, EXPORT)
    watched.start()
    waiting = watched.resumed
    watched.world.deliver_next()
    watched.start()
    mapped = watched.resumed
    watched.lines()

    watched.world.settle()
    watched.announcer.look()

    assert (waiting, mapped) == (1, 1)
    assert watched.lines() == [
        "eventclick.crm: resolved: 3 mapped = 3 new + 0 linked + 0 to review + 0 unchanged"
    ]


def test_what_has_ended_before_a_start_is_not_told_again(watched: Watched) -> None:
    watched.drop(PLACE, EXPORT)
    watched.drop("eventclick.crm/scan.pdf", b"%PDF-1.7")
    watched.world.settle()
    watched.lines()

    watched.start()
    watched.announcer.look()

    assert (watched.resumed, watched.lines()) == (0, [])
