"""Profiles changed: what each other source of theirs must be told, field by field."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Final, NamedTuple

from shared.model.change import Change
from shared.model.contract import Changes
from shared.model.message import ChangesPlanned, ProfilesChanged
from shared.model.privacy import Restriction
from shared.model.profile import Golden, Profile, Record
from shared.ports import Clock, Contracts, Documents, Messages
from shared.rules.gate import may_process
from shared.sync.difference import change_id, difference
from shared.sync.layouts import Layouts

PER_MESSAGE: Final = 100
"""Changes told together: one webhook, or one file."""

PURPOSE: Final = "integration"


class Difference(NamedTuple):
    """What one record's source must be told."""

    source: str
    record_id: str
    """The record's document id."""

    record: Record
    rcu: str
    wanted: dict[str, Golden]


@dataclass(frozen=True)
class Synchroniser:
    """Plans changes. It plans the same again until they are delivered."""

    documents: Documents
    messages: Messages
    contracts: Contracts
    layouts: Layouts
    clock: Clock
    hash: Callable[..., str]

    def plan(self, message: ProfilesChanged) -> None:
        """Plan every change these profiles ask for, and tell that they are planned."""
        if not self.accepting():
            return
        found = self.differences(message.profiles)
        now = self.clock.now().isoformat()
        changes = [
            Change(
                id=change_id(self.hash, one.record, one.record_id, one.wanted),
                source=one.source,
                record=one.record_id,
                rcu=one.rcu,
                fields=tuple(one.wanted),
                planned_at=now,
            )
            for one in found
        ]
        waiting: dict[str, list[str]] = {}
        for one in changes:
            if self._keep(one).state == "planned":
                waiting.setdefault(one.source, []).append(one.id)
        self.messages.publish(
            [
                ChangesPlanned(source=source, changes=tuple(ids[start : start + PER_MESSAGE]))
                for source, ids in sorted(waiting.items())
                for start in range(0, len(ids), PER_MESSAGE)
            ]
        )

    def accepting(self) -> dict[str, Changes]:
        """Source id -> which changes it accepts, for those that do."""
        return {
            f"{contract.id}.{source.id}": source.changes
            for contract in self.contracts.all()
            for source in contract.sources
            if source.changes and source.channel and contract.state == "active"
        }

    def differences(self, rcus: Collection[str], *, source: str | None = None) -> list[Difference]:
        """What the sources of these profiles must be told; of one source, if it is named.

        Nothing of a restricted person is told to anybody.
        """
        accepting = self.accepting()
        if source is not None:
            accepting = {id: one for id, one in accepting.items() if id == source}
        profiles = self._standing(rcus)
        closed = self._restricted()
        members = [
            profile
            for rcu, profile in profiles.items()
            if rcu not in closed and any(m.source in accepting for m in profile.members)
        ]
        records = self.documents.get_many(
            Record,
            [m.record for one in members for m in one.members if m.source in accepting],
        )
        return list(
            self._compared(members, {id: one.value for id, one in records.items()}, accepting)
        )

    def _compared(
        self,
        profiles: Iterable[Profile],
        records: dict[str, Record],
        accepting: dict[str, Changes],
    ) -> Iterable[Difference]:
        for profile in profiles:
            for member in profile.members:
                record = records.get(member.record)
                # A record that is moving between profiles is told once it has arrived.
                if record is None or record.rcu != profile.rcu:
                    continue
                layout = self.layouts.of(member.source)
                if layout is None:
                    continue
                wanted = difference(
                    record,
                    member.record,
                    profile.golden,
                    changes=accepting[member.source],
                    layout=layout,
                )
                if wanted:
                    yield Difference(member.source, member.record, record, profile.rcu, wanted)

    def _restricted(self) -> set[str]:
        """The profiles nothing may be told of: a restriction goes wherever its profile has been
        merged into. Restrictions are few, so they are followed forward."""
        kept = [
            rcu
            for rcu, one in self.documents.find(Restriction)
            if not may_process(purpose=PURPOSE, restrictions=[one.value])
        ]
        return set(kept) | set(self._standing(kept))

    def _standing(self, rcus: Collection[str]) -> dict[str, Profile]:
        """The profiles these ids lead to now."""
        wanted, standing = set(rcus), {}
        while wanted:
            found = self.documents.get_many(Profile, sorted(wanted))
            wanted = set()
            for rcu, stored in found.items():
                if stored.value.alias_of:
                    wanted.add(stored.value.alias_of)
                else:
                    standing[rcu] = stored.value
        return standing

    def _keep(self, change: Change) -> Change:
        """The change as it stands: planned, unless it was delivered or refused before.

        One that was overtaken and is wanted again is planned again.
        """
        stands = self.documents.update(
            Change,
            change.id,
            lambda one: change if one is None or one.state == "superseded" else one,
        )
        assert stands is not None
        return stands
