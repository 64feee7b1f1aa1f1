"""Tells another system of its task: references over a webhook, or a file in its outbox."""

from __future__ import annotations

import logging
from dataclasses import dataclass

import msgspec

from shared.errors import NotFound, Refused
from shared.model.privacy import ENDED, Ledger, Subject, Task
from shared.model.trail import Entry
from shared.ports import Clock, Contracts, Documents, Objects, Secrets, Trail, Webhooks
from shared.privacy.ledger import unseal
from shared.privacy.planning import held_by
from shared.rules import catalogue, outbox
from shared.rules.channels import WEBHOOKS, signing_secrets

log = logging.getLogger(__name__)

BY_HAND = "the source has no channel: tell it by hand, and acknowledge for it"

_OK = range(200, 300)


@dataclass(frozen=True)
class Notifying:
    """Tells systems what is asked of them."""

    documents: Documents
    objects: Objects
    contracts: Contracts
    secrets: Secrets
    webhooks: Webhooks
    trail: Trail
    clock: Clock

    def tell(self, id: str) -> Task:
        """Tell a task's system of it, unless it has answered; again when it is reminded.

        Raises Retry when it cannot be reached now, Refused when it refuses to be told.
        """
        stored = self.documents.get(Task, id)
        if stored is None:
            raise NotFound(f"there is no task {id}")
        task = stored.value
        if task.state in ENDED:
            return task
        contract, source = self.contracts.source(task.system)
        channel = source.channel
        if channel is None:
            return self._sent(task, note=BY_HAND)
        if channel.type == "webhook":
            body = msgspec.json.encode(self._body(task))
            answer = self.webhooks.post(
                channel.url,
                id=f"{task.id}.{len(task.reminded)}",
                body=body,
                secrets=signing_secrets(
                    self.secrets.get(WEBHOOKS), task.system, version=channel.secret_version
                ),
            )
            if answer.status not in _OK:
                raise Refused(
                    f"{task.system} answered {answer.status} to its task {task.id}; "
                    "tell it by hand, and mend its channel"
                )
        else:
            records = held_by(contract, source, self.subject(task.request))
            self.disclose(task, by="function:fulfil_task")
            content = {**self._body(task), "records": records}
            self.objects.put(
                catalogue.OUTBOX,
                outbox.task_name(task.system, task.id),
                msgspec.json.format(msgspec.json.encode(content), indent=2),
            )
        return self._sent(task)

    def records_of(self, task: Task) -> list[str]:
        """The record ids a system must act on. Asking is a disclosure: `disclose` first."""
        contract, source = self.contracts.source(task.system)
        return held_by(contract, source, self.subject(task.request))

    def subject(self, request: str) -> Subject | None:
        """Who a request is about, while that is still known."""
        stored = self.documents.get(Ledger, request)
        return unseal(stored.value, key=self.secrets.get("ledger")) if stored else None

    def disclose(self, task: Task, *, by: str) -> None:
        """Say on the trail that a system is told which of its records are meant."""
        subject = self.subject(task.request)
        self.trail.record(
            Entry(
                stream="disclosure",
                act="task told",
                actor=by,
                at=self.clock.now().isoformat(),
                purpose="data_subject_request",
                profiles=subject.rcus[:1] if subject else (),
                subject=task.id,
                request=task.request,
                count=1,
            )
        )

    def _body(self, task: Task) -> dict[str, object]:
        """References only: what is meant is fetched by the source itself."""
        return {
            "type": "request.task",
            "request": task.request,
            "task": task.id,
            "right": task.right,
            "due": task.deadlines.effective.isoformat(),
            "fetch": f"/v1/requests/{task.request}",
            "acknowledge": f"/v1/requests/{task.request}/tasks/{task.id}/acknowledgements",
        }

    def _sent(self, task: Task, *, note: str = "") -> Task:
        now = self.clock.now().isoformat()

        def sent(one: Task | None) -> Task | None:
            if one is None or one.state in ENDED:
                return one
            if note:
                return one if one.note == note else msgspec.structs.replace(one, note=note)
            if one.sent_at:
                return one
            return msgspec.structs.replace(one, state="sent", sent_at=now)

        stands = self.documents.update(Task, task.id, sent)
        assert stands is not None
        return stands
