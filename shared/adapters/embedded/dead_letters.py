"""Messages given up on, kept beside the queue until somebody replays them."""

# ruff: noqa: S608 - the only text put together is a constant; every value is bound

from __future__ import annotations

import time
from collections.abc import Callable, Collection

import msgspec

from shared.adapters.embedded.database import Database
from shared.adapters.embedded.queue import timestamp
from shared.errors import InvalidInput
from shared.model.message import Message
from shared.ports import DeadLetter
from shared.rules.wire import decode


class SqliteDeadLetters:
    """Meets `ports.DeadLetters`."""

    def __init__(self, database: Database, *, now: Callable[[], float] = time.time) -> None:
        self._database = database
        self._now = now

    def list(self) -> list[DeadLetter]:
        """The oldest first: in the order they were given up on."""
        with self._database.connection() as connection:
            rows = connection.execute(
                "SELECT number, subscription, body, attributes, attempts, reason, published_at "
                "FROM dead_letters ORDER BY number"
            ).fetchall()
        return [
            DeadLetter(
                id=str(number),
                subscription=subscription,
                message=_message(body, attributes),
                attempts=attempts,
                reason=reason,
                published_at=timestamp(published_at),
            )
            for number, subscription, body, attributes, attempts, reason, published_at in rows
        ]

    def replay(self, ids: Collection[str]) -> int:
        """Deliver these again, as if for the first time; how many there were."""
        numbers = [int(id) for id in ids if id.isdecimal()]
        chosen = "number IN (SELECT value FROM json_each(?))"
        listed = msgspec.json.encode(numbers).decode()
        with self._database.transaction() as connection:
            revived = connection.execute(
                "INSERT INTO deliveries "
                "(message, subscription, body, attributes, published_at, due_at) "
                "SELECT message, subscription, body, attributes, published_at, ? "
                f"FROM dead_letters WHERE {chosen}",
                (self._now(), listed),
            ).rowcount
            connection.execute(f"DELETE FROM dead_letters WHERE {chosen}", (listed,))
        return revived


def _message(body: bytes, attributes: bytes) -> Message | None:
    try:
        return decode(body, msgspec.json.decode(attributes, type=dict[str, str]))
    except InvalidInput:
        return None
