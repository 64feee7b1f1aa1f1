"""Brings the documents a part rests on into its workspace, in batched look-ups."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from shared.identity.arrival import Arrival
from shared.identity.workspace import Workspace
from shared.model.profile import Key, Profile, Record, Review
from shared.ports import Documents


@dataclass(frozen=True)
class Lookup:
    """Reads each document once, until it is told that others have changed it."""

    documents: Documents

    def records(self, workspace: Workspace, ids: Iterable[str]) -> None:
        """Read these records."""
        wanted = workspace.records.unread(ids)
        if wanted:
            workspace.records.take_in(wanted, self.documents.get_many(Record, wanted))

    def keys(self, workspace: Workspace, ids: Iterable[str]) -> None:
        """Read these keys, without the profiles behind them."""
        wanted = workspace.keys.unread(ids)
        if wanted:
            workspace.keys.take_in(wanted, self.documents.get_many(Key, wanted))

    def around(self, workspace: Workspace, arrivals: Sequence[Arrival]) -> None:
        """Read the keys of these arrivals and every profile behind them.

        Of arrivals that were known, also the other records of their profile: what such a record
        says now is held against them, and the golden values need them in any case.
        """
        self.keys(workspace, (key for one in arrivals for key in one.keys))
        profiles = set(workspace.behind(key for one in arrivals for key in one.keys))
        own = {
            known.rcu
            for one in arrivals
            if (known := workspace.records.get(one.record)) is not None
        }
        self.profiles(workspace, profiles | own)
        # Who was told apart from a profile may since have been merged into another.
        read = (workspace.profile(rcu) for rcu in profiles | own)
        self.profiles(workspace, {rcu for one in read if one for rcu in one.different})
        self.records(workspace, _members(workspace, own))

    def changed(self, workspace: Workspace, rcus: Iterable[str]) -> set[str]:
        """Which of these profiles others have changed since they were read; they are read anew."""
        profiles = workspace.profiles
        compared = sorted(rcu for rcu in rcus if profiles.was_read(rcu))
        fresh = self.documents.get_many(Profile, compared) if compared else {}
        changed = {rcu for rcu, stored in fresh.items() if stored.version != profiles.version(rcu)}
        profiles.take_in(changed, fresh)
        self.profiles(workspace, {one.alias_of for rcu in changed if (one := fresh[rcu].value)})
        return changed

    def anew(
        self, workspace: Workspace, group: Sequence[Arrival], *, changed: Collection[str]
    ) -> None:
        """Drop what is staged, and what others have changed: all that it rests on, if not known.

        Of what is dropped, the records are read again at once.
        """
        stale = set(changed) or {
            *workspace.staged(),
            *(key for one in group for key in one.keys),
            *(one.record for one in group),
        }
        # Who changed a profile may have changed its records, and they are not written here.
        stale |= _members(workspace, stale)
        doubts = stale.intersection(workspace.reviews.staged)
        workspace.forget()
        records = [id for id in stale if workspace.records.was_read(id)]
        for documents in (workspace.records, workspace.profiles, workspace.keys):
            documents.drop(stale)
        workspace.reviews.take_in(doubts, self.documents.get_many(Review, doubts))
        self.records(workspace, records)

    def profiles(self, workspace: Workspace, rcus: Iterable[str]) -> None:
        """Read these profiles, and those they lead on to."""
        while wanted := sorted(workspace.profiles.unread(rcu for rcu in rcus if rcu)):
            found = self.documents.get_many(Profile, wanted)
            workspace.profiles.take_in(wanted, found)
            rcus = {one.value.alias_of for one in found.values() if one.value.alias_of}


def _members(workspace: Workspace, rcus: Iterable[str]) -> set[str]:
    return {
        member.record
        for rcu in rcus
        if (profile := workspace.profile(rcu))
        for member in profile.members
    }
