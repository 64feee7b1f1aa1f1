"""Take a wrong upload back: as if it had never been dropped."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import msgspec

from shared.errors import Conflict, InvalidInput, NotFound, Retry
from shared.identity.attachment import interaction_id, is_later
from shared.identity.fencing import withdraw
from shared.identity.remembrance import Remembrance
from shared.identity.restoring import Blast, Restoring
from shared.model.interaction import StoredInteraction
from shared.model.profile import Statement
from shared.model.settings import SourceSettings
from shared.model.trail import Entry
from shared.model.upload import Part, Upload
from shared.ports import Clock, Documents, Objects, Trail, Write
from shared.rules import catalogue, lake
from shared.rules.parts import is_done, progress_of

PER_COMMIT = 20
"""Records taken back in one commit: each may touch its profile and six keys."""

PARTS_PER_COMMIT = 300

_TRIES = 20

_INDEX_END = lake.index_name("")

_SAYING = ("mapping", "accepted", "mapped", "refused")
"""States of uploads that say something of records; what was refused half-way does as well."""


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
        total = Blast()
        for group in rest.statements(PER_COMMIT):
            total = total.plus(self._restoring.plan(upload, group).blast)
        for _, blast in self._interactions(rest, upload):
            total = total.plus(blast)
        return total

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
        self._withdraw_parts(upload)
        rest = self._rest(upload)
        total = Blast()
        for group in rest.statements(PER_COMMIT):
            total = total.plus(self._take_back(upload, group))
        for writes, blast in self._interactions(rest, upload):
            self.documents.commit(writes)
            total = total.plus(blast)
        self._remove_objects(upload)
        self._forget_mapping(upload)
        return total

    @property
    def _restoring(self) -> Restoring:
        return Restoring(self.documents, self.hash)

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

    def _withdraw_parts(self, upload: Upload) -> None:
        """From here on no delivery that is still running brings anything back."""
        for attempt in range(_TRIES):
            self._check_standing(upload)
            if withdraw(self.documents, upload, most=PARTS_PER_COMMIT):
                return
            self.clock.pause(attempt)
        raise Retry(f"upload {upload.id} is being resolved again and again; try again")

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
            plan = self._restoring.plan(upload, group)
            if not plan.writes:
                return plan.blast
            try:
                now = self.clock.now().isoformat()
                gone = self._restoring.consequences(plan.removed, at=now)
                self.documents.commit([*plan.writes, *gone])
            except Conflict:
                self.clock.pause(attempt)
                continue
            return plan.blast
        raise Retry(f"upload {upload.id} is being changed by others; try again")

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

    def _remove_objects(self, upload: Upload) -> None:
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
