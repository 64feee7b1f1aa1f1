"""The contacts of one part find their places: decided, staged and committed in small groups."""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass, field

from shared.errors import Conflict, Retry, TooLarge
from shared.identity.arrival import Arrival, arrive
from shared.identity.decision import Decision
from shared.identity.fencing import Fence
from shared.identity.judging import Judge
from shared.identity.lookup import Lookup
from shared.identity.placing import (
    judge_arrival,
    records_wanted,
    stage_arrival,
    stage_confirmation,
    stage_golden,
)
from shared.identity.restating import is_moving, keys_before, stage_restatement
from shared.identity.stating import says_the_same
from shared.identity.workspace import Move, Workspace
from shared.model.contact import Contact
from shared.model.profile import Record
from shared.ports import Clock, Documents

TRIES = 30
"""How often a single contact is decided anew before its part is left to a later delivery."""


@dataclass
class Placement:
    """One part being resolved: what it has read, decided and written so far."""

    documents: Documents
    clock: Clock
    judge: Judge
    fence: Fence | None
    tell: Callable[[Set[Move]], None] | None = None
    """Told of splits and merges before they are committed."""

    workspace: Workspace = field(default_factory=Workspace)
    told: set[Move] = field(default_factory=set)
    first: dict[str, Decision] = field(default_factory=dict)
    """The decisions as things stood when all was read. Most still hold: nothing they rest on has
    moved since."""

    def place(self, rows: dict[str, list[Contact]]) -> None:
        """Place these records, each with its rows; `workspace` says afterwards what became of them.

        Those with the strongest evidence come first, so that their order hardly matters.
        """
        workspace = self.workspace
        self._lookup.records(workspace, rows)
        arrivals = [self._arrive(id, contacts) for id, contacts in rows.items()]
        news = [one for one in arrivals if not self._is_confirmation(one)]
        self._lookup.around(workspace, news)
        self._lookup.profiles(workspace, self._redated(arrivals))
        self.first = {one.record: judge_arrival(one, workspace, self.judge) for one in news}
        queue = sorted(news, key=lambda one: (-self.first[one.record].probability, one.record))
        queue += [one for one in arrivals if one.record not in self.first]
        size = self.documents.contacts_per_commit
        for start in range(0, len(queue), size):
            self._place(queue[start : start + size])
        self._look_again(news)

    @property
    def _lookup(self) -> Lookup:
        return Lookup(self.documents)

    def _arrive(self, id: str, contacts: Sequence[Contact]) -> Arrival:
        return arrive(
            contacts,
            record=id,
            known=self.workspace.records.get(id),
            hash=self.judge.hash,
            upload=self.judge.upload,
            part=self.judge.number,
            received_at=self.judge.received_at,
        )

    def _place(self, group: Sequence[Arrival], *, again: bool = False) -> None:
        """Decide and commit a group; where others were faster, read again and decide again.

        Others have mostly touched a key or two of a large group: what they changed is read again,
        and decided again what rests on it. A group that meets others once more is halved.
        """
        for attempt in range(TRIES):
            try:
                for arrival in group:
                    self._stage(arrival, again=again)
                self._lookup.records(self.workspace, records_wanted(self.workspace))
                stage_golden(self.workspace, self.judge.priorities)
                self._commit()
                return
            except Conflict as conflict:
                is_first = attempt == 0
                self._lookup.anew(self.workspace, group, changed=conflict.ids if is_first else ())
                self._lookup.around(self.workspace, group)
                if is_first:
                    continue
            except TooLarge:
                if len(group) == 1:
                    raise
                self.workspace.forget()
            if len(group) > 1:
                middle = len(group) // 2
                self._place(group[:middle])
                self._place(group[middle:])
                return
            self.clock.pause(attempt)
        raise Retry(f"a contact met other writers {TRIES} times in a row; its part will come again")

    def _commit(self) -> None:
        """Commit what is staged, inside the fence."""
        writes = self.workspace.writes()
        if writes:
            self._tell()
            commit = self.fence.commit if self.fence else self.documents.commit
            self.workspace.settle(commit(writes))

    def _tell(self) -> None:
        """Each move once, however often its commit is tried."""
        news = self.workspace.moves() - self.told
        if news and self.tell:
            self.tell(news)
        self.told |= news

    def _stage(self, arrival: Arrival, *, again: bool) -> None:
        workspace, judge = self.workspace, self.judge
        known = workspace.records.get(arrival.record)
        says = known.now if known else None
        if says is not arrival.before and says not in (arrival.before, arrival.statement):
            # Others heard its source meanwhile: its rows are heard on top of that.
            arrival = self._arrive(arrival.record, arrival.contacts)
        if known is not None and not again:
            if arrival.statement == known.now:
                return
            if says_the_same(arrival.statement, known.now):
                self._check_profile(arrival, known)
                stage_confirmation(arrival, known, workspace, judge)
                return
        if known is not None:
            self._check_profile(arrival, known)
        decision = self.first.get(arrival.record)
        if decision is None or known is not None or workspace.have_moved(arrival.keys):
            decision = judge_arrival(arrival, workspace, judge)
        if again and decision.kind == "new":
            return
        if known is None:
            stage_arrival(arrival, decision, workspace, judge)
            return
        if is_moving(known, decision, workspace):
            self._lookup.keys(workspace, keys_before(known, judge))
        stage_restatement(arrival, known, decision, workspace, judge)

    def _check_profile(self, arrival: Arrival, known: Record) -> None:
        """Raises Conflict where the record was read before it was taken back, its profile after."""
        if self.workspace.profiles.was_read(known.rcu) and not self.workspace.profile(known.rcu):
            raise Conflict("a profile was removed after its record was read", ids={arrival.record})

    def _redated(self, arrivals: Sequence[Arrival]) -> list[str]:
        """The profiles of records that say the same as before, but since another time."""
        return [
            known.rcu
            for one in arrivals
            if (known := self.workspace.records.get(one.record))
            and one.statement.claims != known.now.claims
            and self._is_confirmation(one)
        ]

    def _look_again(self, arrivals: Sequence[Arrival]) -> None:
        """Compare new profiles once more with those that others changed meanwhile.

        A commit guards what it writes, not what was only compared. Who goes by another given name
        is not read again: what others add to such a profile makes it nobody else.
        """
        workspace = self.workspace
        alone = {
            one.record: set(workspace.behind(one.keys))
            - {record.rcu}
            - self.first[one.record].others
            for one in arrivals
            if (record := workspace.records.get(one.record))
            and record.outcomes.get(self.judge.part) == "created"
        }
        changed = self._lookup.changed(workspace, set().union(*alone.values()))
        for one in arrivals:
            if alone.get(one.record, set()) & changed:
                self._place([one], again=True)

    def _is_confirmation(self, arrival: Arrival) -> bool:
        known = self.workspace.records.get(arrival.record)
        return known is not None and says_the_same(arrival.statement, known.now)
