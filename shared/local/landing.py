"""Watches the landing folders: a file that has come to rest is announced, once.

In production a bucket announces each object when its last byte is written. A folder cannot tell
when somebody has finished copying, so a file counts as arrived when its size and time have stood
still for two seconds, or at once when it appears with an older time, as after a rename.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final, NamedTuple

from shared.local.state import State

STILL_SECONDS: Final = 2.0

_PREFIX: Final = "landed"
_PASSING_ENDINGS: Final = (".tmp", ".part", ".partial", ".crdownload", ".download", ".swp", "~")
_NEVER_EXPORTS: Final = frozenset({"thumbs.db", "desktop.ini"})


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
    between announcing and remembering announces twice, which changes nothing.
    """

    def __init__(self, folder: Path, *, announce: Callable[[str], None], state: State) -> None:
        self._folder = folder
        self._announce = announce
        self._state = state
        self._announced = state.all(_PREFIX)
        self._growing: dict[str, Sighting] = {}

    def poll(self, now: float) -> list[str]:
        """Look once; the names announced. `now` is the time of day in seconds, as files have it."""
        present = dict(_files(self._folder))
        for name in self._announced.keys() - present.keys():
            self._state.drop(_PREFIX, name)
            del self._announced[name]
        fresh = {
            name: footprint
            for name, footprint in present.items()
            if self._announced.get(name) != str(footprint)
        }
        self._growing = {
            name: look(self._growing.get(name), footprint, now) for name, footprint in fresh.items()
        }
        landed = [name for name, seen in self._growing.items() if has_settled(seen, now)]
        for name in landed:
            text = str(self._growing.pop(name).footprint)
            self._announce(name)
            self._state.put(_PREFIX, name, text)
            self._announced[name] = text
        return landed

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


def _files(folder: Path) -> Iterator[tuple[str, Footprint]]:
    """Every file that could be an export, by its path below the folder, in order."""
    waiting = [(folder, "")]
    while waiting:
        here, prefix = waiting.pop()
        try:
            entries = sorted(os.scandir(here), key=lambda entry: entry.name)
        except FileNotFoundError:
            continue
        for entry in entries:
            if not is_export(entry.name):
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
            except FileNotFoundError:
                continue  # taken while we looked
