"""A change was planned: the source is told it, and what it now knows is remembered."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass

import msgspec

from shared.errors import Conflict, Retry
from shared.model.change import Change
from shared.model.message import ChangesPlanned
from shared.model.profile import Record
from shared.model.trail import Entry
from shared.ports import Clock, Contracts, Documents, Objects, Secrets, Trail, Webhooks, Write
from shared.rules import catalogue, outbox
from shared.rules.channels import WEBHOOKS, signing_secrets
from shared.rules.writing import Layout
from shared.sync.difference import cells_of, change_id, changed_cells, told
from shared.sync.layouts import Layouts
from shared.sync.receipts import Outcome, Told, body_of, outcomes_of
from shared.sync.synchroniser import PURPOSE, Difference, Synchroniser

log = logging.getLogger(__name__)

_TRIES = 20


@dataclass(frozen=True)
class Delivering:
    """Tells sources their changes, and keeps their receipts."""

    documents: Documents
    objects: Objects
    contracts: Contracts
    layouts: Layouts
    synchroniser: Synchroniser
    webhooks: Webhooks
    secrets: Secrets
    trail: Trail
    clock: Clock
    hash: Callable[..., str]

    def deliver(self, message: ChangesPlanned) -> None:
        """Tell a source these changes, unless they are told, or something newer is to be told.

        What is told is worked out anew: only a change whose values are still the ones it was
        planned for leaves. Raises Retry when the source cannot take it now.
        """
        found = self.documents.get_many(Change, message.changes)
        waiting = {id: one.value for id, one in found.items() if one.value.state == "planned"}
        if not waiting:
            return
        rcus = sorted({one.rcu for one in waiting.values()})
        now_wanted = {
            change_id(self.hash, one.record, one.record_id, one.wanted): one
            for one in self.synchroniser.differences(rcus, source=message.source)
        }
        for id in waiting.keys() - now_wanted.keys():
            self._supersede(id)
        due = {id: now_wanted[id] for id in sorted(waiting) if id in now_wanted}
        layout = self.layouts.of(message.source)
        if not due or layout is None:
            return
        self._disclose(message.source, due)
        outcomes = self._tell(message, due, layout)
        for id, outcome in outcomes.items():
            self._keep_receipt(id, due[id], outcome)
        log.info(
            "changes delivered",
            extra={"source": message.source, "changes": len(due)},
        )

    def _tell(
        self, message: ChangesPlanned, due: dict[str, Difference], layout: Layout
    ) -> dict[str, Outcome]:
        _, source = self.contracts.source(message.source)
        assert source.channel is not None
        if source.channel.type == "file":
            return self._write_file(message, due, layout)
        told = [
            Told(id, one.record.record_id, one.rcu, changed_cells(one.wanted, layout))
            for id, one in due.items()
        ]
        answer = self.webhooks.post(
            source.channel.url,
            id=self.hash("delivery", *due)[:32],
            body=body_of(message.source, told),
            secrets=signing_secrets(
                self.secrets.get(WEBHOOKS), message.source, version=source.channel.secret_version
            ),
        )
        return outcomes_of(answer, list(due))

    def _write_file(
        self, message: ChangesPlanned, due: dict[str, Difference], layout: Layout
    ) -> dict[str, Outcome]:
        """One file for the whole message, under a name that a repeated delivery writes again."""
        rows = [cells_of(one.record, one.wanted, layout) for one in due.values()]
        header = list(rows[0])
        content = outbox.write_rows(
            [header, *([row[name] for name in header] for row in rows)],
            delimiter=layout.delimiter,
            encoding=layout.encoding,
        )
        planned = self.documents.get_many(Change, list(due))
        first = min(one.value.planned_at for one in planned.values())
        # To the microsecond: whoever takes several files takes them in the order of their names.
        stamp = "".join(filter(str.isdigit, first))[:20]
        id = self.hash("file", *sorted(message.changes))[:12]
        name = outbox.changes_name(message.source, at=stamp, id=id)
        self.objects.put(catalogue.OUTBOX, name, content)
        return {change: Outcome("delivered", receipt=name) for change in due}

    def _disclose(self, source: str, due: dict[str, Difference]) -> None:
        """One entry for the whole message, before anything leaves."""
        profiles = sorted({one.rcu for one in due.values()})
        self.trail.record(
            Entry(
                stream="disclosure",
                act="changes told",
                actor="function:deliver_changes",
                at=self.clock.now().isoformat(),
                purpose=PURPOSE,
                profiles=tuple(profiles),
                subject=source,
                count=len(profiles),
            )
        )

    def _keep_receipt(self, id: str, one: Difference, outcome: Outcome) -> None:
        """The change ends, and the record knows what it was told, in one commit."""
        now = self.clock.now().isoformat()
        for attempt in range(_TRIES):
            change = self.documents.get(Change, id)
            record = self.documents.get(Record, one.record_id)
            if change is None or change.value.state != "planned":
                return
            ended = msgspec.structs.replace(
                change.value,
                state=outcome.state,
                done_at=now,
                receipt=outcome.receipt,
                reason=outcome.reason,
            )
            writes = [Write(Change, id, ended, change.version)]
            if record is not None and outcome.state == "delivered":
                knows = msgspec.structs.replace(
                    record.value,
                    told=told(record.value, one.wanted, change=id, at=now),
                    tellings=record.value.tellings + 1,
                )
                writes.append(Write(Record, one.record_id, knows, record.version))
            try:
                self.documents.commit(writes)
            except Conflict:
                self.clock.pause(attempt)
                continue
            return
        raise Retry("others keep writing a record that was told; its receipt will be kept later")

    def _supersede(self, id: str) -> None:
        now = self.clock.now().isoformat()

        def superseded(one: Change | None) -> Change | None:
            if one is None or one.state != "planned":
                return one
            return msgspec.structs.replace(one, state="superseded", done_at=now)

        self.documents.update(Change, id, superseded)
