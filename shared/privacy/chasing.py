"""Deadlines: systems are reminded, silence becomes overdue, packages end in their time."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

import msgspec

from shared.model.message import TaskPlanned
from shared.model.privacy import Request, Task
from shared.model.trail import Entry
from shared.ports import Clock, Documents, Messages, Objects, Trail
from shared.privacy.lifecycle import due_reminders, is_ours
from shared.rules import catalogue, signals

log = logging.getLogger(__name__)

PACKAGE_DAYS = 7
"""How long an access package waits to be fetched."""

_OPEN = ("planned", "sent", "in_progress")


@dataclass(frozen=True)
class Chasing:
    """Looks at every open task, and at what has outlived its time."""

    documents: Documents
    objects: Objects
    messages: Messages
    trail: Trail
    clock: Clock

    def chase(self) -> list[str]:
        """Remind of what is due, `<task> <reminder>` each; once each, however often it runs."""
        now = self.clock.now()
        sent = []
        for state in _OPEN:
            for _, stored in self.documents.find(Task, where={"state": state}):
                task = stored.value
                if due := due_reminders(task, now):
                    self._remind(task, due)
                    sent.append(f"{task.id} {due[-1]}")
        self._end_packages(now)
        return sent

    def _remind(self, task: Task, due: list[str]) -> None:
        latest = due[-1]
        is_late = latest.startswith("overdue")
        self.trail.record(
            Entry(
                stream="compliance",
                act="task overdue" if is_late else "task reminded",
                actor="function:watch",
                at=self.clock.now().isoformat(),
                purpose="data_subject_request",
                subject=task.id,
                request=task.request,
                outcome=latest,
                once=f"{task.id} {latest}",
            )
        )
        level = logging.ERROR if is_late else logging.WARNING
        extra = {"task": task.id, "source": task.system, "reminder": latest}
        log.log(level, signals.TASK_AWAITED, extra=extra)
        self.documents.update(
            Task,
            task.id,
            lambda one: (
                one
                and msgspec.structs.replace(
                    one, reminded=tuple(dict.fromkeys((*one.reminded, *due)))
                )
            ),
        )
        # Our own share comes again as well: it waits only where something could not be read.
        self.messages.publish([TaskPlanned(request=task.request, task=task.id)])
        if is_late and is_ours(task):
            log.error("our own share is overdue", extra={"task": task.id})

    def _end_packages(self, now: datetime) -> None:
        for name in list(self.objects.list(catalogue.PACKAGES)):
            stored = self.documents.get(Request, name.partition("/")[0])
            made = stored.value.packaged_at if stored else ""
            if not made or datetime.fromisoformat(made) < now - timedelta(days=PACKAGE_DAYS):
                self.objects.delete(catalogue.PACKAGES, name)
