"""The access package: everything we hold about a person, as files they can read (GDPR art. 15)."""

from __future__ import annotations

import logging
from dataclasses import dataclass

import msgspec

from shared.errors import NotFound
from shared.model.interaction import StoredInteraction
from shared.model.privacy import ENDED, Ledger, Request, Subject, Task
from shared.model.profile import Profile, Record
from shared.model.trail import Entry
from shared.ports import Clock, Contracts, Documents, Objects, Secrets, Trail
from shared.privacy.ledger import unseal
from shared.privacy.package import Held, build
from shared.rules import catalogue

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Packaging:
    """Makes access packages."""

    documents: Documents
    objects: Objects
    contracts: Contracts
    secrets: Secrets
    trail: Trail
    clock: Clock

    def make(self, id: str) -> Task:
        """Make the package of an access task, unless it is made; the task as it stands then."""
        stored = self.documents.get(Task, id)
        if stored is None:
            raise NotFound(f"there is no task {id}")
        task = stored.value
        if task.state in ENDED:
            return task
        subject = self._subject(task.request)
        held = self._held(subject)
        now = self.clock.now().isoformat()
        name = package_name(task.request)
        self._record(task, subject, now)
        self.objects.put(catalogue.PACKAGES, name, build(held, made_at=now))
        self.documents.update(
            Request,
            task.request,
            lambda one: one and msgspec.structs.replace(one, package=name, packaged_at=now),
        )
        counts = {"records": len(held.records), "interactions": len(held.interactions)}
        found = {kind: count for kind, count in counts.items() if count}

        def done(one: Task | None) -> Task | None:
            if one is None or one.state in ENDED:
                return one
            return msgspec.structs.replace(
                one, state="done" if found else "nothing_found", counts=found, begun_at=now
            )

        stands = self.documents.update(Task, id, done)
        assert stands is not None
        log.info("access package made", extra={"task": id, "counts": found})
        return stands

    def _subject(self, request: str) -> Subject | None:
        stored = self.documents.get(Ledger, request)
        return unseal(stored.value, key=self.secrets.get("ledger")) if stored else None

    def _held(self, subject: Subject | None) -> Held:
        if subject is None:
            return Held(sources=self._sources())
        found = self.documents.get_many(Record, [id for id, _, _ in subject.records])
        profiles = self.documents.get_many(Profile, subject.rcus)
        standing = [one.value for one in profiles.values() if not one.value.alias_of]
        return Held(
            sources=self._sources(),
            profile=standing[0] if standing else None,
            records={id: one.value for id, one in found.items()},
            interactions=[
                stored.value
                for id in found
                for _, stored in self.documents.find(StoredInteraction, where={"record": id})
            ],
            consulted=list(self.trail.disclosures_of(subject.rcus)),
        )

    def _sources(self) -> dict[str, str]:
        """Source id -> the company behind it."""
        return {
            f"{contract.id}.{source.id}": contract.name
            for contract in self.contracts.all()
            for source in contract.sources
        }

    def _record(self, task: Task, subject: Subject | None, now: str) -> None:
        self.trail.record(
            Entry(
                stream="compliance",
                act="access package made",
                actor="function:fulfil_task",
                at=now,
                purpose="data_subject_request",
                profiles=subject.rcus[:1] if subject else (),
                subject=task.id,
                request=task.request,
                once=f"{task.id} made",
            )
        )


def package_name(request: str) -> str:
    """The object of a request's package."""
    return f"{request}/package.zip"
