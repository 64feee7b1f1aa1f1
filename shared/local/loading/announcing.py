"""What becomes of the files that land, said as it happens: a line for each step that matters.

No line names a file: people call exports after people, and lines are logged. They name the source,
the upload and counts. Who looks on at a terminal is shown the file's name beside them.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING, Final, NamedTuple

from shared.errors import NovaError
from shared.local.installation import folders
from shared.local.loading.exports import cloud_hash
from shared.local.loading.following import Drop, Follower
from shared.local.loading.uploads import (
    UploadSummary,
    local_time,
    people_in_words,
    read_summary,
    repeated_in_words,
    rows_in_words,
)
from shared.local.platform.embedded import source_of
from shared.local.platform.landing import UNKNOWN_SOURCE
from shared.local.terminal.surface import size_in_words
from shared.model.upload import Upload
from shared.rules import catalogue
from shared.rules.discretion import looks_like_value

if TYPE_CHECKING:
    from shared.wiring.app import App

log = logging.getLogger(__name__)

_LOOK_SECONDS: Final = 1.0
_SHARE_OF_TIME: Final = 0.05
"""With many files under way, we look less often rather than take time from the work itself."""

_LOOKS_BETWEEN_DEAD_LETTERS: Final = 20
_MOST_LOOKS_IN_VAIN: Final = 3600
"""A file no upload comes of was taken away again."""

_STEPS: Final = ("", "mapping", "resolving", "resolved")


class _Key(NamedTuple):
    """What lies in landing under a name; other bytes under the same name are another file."""

    name: str
    hash: str


class _Followed:
    """One file under way, and what has been said of it."""

    def __init__(self, follower: Follower, *, label: str, said: str) -> None:
        self.follower = follower
        self.label = label
        self.said = said
        self.looks = 0
        self.is_given_up = False


class Announcer:
    """Follows every file that lands, and tells each step of it once, through `tell(line)`.

    `show(name)` is for eyes only: what a file that was picked up is called, below its source,
    unless that looks like a value.
    """

    def __init__(
        self,
        app: App,
        *,
        tell: Callable[[str], None],
        show: Callable[[str], None] = lambda name: None,
    ) -> None:
        self._app = app
        self._tell = tell
        self._show = show
        self._landing = folders.landing(app.settings)
        self._followed: dict[_Key, _Followed] = {}
        self._look_again_at = 0.0

    def resume(self, lying: list[str]) -> int:
        """Go on with what was under way when the platform last ended; how many files that are.

        `lying` names the files in landing that had been announced by then.
        """
        for upload, state in self._unfinished():
            # As if dropped when it arrived: whatever comes of it is news.
            arrived = datetime.fromisoformat(upload.received_at)
            begun = _Key(upload.name, upload.content_hash)
            self._follow(begun, source=upload.source, at=arrived, said=state)
        for name in lying:
            key = self._key(name)
            if key and key not in self._followed and not self._is_refused(key):
                self._follow(key, source=_source(key), at=self._app.clock.now())
        return len(self._followed)

    def landed(self, name: str) -> None:
        """Begin to follow a file that lies in landing, and is about to be announced."""
        label = source_of(self._app, name)
        if "/" not in name:
            self._say(label, "a file lies beside the folders of the sources; move it into its own")
            return
        at = self._app.clock.now()
        key = self._key(name)
        if key is None:
            return  # taken away, or still changing: it is announced again if it stays
        self._follow(key, source=_source(key), at=at)
        with suppress(OSError):
            size = (self._landing / name).stat().st_size
            self._say(label, f"picked up a file of {size_in_words(size)}")
            if label != UNKNOWN_SOURCE and not looks_like_value(name):
                self._show(name.partition("/")[2])

    def tend(self) -> None:
        """Look from time to time, however often this is called."""
        began = time.monotonic()
        if began < self._look_again_at:
            return
        self.look()
        now = time.monotonic()
        self._look_again_at = now + max(_LOOK_SECONDS, (now - began) / _SHARE_OF_TIME)

    def look(self) -> None:
        """Say what is new; what has ended is followed no longer."""
        try:
            for key, followed in list(self._followed.items()):
                if self._has_ended(followed):
                    del self._followed[key]
        except NovaError as error:
            log.warning("uploads cannot be looked at now: %s", type(error).__name__)

    def _unfinished(self) -> Iterator[tuple[Upload, str]]:
        now = self._app.clock.now()
        for state in ("mapping", "mapped"):
            for _, stored in self._app.documents.find(Upload, where={"state": state}):
                summary = read_summary(self._app.documents, stored.value, now=now)
                if not summary.has_ended:
                    yield stored.value, summary.state

    def _key(self, name: str) -> _Key | None:
        """The file as it lies there now; None when it cannot be read, or belongs to no source."""
        try:
            if self._app.settings.emulated:
                return _Key(name, cloud_hash(self._landing / name))
            return _Key(name, self._app.objects.facts(catalogue.LANDING, name).content_hash)
        except (NovaError, OSError):
            return None

    def _is_refused(self, key: _Key) -> bool:
        """Whether nothing more comes of a file: what was refused stays in landing."""
        found = self._app.documents.find(Upload, where={"content_hash": key.hash})
        mine = [one.value for _, one in found if one.value.source == _source(key)]
        return any(one.state == "refused" for one in mine)

    def _follow(self, key: _Key, *, source: str, at: datetime, said: str = "") -> None:
        drop = Drop(source=source, hashes=(key.hash,), place=self._landing / key.name, at=at)
        self._followed[key] = _Followed(
            Follower(self._app, drop), label=source_of(self._app, f"{source}/"), said=said
        )

    def _has_ended(self, followed: _Followed) -> bool:
        followed.looks += 1
        seen = followed.follower.look()
        if seen is None and followed.looks > _MOST_LOOKS_IN_VAIN:
            return True
        if followed.looks % _LOOKS_BETWEEN_DEAD_LETTERS == 0 and not followed.is_given_up:
            reason = followed.follower.given_up()
            if reason:
                followed.is_given_up = True
                self._say(followed.label, f"STUCK: {reason} (nova dead-letters)")
        if seen is None:
            return False
        for step in _steps(followed.said, seen.state):
            for text in self._words(followed.label, seen, step):
                self._say(f"{followed.label} {seen.upload}", text)
        followed.said = seen.state
        return seen.has_ended

    def _words(self, label: str, seen: UploadSummary, step: str) -> Iterator[str]:
        if seen.already_loaded:
            if step == "resolved":
                yield f"already loaded on {local_time(seen.received_at)}; nothing changed"
        elif step == "resolving":
            where = " (nova quarantine)" if seen.rejected else ""
            yield f"mapped: {rows_in_words(seen)}{where}"
            yield from (f"! {issue}" for issue in seen.issues)
        elif step == "resolved":
            where = " (nova reviews)" if seen.review else ""
            yield f"resolved: {people_in_words(seen)}{where}"
            if repeated := repeated_in_words(seen):
                yield f"! {repeated}"
        elif step == "refused":
            # The reason may quote the folder's name, which nobody has vouched for.
            is_known = label != UNKNOWN_SOURCE
            reason = seen.reason if is_known else "no contract names its folder (nova sources)"
            yield f"REFUSED: {reason}; the file stays in landing"
        elif step == "undone":
            yield "taken back"

    def _say(self, whom: str, text: str) -> None:
        self._tell(f"{self._app.clock.now().astimezone():%H:%M:%S} {whom}: {text}")


def _source(key: _Key) -> str:
    return key.name.partition("/")[0]


def _steps(before: str, now: str) -> tuple[str, ...]:
    """The steps from one state to another, those included that went by between two looks."""
    if now not in _STEPS:
        return (now,)
    return _STEPS[_STEPS.index(before) + 1 : _STEPS.index(now) + 1]
