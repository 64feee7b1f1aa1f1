"""Watches the landing folders: a file that has come to rest is announced, once.

In production a bucket announces each object when its last byte is written. A folder cannot tell
when somebody has finished copying, so a file counts as arrived when its size and time have stood
still for two seconds, or at once when it appears with an older time, as after a rename.
"""

from __future__ import annotations

import logging
import os
import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final, NamedTuple

from shared.errors import Retry
from shared.local.installation.state import State

STILL_SECONDS: Final = 2.0
UNKNOWN_SOURCE: Final = "unknown source"
"""What a folder that no contract names is called in logs: its own name may be a person's."""

_PREFIX: Final = "landed"
_PASSING_ENDINGS: Final = (".tmp", ".part", ".partial", ".crdownload", ".download", ".swp", "~")
_NEVER_EXPORTS: Final = frozenset({"thumbs.db", "desktop.ini"})
_UNSPEAKABLE: Final = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")
"""Control characters, and what Python makes of bytes that are not UTF-8."""

_TRIES: Final = 10
"""How often in a row what may pass is tried with every look."""

_AGAIN_SECONDS: Final = 30.0
"""How long a file that could not be announced is left alone."""

log = logging.getLogger(__name__)


class Footprint(NamedTuple):
    """What tells one file of a name from the next of the same name, without reading it."""

    size: int
    modified: int
    changed: int
    inode: int

    def __str__(self) -> str:
        return " ".join(str(one) for one in self)


class Sighting(NamedTuple):
    """A file that may still be growing: how it looked, and since when it has looked so."""

    footprint: Footprint
    since: float


class Landing:
    """Announces every file that comes to rest in the folder, through `announce(name)`.

    `name` is the path below the folder, `<source id>/<file>`. What was announced is remembered in
    `state` until the file is gone: a restart neither loses a file nor announces it twice. A kill
    between announcing and remembering announces twice, which changes nothing. A file that cannot
    be announced is tried again later and keeps nobody else waiting; `source_of(name)` says what
    its folder may be called in the log.
    """

    def __init__(
        self,
        folder: Path,
        *,
        announce: Callable[[str], None],
        state: State,
        source_of: Callable[[str], str] = lambda name: UNKNOWN_SOURCE,
    ) -> None:
        self._folder = folder
        self._announce = announce
        self._state = state
        self._announced = state.all(_PREFIX)
        self._growing: dict[str, Sighting] = {}
        self._source_of = source_of
        self._set_aside: dict[str, float] = {}
        self._tries: Counter[str] = Counter()
        self._warned: set[str] = set()
        self._onlooker: Callable[[str], None] | None = None

    def tell_also(self, onlooker: Callable[[str], None]) -> list[str]:
        """Tell somebody each name too, while the file still lies here and before it is announced.

        Returns the names that were announced before, and whose files lie here still.
        """
        self._onlooker = onlooker
        return list(self._announced)

    def poll(self, now: float) -> list[str]:
        """Look once; the names announced. `now` is the time of day in seconds, as files have it.

        Raises Retry, after every file was tried, when one could not be announced for now.
        """
        present = dict(_files(self._folder, self._warn))
        self._set_aside = {
            name: until
            for name, until in self._set_aside.items()
            if until > now and name in present
        }
        for name in self._announced.keys() - present.keys():
            self._state.drop(_PREFIX, name)
            del self._announced[name]
        fresh = {
            name: footprint
            for name, footprint in present.items()
            if self._announced.get(name) != str(footprint) and name not in self._set_aside
        }
        self._growing = {
            name: look(self._growing.get(name), footprint, now) for name, footprint in fresh.items()
        }
        settled = [name for name, seen in self._growing.items() if has_settled(seen, now)]
        landed, in_vain = [], None
        for name in settled:
            try:
                self._announce_and_remember(name)
                landed.append(name)
            except Exception as error:  # noqa: BLE001  whatever it is, the other files go on
                in_vain = self._try_later(name, error, now) or in_vain
        if in_vain:
            raise in_vain
        return landed

    def _announce_and_remember(self, name: str) -> None:
        text = str(self._growing[name].footprint)
        if self._onlooker:
            self._onlooker(name)
        self._announce(name)
        self._state.put(_PREFIX, name, text)
        del self._growing[name]
        self._announced[name] = text
        self._tries.pop(name, None)

    def _try_later(self, name: str, error: Exception, now: float) -> Retry | None:
        """The error when it may pass by the next look; else leave the file alone for a while."""
        self._tries[name] += 1
        if isinstance(error, Retry) and self._tries[name] % _TRIES:
            return error
        del self._growing[name]
        self._set_aside[name] = now + _AGAIN_SECONDS
        self._warn(name, f"cannot be taken in ({type(error).__name__}); it is tried again later")
        return None

    def _warn(self, name: str, trouble: str) -> None:
        """Say once what is wrong with a file, without its name: that may be a person's."""
        if name not in self._warned:
            self._warned.add(name)
            log.warning("a file in the folder of %s %s", self._source_of(name), trouble)

    def look_anew(self) -> None:
        """Announce again whatever still lies here: something has changed that may take it."""
        for name in list(self._announced):
            self._state.drop(_PREFIX, name)
            del self._announced[name]

    @property
    def is_waiting(self) -> bool:
        """Whether a file has appeared that is not announced yet."""
        return bool(self._growing)


def look(before: Sighting | None, footprint: Footprint, now: float) -> Sighting:
    """The sighting of a file after one more look at it."""
    if before and before.footprint[:2] == footprint[:2]:
        return Sighting(footprint, before.since)
    return Sighting(footprint, now)


def has_settled(seen: Sighting, now: float) -> bool:
    """Whether size and time have stood still long enough for the file to be whole.

    A time in the future (a clock that differs, an archive unpacked) says nothing: then only our
    own looks count.
    """
    age = now - seen.footprint.modified / 1e9
    return age >= STILL_SECONDS or now - seen.since >= STILL_SECONDS


def is_export(name: str) -> bool:
    """Whether a file of this name is meant for us: not hidden, temporary or the system's own."""
    return not (
        name.startswith((".", "~$"))
        or name.lower().endswith(_PASSING_ENDINGS)
        or name.lower() in _NEVER_EXPORTS
    )


def is_speakable(name: str) -> bool:
    """Whether messages, stores and terminals can carry a file's name."""
    return not _UNSPEAKABLE.search(name)


def _files(folder: Path, warn: Callable[[str, str], None]) -> Iterator[tuple[str, Footprint]]:
    """Every file that could be an export, by its path below the folder, in order."""
    waiting = [(folder, "")]
    while waiting:
        here, prefix = waiting.pop()
        try:
            entries = sorted(os.scandir(here), key=lambda entry: entry.name)
        except FileNotFoundError:
            continue
        except OSError as error:
            warn(prefix, f"cannot be seen: the folder gives {type(error).__name__}")
            continue
        for entry in entries:
            if not is_export(entry.name):
                continue
            if not is_speakable(entry.name):
                warn(
                    f"{prefix}{entry.name}",
                    "has a name that is not UTF-8 or holds control characters; rename it",
                )
                continue
            try:
                if entry.is_dir(follow_symlinks=False):
                    waiting.append((Path(entry.path), f"{prefix}{entry.name}/"))
                elif entry.is_file(follow_symlinks=False):
                    facts = entry.stat(follow_symlinks=False)
                    yield (
                        f"{prefix}{entry.name}",
                        Footprint(
                            facts.st_size, facts.st_mtime_ns, facts.st_ctime_ns, facts.st_ino
                        ),
                    )
                else:
                    warn(
                        f"{prefix}{entry.name}",
                        "is a link, a pipe or a device and is left alone; copy the file itself",
                    )
            except OSError:
                continue  # taken while we looked
