"""The durable queue of the local platform: deliveries, their leases, and when to try again.

It keeps the promises of push subscriptions: every message reaches every subscription at least
once, is tried again after a growing pause, and becomes a dead letter when its attempts are used up.
"""

# ruff: noqa: S608 - the only text put together is _HELD; every value is bound

from __future__ import annotations

import sqlite3
import time
import uuid
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Final, NamedTuple

import msgspec

from shared.adapters.embedded.database import Database
from shared.model.message import Message
from shared.rules.catalogue import (
    SUBSCRIPTIONS,
    Subscription,
    subscription,
    subscriptions_of,
    topic_of,
)
from shared.rules.wire import encode

NO_ANSWER: Final = "no answer before the acknowledgement deadline"

_HELD: Final = "number = ? AND worker = ? AND attempt = ?"
"""Whether a delivery is still under the lease somebody speaks of."""


class Delivery(NamedTuple):
    """One message on its way to one function: what is pushed, and which lease it is under."""

    number: int
    """Which row of the queue; only the queue compares it."""

    message_id: str
    subscription: str
    function: str
    body: bytes
    attributes: dict[str, str]
    published_at: str
    """ISO 8601, UTC, as the push body's `publishTime`."""

    attempt: int
    """1 for the first delivery."""

    worker: str
    """Who holds the lease."""


class Depth(NamedTuple):
    """How many messages a subscription holds."""

    waiting: int
    """Nobody works on them, now due or later."""

    in_flight: int
    due: int
    """Of `waiting`, those that could be delivered now."""


class SqliteMessages:
    """Meets `ports.Messages`: publishing is one durable transaction."""

    def __init__(self, database: Database, *, now: Callable[[], float] = time.time) -> None:
        self._database = database
        self._now = now

    def publish(self, messages: Sequence[Message]) -> None:
        """Returns once all are safe. Topics without a subscription keep nothing."""
        now = self._now()
        rows = []
        for message in messages:
            body, attributes = encode(message)
            identity = uuid.uuid4().hex
            for sub in subscriptions_of(topic_of(type(message)).name):
                row = (identity, sub.name, body, msgspec.json.encode(attributes), now, now)
                rows.append(row)
        if not rows:
            return
        with self._database.transaction() as connection:
            connection.executemany(
                "INSERT INTO deliveries "
                "(message, subscription, body, attributes, published_at, due_at) "
                "VALUES (?, ?, ?, ?, ?, ?)",
                rows,
            )


class Queue:
    """What the local platform does with deliveries. Times are seconds since 1970."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def claim(
        self,
        worker: str,
        *,
        now: float,
        limit: int = 1,
        functions: Collection[str] | None = None,
    ) -> list[Delivery]:
        """Lease up to `limit` due deliveries, each until its acknowledgement deadline.

        Subscriptions take turns: first the one with the fewest deliveries in flight, then the one
        served longest ago; within a subscription the one due longest. A lease nobody answered is
        due again; after the last attempt it becomes a dead letter here.
        """
        served = _served(functions)
        claimed: list[Delivery] = []
        while len(claimed) < limit and self._is_due(served, now):
            with self._database.transaction() as connection:
                while len(claimed) < limit:
                    row = _next_due(connection, served, now)
                    if row is None:
                        break
                    delivery = _lease(connection, row, worker=worker, now=now)
                    if delivery is not None:
                        claimed.append(delivery)
        return claimed

    def acknowledge(self, delivery: Delivery) -> None:
        """The work is done: forget the delivery, also when its lease ran out meanwhile."""
        with self._database.transaction() as connection:
            connection.execute("DELETE FROM deliveries WHERE number = ?", (delivery.number,))

    def fail(self, delivery: Delivery, reason: str, now: float) -> None:
        """Try again later, the pause doubling; after the last attempt, a dead letter.

        Nothing happens when the lease ran out and somebody else has the delivery.
        """
        sub = subscription(delivery.subscription)
        with self._database.transaction() as connection:
            if delivery.attempt >= sub.attempts:
                _bury(connection, _lease_of(delivery), reason)
                return
            connection.execute(
                f"UPDATE deliveries SET worker = '', due_at = ? WHERE {_HELD}",
                (now + backoff(sub, delivery.attempt), *_lease_of(delivery)),
            )

    def extend(self, delivery: Delivery, *, now: float) -> bool:
        """A new deadline for a lease that is still held; False when it is not."""
        sub = subscription(delivery.subscription)
        with self._database.transaction() as connection:
            held = connection.execute(
                f"UPDATE deliveries SET due_at = ? WHERE {_HELD}",
                (now + sub.ack_deadline, *_lease_of(delivery)),
            )
            return held.rowcount == 1

    def release(self, worker_prefix: str) -> int:
        """Make the leases of dead workers due at once; how many there were.

        The attempt stays counted: a message that kills its workers must become a dead letter.
        """
        with self._database.transaction() as connection:
            released = connection.execute(
                "UPDATE deliveries SET worker = '', due_at = published_at "
                "WHERE worker <> '' AND substr(worker, 1, length(?1)) = ?1",
                (worker_prefix,),
            )
            return released.rowcount

    def release_all(self) -> int:
        """Make every lease due at once, for a platform that starts; how many there were.

        The attempt is not counted: the whole platform stopped, which says nothing of the message.
        """
        with self._database.transaction() as connection:
            released = connection.execute(
                "UPDATE deliveries SET worker = '', due_at = published_at, attempt = attempt - 1 "
                "WHERE worker <> ''"
            )
            return released.rowcount

    def depth(self, *, now: float) -> dict[str, Depth]:
        """The depth of every subscription of the catalogue."""
        with self._database.connection() as connection:
            rows = connection.execute(
                "SELECT subscription, sum(worker = '' OR due_at <= ?1), "
                "sum(worker <> '' AND due_at > ?1), sum(due_at <= ?1) "
                "FROM deliveries GROUP BY subscription",
                (now,),
            ).fetchall()
        found = {name: Depth(waiting, in_flight, due) for name, waiting, in_flight, due in rows}
        return {sub.name: found.get(sub.name, Depth(0, 0, 0)) for sub in SUBSCRIPTIONS}

    def next_due(self, functions: Collection[str] | None = None) -> float | None:
        """When the next delivery, or the end of the next lease, is due; None when there is none."""
        due: list[float] = []
        with self._database.connection() as connection:
            for sub in _served(functions):
                (earliest,) = connection.execute(
                    "SELECT min(due_at) FROM deliveries WHERE subscription = ?", (sub.name,)
                ).fetchone()
                if earliest is not None:
                    due.append(earliest)
        return min(due, default=None)

    def _is_due(self, served: Sequence[Subscription], now: float) -> bool:
        # Asked without the write lock, so that an idle platform disturbs nobody.
        with self._database.connection() as connection:
            return any(True for _ in _oldest_due(connection, served, now))


def backoff(sub: Subscription, attempt: int) -> float:
    """Seconds to wait after this attempt failed: doubling from `min_backoff` to `max_backoff`."""
    return float(min(sub.max_backoff, sub.min_backoff * 2 ** (attempt - 1)))


def timestamp(seconds: float) -> str:
    """Seconds since 1970 as a push body says them."""
    moment = datetime.fromtimestamp(seconds, UTC).isoformat(timespec="milliseconds")
    return moment.replace("+00:00", "Z")


def _served(functions: Collection[str] | None) -> tuple[Subscription, ...]:
    return tuple(sub for sub in SUBSCRIPTIONS if functions is None or sub.function in functions)


_Row = tuple[int, str, str, bytes, bytes, float, float, int, str]
"""number, message, subscription, body, attributes, published_at, due_at, attempt, worker"""


def _oldest_due(
    connection: sqlite3.Connection, served: Sequence[Subscription], now: float
) -> Iterator[_Row]:
    """The delivery due longest of each subscription that has one."""
    for sub in served:
        row = connection.execute(
            "SELECT number, message, subscription, body, attributes, published_at, due_at, "
            "attempt, worker FROM deliveries WHERE subscription = ? AND due_at <= ? "
            "ORDER BY due_at, number LIMIT 1",
            (sub.name, now),
        ).fetchone()
        if row is not None:
            yield row


def _next_due(
    connection: sqlite3.Connection, served: Sequence[Subscription], now: float
) -> _Row | None:
    """The delivery whose subscription's turn it is."""
    in_flight: Mapping[str, int] = dict(
        connection.execute(
            "SELECT subscription, count(*) FROM deliveries "
            "WHERE worker <> '' AND due_at > ? GROUP BY subscription",
            (now,),
        ).fetchall()
    )
    turns: Mapping[str, int] = dict(
        connection.execute("SELECT subscription, turn FROM turns").fetchall()
    )

    def order(row: _Row) -> tuple[int, int, float]:
        name, due_at = row[2], row[6]
        return in_flight.get(name, 0), turns.get(name, 0), due_at

    return min(_oldest_due(connection, served, now), key=order, default=None)


def _lease(
    connection: sqlite3.Connection, row: _Row, *, worker: str, now: float
) -> Delivery | None:
    """The delivery under its new lease; None when its attempts are used up and it was buried."""
    number, message, name, body, attributes, published_at, _, attempt, holder = row
    sub = subscription(name)
    if attempt >= sub.attempts:
        _bury(connection, (number, holder, attempt), NO_ANSWER)
        return None
    connection.execute(
        "UPDATE deliveries SET worker = ?, due_at = ?, attempt = ? WHERE number = ?",
        (worker, now + sub.ack_deadline, attempt + 1, number),
    )
    connection.execute(
        "INSERT INTO turns SELECT ?, coalesce(max(turn), 0) + 1 FROM turns WHERE TRUE "
        "ON CONFLICT (subscription) DO UPDATE SET turn = excluded.turn",
        (name,),
    )
    return Delivery(
        number=number,
        message_id=message,
        subscription=name,
        function=sub.function,
        body=body,
        attributes=msgspec.json.decode(attributes, type=dict[str, str]),
        published_at=timestamp(published_at),
        attempt=attempt + 1,
        worker=worker,
    )


def _bury(connection: sqlite3.Connection, lease: tuple[int, str, int], reason: str) -> None:
    """Move a delivery to the dead letters, if it is still under this lease."""
    connection.execute(
        "INSERT INTO dead_letters "
        "(message, subscription, body, attributes, published_at, attempts, reason) "
        "SELECT message, subscription, body, attributes, published_at, attempt, ? "
        f"FROM deliveries WHERE {_HELD}",
        (reason, *lease),
    )
    connection.execute(f"DELETE FROM deliveries WHERE {_HELD}", lease)


def _lease_of(delivery: Delivery) -> tuple[int, str, int]:
    """What `_HELD` is asked with."""
    return delivery.number, delivery.worker, delivery.attempt
