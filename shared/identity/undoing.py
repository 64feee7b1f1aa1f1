"""Take a wrong upload back: its records say again what they said before, or are gone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import msgspec

from shared.errors import Conflict, InvalidInput, NotFound, Retry
from shared.identity.arrival import key_id, record_id
from shared.identity.blocking import blocking_keys
from shared.identity.comparables import comparables_of
from shared.model.comparables import Comparables, union
from shared.model.interaction import StoredInteraction
from shared.model.profile import Key, Profile, Record, Review
from shared.model.settings import SourceSettings
from shared.model.trail import Entry
from shared.model.upload import Part, Upload
from shared.ports import Clock, Documents, Objects, Stored, Trail, Write
from shared.rules import catalogue, lake
from shared.rules.golden import survive
from shared.rules.parts import part_id

PER_COMMIT = 20
"""Records taken back in one commit: each may touch its profile and six keys."""

_TRIES = 20


class Blast(msgspec.Struct, frozen=True, kw_only=True):
    """What taking an upload back would do, or did."""

    records_removed: int = 0
    records_restored: int = 0
    profiles_removed: int = 0
    profiles_changed: int = 0
    interactions_removed: int = 0


@dataclass
class _Plan:
    writes: list[Write] = field(default_factory=list)
    removed: set[str] = field(default_factory=set)
    """Profiles that lose their last record."""

    blast: Blast = field(default_factory=Blast)


@dataclass(frozen=True)
class Undoing:
    """Takes uploads back, the newest word of each record first."""

    documents: Documents
    objects: Objects
    trail: Trail
    clock: Clock
    hash: Callable[..., str]

    def preview(self, id: str) -> Blast:
        """What `undo` would do, without doing it. Raises NotFound."""
        upload = self._upload(id)
        total = Blast()
        for records in self._records(upload):
            total = _sum(total, self._plan(upload, records).blast)
        interactions = sum(len(found) for found in self._interactions(upload))
        return msgspec.structs.replace(total, interactions_removed=interactions)

    def undo(self, id: str, *, by: str) -> Blast:
        """Take an upload back. Killed half-way, the same call again finishes it.

        Records the upload brought are removed, those it changed say again what they said before,
        and profiles are worked out anew; its parts leave the lake and quarantine.
        """
        upload = self._upload(id)
        if upload.state not in ("mapped", "undone"):
            raise InvalidInput(
                f"upload {id} is {upload.state}; only a mapped upload can be taken back"
            )
        now = self.clock.now().isoformat()
        self.trail.record(
            Entry(stream="compliance", act="upload undone", actor=by, at=now, subject=id)
        )
        self.documents.update(
            Upload,
            id,
            lambda one: one and msgspec.structs.replace(one, state="undone", undone_at=now),
        )
        total = Blast()
        for records in self._records(upload):
            total = _sum(total, self._take_back(upload, records))
        removed = 0
        for interactions in self._interactions(upload):
            self.documents.commit([Write(StoredInteraction, one, None) for one in interactions])
            removed += len(interactions)
        self._remove_parts(upload)
        self._forget_mapping(upload)
        return msgspec.structs.replace(total, interactions_removed=removed)

    def _upload(self, id: str) -> Upload:
        stored = self.documents.get(Upload, id)
        if stored is None:
            raise NotFound(f"there is no upload {id}")
        return stored.value

    def _take_back(self, upload: Upload, records: Sequence[str]) -> Blast:
        for attempt in range(_TRIES):
            plan = self._plan(upload, records)
            if not plan.writes:
                return plan.blast
            try:
                self.documents.commit([*plan.writes, *self._withdrawn(plan.removed)])
            except Conflict:
                self.clock.pause(attempt)
                continue
            return plan.blast
        raise Retry(f"upload {upload.id} is being changed by others; try again")

    def _plan(self, upload: Upload, ids: Sequence[str]) -> _Plan:
        found = self.documents.get_many(Record, ids)
        stored = {id: one for id, one in found.items() if one.value.now.upload == upload.id}
        after = {id: _restored(one.value) for id, one in stored.items()}
        rcus = {one.value.rcu for one in stored.values()}
        profiles = self.documents.get_many(Profile, sorted(rcus))
        others = self.documents.get_many(
            Record,
            sorted(
                {m.record for one in profiles.values() for m in one.value.members} - after.keys()
            ),
        )
        plan = _Plan(writes=[Write(Record, id, after[id], stored[id].version) for id in after])
        for rcu, profile in profiles.items():
            self._plan_profile(rcu, profile, after, others, plan)
        self._plan_keys([(one.value, after[id]) for id, one in stored.items()], plan)
        gone = sum(one is None for one in after.values())
        plan.blast = Blast(
            records_removed=gone,
            records_restored=len(after) - gone,
            profiles_removed=len(plan.removed),
            profiles_changed=len(profiles) - len(plan.removed),
        )
        return plan

    def _plan_profile(
        self,
        rcu: str,
        stored: Stored[Profile],
        after: dict[str, Record | None],
        others: dict[str, Stored[Record]],
        plan: _Plan,
    ) -> None:
        standing = {}
        for member in stored.value.members:
            other = others.get(member.record)
            record = other.value if other else after.get(member.record)
            if record is not None:
                standing[member] = record
        if not standing:
            plan.removed.add(rcu)
            plan.writes.append(Write(Profile, rcu, None, stored.version))
            return
        comparables = Comparables()
        for record in standing.values():
            comparables = union(comparables, _comparables(record))
        changed = msgspec.structs.replace(
            stored.value,
            members=tuple(sorted(standing)),
            comparables=comparables,
            golden=survive((m.source, m.record, r.now.claims) for m, r in standing.items()),
        )
        plan.writes.append(Write(Profile, rcu, changed, stored.version))

    def _plan_keys(self, pairs: Sequence[tuple[Record, Record | None]], plan: _Plan) -> None:
        """Take profiles that are gone from behind the keys of the records that are gone."""
        leaving: dict[str, set[str]] = {}
        for before, after in pairs:
            if after is None and before.rcu in plan.removed:
                for key in blocking_keys(_comparables(before)):
                    leaving.setdefault(key_id(self.hash, key), set()).add(before.rcu)
        for id, stored in self.documents.get_many(Key, sorted(leaving)).items():
            left = tuple(rcu for rcu in stored.value.profiles if rcu not in leaving[id])
            if stored.value.generic or left == stored.value.profiles:
                continue
            value = msgspec.structs.replace(stored.value, profiles=left) if left else None
            plan.writes.append(Write(Key, id, value, stored.version))

    def _withdrawn(self, removed: set[str]) -> Iterator[Write]:
        now = self.clock.now().isoformat()
        seen = set()
        for rcu in sorted(removed):
            for side in ("profile", "candidate"):
                for id, stored in self.documents.find(Review, where={side: rcu}):
                    if stored.value.state == "open" and id not in seen:
                        seen.add(id)
                        closed = msgspec.structs.replace(
                            stored.value, state="closed", answer="withdrawn", decided_at=now
                        )
                        yield Write(Review, id, closed, stored.version)

    def _records(self, upload: Upload) -> Iterator[list[str]]:
        """The documents of the upload's contacts, a few at a time."""
        for name in self._part_names("contacts", upload):
            contacts = lake.decode_contacts(self.objects.read(catalogue.LAKE, name))
            ids = list(
                dict.fromkeys(record_id(self.hash, one.source, one.record_id) for one in contacts)
            )
            for start in range(0, len(ids), PER_COMMIT):
                yield ids[start : start + PER_COMMIT]

    def _interactions(self, upload: Upload) -> Iterator[list[str]]:
        for name in self._part_names("interactions", upload):
            rows = lake.decode_interactions(self.objects.read(catalogue.LAKE, name))
            ids = {
                self.hash(
                    "interaction",
                    record_id(self.hash, one.person_source, one.person_id),
                    one.source,
                    one.interaction_id,
                )
                for one in rows
            }
            found = self.documents.get_many(StoredInteraction, sorted(ids))
            mine = [id for id, one in found.items() if one.value.upload == upload.id]
            for start in range(0, len(mine), 300):
                yield mine[start : start + 300]

    def _part_names(self, entity: str, upload: Upload) -> Iterator[str]:
        folder = lake.upload_folder(entity, source=upload.source, upload=upload.id)
        return (
            name
            for name in list(self.objects.list(catalogue.LAKE, folder))
            if name.endswith(".jsonl.gz")
        )

    def _remove_parts(self, upload: Upload) -> None:
        for bucket, entity in (
            (catalogue.QUARANTINE, "rows"),
            (catalogue.LAKE, "contacts"),
            (catalogue.LAKE, "interactions"),
        ):
            folder = lake.upload_folder(entity, source=upload.source, upload=upload.id)
            for name in list(self.objects.list(bucket, folder)):
                self.objects.delete(bucket, name)
        ids = [part_id(upload.id, number) for number in range(upload.parts or 0)]
        for start in range(0, len(ids), 300):
            self.documents.commit([Write(Part, id, None) for id in ids[start : start + 300]])

    def _forget_mapping(self, upload: Upload) -> None:
        """A mapping adopted from a wrong first file would mislead the right one."""
        others = [
            one.value.id
            for _, one in self.documents.find(Upload, where={"source": upload.source})
            if one.value.id != upload.id and one.value.state in ("mapping", "accepted", "mapped")
        ]
        if not others:
            self.documents.commit([Write(SourceSettings, upload.source, None)])


def _restored(record: Record) -> Record | None:
    if record.before is None:
        return None
    return msgspec.structs.replace(record, now=record.before, before=None, outcomes={})


def _comparables(record: Record) -> Comparables:
    return comparables_of({name: claim.value for name, claim in record.now.claims.items()})


def _sum(first: Blast, second: Blast) -> Blast:
    return Blast(
        **{name: getattr(first, name) + getattr(second, name) for name in Blast.__struct_fields__}
    )
