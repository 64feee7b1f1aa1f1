"""What each caller may ask of the desk: roles first, then the request."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Protocol

import msgspec
from itsdangerous import BadData, URLSafeTimedSerializer

from shared.errors import Conflict, Forbidden, InvalidInput, NotFound
from shared.model.caller import Caller
from shared.model.privacy import Request, Right, Task
from shared.model.trail import Entry
from shared.ports import Clock, Contracts, Objects, People, Secrets, Trail
from shared.privacy.answering import Answering
from shared.privacy.deadlines import AIM_DAYS
from shared.privacy.desk import Desk
from shared.privacy.lifecycle import is_overdue
from shared.privacy.notifying import Notifying
from shared.rules import catalogue

STAFF: Final = frozenset({"dpo", "care"})
RIGHTS: Final[tuple[Right, ...]] = ("access", "erasure")
LINK_SECONDS: Final = 600
"""How long a link to a package opens it."""

KINDS: Final = ("rcu", "record", "email", "phone")


class Finds(Protocol):
    """Finds profiles by what is known of a person (identity/asking)."""

    def profiles(self, kind: str, text: str) -> list[str]: ...


class _Body(msgspec.Struct, forbid_unknown_fields=True):
    """A request as it is asked for."""

    subject: dict[str, str]
    right: str = ""
    rights: tuple[str, ...] = ()
    received_at: str = ""
    cooling_off_hours: int = 0


@dataclass(frozen=True)
class Doors:
    """The desk as callers see it: staff all of it, a source its own tasks, others nothing."""

    desk: Desk
    answering: Answering
    notifying: Notifying
    asking: Finds
    people: People
    objects: Objects
    contracts: Contracts
    secrets: Secrets
    trail: Trail
    clock: Clock

    def open(
        self, caller: Caller, body: Mapping[str, object], *, idempotency_key: str | None
    ) -> dict[str, Any]:
        """Accept a request. Raises Forbidden, InvalidInput, NotFound for nobody, and Conflict when
        several people answer to what was given: then more must be known of the person."""
        self._check_staff(caller)
        said = _read(body)
        rights = _rights(said)
        if len(said.subject) != 1 or next(iter(said.subject)) not in KINDS:
            raise InvalidInput(
                f"subject names a person in exactly one way: {', '.join(KINDS)}", field="subject"
            )
        ((kind, text),) = said.subject.items()
        found = self._find(caller, kind, text)
        if len(found) > 1:
            raise Conflict(
                f"{len(found)} people answer to this {kind}: ask the person for more, then name "
                f"one of {', '.join(found)}"
            )
        request = self.desk.accept(
            rights,
            found[0],
            by=caller.name,
            received_at=said.received_at,
            cooling_off_hours=said.cooling_off_hours,
            idempotency_key=idempotency_key,
        )
        return self._view(request, self.desk.tasks(request.id))

    def show(self, caller: Caller, id: str) -> dict[str, Any]:
        """A request: all of it for staff; for a source its own tasks and the records they mean."""
        if self._is_staff(caller):
            request = self.desk.request(id)
            view = self._view(request, self.desk.tasks(id))
            if request.package:
                view["package"] = f"/v1/requests/{id}/package?key={self._links.dumps(id)}"
            return view
        own = [task for task in self.desk.tasks(id) if caller.speaks_for(task.system)]
        if not own:
            self._check_staff(caller)
        request = self.desk.request(id)
        tasks = []
        for task in own:
            view = self._task(task)
            if task.records and task.acknowledgement is None:
                self.notifying.disclose(task, by=f"source:{task.system}")
                view["records"] = self.notifying.records_of(task)
            tasks.append(view)
        return {"id": id, "state": request.state, "tasks": tasks}

    def cancel(self, caller: Caller, id: str) -> dict[str, Any]:
        """Cancel a request. Raises Conflict once it has begun."""
        self._check_staff(caller)
        return self._view(self.desk.cancel(id, by=caller.name), self.desk.tasks(id))

    def acknowledge(
        self, caller: Caller, request: str, task: str, body: Mapping[str, object]
    ) -> dict[str, Any]:
        """Take a system's word about its own task; nobody else's."""
        systems = {one.system for one in self.desk.tasks(request) if one.id == task}
        if not any(caller.speaks_for(system) for system in systems):
            # Which tasks there are is not for others to learn.
            raise Forbidden(f"{caller.name} may not answer for this task")
        done = self.answering.acknowledge(request, task, body, by=f"source:{next(iter(systems))}")
        return self._task(done)

    def package(self, caller: Caller, id: str, key: str) -> bytes:
        """The access package, by a link that was given less than ten minutes ago."""
        self._check_staff(caller)
        try:
            opens = self._links.loads(key, max_age=LINK_SECONDS)
        except BadData:
            opens = None
        if opens != id:
            raise Forbidden("this link is over ten minutes old, or not of this request; ask again")
        request = self.desk.request(id)
        if not request.package:
            raise NotFound(f"request {id} has no package")
        self.trail.record(
            Entry(
                stream="disclosure",
                act="access package fetched",
                actor=caller.name,
                at=self.clock.now().isoformat(),
                purpose="data_subject_request",
                profiles=(request.rcu,),
                request=id,
                count=1,
            )
        )
        return self.objects.read(catalogue.PACKAGES, request.package)

    def discovery(self) -> dict[str, Any]:
        """What may be asked here, in which words."""
        return {
            "api_version": "1.0",
            "rights": list(RIGHTS),
            "subject_kinds": list(KINDS),
            "acknowledgement_states": ["done", "nothing_found", "partially_done", "refused"],
            "deadlines": {
                "aim_days": AIM_DAYS,
                "clause_days": {one.id: one.privacy.days for one in self.contracts.all()},
                "legal": "one month (GDPR art. 12(3), Regulation 1182/71)",
            },
            "systems": [
                "nova",
                *(
                    f"{one.id}.{source.id}"
                    for one in self.contracts.all()
                    for source in one.sources
                ),
            ],
        }

    def _view(self, request: Request, tasks: list[Task]) -> dict[str, Any]:
        view: dict[str, Any] = {
            "id": request.id,
            "state": request.state,
            "rights": list(request.rights),
            "rcu": request.rcu,
            "received_at": request.received_at,
            "starts_at": request.starts_at,
            "deadlines": msgspec.to_builtins(request.deadlines),
            "doubtful": self.people.doubtful(request.rcu),
            "tasks": [self._task(task) for task in tasks],
        }
        if request.certificate:
            view["certificate"] = msgspec.to_builtins(request.certificate)
        return view

    def _task(self, task: Task) -> dict[str, Any]:
        return {
            "id": task.id,
            "right": task.right,
            "system": task.system,
            "state": task.state,
            "due": task.deadlines.effective.isoformat(),
            "overdue": is_overdue(task, self.clock.now()),
            "contradicted": bool(task.contradictions),
            "erased_at": task.erased_at,
            "verified_at": task.verified_at,
            "counts": task.counts,
            "note": task.note,
        }

    def _find(self, caller: Caller, kind: str, text: str) -> list[str]:
        """Who answers to what was given. Asking after nobody is on the trail too."""
        try:
            found = self.asking.profiles(kind, text)
        except NotFound:
            found = []
        if not found:
            self._record_nobody(caller)
            raise NotFound(f"nobody answers to this {kind}")
        return found

    @property
    def _links(self) -> URLSafeTimedSerializer:
        return URLSafeTimedSerializer(self.secrets.get("links"), salt="access package")

    def _record_nobody(self, caller: Caller) -> None:
        self.trail.record(
            Entry(
                stream="compliance",
                act="request refused",
                actor=caller.name,
                at=self.clock.now().isoformat(),
                purpose="data_subject_request",
                outcome="nobody answers to what was given",
            )
        )

    def _is_staff(self, caller: Caller) -> bool:
        return not STAFF.isdisjoint(caller.roles)

    def _check_staff(self, caller: Caller) -> None:
        if not self._is_staff(caller):
            raise Forbidden(f"{caller.name} may not: this is for {' and '.join(sorted(STAFF))}")


def _read(body: Mapping[str, object]) -> _Body:
    hours = body.get("cooling_off_hours", 0)
    try:
        return msgspec.convert({**body, "cooling_off_hours": hours}, _Body, strict=False)
    except msgspec.ValidationError as error:
        raise InvalidInput(f"the request is not as expected: {error}") from None


def _rights(body: _Body) -> tuple[Right, ...]:
    asked = {*body.rights, *([body.right] if body.right else [])}
    known: dict[str, Right] = {right: right for right in RIGHTS}
    if not asked or not asked <= known.keys():
        raise InvalidInput(f"right must be one of: {', '.join(RIGHTS)}", field="right")
    return tuple(known[right] for right in sorted(asked))
