"""The last acknowledgement closes a request, with a certificate."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from shared.model.privacy import Certificate, Ledger, Request, Task
from shared.model.trail import Entry
from shared.ports import Clock, Documents, Objects, Trail, Write
from shared.privacy.lifecycle import in_order, may_close, needs_ledger
from shared.rules import catalogue, outbox


@dataclass(frozen=True)
class Closing:
    """Closes requests whose tasks have all ended."""

    documents: Documents
    objects: Objects
    trail: Trail
    clock: Clock

    def settle(self, id: str) -> Request | None:
        """Close the request if nothing is waited for, and forget who it was about once that is so.

        Repeating is harmless. What a source was told in a file goes once it has answered.
        """
        found = self.documents.find(Task, where={"request": id})
        tasks = in_order([stored.value for _, stored in found])
        for task in tasks:
            if task.acknowledgement is not None:
                self.objects.delete(catalogue.OUTBOX, outbox.task_name(task.system, task.id))
        stored = self.documents.get(Request, id)
        if stored is None or stored.value.state not in ("in_progress", "completed"):
            return stored.value if stored else None
        request = stored.value
        if request.state == "in_progress" and may_close(tasks):
            request = self._close(request, tasks)
        if request.state == "completed" and not needs_ledger(tasks):
            self.documents.commit([Write(Ledger, id, None)])
        return request

    def _close(self, request: Request, tasks: list[Task]) -> Request:
        now = self.clock.now().isoformat()
        leaf = self.trail.record(
            Entry(
                stream="compliance",
                act="request completed",
                actor="function:fulfil_task",
                at=now,
                purpose="data_subject_request",
                request=request.id,
                once="request completed",
                count=len(tasks),
            )
        )
        certificate = Certificate(
            closed_at=now, tasks={task.id: _certified(task) for task in tasks}, audit=leaf
        )

        def closed(one: Request | None) -> Request | None:
            if one is None or one.state != "in_progress":
                return one
            return msgspec.structs.replace(one, state="completed", certificate=certificate)

        stands = self.documents.update(Request, request.id, closed)
        assert stands is not None
        return stands


def _certified(task: Task) -> dict[str, str]:
    word = task.acknowledgement
    said = {
        "system": task.system,
        "right": task.right,
        "state": task.state,
        "at": task.erased_at or (word.at if word else ""),
        "by": word.by if word else "",
        "counts": ", ".join(f"{count} {kind}" for kind, count in sorted(task.counts.items())),
        "retained": "; ".join(
            f"{one.category} until {one.until} ({one.ground})"
            for one in (word.retained if word else ())
        ),
        "note": task.note,
    }
    return {name: text for name, text in said.items() if text}
