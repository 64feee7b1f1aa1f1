"""What one part has read and is about to write: documents in memory, with their versions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import msgspec

from shared.identity.blocking import CAPS, BlockingKey
from shared.model.profile import Key, Profile, Record, Review
from shared.ports import ABSENT, ANY, Stored, Version, Write

Kind = type[msgspec.Struct]


@dataclass
class Workspace:
    """Documents as they were read, under the changes staged on top of them.

    Nothing here touches a store. `read` takes in what was looked up (missing ones too), `stage`
    lays a change over it, `writes` says what to commit, `settle` makes the staged state the read
    state once the commit is through, and `forget` drops the staged state when it is not.
    """

    records: dict[str, Stored[Record] | None] = field(default_factory=dict)
    profiles: dict[str, Stored[Profile] | None] = field(default_factory=dict)
    keys: dict[str, Stored[Key] | None] = field(default_factory=dict)
    staged: dict[tuple[Kind, str], msgspec.Struct] = field(default_factory=dict)
    renewed: set[str] = field(default_factory=set)
    """Profiles whose records changed: their golden values must be worked out again."""

    def record(self, id: str) -> Record | None:
        """The record as it would be after what is staged."""
        staged = self.staged.get((Record, id))
        if isinstance(staged, Record):
            return staged
        stored = self.records.get(id)
        return stored.value if stored else None

    def profile(self, rcu: str) -> Profile | None:
        """The profile as it would be, its alias followed as far as it was read."""
        for _ in range(20):
            staged = self.staged.get((Profile, rcu))
            stored = self.profiles.get(rcu)
            if isinstance(staged, Profile):
                profile = staged
            elif stored:
                profile = stored.value
            else:
                return None
            if not profile.alias_of:
                return profile
            rcu = profile.alias_of
        return None

    def behind(self, keys: Iterable[str]) -> Iterator[str]:
        """The profiles behind these keys, generic keys left out."""
        for id in keys:
            key = self.key(id)
            if key and not key.generic:
                yield from key.profiles

    def key(self, id: str) -> Key | None:
        """The key as it would be."""
        staged = self.staged.get((Key, id))
        if isinstance(staged, Key):
            return staged
        stored = self.keys.get(id)
        return stored.value if stored else None

    def stage(self, kind: Kind, id: str, value: msgspec.Struct) -> None:
        """Lay a change over what was read."""
        self.staged[(kind, id)] = value

    def stage_keys(self, keys: Mapping[str, BlockingKey], rcu: str) -> None:
        """Put the profile behind each of these keys, but for those too common to say anything."""
        for id, (kind, _) in keys.items():
            key = self.key(id)
            if key is None:
                self.stage(Key, id, Key(kind=kind, profiles=(rcu,)))
            elif not key.generic and rcu not in key.profiles:
                if len(key.profiles) >= CAPS[kind]:
                    self.stage(Key, id, Key(kind=kind, generic=True))
                else:
                    self.stage(Key, id, Key(kind=kind, profiles=(*key.profiles, rcu)))

    def writes(self) -> list[Write]:
        """What is staged, each with a precondition on what was read."""
        return [
            Write(kind, id, value, self._expect(kind, id))
            for (kind, id), value in self.staged.items()
        ]

    def settle(self, versions: Mapping[str, Version]) -> None:
        """The commit is through: what was staged is what stands."""
        for (_, id), value in self.staged.items():
            if isinstance(value, Record):
                self.records[id] = Stored(value, versions[id])
            elif isinstance(value, Profile):
                self.profiles[id] = Stored(value, versions[id])
            elif isinstance(value, Key):
                self.keys[id] = Stored(value, versions[id])
        self.staged = {}
        self.renewed = set()

    def forget(self) -> None:
        """The commit failed: as if nothing had been staged."""
        self.staged = {}
        self.renewed = set()

    def _expect(self, kind: Kind, id: str) -> Version:
        read: Mapping[str, Stored[Record] | Stored[Profile] | Stored[Key] | None]
        if kind is Record:
            read = self.records
        elif kind is Profile:
            read = self.profiles
        elif kind is Key:
            read = self.keys
        else:
            assert kind is Review
            return ANY  # a review's id is its pair: writing it twice is writing it once
        stored = read.get(id)
        return stored.version if stored else ABSENT
