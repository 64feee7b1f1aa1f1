"""Take a wrong upload back: as if it had never been dropped."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import msgspec

from shared.errors import Conflict, InvalidInput, NotFound, Retry, TooLarge
from shared.identity.fencing import withdraw
from shared.identity.remembrance import Remembrance
from shared.identity.restoring import Blast, Plan, Restoring
from shared.model.interaction import Interaction
from shared.model.message import ProfilesChanged
from shared.model.profile import Profile
from shared.model.settings import SourceSettings
from shared.model.trail import Entry
from shared.model.upload import Part, Upload
from shared.ports import Clock, Contracts, Documents, Messages, Objects, Trail, Write
from shared.rules import catalogue, lake
from shared.rules.golden import priorities_of
from shared.rules.parts import is_done, progress_of

PER_COMMIT = 20
"""Records taken back in one commit: each may touch its profile and six keys."""

PER_COMMIT_OF_INTERACTIONS = 300

PARTS_PER_COMMIT = 300

_TRIES = 20

_INDEX_END = lake.index_name("")


@dataclass(frozen=True)
class Undoing:
    """Takes uploads back: what they said is said anew without them, from the lake."""

    documents: Documents
    objects: Objects
    messages: Messages
    contracts: Contracts
    trail: Trail
    clock: Clock
    hash: Callable[..., str]

    def preview(self, id: str) -> Blast:
        """What `undo` would do, without doing it. Raises NotFound and InvalidInput as it does."""
        upload = self._upload(id)
        self._check_settled(upload)
        total = Blast()
        contacts, interactions = self._rest(upload)
        for group in contacts.groups(PER_COMMIT):
            total = total.plus(self._restoring.plan(contacts, group).blast)
        for rows in interactions.own_interactions(PER_COMMIT_OF_INTERACTIONS):
            total = total.plus(self._restoring.plan_interactions(interactions, rows).blast)
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
        total = Blast()
        contacts, interactions = self._rest(upload)
        among: set[str] | None = None  # all
        while among is None or among:
            for group in contacts.groups(PER_COMMIT, among):
                total = total.plus(self._take_back(upload, contacts, group))
            among = contacts.look()
        among = None
        while among is None or among:
            for rows in interactions.own_interactions(PER_COMMIT_OF_INTERACTIONS, among):
                total = total.plus(self._take_interactions_back(upload, interactions, rows))
            among = interactions.look()
        self._remove_objects(upload)
        self._forget_mapping(upload)
        return total

    @property
    def _restoring(self) -> Restoring:
        return Restoring(self.documents, self.hash, priorities_of(self.contracts.all()))

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

    def _check_standing(self, upload: Upload) -> Write:
        """The same file may be dropped again meanwhile: then its parts are not ours to remove.

        Returns the write that insists on it.
        """
        stored = self.documents.get(Upload, upload.id)
        if stored is None:
            raise NotFound(f"there is no upload {upload.id}")
        now = stored.value
        if (now.state, now.round) != ("undone", upload.round):
            raise Conflict(
                f"upload {upload.id} began anew while it was taken back; wait until it is "
                "resolved, then take it back again"
            )
        return Write(Upload, upload.id, now, stored.version)

    def _rest(self, upload: Upload) -> tuple[Remembrance, Remembrance]:
        """What the others say: of the upload's records, and of its interactions."""
        contacts, interactions = (
            Remembrance(self.documents, self.objects, self.hash, forgotten=upload, entity=entity)
            for entity in ("contacts", "interactions")
        )
        contacts.look()
        interactions.look()
        return contacts, interactions

    def _take_back(
        self, upload: Upload, rest: Remembrance, group: Mapping[str, tuple[str, str]]
    ) -> Blast:
        def planned() -> Plan:
            plan = self._restoring.plan(rest, group)
            gone = list(self._restoring.consequences(plan, at=self.clock.now().isoformat()))
            plan.writes += gone
            return plan

        try:
            return self._commit(upload, planned)
        except TooLarge:
            if len(group) == 1:
                raise
        records = list(group.items())
        middle = len(records) // 2
        first, second = (
            self._take_back(upload, rest, dict(half))
            for half in (records[:middle], records[middle:])
        )
        return first.plus(second)

    def _take_interactions_back(
        self, upload: Upload, rest: Remembrance, rows: Sequence[Interaction]
    ) -> Blast:
        return self._commit(upload, lambda: self._restoring.plan_interactions(rest, rows))

    def _commit(self, upload: Upload, plan: Callable[[], Plan]) -> Blast:
        """Commit what is planned, planned anew whenever others were faster.

        Every commit insists on the upload as it was taken back: the same file may come again.
        """
        for attempt in range(_TRIES):
            guard = self._check_standing(upload)
            planned = plan()
            if not planned.writes:
                return planned.blast
            try:
                self.documents.commit([*planned.writes, guard])
            except Conflict:
                self.clock.pause(attempt)
                continue
            self._tell(planned)
            return planned.blast
        raise Retry(f"upload {upload.id} is being changed by others; try again")

    def _tell(self, planned: Plan) -> None:
        """What other systems were told of these profiles may be wrong now."""
        changed = [one.id for one in planned.writes if one.kind is Profile and one.value]
        if changed:
            self.messages.publish([ProfilesChanged(profiles=tuple(changed))])

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
            self.documents.update(SourceSettings, upload.source, _without_mapping)


def _without_mapping(settings: SourceSettings | None) -> SourceSettings | None:
    """What people said of columns stays; it was not the file's word."""
    if settings is None or not settings.corrections:
        return None
    return SourceSettings(
        source=settings.source,
        mapping={},
        mapping_version="",
        adopted_at="",
        adopted_by="",
        corrections=settings.corrections,
    )
