"""A request was accepted: who it is about is sealed, and every system gets its task."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

import msgspec

from shared.errors import Conflict, NotFound
from shared.model.contract import Contract, Source
from shared.model.message import TaskPlanned
from shared.model.privacy import ENDED, OURS, Ledger, Request, Subject, Task
from shared.model.trail import Entry
from shared.ports import (
    ABSENT,
    Clock,
    Contracts,
    Documents,
    Messages,
    People,
    Secrets,
    Trail,
    Write,
)
from shared.privacy.closing import Closing
from shared.privacy.deadlines import deadlines
from shared.privacy.ledger import seal, unseal
from shared.privacy.lifecycle import in_order, task_id

NO_RECORD = "no record of the person is known there; it is told nothing"


@dataclass(frozen=True)
class Planning:
    """Fans a request out: one task per right and system, each with its own deadline."""

    documents: Documents
    messages: Messages
    contracts: Contracts
    people: People
    secrets: Secrets
    trail: Trail
    clock: Clock
    closing: Closing

    def fan_out(self, id: str) -> None:
        """Plan every task of a request, and tell. Repeating plans and tells the same.

        Nothing happens before the request's time has come, nor once it was cancelled. A system
        that holds no record of the person is told nothing: its task ends at once.
        """
        request = self.documents.get(Request, id)
        if request is None:
            raise NotFound(f"there is no request {id}")
        if request.value.starts_at > self.clock.now().isoformat():
            return
        if request.value.state in ("cancelled", "completed"):
            return
        subject = self._seal(request.value)
        begun = self._begin(id)
        if begun.state != "in_progress":
            return
        wanted = list(self._tasks(begun, subject))
        known = self.documents.get_many(Task, [task.id for task in wanted])
        new = [task for task in wanted if task.id not in known]
        if new:
            self._record(begun, len(wanted))
            for task in new:
                try:
                    self.documents.commit([Write(Task, task.id, task, ABSENT)])
                except Conflict:
                    continue  # another delivery planned it
        found = self.documents.get_many(Task, [task.id for task in wanted])
        tasks = in_order([stored.value for stored in found.values()])
        waiting = [one for one in tasks if one.state not in ENDED]
        self.messages.publish([TaskPlanned(request=id, task=one.id) for one in waiting])
        self.closing.settle(id)

    def _seal(self, request: Request) -> Subject | None:
        """Write who it is about, once, before anything else."""
        key = self.secrets.get("ledger")
        stored = self.documents.get(Ledger, request.id)
        if stored is None:
            subject = self.people.subject(request.rcu)
            if subject is None:
                return None
            try:
                sealed = seal(subject, request=request.id, key=key)
                self.documents.commit([Write(Ledger, request.id, sealed, ABSENT)])
            except Conflict:
                return self._seal(request)
            return subject
        return unseal(stored.value, key=key)

    def _begin(self, id: str) -> Request:
        """From here on it cannot be cancelled."""
        now = self.clock.now().isoformat()

        def begun(one: Request | None) -> Request | None:
            if one is None or one.state != "accepted":
                return one
            return msgspec.structs.replace(one, state="in_progress", begun_at=now, told=True)

        stands = self.documents.update(Request, id, begun)
        assert stands is not None
        return stands

    def _tasks(self, request: Request, subject: Subject | None) -> Iterator[Task]:
        received = datetime.fromisoformat(request.received_at)
        for right in request.rights:
            yield Task(
                id=task_id(request.id, right, OURS),
                request=request.id,
                right=right,
                system=OURS,
                deadlines=request.deadlines,
                received_at=request.received_at,
                records=len(subject.records) if subject else 0,
            )
            for contract in self.contracts.all():
                for source in contract.sources:
                    held = held_by(contract, source, subject)
                    yield Task(
                        id=task_id(request.id, right, f"{contract.id}.{source.id}"),
                        request=request.id,
                        right=right,
                        system=f"{contract.id}.{source.id}",
                        state="planned" if held else "nothing_found",
                        deadlines=deadlines(
                            received,
                            clause_days=contract.privacy.days,
                            calendar=contract.privacy.calendar,
                        ),
                        received_at=request.received_at,
                        records=len(held),
                        note="" if held else NO_RECORD,
                    )

    def _record(self, request: Request, tasks: int) -> None:
        self.trail.record(
            Entry(
                stream="compliance",
                act="tasks planned",
                actor="function:fan_out_request",
                at=self.clock.now().isoformat(),
                purpose="data_subject_request",
                request=request.id,
                once="tasks planned",
                count=tasks,
            )
        )


def held_by(contract: Contract, source: Source, subject: Subject | None) -> list[str]:
    """The record ids by which a source knows the person.

    A source of interactions knows people by the records of the source its rows point to.
    """
    if subject is None:
        return []
    names = {f"{contract.id}.{source.id}"}
    if source.person:
        names.add(f"{contract.id}.{source.person.source}")
    return sorted({id for _, known, id in subject.records if known in names})
