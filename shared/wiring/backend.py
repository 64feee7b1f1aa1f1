"""The backend this process's environment describes, and what stands on it."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import lru_cache, partial
from typing import TypeVar

from shared.backends import Backend, embedded, google
from shared.config import Settings
from shared.rules.values.hashing import keyed_hash

A = TypeVar("A")

_ENVIRONMENTS = 8
"""How many are remembered: one in production, several where tests follow each other."""


def from_environment(wire: Callable[[Settings, Backend], A]) -> Callable[[], A]:
    """Gives what `wire` makes of this process's environment; made once per environment."""

    @lru_cache(maxsize=_ENVIRONMENTS)
    def wired(settings: Settings) -> A:
        if settings.backend == "google" and not settings.emulated:
            # Only where the platform reads standard output: commands print their answers there.
            from shared.adapters.google.logs import write_structured_logs  # noqa: PLC0415

            write_structured_logs()
        return wire(settings, backend_of(settings))

    return lambda: wired(Settings.from_env(os.environ))


@lru_cache(maxsize=_ENVIRONMENTS)
def backend_of(settings: Settings) -> Backend:
    """The backend of these settings: one, whatever stands on it."""
    return google(settings) if settings.backend == "google" else embedded(settings)


def hasher(backend: Backend) -> Callable[..., str]:
    """The keyed hash of this installation, as in `hash("record", key)`."""
    return partial(keyed_hash, backend.secrets.get("pepper"))
