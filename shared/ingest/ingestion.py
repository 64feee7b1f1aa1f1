"""An export becomes parts in the lake: the main job's first half, in calls of bounded length."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import msgspec

from shared.errors import Conflict, InvalidInput, NotFound, Refused, Retry
from shared.ingest.formats.dialect import Dialect
from shared.ingest.formats.rows import Position, RejectedRow, Row
from shared.ingest.issues import (
    noting_cut,
    noting_end,
    noting_no_rows,
    noting_set_aside,
    noting_suppressed,
)
from shared.ingest.opening import Opening, refuse
from shared.ingest.parting import Parted, make_part, map_rows, messages_of, shards_wanted
from shared.ingest.pieces import end_of, first_cut, first_rows, pieces
from shared.ingest.pinning import mapper_for
from shared.ingest.reading import read_rows
from shared.ingest.rounds import remove_leftovers, remove_objects, remove_orphans
from shared.model.message import ObjectLanded, UploadContinues
from shared.model.privacy import SuppressionShard
from shared.model.upload import Part, Upload
from shared.ports import (
    ABSENT,
    Clock,
    Contracts,
    Documents,
    Messages,
    Objects,
    Stored,
    Write,
)
from shared.rules import catalogue
from shared.rules.mapping import Mapper
from shared.rules.parts import part_id

log = logging.getLogger(__name__)

PARTS_BETWEEN_CHECKPOINTS = 20

_TRIES: Final = 20


@dataclass(frozen=True)
class Ingestion:
    """Reads exports, part by part; whatever kills it, the next call goes on where it was."""

    documents: Documents
    objects: Objects
    messages: Messages
    contracts: Contracts
    clock: Clock
    hash: Callable[..., str]
    part_size: int
    work_seconds: float

    def advance(self, message: ObjectLanded | UploadContinues) -> None:
        """Begin an upload, or go on with it, for as long as one call may work.

        Time is looked at between parts: parts must be cut the same however often they are read,
        so the one begun is always finished. One part is a second of work at most.
        """
        deadline = self.clock.monotonic() + self.work_seconds
        if isinstance(message, ObjectLanded):
            upload = self._opening.open(message)
        else:
            stored = self.documents.get(Upload, message.upload)
            if stored is None:
                raise NotFound(f"there is no upload {message.upload} to go on with")
            upload = stored.value
        if upload is None:
            return
        if upload.state == "mapping":
            try:
                self._read(upload, deadline)
            except Refused as error:
                refuse(self.documents, upload, str(error))
        elif upload.state == "mapped" and not upload.incomplete:
            self.objects.delete(upload.bucket, upload.name, generation=upload.generation)

    @property
    def _opening(self) -> Opening:
        return Opening(
            documents=self.documents,
            objects=self.objects,
            contracts=self.contracts,
            clock=self.clock,
            hash=self.hash,
        )

    def _read(self, upload: Upload, deadline: float) -> None:
        dialect = msgspec.json.decode(upload.dialect, type=Dialect)
        position = msgspec.json.decode(upload.checkpoint, type=Position | None)
        mapper = mapper_for(upload)
        try:
            stream = self.objects.open(upload.bucket, upload.name, generation=upload.generation)
        except NotFound:
            log.warning("the export vanished while it was read", extra={"upload": upload.id})
            raise InvalidInput(
                "the export was replaced or removed while it was being read; drop it again"
            ) from None
        number = upload.next_part
        broken = cut = None
        with stream:
            reader = read_rows(stream, dialect, start=position)
            for rows in pieces(first_rows(reader, upload.sample), self.part_size):
                if not self._write_part(upload, number, rows, mapper):
                    log.info("another call brought it to its end", extra={"upload": upload.id})
                    return
                number += 1
                broken = end_of(rows) or broken
                cut = cut or first_cut(rows)
                if broken:
                    # Only the end of the file follows; from a checkpoint here nobody would see
                    # any more that it broke off.
                    continue
                if self.clock.monotonic() > deadline:
                    self._checkpoint(upload, number, reader.position, cut)
                    self.messages.publish([UploadContinues(upload=upload.id)])
                    return
                if number % PARTS_BETWEEN_CHECKPOINTS == 0:
                    self._checkpoint(upload, number, reader.position, cut)
        self._finish(upload, number, broken, cut)

    def _write_part(
        self, upload: Upload, number: int, rows: Sequence[Row | RejectedRow], mapper: Mapper
    ) -> bool:
        """Store a part, count it, then tell; one that is stored already is only told again.

        False, and nothing is left behind, when the upload is not to be read any more.
        """
        stored = self.documents.get(Part, part_id(upload.id, number))
        if stored is not None and stored.value.round == upload.round:
            counts = stored.value
        else:
            counted = self._keep_part(upload, number, rows, mapper)
            if counted is None:
                return False
            counts = counted
        self.messages.publish(messages_of(counts, source=upload.source))
        return True

    def _keep_part(
        self, upload: Upload, number: int, rows: Sequence[Row | RejectedRow], mapper: Mapper
    ) -> Part | None:
        """Store a part and count it; made anew when somebody was erased while it was made."""
        for attempt in range(_TRIES):
            standing = self._as_read(upload)
            if standing is None:
                return None
            parted = self._make_part(upload, number, rows, mapper)
            for (bucket, name), content in parted.objects.items():
                self.objects.put(bucket, name, content)
            if upload.round or attempt:
                remove_objects(self.objects, upload, number, but=parted.objects.keys())
            counts = msgspec.structs.replace(parted.counts, round=upload.round)
            try:
                counted = self._count(upload, counts, cuts=standing.value.cuts)
            except Conflict:
                continue
            if counted is None:
                remove_orphans(self.documents, self.objects, upload, number)
            return counted
        raise Retry(f"people are erased again and again while upload {upload.id} is mapped")

    def _as_read(self, upload: Upload) -> Stored[Upload] | None:
        """The upload, unless another call has ended it: then it may have been taken back since."""
        now = self.documents.get(Upload, upload.id)
        return now if now is not None and _is_read(now.value, upload) else None

    def _count(self, upload: Upload, counts: Part, *, cuts: int) -> Part | None:
        """Write a part's counts in a commit that insists on the upload; None when it has ended.

        A call held up until the upload was taken back cannot bring its parts back. Raises Conflict
        when somebody was erased since the rows were held against the marks.
        """
        id = part_id(upload.id, counts.number)
        for attempt in range(_TRIES):
            now = self._as_read(upload)
            if now is None:
                return None
            if now.value.cuts != cuts:
                raise Conflict("somebody was erased meanwhile")
            known = self.documents.get(Part, id)
            if known is not None and known.value.round == upload.round:
                return known.value
            try:
                self.documents.commit(
                    [
                        Write(Part, id, counts, known.version if known else ABSENT),
                        Write(Upload, upload.id, now.value, now.version),
                    ]
                )
            except Conflict:
                self.clock.pause(attempt)
                continue
            return counts
        raise Retry(f"upload {upload.id} is read by others as well; it will come again")

    def _make_part(
        self, upload: Upload, number: int, rows: Sequence[Row | RejectedRow], mapper: Mapper
    ) -> Parted:
        mapped = map_rows(rows, mapper=mapper, entity=upload.entity, hash=self.hash)
        found = self.documents.get_many(
            SuppressionShard, sorted(shards_wanted(mapped, hash=self.hash))
        )
        return make_part(
            mapped,
            upload=upload.id,
            source=upload.source,
            number=number,
            shards={id: one.value for id, one in found.items()},
            hash=self.hash,
            buckets=(catalogue.LAKE, catalogue.QUARANTINE),
        )

    def _checkpoint(self, upload: Upload, number: int, position: Position, cut: int | None) -> None:
        reached = msgspec.Raw(msgspec.json.encode(position))

        def advanced(before: Upload | None) -> Upload | None:
            if before is None or not _is_read(before, upload) or before.next_part >= number:
                return before
            return msgspec.structs.replace(
                noting_cut(before, cut),
                next_part=number,
                checkpoint=reached,
                read_bytes=position.offset or 0,
            )

        self.documents.update(Upload, upload.id, advanced)

    def _finish(self, upload: Upload, parts: int, broken: int | None, cut: int | None) -> None:
        now = self.clock.now().isoformat()
        if upload.round:
            remove_leftovers(self.documents, self.objects, upload, parts)

        kept_out = 0
        set_aside: Counter[str] = Counter()
        for _, stored in self.documents.find(Part, where={"upload": upload.id}):
            kept_out += stored.value.suppressed
            set_aside.update(stored.value.set_aside)

        def finished(before: Upload | None) -> Upload | None:
            if before is None or not _is_read(before, upload):
                return before
            before = noting_no_rows(noting_end(noting_cut(before, cut), broken), parts)
            before = noting_suppressed(noting_set_aside(before, set_aside), kept_out)
            return msgspec.structs.replace(
                before,
                state="mapped",
                parts=parts,
                next_part=parts,
                read_bytes=before.size,
                mapped_at=now,
            )

        stands = self.documents.update(Upload, upload.id, finished)
        if stands and stands.state == "mapped" and not stands.incomplete:
            self.objects.delete(upload.bucket, upload.name, generation=upload.generation)
        log.info("upload mapped", extra={"upload": upload.id, "parts": parts})


def _is_read(now: Upload, upload: Upload) -> bool:
    """Whether the upload is still being read, in the round this call began in."""
    return (now.state, now.round) == ("mapping", upload.round)
