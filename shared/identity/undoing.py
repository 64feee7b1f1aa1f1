"""Take a wrong upload back: as if it had never been dropped."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import reduce

import msgspec

from shared.errors import Conflict, InvalidInput, NotFound, Retry
from shared.identity.arrival import key_id
from shared.identity.attachment import interaction_id, is_later
from shared.identity.blocking import blocking_keys
from shared.identity.comparables import comparables_of
from shared.identity.remembrance import Remembrance
from shared.identity.stating import values_of
from shared.model.comparables import Comparables, union
from shared.model.interaction import StoredInteraction
from shared.model.profile import Key, Profile, Record, Review, Statement
from shared.model.settings import SourceSettings
from shared.model.trail import Entry
from shared.model.upload import Part, Upload
from shared.ports import Clock, Documents, Objects, Stored, Trail, Write
from shared.rules import catalogue, lake
from shared.rules.golden import survive
from shared.rules.parts import is_done, progress_of

PER_COMMIT = 20
"""Records taken back in one commit: each may touch its profile and six keys."""

_TRIES = 20

_INDEX_END = lake.index_name("")

_SAYING = ("mapping", "accepted", "mapped", "refused")
"""States of uploads that say something of records; what was refused half-way does as well."""


class Blast(msgspec.Struct, frozen=True, kw_only=True):
    """What taking an upload back would do, or did."""

    records_removed: int = 0
    records_restored: int = 0
    profiles_removed: int = 0
    profiles_changed: int = 0
    interactions_removed: int = 0
    interactions_restored: int = 0


@dataclass
class _Plan:
    writes: list[Write] = field(default_factory=list)
    removed: set[str] = field(default_factory=set)
    """Profiles that lose their last record."""

    blast: Blast = field(default_factory=Blast)


@dataclass(frozen=True)
class Undoing:
    """Takes uploads back: what they said is said anew without them, from the lake."""

    documents: Documents
    objects: Objects
    trail: Trail
    clock: Clock
    hash: Callable[..., str]

    def preview(self, id: str) -> Blast:
        """What `undo` would do, without doing it. Raises NotFound and InvalidInput as it does."""
        upload = self._upload(id)
        self._check_settled(upload)
        rest = self._rest(upload)
        plans = (self._plan(upload, group) for group in rest.statements(PER_COMMIT))
        total = reduce(_sum, (plan.blast for plan in plans), Blast())
        return reduce(_sum, (blast for _, blast in self._interactions(rest, upload)), total)

    def undo(self, id: str, *, by: str) -> Blast:
        """Take an upload back. Killed half-way, the same call again finishes it.

        Records nobody else states are removed, the others say what they would say had the upload
        never come; profiles are worked out anew; its parts leave the lake and quarantine.
        Raises InvalidInput while any part is still to be resolved: it would come in afterwards.
        """
        upload = self._upload(id)
        self._check_settled(upload)
        now = self.clock.now().isoformat()
        self.trail.record(
            Entry(stream="compliance", act="upload undone", actor=by, at=now, subject=id)
        )
        self._mark(upload, at=now)
        rest = self._rest(upload)
        total = Blast()
        for group in rest.statements(PER_COMMIT):
            total = _sum(total, self._take_back(upload, group))
        for writes, blast in self._interactions(rest, upload):
            self.documents.commit(writes)
            total = _sum(total, blast)
        self._remove_parts(upload)
        self._forget_mapping(upload)
        return total

    def _upload(self, id: str) -> Upload:
        stored = self.documents.get(Upload, id)
        if stored is None:
            raise NotFound(f"there is no upload {id}")
        return stored.value

    def _check_settled(self, upload: Upload) -> None:
        """A part that is resolved later than it is taken back could never be taken back again."""
        if upload.state == "undone":
            return
        parts = [one.value for _, one in self.documents.find(Part, where={"upload": upload.id})]
        progress = progress_of(upload, parts)
        if upload.state == "refused":
            if not parts:
                raise InvalidInput(f"upload {upload.id} was refused; there is nothing to take back")
            progress = "resolved" if all(is_done(part) for part in parts) else "resolving"
        if progress != "resolved":
            raise InvalidInput(
                f"upload {upload.id} is {progress}; it can be taken back once it is resolved"
            )

    def _mark(self, upload: Upload, *, at: str) -> None:
        """From here on its messages do nothing; unless it has changed since it was looked at."""

        def undone(one: Upload | None) -> Upload | None:
            if one is None or (one.state, one.round) != (upload.state, upload.round):
                return one
            return msgspec.structs.replace(one, state="undone", undone_at=at)

        self.documents.update(Upload, upload.id, undone)
        self._check_standing(upload)
        try:
            self._check_settled(upload)
        except InvalidInput:
            self.documents.update(Upload, upload.id, lambda one: one and upload)
            raise

    def _check_standing(self, upload: Upload) -> None:
        """The same file may be dropped again meanwhile: then its parts are not ours to remove."""
        now = self._upload(upload.id)
        if (now.state, now.round) != ("undone", upload.round):
            raise Conflict(
                f"upload {upload.id} began anew while it was taken back; wait until it is "
                "resolved, then take it back again"
            )

    def _rest(self, upload: Upload) -> Remembrance:
        found = self.documents.find(Upload, where={"source": upload.source})
        standing = [
            one.value
            for _, one in found
            if one.value.id != upload.id and one.value.state in _SAYING
        ]
        return Remembrance(self.objects, self.hash, forgotten=upload, standing=standing)

    def _take_back(self, upload: Upload, group: dict[str, Statement | None]) -> Blast:
        for attempt in range(_TRIES):
            plan = self._plan(upload, group)
            if not plan.writes:
                return plan.blast
            try:
                self.documents.commit([*plan.writes, *self._withdrawn(plan.removed)])
            except Conflict:
                self.clock.pause(attempt)
                continue
            return plan.blast
        raise Retry(f"upload {upload.id} is being changed by others; try again")

    def _plan(self, upload: Upload, group: dict[str, Statement | None]) -> _Plan:
        found = self.documents.get_many(Record, sorted(group))
        stored = {id: one for id, one in found.items() if one.value.now != group[id]}
        after = {id: _restated(one.value, group[id], upload) for id, one in stored.items()}
        profiles = self.documents.get_many(
            Profile, sorted({one.value.rcu for one in stored.values()})
        )
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
        said = (comparables_of(values_of(record.now)) for record in standing.values())
        changed = msgspec.structs.replace(
            stored.value,
            members=tuple(sorted(standing)),
            comparables=reduce(union, said, Comparables()),
            golden=survive((m.source, m.record, r.now.claims) for m, r in standing.items()),
        )
        plan.writes.append(Write(Profile, rcu, changed, stored.version))

    def _plan_keys(self, pairs: Sequence[tuple[Record, Record | None]], plan: _Plan) -> None:
        """Take profiles that are gone from behind the keys of the records that are gone."""
        leaving: dict[str, set[str]] = {}
        for before, after in pairs:
            if after is None and before.rcu in plan.removed:
                for key in blocking_keys(comparables_of(values_of(before.now))):
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

    def _interactions(
        self, rest: Remembrance, upload: Upload
    ) -> Iterator[tuple[list[Write], Blast]]:
        """What to write so that the upload's interactions are as if it had not come."""
        for gone, left in rest.interactions(300):
            known = self.documents.get_many(
                StoredInteraction, sorted({interaction_id(self.hash, one) for one in gone})
            )
            said: dict[str, StoredInteraction] = {}
            for one in left:
                id = interaction_id(self.hash, one)
                if id in known and (id not in said or is_later(one, said[id])):
                    said[id] = one
            writes = [
                Write(StoredInteraction, id, said.get(id))
                for id, stored in known.items()
                if stored.value.upload == upload.id
            ]
            restored = sum(write.value is not None for write in writes)
            yield (
                writes,
                Blast(interactions_removed=len(writes) - restored, interactions_restored=restored),
            )

    def _remove_parts(self, upload: Upload) -> None:
        """Counts first: what is counted is taken to be in the lake, were the file to come again."""
        ids = [id for id, _ in self.documents.find(Part, where={"upload": upload.id})]
        for start in range(0, len(ids), 300):
            self._check_standing(upload)
            self.documents.commit([Write(Part, id, None) for id in ids[start : start + 300]])
        for bucket, entity in (
            (catalogue.QUARANTINE, "rows"),
            (catalogue.LAKE, "contacts"),
            (catalogue.LAKE, "interactions"),
        ):
            folder = lake.upload_folder(entity, source=upload.source, upload=upload.id)
            self._check_standing(upload)
            # An index is needed as long as its part is there: it goes last.
            names = self.objects.list(bucket, folder)
            for name in sorted(names, key=lambda one: (one.endswith(_INDEX_END), one)):
                self.objects.delete(bucket, name)

    def _forget_mapping(self, upload: Upload) -> None:
        """A mapping adopted from a wrong first file would mislead the right one."""
        others = [
            one.value.id
            for _, one in self.documents.find(Upload, where={"source": upload.source})
            if one.value.id != upload.id and one.value.state in ("mapping", "accepted", "mapped")
        ]
        if not others:
            self.documents.commit([Write(SourceSettings, upload.source, None)])


def _restated(record: Record, now: Statement | None, upload: Upload) -> Record | None:
    if now is None:
        return None
    outcomes = {
        part: outcome
        for part, outcome in record.outcomes.items()
        if not part.startswith(f"{upload.id}.")
    }
    return msgspec.structs.replace(record, now=now, outcomes=outcomes)


def _sum(first: Blast, second: Blast) -> Blast:
    return Blast(
        **{name: getattr(first, name) + getattr(second, name) for name in Blast.__struct_fields__}
    )
