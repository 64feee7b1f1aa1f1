"""Replacing one document by a pure function of itself, on any store with optimistic commits."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence
from typing import Any, Final, Protocol, TypeVar

import msgspec

from shared.errors import Conflict, Retry
from shared.ports import ABSENT, Stored, Version, Write

T = TypeVar("T", bound=msgspec.Struct)

ATTEMPTS: Final = 40
FIRST_PAUSE: Final = 0.005
LONGEST_PAUSE: Final = 1.0


class _Store(Protocol):
    """The two calls the loop needs; a part of `ports.Documents`."""

    def get(self, kind: type[Any], id: str) -> Stored[Any] | None: ...

    def commit(self, writes: Sequence[Write]) -> dict[str, Version]: ...


def update_optimistically(
    store: _Store, kind: type[T], id: str, change: Callable[[T | None], T | None]
) -> T | None:
    """What stands after `change` was applied to the newest state. Raises Retry after 40 conflicts.

    Between conflicts it waits a random time, longer each round, so that those who collided once do
    not collide again in step.
    """
    for attempt in range(ATTEMPTS):
        stored: Stored[T] | None = store.get(kind, id)
        before = None if stored is None else stored.value
        after = change(before)
        if after is before or after == before:
            return before
        expect = ABSENT if stored is None else stored.version
        try:
            store.commit([Write(kind, id, after, expect)])
        except Conflict:
            time.sleep(random.uniform(0, pause_after(attempt)))  # noqa: S311 - jitter, not a secret
        else:
            return after
    raise Retry(f"{kind.__name__} {id!r} changed {ATTEMPTS} times while it was being updated")


def pause_after(attempt: int) -> float:
    """The longest pause, in seconds, after this many conflicts: doubling, up to a second."""
    return float(min(LONGEST_PAUSE, FIRST_PAUSE * 2**attempt))
