"""Contacts become profiles: one part at a time, in small commits, the same however often."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import msgspec

from shared.errors import Conflict, NotFound, Retry, TooLarge
from shared.identity.arrival import Arrival, Hasher, arrive, record_id
from shared.identity.decision import Decision
from shared.identity.placing import (
    Judge,
    judge_arrival,
    records_wanted,
    stage_arrival,
    stage_confirmation,
    stage_golden,
)
from shared.identity.stating import says_the_same
from shared.identity.weighing import Scales
from shared.identity.workspace import Workspace
from shared.model.contact import Contact
from shared.model.contract import Source
from shared.model.message import ContactsMapped, ProfilesChanged
from shared.model.profile import Key, Outcome, Profile, Record, Review
from shared.model.upload import Part, Upload
from shared.ports import Clock, Contracts, Documents, Messages, Objects
from shared.rules import catalogue, lake
from shared.rules.parts import part_id

log = logging.getLogger(__name__)

TRIES = 30
"""How often a single contact is decided anew before its part is left to a later delivery."""


@dataclass(frozen=True)
class Resolved:
    """What became of a part: the outcome of each row in turn, and every profile it led to."""

    outcomes: tuple[Outcome, ...]
    duplicates: int
    profiles: tuple[str, ...]


@dataclass(frozen=True)
class Resolution:
    """Decides for each contact whether it is somebody we know."""

    documents: Documents
    objects: Objects
    messages: Messages
    contracts: Contracts
    scales: Scales
    clock: Clock
    hash: Hasher
    new_rcu: Callable[[], str]

    def resolve_part(self, message: ContactsMapped) -> None:
        """Resolve a part of the lake; commit, count, then tell everybody which profiles changed."""
        upload = self.documents.get(Upload, message.upload)
        if upload is None or upload.value.state == "undone":
            log.info("part of an upload taken back", extra={"upload": message.upload})
            return
        _, source = self.contracts.source(message.source)
        name = lake.part_name(
            "contacts", source=message.source, upload=message.upload, number=message.part
        )
        contacts = lake.decode_contacts(self.objects.read(catalogue.LAKE, name))
        resolved = self.resolve(
            contacts,
            source=source,
            upload=message.upload,
            part=message.part,
            received_at=upload.value.received_at,
        )
        self._count(message, upload.value.entity, resolved)
        self.messages.publish(
            [
                ProfilesChanged(
                    upload=message.upload,
                    source=message.source,
                    part=message.part,
                    profiles=resolved.profiles,
                )
            ]
        )
        log.info(
            "part resolved",
            extra={"upload": message.upload, "part": message.part, "rows": len(contacts)},
        )

    def resolve(
        self,
        contacts: Sequence[Contact],
        *,
        source: Source,
        upload: str,
        part: int,
        received_at: str,
    ) -> Resolved:
        """Resolve these contacts of one source, and say what became of each.

        Contacts with the strongest evidence are placed first, so that their order in the file
        hardly matters. Several rows of one record in a part are heard together.
        """
        judge = Judge(
            weights=self.scales.current(),
            hash=self.hash,
            unique=source.unique,
            now=self.clock.now().isoformat(),
            upload=upload,
            number=part,
            received_at=received_at,
            new_rcu=self.new_rcu,
            token=self.scales.token(),
            reliability=source.reliability,
        )
        workspace = Workspace()
        ids = [record_id(self.hash, one.source, one.record_id) for one in contacts]
        self._read_records(workspace, ids)
        rows: dict[str, list[Contact]] = {}
        for id, contact in zip(ids, contacts, strict=True):
            rows.setdefault(id, []).append(contact)
        arrivals = [self._arrive(id, rows[id], workspace, judge) for id in rows]
        news = [one for one in arrivals if not _is_confirmation(one, workspace)]
        self._read_around(workspace, news)
        first = {one.record: judge_arrival(one, workspace, judge) for one in news}
        queue = sorted(news, key=lambda one: (-first[one.record].probability, one.record))
        queue += [one for one in arrivals if one.record not in first]
        size = self.documents.contacts_per_commit
        for start in range(0, len(queue), size):
            self._place(queue[start : start + size], workspace, judge, first)
        self._look_again(news, workspace, judge, first)
        return self._summary(ids, workspace, judge.part)

    def _arrive(
        self, id: str, contacts: Sequence[Contact], workspace: Workspace, judge: Judge
    ) -> Arrival:
        return arrive(
            contacts,
            record=id,
            known=workspace.records.get(id),
            hash=self.hash,
            upload=judge.upload,
            part=judge.number,
            received_at=judge.received_at,
        )

    def _place(
        self,
        group: Sequence[Arrival],
        workspace: Workspace,
        judge: Judge,
        first: Mapping[str, Decision],
        *,
        again: bool = False,
    ) -> None:
        """Decide and commit a group; where others were faster, read again and decide again.

        `first` holds the decisions as things stood when all was read. Most still hold: nothing
        they rest on has moved since.
        """
        for attempt in range(TRIES):
            for arrival in group:
                self._stage(arrival, workspace, judge, first, again=again)
            self._read_records(workspace, records_wanted(workspace))
            stage_golden(workspace)
            writes = workspace.writes()
            if not writes:
                return
            try:
                workspace.settle(self.documents.commit(writes))
                return
            except Conflict:
                group = self._reread(workspace, group, judge)
            except TooLarge:
                if len(group) == 1:
                    raise
                workspace.forget()
            if len(group) > 1:
                middle = len(group) // 2
                self._place(group[:middle], workspace, judge, first)
                self._place(group[middle:], workspace, judge, first)
                return
            self.clock.pause(attempt)
        raise Retry(f"a contact met other writers {TRIES} times in a row; its part will come again")

    def _stage(
        self,
        arrival: Arrival,
        workspace: Workspace,
        judge: Judge,
        first: Mapping[str, Decision],
        *,
        again: bool,
    ) -> None:
        known = workspace.records.get(arrival.record)
        if known is not None and not again:
            if arrival.statement == known.now:
                return
            if says_the_same(arrival.statement, known.now):
                stage_confirmation(arrival, known, workspace, judge)
                return
        decision = first.get(arrival.record)
        if decision is None or known is not None or workspace.have_moved(arrival.keys):
            decision = judge_arrival(arrival, workspace, judge)
        if not (again and decision.kind == "new"):
            stage_arrival(arrival, decision, workspace, judge)

    def _look_again(
        self,
        arrivals: Sequence[Arrival],
        workspace: Workspace,
        judge: Judge,
        first: Mapping[str, Decision],
    ) -> None:
        """Compare new profiles once more with those that others changed meanwhile.

        A commit guards what it writes, not what was only compared. Where a neighbour has changed
        and fits now, a person is asked.
        """
        alone = {
            one.record: set(workspace.behind(one.keys)) - {record.rcu}
            for one in arrivals
            if (record := workspace.records.get(one.record))
            and record.outcomes.get(judge.part) == "created"
        }
        profiles = workspace.profiles
        compared = sorted(rcu for rcu in set().union(*alone.values()) if profiles.was_read(rcu))
        fresh = self.documents.get_many(Profile, compared) if compared else {}
        changed = {rcu for rcu, stored in fresh.items() if stored.version != profiles.version(rcu)}
        profiles.take_in(changed, fresh)
        for one in arrivals:
            if alone.get(one.record, set()) & changed:
                self._place([one], workspace, judge, first, again=True)

    def _read_records(self, workspace: Workspace, ids: Iterable[str]) -> None:
        wanted = workspace.records.unread(ids)
        if wanted:
            workspace.records.take_in(wanted, self.documents.get_many(Record, wanted))

    def _read_around(self, workspace: Workspace, arrivals: Sequence[Arrival]) -> None:
        """Read the keys of these arrivals and every profile behind them, in batched look-ups."""
        wanted = workspace.keys.unread(key for one in arrivals for key in one.keys)
        if wanted:
            workspace.keys.take_in(wanted, self.documents.get_many(Key, wanted))
        profiles = set(workspace.behind(key for one in arrivals for key in one.keys))
        for one in arrivals:
            if known := workspace.records.get(one.record):
                profiles.add(known.rcu)
        self._read_profiles(workspace, profiles)
        # Who was told apart from a profile may since have been merged into another.
        own = (workspace.profile(rcu) for rcu in profiles)
        self._read_profiles(workspace, {rcu for one in own if one for rcu in one.different})

    def _read_profiles(self, workspace: Workspace, rcus: Iterable[str]) -> None:
        while wanted := sorted(workspace.profiles.unread(rcus)):
            found = self.documents.get_many(Profile, wanted)
            workspace.profiles.take_in(wanted, found)
            rcus = {one.value.alias_of for one in found.values() if one.value.alias_of}

    def _reread(
        self, workspace: Workspace, group: Sequence[Arrival], judge: Judge
    ) -> list[Arrival]:
        """Read again what the group rests on, and hear its rows again on top of that."""
        touched = workspace.staged()
        doubts = list(workspace.reviews.staged)
        workspace.forget()
        stale = {*touched, *(key for one in group for key in one.keys)}
        stale |= {one.record for one in group}
        for documents in (workspace.records, workspace.profiles, workspace.keys):
            documents.drop(stale)
        workspace.reviews.take_in(doubts, self.documents.get_many(Review, doubts))
        self._read_records(workspace, [one.record for one in group])
        heard = [self._arrive(one.record, one.contacts, workspace, judge) for one in group]
        self._read_around(workspace, heard)
        return heard

    def _summary(self, ids: Sequence[str], workspace: Workspace, part: str) -> Resolved:
        outcomes: list[Outcome] = []
        profiles = set()
        duplicates = 0
        counted = set()
        for id in ids:
            record = workspace.records.get(id)
            assert record is not None
            outcome = record.outcomes.get(part, "unchanged")
            if id in counted:
                outcome = "unchanged"  # an earlier row of the same record said the rest
            counted.add(id)
            outcomes.append(outcome)
            duplicates += outcome == "linked" and record.link.duplicate
            profiles.add(record.rcu)
        return Resolved(tuple(outcomes), duplicates, tuple(sorted(profiles)))

    def _count(self, message: ContactsMapped, entity: str, resolved: Resolved) -> None:
        def counted(part: Part | None) -> Part:
            if part is None:
                raise NotFound(f"upload {message.upload} has no part {message.part}")
            return with_counts(part, entity, resolved)

        self.documents.update(Part, part_id(message.upload, message.part), counted)


def _is_confirmation(arrival: Arrival, workspace: Workspace) -> bool:
    known = workspace.records.get(arrival.record)
    return known is not None and says_the_same(arrival.statement, known.now)


def with_counts(part: Part, entity: str, resolved: Resolved) -> Part:
    """The part with what became of its contacts, as absolute counts."""
    counts = {
        kind: resolved.outcomes.count(kind) for kind in ("created", "linked", "review", "unchanged")
    }
    if entity == "interactions":
        return msgspec.structs.replace(part, resolved=True, persons=len(resolved.outcomes))
    return msgspec.structs.replace(part, resolved=True, duplicates=resolved.duplicates, **counts)
