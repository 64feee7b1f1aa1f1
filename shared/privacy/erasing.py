"""One person's erasure from our own stores, in an order no late file can undo.

Ledger, marks, restriction, deletion, verification, and verification again a quarter of an hour
later: by then whatever was on its way has arrived, or will meet the marks. Each step may be
repeated, and a call killed anywhere goes on where it was.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import msgspec

from shared.errors import NotFound, Retry
from shared.model.privacy import (
    ENDED,
    Ledger,
    Request,
    Restriction,
    Subject,
    SuppressionShard,
    Task,
    TaskState,
)
from shared.model.trail import Entry
from shared.ports import Clock, Documents, People, Secrets, Trail, Write
from shared.privacy.ledger import distinct, seal, united, unseal
from shared.privacy.leftovers import Leftovers
from shared.privacy.sweeping import Sweeping
from shared.rules import suppression
from shared.rules.records import record_id

log = logging.getLogger(__name__)

ACTOR = "function:fulfil_task"


@dataclass(frozen=True)
class Erasure:
    """Erases people from our own stores."""

    documents: Documents
    people: People
    sweeping: Sweeping
    leftovers: Leftovers
    secrets: Secrets
    trail: Trail
    clock: Clock
    hash: Callable[..., str]
    verify_again_seconds: float

    def advance(self, id: str) -> Task:
        """Erase, or look again once that is due; the task as it stands afterwards.

        Raises Retry while something of the person is left, or cannot be read.
        """
        task = self._task(id)
        if task.state in ENDED and not self._is_to_be_verified(task):
            return task
        subject = self._write_ledger(task)
        if subject is None:
            return self._end(task, {})
        self._mark(subject, task)
        self._restrict(subject)
        self.sweeping.stop_mapping()
        # Under the marks nothing of them is mapped any more: what is seen now is all there is.
        subject = self._look(subject, task)
        self._mark(subject, task)
        found = self._find(subject)
        if task.state not in ENDED:
            task = self._begin(task, found)
        if found or task.state not in ENDED:
            self._delete(subject, task)
        self._free(subject)
        self.documents.scrub()
        left = self._find(subject)
        if left:
            raise Retry(f"task {id}: {_in_words(left)} came while they were erased; again")
        return self._end(task, found)

    def _delete(self, subject: Subject, task: Task) -> None:
        self.sweeping.sweep(subject)
        self._step(task, "swept")
        self.people.redact(subject)
        self.people.forget(subject)
        self.leftovers.remove(subject)
        self._step(task, "deleted")

    def _task(self, id: str) -> Task:
        stored = self.documents.get(Task, id)
        if stored is None:
            raise NotFound(f"there is no task {id}")
        return stored.value

    def _is_to_be_verified(self, task: Task) -> bool:
        is_due = bool(task.verify_at) and task.verify_at <= self.clock.now().isoformat()
        return is_due and not task.verified_at

    def _write_ledger(self, task: Task) -> Subject | None:
        """Who it is about, with what has become known since it was asked; written first."""
        stored = self.documents.get(Ledger, task.request)
        known = unseal(stored.value, key=self._key) if stored else None
        subject = united(known, self.people.subject(self._rcu(task)))
        if subject is not None:
            self._seal(subject, known, task)
            self._step(task, "ledger")
        return subject

    def _look(self, subject: Subject, task: Task) -> Subject:
        """What their rows say, and whose else name them, sealed before any of them is changed.

        Rows the gate would keep out are theirs, though nobody may have resolved them yet.
        """
        seen = self.sweeping.look(subject)
        standing = self.people.subject(self._rcu(task), said=seen.said)
        named = [(key.split(":", 1)[0], key.split(":", 1)[1]) for key in seen.records]
        wider = msgspec.structs.replace(
            subject,
            records=tuple(
                sorted({*subject.records, *((record_id(self.hash, *one), *one) for one in named)})
            ),
            said=distinct((*subject.said, *seen.said)),
            mentions=tuple(sorted({*subject.mentions, *seen.mentions})),
            parts=tuple(sorted({*subject.parts, *seen.parts})),
        )
        wider = united(wider, standing) or wider
        self._seal(wider, subject, task)
        return wider

    def _seal(self, subject: Subject, known: Subject | None, task: Task) -> None:
        if subject != known:
            sealed = seal(subject, request=task.request, key=self._key)
            self.documents.commit([Write(Ledger, task.request, sealed)])

    def _rcu(self, task: Task) -> str:
        request = self.documents.get(Request, task.request)
        if request is None:
            raise NotFound(f"there is no request {task.request}")
        return request.value.rcu

    @property
    def _key(self) -> bytes:
        return self.secrets.get("ledger")

    def _find(self, subject: Subject) -> dict[str, int]:
        found = Counter(self.people.find(subject))
        found.update(self.sweeping.look(subject).counts)
        found.update(self.leftovers.find(subject))
        return dict(sorted(found.items()))

    def _begin(self, task: Task, found: dict[str, int]) -> Task:
        """What was found is written before anything is destroyed: a later call finds less."""
        now = self.clock.now().isoformat()

        def begun(one: Task | None) -> Task | None:
            if one is None or one.begun_at:
                return one
            return msgspec.structs.replace(one, begun_at=now, counts=found, state="in_progress")

        stands = self.documents.update(Task, task.id, begun)
        assert stands is not None
        return stands

    def _mark(self, subject: Subject, task: Task) -> None:
        """From here on nobody brings the person in again."""
        by_shard: dict[str, list[str]] = {}
        for mark in suppression.marks(self.hash, suppression.identifiers_of(subject)):
            by_shard.setdefault(suppression.shard_of(mark), []).append(mark)
        for shard, marks in sorted(by_shard.items()):
            self.documents.update(
                SuppressionShard,
                shard,
                lambda one, marks=marks: suppression.suppress(  # type: ignore[misc]
                    one, *marks, request=task.request
                ),
            )
        self._step(task, "suppressed")

    def _restrict(self, subject: Subject) -> None:
        """From here on nothing of the person leaves; it was so since the request was accepted."""
        now = self.clock.now().isoformat()
        rcu = subject.rcus[0]
        self.documents.update(Restriction, rcu, lambda one: one or Restriction(rcu=rcu, since=now))

    def _free(self, subject: Subject) -> None:
        """There is nobody left to restrict."""
        self.documents.commit([Write(Restriction, rcu, None) for rcu in subject.rcus])

    def _step(self, task: Task, step: str) -> None:
        """Say on the trail that a step is behind us, and keep it; once, whoever repeats it."""
        self.trail.record(
            Entry(
                stream="compliance",
                act=f"erasure: {step}",
                actor=ACTOR,
                at=self.clock.now().isoformat(),
                purpose="data_subject_request",
                subject=task.id,
                request=task.request,
                once=f"{task.id} {step}",
            )
        )
        self.documents.update(
            Task,
            task.id,
            lambda one: (
                one
                and (
                    one
                    if step in one.steps
                    else msgspec.structs.replace(one, steps=(*one.steps, step))
                )
            ),
        )

    def _end(self, task: Task, found: dict[str, int]) -> Task:
        """Nothing is left: say so, and when it is looked at again, or that it was."""
        now = self.clock.now()
        is_second = task.state in ENDED
        ended = _verified_again if is_second else self._erased
        counts = sum(found.values()) if is_second else sum(task.counts.values())
        self.trail.record(
            Entry(
                stream="compliance",
                act="erasure verified again" if is_second else "person erased",
                actor=ACTOR,
                at=now.isoformat(),
                purpose="data_subject_request",
                subject=task.id,
                request=task.request,
                count=counts,
                outcome="nothing left",
                once=f"{task.id} {'verified again' if is_second else 'erased'}",
            )
        )
        stands = self.documents.update(Task, task.id, lambda one: one and ended(one, now, found))
        assert stands is not None
        log.info("erased and verified", extra={"task": task.id, "counts": stands.counts})
        return stands

    def _erased(self, task: Task, now: datetime, found: dict[str, int]) -> Task:
        if task.state in ENDED:
            return task
        again = now + timedelta(seconds=self.verify_again_seconds)
        state: TaskState = "done" if task.counts or found else "nothing_found"
        return msgspec.structs.replace(
            task,
            state=state,
            erased_at=now.isoformat(),
            verify_at=again.isoformat(),
            awaits="verification",
            steps=(*task.steps, "verified"),
        )


def _verified_again(task: Task, now: datetime, found: dict[str, int]) -> Task:
    counts = Counter(task.counts)
    counts.update(found)
    return msgspec.structs.replace(
        task, verified_at=now.isoformat(), awaits="", counts=dict(counts)
    )


def _in_words(counts: dict[str, int]) -> str:
    return ", ".join(f"{count} {kind}" for kind, count in counts.items())
