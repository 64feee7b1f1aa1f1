"""An export becomes parts in the lake: the main job's first half, in calls of bounded length."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

import msgspec

from shared.errors import Conflict, InvalidInput, NotFound, Refused
from shared.ingest.adoption import Adoption, adopt
from shared.ingest.formats.dialect import Dialect
from shared.ingest.formats.rows import Position, RejectedRow, Row, RowReader
from shared.ingest.parting import Parted, make_part, map_rows, shards_wanted
from shared.ingest.reading import read_rows, sniff
from shared.model.contract import Contract, Person, Source
from shared.model.message import (
    ContactsMapped,
    InteractionsMapped,
    Message,
    ObjectLanded,
    UploadContinues,
)
from shared.model.privacy import SuppressionShard
from shared.model.settings import SourceSettings
from shared.model.upload import Part, Upload
from shared.ports import ABSENT, Clock, Contracts, Documents, Messages, ObjectFacts, Objects, Write
from shared.rules import catalogue, lake
from shared.rules.contracts import version_of
from shared.rules.mapping import Mapper
from shared.rules.parts import part_id
from shared.rules.values.cleaned import Locale

log = logging.getLogger(__name__)

SAMPLE = 500
"""Rows looked at to suggest a mapping and to tell how dates are written."""

PARTS_BETWEEN_CHECKPOINTS = 20

PART_CHARACTERS: Final = 8 << 20
"""A part of huge rows ends early, so that memory does not grow with them."""

PARTS_PER_COMMIT: Final = 300

_ENTITIES: Final = (
    (catalogue.LAKE, "contacts"),
    (catalogue.LAKE, "interactions"),
    (catalogue.QUARANTINE, "rows"),
)


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
            upload = self._begin(message)
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
                self._refuse(upload, str(error))
        elif upload.state == "mapped" and not upload.incomplete:
            self.objects.delete(upload.bucket, upload.name, generation=upload.generation)

    # -- the first call ---------------------------------------------------------------------

    def _begin(self, landed: ObjectLanded) -> Upload | None:
        source_id = catalogue.source_of_landing(landed.bucket, landed.name)
        try:
            facts = self.objects.facts(landed.bucket, landed.name)
        except NotFound:
            log.info("the object is gone: read already, or replaced")
            return None
        try:
            contract, source = self.contracts.source(source_id)
            dialect, adoption = self._look(landed, facts, source_id=source_id, source=source)
        except (Refused, NotFound) as error:
            self._refuse(self._upload(landed, facts, source_id=source_id), str(error))
            return None
        upload = msgspec.structs.replace(
            pin(
                self._upload(
                    landed,
                    facts,
                    source_id=source_id,
                    versions=(version_of(contract, source), adoption.version),
                ),
                contract,
                source,
            ),
            state="mapping",
            mapping=adoption.mapping,
            dialect=msgspec.Raw(msgspec.json.encode(dialect)),
            issues=(*adoption.issues, *dialect.left_out),
        )

        def begun(before: Upload | None) -> Upload:
            if before is None:
                return upload
            if before.state in ("undone", "refused"):
                # Whatever of the earlier round is still there is replaced, part by part.
                return msgspec.structs.replace(upload, round=before.round + 1)
            # The same bytes dropped again: the upload stands, only its object is a new one.
            return msgspec.structs.replace(
                before, bucket=landed.bucket, name=landed.name, generation=facts.generation
            )

        return self.documents.update(Upload, upload.id, begun)

    def _look(
        self, landed: ObjectLanded, facts: ObjectFacts, *, source_id: str, source: Source
    ) -> tuple[Dialect, Adoption]:
        """Sniff the file, and adopt a mapping for it; the first file's is kept for the source."""
        with self.objects.open(landed.bucket, landed.name, generation=facts.generation) as stream:
            dialect = sniff(stream, hints=source.format)
            sample = [
                row.cells
                for row in islice(read_rows(stream, dialect), SAMPLE)
                if isinstance(row, Row)
            ]
        columns = list(dialect.columns) or list(dict.fromkeys(c for row in sample for c in row))
        stored = self.documents.get(SourceSettings, source_id)
        adoption = adopt(columns, sample, source=source, settings=stored.value if stored else None)
        if stored is None:
            settings = SourceSettings(
                source=source_id,
                mapping={
                    column: msgspec.structs.replace(one, date_order="")
                    for column, one in adoption.mapping.items()
                },
                mapping_version=adoption.version,
                adopted_at=self.clock.now().isoformat(),
                adopted_by="function:map_upload",
            )
            try:
                self.documents.commit([Write(SourceSettings, source_id, settings, ABSENT)])
            except Conflict:
                return self._look(landed, facts, source_id=source_id, source=source)
        return dialect, adoption

    def _upload(
        self,
        landed: ObjectLanded,
        facts: ObjectFacts,
        *,
        source_id: str,
        versions: Sequence[str] = ("refused",),
    ) -> Upload:
        return Upload(
            id=self.hash("upload", source_id, facts.content_hash, *versions)[:16],
            source=source_id,
            entity="contacts",
            bucket=landed.bucket,
            name=landed.name,
            generation=facts.generation,
            content_hash=facts.content_hash,
            received_at=self.clock.now().isoformat(),
            contract_version=versions[0],
            mapping_version=versions[-1],
            size=facts.size,
        )

    def _refuse(self, upload: Upload, reason: str) -> None:
        """Record that a file cannot be taken, and why; it stays in landing, untouched."""

        def refused(before: Upload | None) -> Upload:
            if before is None or before.state == "refused":
                before = upload
            elif before.state != "mapping":
                # Another call has brought it to its end; the object was gone for that reason.
                return before
            return msgspec.structs.replace(before, state="refused", reason=reason)

        self.documents.update(Upload, upload.id, refused)
        log.warning("upload refused", extra={"upload": upload.id})

    # -- every call -------------------------------------------------------------------------

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
        broken = None
        with stream:
            reader = read_rows(stream, dialect, start=position)
            for rows in _pieces(reader, self.part_size):
                self._write_part(upload, number, rows, mapper)
                number += 1
                broken = _end_of(rows) or broken
                if broken:
                    # Only the end of the file follows; from a checkpoint here nobody would see
                    # any more that it broke off.
                    continue
                if self.clock.monotonic() > deadline:
                    self._checkpoint(upload, number, reader.position)
                    self.messages.publish([UploadContinues(upload=upload.id)])
                    return
                if number % PARTS_BETWEEN_CHECKPOINTS == 0:
                    self._checkpoint(upload, number, reader.position)
        self._finish(upload, number, broken)

    def _write_part(
        self, upload: Upload, number: int, rows: Sequence[Row | RejectedRow], mapper: Mapper
    ) -> None:
        """Store a part, count it, then tell; one that is stored already is only told again."""
        id = part_id(upload.id, number)
        stored = self.documents.get(Part, id)
        if stored is None or stored.value.round != upload.round:
            parted = self._make_part(upload, number, rows, mapper)
            for (bucket, name), content in parted.objects.items():
                self.objects.put(bucket, name, content)
            if upload.round:
                self._remove_objects(upload, number, but=parted.objects.keys())
            counts = msgspec.structs.replace(parted.counts, round=upload.round)
            self.documents.update(
                Part, id, lambda one: one if one and one.round >= upload.round else counts
            )
        else:
            counts = stored.value
        self.messages.publish(messages_of(counts, source=upload.source))

    def _make_part(
        self, upload: Upload, number: int, rows: Sequence[Row | RejectedRow], mapper: Mapper
    ) -> Parted:
        mapped = map_rows(rows, mapper=mapper, entity=upload.entity, hash=self.hash)
        found = self.documents.get_many(SuppressionShard, sorted(shards_wanted(mapped)))
        return make_part(
            mapped,
            upload=upload.id,
            source=upload.source,
            number=number,
            shards={id: one.value for id, one in found.items()},
            hash=self.hash,
            buckets=(catalogue.LAKE, catalogue.QUARANTINE),
        )

    def _checkpoint(self, upload: Upload, number: int, position: Position) -> None:
        reached = msgspec.Raw(msgspec.json.encode(position))

        def advanced(before: Upload | None) -> Upload | None:
            if before is None or before.state != "mapping" or before.next_part >= number:
                return before
            return msgspec.structs.replace(
                before, next_part=number, checkpoint=reached, read_bytes=position.offset or 0
            )

        self.documents.update(Upload, upload.id, advanced)

    def _remove_objects(
        self, upload: Upload, number: int, *, but: Collection[tuple[str, str]] = ()
    ) -> None:
        """Remove what an earlier round left of a part."""
        for bucket, entity in _ENTITIES:
            name = lake.part_name(entity, source=upload.source, upload=upload.id, number=number)
            for one in (name, lake.index_name(name)):
                if (bucket, one) not in but:
                    self.objects.delete(bucket, one)

    def _remove_leftovers(self, upload: Upload, parts: int) -> None:
        """Remove what an earlier round left beyond the last part: it may have been cut finer."""
        found = self.documents.find(Part, where={"upload": upload.id})
        beyond = [id for id, one in found if one.value.number >= parts]
        for start in range(0, len(beyond), PARTS_PER_COMMIT):
            group = beyond[start : start + PARTS_PER_COMMIT]
            self.documents.commit([Write(Part, id, None) for id in group])
        for bucket, entity in _ENTITIES:
            folder = lake.upload_folder(entity, source=upload.source, upload=upload.id)
            last = lake.part_name(entity, source=upload.source, upload=upload.id, number=parts)
            for name in list(self.objects.list(bucket, folder)):
                if name >= lake.index_name(last):
                    self.objects.delete(bucket, name)

    def _finish(self, upload: Upload, parts: int, broken: int | None) -> None:
        now = self.clock.now().isoformat()
        if upload.round:
            self._remove_leftovers(upload, parts)

        def finished(before: Upload | None) -> Upload | None:
            if before is None or before.state != "mapping":
                return before
            return msgspec.structs.replace(
                before,
                state="mapped",
                parts=parts,
                next_part=parts,
                read_bytes=before.size,
                mapped_at=now,
                incomplete=broken is not None,
                issues=before.issues if broken is None else (*before.issues, _broke_off(broken)),
            )

        stands = self.documents.update(Upload, upload.id, finished)
        if stands and stands.state == "mapped" and not stands.incomplete:
            self.objects.delete(upload.bucket, upload.name, generation=upload.generation)
        log.info("upload mapped", extra={"upload": upload.id, "parts": parts})


def pin(upload: Upload, contract: Contract, source: Source) -> Upload:
    """The upload with all that the contract says of its rows: later editions do not reach it."""
    return msgspec.structs.replace(
        upload,
        entity=source.entity,
        key=source.key or "",
        person_column=source.person.column if source.person else "",
        person_source=source.person.source if source.person else "",
        country=source.country or contract.country,
        language=contract.language,
        time_zone=contract.time_zone,
        date_order=source.date_order or "",
    )


def mapper_for(upload: Upload) -> Mapper:
    """The mapper an upload was pinned to."""
    person = None
    if upload.person_column:
        person = Person(column=upload.person_column, source=upload.person_source)
    return Mapper(
        source=upload.source,
        mapping=upload.mapping,
        locale=Locale(
            country=upload.country,
            language=upload.language,
            time_zone=upload.time_zone,
            date_order=upload.date_order or None,
        ),
        key=upload.key or None,
        person=person,
    )


def messages_of(part: Part, *, source: str) -> list[Message]:
    """What is told about a part: the same every time."""
    told: list[Message] = []
    if part.contacts:
        told.append(ContactsMapped(upload=part.upload, source=source, part=part.number))
    if part.interactions:
        told.append(InteractionsMapped(upload=part.upload, source=source, part=part.number))
    return told


def _pieces(reader: RowReader, size: int) -> Iterator[list[Row | RejectedRow]]:
    """Cut rows into parts: by their number and size alone, so that repeats are cut the same."""
    piece: list[Row | RejectedRow] = []
    characters = 0
    for row in reader:
        piece.append(row)
        characters += len(row.raw) if isinstance(row, RejectedRow) else _characters_of(row)
        if len(piece) >= size or characters >= PART_CHARACTERS:
            yield piece
            piece, characters = [], 0
    if piece:
        yield piece


def _characters_of(row: Row) -> int:
    return sum(map(len, row.cells.values()))


def _end_of(rows: Sequence[Row | RejectedRow]) -> int | None:
    """The number of the row at which the file broke off, if it did."""
    for row in reversed(rows):
        if isinstance(row, RejectedRow) and row.ends_early:
            return row.number
    return None


def _broke_off(number: int) -> str:
    return (
        f"the file broke off at row {number}: what follows was not read; "
        "the raw export is kept in landing"
    )
