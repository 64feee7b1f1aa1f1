"""What one part has read and is about to write: documents in memory, with their versions."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Generic, NamedTuple, TypeVar

import msgspec

from shared.identity.blocking import CAPS, BlockingKey
from shared.model.profile import Key, Profile, Record, Review
from shared.ports import ABSENT, Stored, Version, Write

T = TypeVar("T", bound=msgspec.Struct)

_LONGEST_WAY = 20
"""Aliases followed before a profile counts as not found."""


class Overlay(Generic[T]):
    """Documents of one kind as they were read, under the changes staged on top of them."""

    def __init__(self, kind: type[T]) -> None:
        self._kind = kind
        self._now: dict[str, T] = {}
        self._versions: dict[str, Version] = {}
        self._before: dict[str, T | None] = {}
        self._moved: set[str] = set()

        self.get = self._now.get
        """The document as it would be after what is staged, or None. Called for every key of
        every contact, several times: the dictionary's own method."""

    def was_read(self, id: str) -> bool:
        """Whether the document was looked up, be it found or not."""
        return id in self._versions

    def unread(self, ids: Iterable[str]) -> list[str]:
        """Those of these documents that were not looked up yet, each once."""
        return [id for id in dict.fromkeys(ids) if id not in self._versions]

    def version(self, id: str) -> Version:
        """The version that was read; ABSENT when there was none."""
        return self._versions.get(id, ABSENT)

    def take_in(self, ids: Iterable[str], found: Mapping[str, Stored[T]]) -> None:
        """Remember what a look-up of these ids found, and what it did not find."""
        for id in ids:
            stored = found.get(id)
            if stored is None:
                self._versions[id] = ABSENT
                self._now.pop(id, None)
            else:
                self._now[id], self._versions[id] = stored

    def drop(self, ids: Iterable[str]) -> None:
        """Forget that these were read: they are to be looked up again."""
        for id in ids:
            self._versions.pop(id, None)
            self._now.pop(id, None)
            self._moved.add(id)

    def has_moved(self, id: str) -> bool:
        """Whether the document is not as it was first read: staged, settled, or read anew."""
        return id in self._before or id in self._moved

    def have_moved(self, ids: Iterable[str]) -> bool:
        """Whether any of these has."""
        return not (self._before.keys().isdisjoint(ids) and self._moved.isdisjoint(ids))

    @property
    def staged(self) -> Collection[str]:
        """The ids of documents that are staged."""
        return self._before.keys()

    def stage(self, id: str, value: T) -> None:
        """Lay a change over what was read."""
        if id not in self._before:
            self._before[id] = self._now.get(id)
        self._now[id] = value

    def changes(self) -> Iterator[tuple[T, T]]:
        """(as it was read, as it is staged) of every document that is changed, not made."""
        for id, before in self._before.items():
            if before is not None:
                yield before, self._now[id]

    def writes(self) -> Iterator[Write]:
        """What is staged, each with a precondition on what was read."""
        for id in self._before:
            yield Write(self._kind, id, self._now[id], self.version(id))

    def settle(self, versions: Mapping[str, Version]) -> None:
        """What is staged is what stands now."""
        for id in self._before:
            self._versions[id] = versions[id]
        self._moved.update(self._before)
        self._before = {}

    def forget(self) -> None:
        """Drop what is staged."""
        for id, value in self._before.items():
            if value is None:
                del self._now[id]
            else:
                self._now[id] = value
        self._before = {}


class Move(NamedTuple):
    """A record leaves one profile for another."""

    left: str
    joined: str
    is_merge: bool
    """Whether the profile it left leads to the other from now on."""


class Workspace:
    """The documents one part works on.

    Nothing here touches a store. What was looked up is taken in (missing documents too), changes
    are staged on top, `writes` says what to commit, `settle` makes the staged state the read state
    once the commit is through, and `forget` drops the staged state when it is not.
    """

    def __init__(self) -> None:
        self.records = Overlay(Record)
        self.profiles = Overlay(Profile)
        self.keys = Overlay(Key)
        self.reviews = Overlay(Review)
        """Read only once one was in the way: a pair is hardly ever doubted twice."""

        self.renewed: set[str] = set()
        """Profiles whose records changed: their golden values must be worked out again."""

        self.restated: set[str] = set()
        """Of these, the ones with a record that takes something back."""

    def profile(self, rcu: str) -> Profile | None:
        """The profile as it would be, its alias followed as far as it was read."""
        for _ in range(_LONGEST_WAY):
            profile = self.profiles.get(rcu)
            if profile is None or not profile.alias_of:
                return profile
            rcu = profile.alias_of
        return None

    def behind(self, keys: Iterable[str]) -> Iterator[str]:
        """The profiles behind these keys, generic keys left out."""
        for id in keys:
            key = self.keys.get(id)
            if key is not None and not key.generic:
                yield from key.profiles

    def have_moved(self, keys: Collection[str]) -> bool:
        """Whether any of these keys, or a profile behind them, changed since it was first read."""
        if self.keys.have_moved(keys):
            return True
        return any(
            (profile := self.profile(rcu)) is not None and self.profiles.has_moved(profile.rcu)
            for rcu in self.behind(keys)
        )

    def stage_keys(self, keys: Mapping[str, BlockingKey], rcu: str) -> None:
        """Put the profile behind each of these keys, but for those too common to say anything."""
        for id, (kind, _) in keys.items():
            key = self.keys.get(id)
            if key is None:
                self.keys.stage(id, Key(kind=kind, profiles=(rcu,)))
            elif not key.generic and rcu not in key.profiles:
                if len(key.profiles) >= CAPS[kind]:
                    self.keys.stage(id, Key(kind=kind, generic=True))
                else:
                    self.keys.stage(id, Key(kind=kind, profiles=(*key.profiles, rcu)))

    def lead_on(self, keys: Iterable[str], absorbed: str, survivor: str) -> None:
        """Put the survivor in the place of a profile that became its alias."""
        for id in keys:
            key = self.keys.get(id)
            if key is not None and absorbed in key.profiles:
                left = [rcu for rcu in key.profiles if rcu not in (absorbed, survivor)]
                led = msgspec.structs.replace(key, profiles=(*left, survivor))
                self.keys.stage(id, led)

    def moves(self) -> set[Move]:
        """Which profiles are staged to lose a record to another: split, or merged into it."""
        return {
            Move(before.rcu, after.rcu, is_merge=self._is_alias(before.rcu))
            for before, after in self.records.changes()
            if before.rcu != after.rcu
        }

    def _is_alias(self, rcu: str) -> bool:
        profile = self.profiles.get(rcu)
        return profile is not None and bool(profile.alias_of)

    def staged(self) -> set[str]:
        """The ids of everything that is staged."""
        return {id for one in self._overlays() for id in one.staged}

    def writes(self) -> list[Write]:
        """What to commit."""
        return [write for one in self._overlays() for write in one.writes()]

    def settle(self, versions: Mapping[str, Version]) -> None:
        """The commit is through: what was staged is what stands."""
        for one in self._overlays():
            one.settle(versions)
        self.renewed = set()
        self.restated = set()

    def forget(self) -> None:
        """The commit failed: as if nothing had been staged."""
        for one in self._overlays():
            one.forget()
        self.renewed = set()
        self.restated = set()

    def _overlays(self) -> tuple[Overlay[Record], Overlay[Profile], Overlay[Key], Overlay[Review]]:
        return self.records, self.profiles, self.keys, self.reviews
