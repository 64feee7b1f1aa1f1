"""Looking at an installation without touching it."""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path

import pytest

from shared.adapters.embedded.database import Database
from shared.config import Settings
from shared.local.inspection.health import examine
from shared.model.settings import WeightsVersion
from tests.worlds import EmbeddedWorld


def levels(folder: Path) -> dict[str, str]:
    """How each thing looked at is."""
    return {one.name: one.level for one in examine(Settings(data=str(folder)))}


def test_nobody_is_waited_for_while_somebody_writes(tmp_path: Path) -> None:
    Database(tmp_path / "nova.db").close()
    writer = sqlite3.connect(tmp_path / "nova.db", isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    began = time.monotonic()

    found = levels(tmp_path)

    writer.close()
    assert time.monotonic() - began < 10
    assert [found[name] for name in ("database", "queue", "dead letters")] == ["ok"] * 3


def test_looking_makes_nothing(tmp_path: Path) -> None:
    levels(tmp_path)

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "called"),
    [
        ("eventclick.crm/scan.pdf", "eventclick.crm/scan.pdf"),
        ("eventclick.crm/lou.paz@example.org.pdf", "a file whose name looks like a value"),
    ],
)
def test_a_refused_file_is_named_unless_its_name_could_be_somebody_s(
    name: str, called: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = EmbeddedWorld(tmp_path / "nova", monkeypatch)
    world.drop("eventclick.crm", name.partition("/")[2], b"%PDF-1.7")
    world.settle()

    (found,) = (one for one in examine(world.app.settings) if one.name == "landing")

    assert (found.level, found.found) == (
        "warning",
        f"{called} was refused, and lies there still",
    )
    assert "nova status says why" in found.advice


def test_a_broken_promise_and_the_weights_in_force_are_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = EmbeddedWorld(tmp_path / "nova", monkeypatch)
    named = WeightsVersion(
        version="w1",
        object="weights/w1.json.gz",
        population=1200,
        learnt_at="2026-11-27T08:00:00+00:00",
        disbelieved=("eventclick.crm",),
    )
    world.app.documents.update(WeightsVersion, "current", lambda _: named)

    found = {one.name: one for one in examine(world.app.settings)}

    assert found["match weights"].found == "w1, learnt on 2026-11-27 from 1,200 people"
    assert found["sources"].level == "warning"
    assert found["sources"].found.startswith("eventclick.crm promises `unique`, and holds people")
