"""What a check of an installation finds, and how its database is looked at without touching it."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal
from urllib.parse import quote

import msgspec

from shared.config import Settings

Level = Literal["ok", "warning", "fault"]


class Check(msgspec.Struct, frozen=True):
    """One thing looked at: how it is, and what to do when it is not well."""

    name: str
    level: Level
    found: str
    advice: str = ""


def database_path(settings: Settings) -> Path:
    return Path(settings.data) / "nova.db"


@contextmanager
def looking_at(path: Path) -> Iterator[sqlite3.Connection]:
    """The database, only to be read: nothing is made, nobody is waited for, nobody disturbed."""
    place = f"file:{quote(str(path.absolute()))}?mode=ro"
    if not os.access(path.parent, os.W_OK):
        # Readers share notes in a file beside it, which cannot be made there; nobody writes either.
        place += "&immutable=1"
    connection = sqlite3.connect(place, uri=True, timeout=2)
    try:
        yield connection
    finally:
        connection.close()
