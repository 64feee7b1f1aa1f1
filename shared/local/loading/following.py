"""Following a file from the moment it is dropped until its people are profiles."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec

from shared.errors import Refused
from shared.local.loading.rejections import with_alarm
from shared.local.loading.uploads import UploadSummary, find_upload, read_summary

if TYPE_CHECKING:
    from shared.wiring.app import App

_LOOK_SECONDS: Final = 0.25
_LONGEST_LOOK: Final = 2.0
STALLED_SECONDS: Final = 60.0
"""How long nothing may move before whoever waits is told."""


class Drop(msgspec.Struct, frozen=True, kw_only=True):
    """A file that was put down: whose, what bytes, where, and when."""

    source: str
    hashes: tuple[str, ...]
    """What the stores may call the bytes."""

    place: Path
    at: datetime
    sample: int = 0


class Follower:
    """Follows one drop; `look` says how far it is."""

    def __init__(self, app: App, drop: Drop) -> None:
        self._app = app
        self._drop = drop
        self._began = time.monotonic()
        self._has_moved = False

    def look(self) -> UploadSummary | None:
        """How far the upload is; None while the file is still to be picked up."""
        drop = self._drop
        upload = find_upload(
            self._app.documents, source=drop.source, hashes=drop.hashes, sample=drop.sample
        )
        if upload is None:
            return None
        is_earlier = datetime.fromisoformat(upload.received_at) < drop.at
        if is_earlier and drop.place.exists():
            return None  # what is known is an earlier upload of the same bytes
        summary = read_summary(self._app.documents, upload, now=self._app.clock.now())
        self._has_moved |= not summary.has_ended
        summary = msgspec.structs.replace(
            summary,
            seconds=round(time.monotonic() - self._began, 2),
            already_loaded=is_earlier and summary.state == "resolved" and not self._has_moved,
        )
        return with_alarm(summary, self._app.objects)

    def given_up(self) -> str:
        """Why it goes no further, when a message of it was given up on; else empty."""
        seen = self.look()
        for letter in self._app.dead_letters.list():
            said = msgspec.to_builtins(letter.message) if letter.message else {}
            mine = {said.get("upload"), said.get("name")}
            if (
                seen and seen.upload in mine
            ) or f"{self._drop.source}/{self._drop.place.name}" in mine:
                return f"{letter.subscription} was given up on: {letter.reason}"
        return ""


def follow(
    follower: Follower,
    *,
    pause: Callable[[float], None],
    is_quiet: Callable[[], bool] | None,
    show: Callable[[UploadSummary], None],
    stalled: Callable[[], None],
    patience: float = STALLED_SECONDS,
) -> UploadSummary:
    """Look until the upload has ended; its last summary.

    `pause(seconds)` waits, and does what else is to be done; `is_quiet` says that nobody works
    any more, where that can be known; `stalled()` is called once, when nothing has moved for
    `patience` seconds. Raises Refused when the upload goes no further.
    """
    looked = 0
    moved: UploadSummary | None = None
    moved_at: float | None = time.monotonic()
    while True:
        quiet = is_quiet is not None and is_quiet()
        seen = follower.look()
        if seen is not None:
            show(seen)
            if seen.has_ended:
                return seen
        looked += 1
        still = seen and msgspec.structs.replace(seen, seconds=0.0)
        if still != moved and moved_at is not None:
            moved, moved_at = still, time.monotonic()
        if moved_at is not None and time.monotonic() - moved_at > patience:
            stalled()
            moved_at = None
        if (quiet or looked % 20 == 0) and (reason := follower.given_up()):
            raise Refused(f"{reason}\nFix the cause, then: nova dead-letters replay --all")
        if quiet:
            raise Refused(
                "the file was taken, and no upload came of it; see `nova quarantine` and the logs"
            )
        pause(min(_LONGEST_LOOK, _LOOK_SECONDS * (1 + looked / 40)))
