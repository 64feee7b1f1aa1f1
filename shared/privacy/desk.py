"""Where requests are accepted, looked at and cancelled."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import msgspec

from shared.errors import Conflict, InvalidInput, NotFound, Retry
from shared.model.message import Message, RequestAccepted, TaskPlanned
from shared.model.privacy import ENDED, Request, Restriction, Right, Task
from shared.model.trail import Entry
from shared.ports import ABSENT, Clock, Documents, Messages, Trail, Write
from shared.privacy.deadlines import deadlines
from shared.privacy.lifecycle import in_order

log = logging.getLogger(__name__)

LONGEST_COOLING_OFF = 72
"""Hours: longer would eat into the days there are to answer."""

UNTOLD_SECONDS = 60
_OLDEST = timedelta(days=366)
_OTHER_BODY = "this Idempotency-Key was used for another request; use a new key for a new one"


@dataclass(frozen=True)
class Desk:
    """Takes data-subject requests in, and tells that they came."""

    documents: Documents
    messages: Messages
    trail: Trail
    clock: Clock
    hash: Callable[..., str]
    new_id: Callable[[], str]

    def accept(
        self,
        rights: Sequence[Right],
        rcu: str,
        *,
        by: str,
        received_at: str = "",
        cooling_off_hours: int = 0,
        idempotency_key: str | None = None,
    ) -> Request:
        """Accept a request about a standing profile; the request, new or the one it joins.

        An erasure restricts the profile in the same commit: nothing of it leaves from here on.
        The same key again answers the same request; raises InvalidInput when it was used for
        another. Whoever asks the same for the same person while that is open joins it, and its
        first receipt holds.
        """
        received = self._received(received_at)
        if not 0 <= cooling_off_hours <= LONGEST_COOLING_OFF:
            raise InvalidInput(
                f"cooling_off_hours is {cooling_off_hours}; expected 0 to {LONGEST_COOLING_OFF}",
                field="cooling_off_hours",
            )
        said = (sorted(rights), rcu, received_at, cooling_off_hours)
        digest = self.hash("request body", msgspec.json.encode(said).decode())
        id = f"req_{self.hash('request', by, idempotency_key or self.new_id())[:20]}"
        known = self.documents.get(Request, id)
        if known is None and (open_one := self._open(rcu, rights)):
            return open_one
        if known is None:
            self._create(
                Request(
                    id=id,
                    rights=tuple(sorted(set(rights))),
                    rcu=rcu,
                    received_at=received.isoformat(),
                    accepted_at=self.clock.now().isoformat(),
                    by=by,
                    starts_at=(self.clock.now() + timedelta(hours=cooling_off_hours)).isoformat(),
                    body_digest=digest,
                    deadlines=deadlines(received),
                )
            )
        request = self.request(id)
        if request.body_digest != digest:
            raise InvalidInput(_OTHER_BODY, field="Idempotency-Key")
        try:
            self._tell(request)
        except Retry:
            log.warning("accepted, to be told later", extra={"request": id})
        return request

    def request(self, id: str) -> Request:
        """The request of this id. Raises NotFound."""
        stored = self.documents.get(Request, id)
        if stored is None:
            raise NotFound(f"there is no request {id}")
        return stored.value

    def requests(self) -> Iterator[Request]:
        """Every request, in order of id."""
        for _, stored in self.documents.find(Request):
            yield stored.value

    def tasks(self, request: str) -> list[Task]:
        """Its tasks, our own share first."""
        found = self.documents.find(Task, where={"request": request})
        return in_order([stored.value for _, stored in found])

    def cancel(self, id: str, *, by: str) -> Request:
        """Cancel a request before the first act that cannot be taken back.

        Raises Conflict when that is behind us.
        """
        request = self.request(id)
        if request.state == "cancelled":
            return request
        stored = self.documents.get(Request, id)
        assert stored is not None
        if stored.value.begun_at or stored.value.state != "accepted":
            raise Conflict(f"request {id} is {stored.value.state}: it can no longer be cancelled")
        self._record("request cancelled", request, by=by)
        cancelled = msgspec.structs.replace(stored.value, state="cancelled")
        lifted = [Write(Restriction, request.rcu, None)] if request.restricts else []
        self.documents.commit([Write(Request, id, cancelled, stored.version), *lifted])
        return cancelled

    def republish(self) -> int:
        """Tell what was never told, what may begin now, and what is to be looked at again.

        How many messages that were.
        """
        now = self.clock.now()
        long_ago = (now - timedelta(seconds=UNTOLD_SECONDS)).isoformat()
        told: list[Message] = []
        for _, stored in self.documents.find(Request, where={"state": "accepted"}):
            request = stored.value
            is_untold = not request.told and request.accepted_at < long_ago
            has_waited = request.starts_at > request.accepted_at
            if is_untold or (has_waited and request.starts_at <= now.isoformat()):
                told.append(RequestAccepted(request=request.id))
        for _, task in self.documents.find(Task, where={"awaits": "verification"}):
            if task.value.state in ENDED and task.value.verify_at <= now.isoformat():
                told.append(TaskPlanned(request=task.value.request, task=task.value.id))
        if told:
            self.messages.publish(told)
        return len(told)

    def _received(self, text: str) -> datetime:
        now = self.clock.now()
        if not text:
            return now
        try:
            received = datetime.fromisoformat(text)
        except ValueError:
            raise InvalidInput(
                "received_at is no time (expected ISO 8601 with a zone)", field="received_at"
            ) from None
        if received.tzinfo is None:
            raise InvalidInput(
                "received_at names no zone, as 2026-03-05T23:30:00+01:00", field="received_at"
            )
        if not now - _OLDEST <= received <= now:
            raise InvalidInput(
                "received_at lies in the future, or over a year back", field="received_at"
            )
        return received

    def _open(self, rcu: str, rights: Sequence[Right]) -> Request | None:
        for _, stored in self.documents.find(Request, where={"rcu": rcu}):
            is_open = stored.value.state in ("accepted", "in_progress")
            if is_open and set(rights) <= set(stored.value.rights):
                return stored.value
        return None

    def _create(self, request: Request) -> None:
        writes = []
        if "erasure" in request.rights:
            standing = self.documents.get(Restriction, request.rcu)
            if standing is None:
                restriction = Restriction(rcu=request.rcu, since=request.accepted_at)
                writes.append(Write(Restriction, request.rcu, restriction, ABSENT))
                request = msgspec.structs.replace(request, restricts=True)
        self._record("request accepted", request, by=request.by)
        try:
            self.documents.commit([Write(Request, request.id, request, ABSENT), *writes])
        except Conflict:
            if self.documents.get(Request, request.id) is None:
                raise
            log.info("another call was faster", extra={"request": request.id})

    def _tell(self, request: Request) -> None:
        self.messages.publish([RequestAccepted(request=request.id)])
        self.documents.update(
            Request, request.id, lambda one: one and msgspec.structs.replace(one, told=True)
        )

    def _record(self, act: str, request: Request, *, by: str) -> None:
        self.trail.record(
            Entry(
                stream="compliance",
                act=act,
                actor=by,
                at=self.clock.now().isoformat(),
                purpose="data_subject_request",
                profiles=(request.rcu,),
                request=request.id,
                once=act,
                outcome=" ".join(request.rights),
            )
        )
