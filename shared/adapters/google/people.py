"""Who of the group's people holds which role, as the infrastructure published it."""

from __future__ import annotations

import threading
from typing import Final

import msgspec

from shared.errors import InvalidInput, NotFound
from shared.ports import Clock, Objects

_SCHEME: Final = "gs://"
_FRESH_SECONDS: Final = 60.0


class BucketPeople:
    """Reads `NOVA_PEOPLE=gs://<bucket>/<object>`: a JSON object, e-mail address -> roles.

    The object is looked at again once what was read is a minute old.
    """

    def __init__(self, objects: Objects, location: str, clock: Clock) -> None:
        bucket, _, name = location.removeprefix(_SCHEME).partition("/")
        if not location.startswith(_SCHEME) or not bucket or not name:
            raise InvalidInput(
                f"NOVA_PEOPLE is {location!r}; an object is named as gs://<bucket>/<object>",
                field="NOVA_PEOPLE",
            )
        self._objects = objects
        self._bucket = bucket
        self._name = name
        self._clock = clock
        self._lock = threading.Lock()
        self._roles: dict[str, frozenset[str]] = {}
        self._read_at: float | None = None

    def roles_of(self, email: str) -> frozenset[str]:
        """The roles of this address; none for a stranger, and for everybody while none is said."""
        with self._lock:
            now = self._clock.monotonic()
            if self._read_at is None or now - self._read_at >= _FRESH_SECONDS:
                self._roles = self._read()
                self._read_at = now
            return self._roles.get(email.lower(), frozenset())

    def _read(self) -> dict[str, frozenset[str]]:
        try:
            said = self._objects.read(self._bucket, self._name)
        except NotFound:
            return {}
        roles = msgspec.json.decode(said, type=dict[str, tuple[str, ...]])
        return {email.lower(): frozenset(held) for email, held in roles.items()}
