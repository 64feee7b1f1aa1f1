"""The queue of an embedded installation, for those who deliver from it or look into it."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from shared.adapters.embedded.database import Database

if TYPE_CHECKING:
    from shared.adapters.embedded.queue import Queue
    from shared.config import Settings


@lru_cache(maxsize=8)
def open_database(folder: str) -> Database:
    """The database of a data folder; made when there is none."""
    return Database(Path(folder) / "nova.db")


def open_queue(settings: Settings) -> Queue:
    """The queue of this installation."""
    from shared.adapters.embedded.queue import Queue  # noqa: PLC0415

    return Queue(open_database(settings.data))


def depth(queue: Queue, *, now: float) -> int:
    """How many messages are waiting or in flight, in all."""
    return sum(one.waiting + one.in_flight for one in queue.depth(now=now).values())
