"""Looking at an installation without touching it."""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path

from shared.adapters.embedded.database import Database
from shared.config import Settings
from shared.local.inspection.health import examine


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
