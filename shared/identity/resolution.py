"""Contacts become profiles: one part at a time, in small commits, the same however often."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass, replace
from functools import partial

import msgspec

from shared.errors import NotFound, Retry
from shared.identity.arrival import Hasher
from shared.identity.fencing import Fence, raise_fence
from shared.identity.judging import Judge
from shared.identity.placement import Placement
from shared.identity.weighing import Scales
from shared.identity.workspace import Move, Workspace
from shared.model.change import Change
from shared.model.contact import Contact
from shared.model.contract import Source
from shared.model.message import ContactsMapped, ProfilesChanged
from shared.model.profile import Outcome
from shared.model.trail import Entry
from shared.model.upload import Part
from shared.ports import Clock, Contracts, Documents, Messages, Objects, Trail
from shared.rules import catalogue, lake
from shared.rules.golden import Priorities, priorities_of
from shared.rules.parts import part_id
from shared.rules.records import record_id

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Resolved:
    """What became of a part: the outcome of each row in turn, and every profile it led to."""

    outcomes: tuple[Outcome, ...]
    duplicates: int
    profiles: tuple[str, ...]
    repeated: int = 0
    """Rows that say something else of a record than another row of the part."""


@dataclass(frozen=True)
class Resolution:
    """Decides for each contact whether it is somebody we know."""

    documents: Documents
    objects: Objects
    messages: Messages
    contracts: Contracts
    scales: Scales
    clock: Clock
    hash: Hasher
    new_rcu: Callable[[], str]
    trail: Trail | None = None
    """None where nobody is answered to."""

    def resolve_part(self, message: ContactsMapped) -> None:
        """Resolve a part of the lake; commit, count, then tell everybody which profiles changed."""
        fence = raise_fence(self.documents, upload=message.upload, part=message.part)
        if fence is None:
            log.info("part of an upload taken back", extra={"upload": message.upload})
            return
        try:
            self._resolve_part(message, fence)
        except NotFound:
            if fence.renew():
                raise
            log.info("upload taken back meanwhile", extra={"upload": message.upload})

    def _resolve_part(self, message: ContactsMapped, fence: Fence) -> None:
        _, source = self.contracts.source(message.source)
        name = lake.part_name(
            "contacts", source=message.source, upload=message.upload, number=message.part
        )
        contacts = lake.decode_contacts(self.objects.read(catalogue.LAKE, name))
        self._check_receipts(contacts)
        resolved = self.resolve(
            contacts,
            source=source,
            upload=message.upload,
            part=message.part,
            received_at=fence.upload.received_at,
            fence=fence,
            priorities=priorities_of(self.contracts.all()),
        )
        self._count(message, fence.upload.entity, resolved)
        if not fence.upload.sample:
            # A sample is looked at, and perhaps taken back: nobody else is told of it. The whole
            # file names the same profiles again.
            self.messages.publish(
                [
                    ProfilesChanged(
                        upload=message.upload,
                        source=message.source,
                        part=message.part,
                        profiles=resolved.profiles,
                    )
                ]
            )
        log.info(
            "part resolved",
            extra={"upload": message.upload, "part": message.part, "rows": len(contacts)},
        )

    def _check_receipts(self, contacts: Sequence[Contact]) -> None:
        """Raise Retry while a change that comes back here has no receipt yet: it is on its way."""
        changes = {one.echo_of for one in contacts if one.echo_of}
        found = self.documents.get_many(Change, sorted(changes)) if changes else {}
        if any(stored.value.state == "planned" for stored in found.values()):
            raise Retry("a change of ours came back before its receipt; it will come again")

    def resolve(
        self,
        contacts: Sequence[Contact],
        *,
        source: Source,
        upload: str,
        part: int,
        received_at: str,
        fence: Fence | None = None,
        priorities: Priorities | None = None,
    ) -> Resolved:
        """Resolve these contacts of one source, and say what became of each.

        Several rows of one record in a part are heard together. Raises NotFound when the upload
        behind the fence was taken back meanwhile.
        """
        weights = self.scales.current()
        keeps_its_promise = not any(one.source in weights.disbelieved for one in contacts[:1])
        judge = Judge(
            weights=weights,
            hash=self.hash,
            unique=source.unique and keeps_its_promise,
            now=self.clock.now().isoformat(),
            upload=upload,
            number=part,
            received_at=received_at,
            new_rcu=self.new_rcu,
            token=self.scales.token(),
            reliability=weights.trust_in(contacts[0].source, source.reliability)
            if contacts
            else {},
            priorities=priorities or {},
            checks=self.trail is not None,
        )
        ids = [record_id(self.hash, one.source, one.record_id) for one in contacts]
        rows: dict[str, list[Contact]] = {}
        for id, contact in zip(ids, contacts, strict=True):
            rows.setdefault(id, []).append(contact)
        placement = Placement(
            self.documents, self.clock, judge, fence, tell=partial(self._tell, judge)
        )
        placement.place(rows)
        resolved = self._summary(ids, placement.workspace, judge.part)
        return replace(resolved, repeated=sum(map(_at_odds, rows.values())))

    def _tell(self, judge: Judge, moves: Set[Move]) -> None:
        """Say on the trail which profiles a part splits and merges, one entry each."""
        for is_merge, act in ((True, "profiles merged"), (False, "records split off")):
            found = [one for one in moves if one.is_merge == is_merge]
            if found and self.trail is not None:
                self.trail.record(
                    Entry(
                        stream="compliance",
                        act=act,
                        actor="function:resolve_identities",
                        at=judge.now,
                        profiles=tuple(sorted({rcu for one in found for rcu in one[:2]})),
                        subject=judge.part,
                        count=len(found),
                    )
                )

    def _summary(self, ids: Sequence[str], workspace: Workspace, part: str) -> Resolved:
        outcomes: list[Outcome] = []
        profiles = set()
        duplicates = 0
        counted = set()
        for id in ids:
            record = workspace.records.get(id)
            assert record is not None
            outcome = record.outcomes.get(part, "unchanged")
            if id in counted:
                outcome = "unchanged"  # an earlier row of the same record said the rest
            counted.add(id)
            outcomes.append(outcome)
            duplicates += outcome == "linked" and record.link.duplicate
            profiles.add(record.rcu)
            if outcome == "review" and record.link.candidate:
                profiles.add(record.link.candidate)  # it may have left that one
        return Resolved(tuple(outcomes), duplicates, tuple(sorted(profiles)))

    def _count(self, message: ContactsMapped, entity: str, resolved: Resolved) -> None:
        def counted(part: Part | None) -> Part:
            if part is None:
                raise NotFound(f"upload {message.upload} has no part {message.part}")
            if part.resolved and part.cuts:
                return part  # rows were erased since they were counted: they stay counted
            return with_counts(part, entity, resolved)

        self.documents.update(Part, part_id(message.upload, message.part), counted)


def _at_odds(rows: Sequence[Contact]) -> int:
    """How many of these rows of one record say something else than one before them."""
    if len(rows) == 1:
        return 0
    said = {
        msgspec.json.encode((one.fields, one.extensions), order="deterministic") for one in rows
    }
    return len(said) - 1


def with_counts(part: Part, entity: str, resolved: Resolved) -> Part:
    """The part with what became of its contacts, as absolute counts."""
    counts = {
        kind: resolved.outcomes.count(kind) for kind in ("created", "linked", "review", "unchanged")
    }
    if entity == "interactions":
        return msgspec.structs.replace(part, resolved=True, persons=len(resolved.outcomes))
    # Rows that were erased since they were mapped are kept out, like those that came later.
    mapped = len(resolved.outcomes)
    return msgspec.structs.replace(
        part,
        resolved=True,
        duplicates=resolved.duplicates,
        repeated=resolved.repeated,
        mapped=mapped,
        suppressed=part.suppressed + part.mapped - mapped,
        **counts,
    )
