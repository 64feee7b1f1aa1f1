"""An export becomes parts in the lake: the main job's first half, in calls of bounded length."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import msgspec

from shared.errors import Conflict, InvalidInput, NotFound, Refused
from shared.ingest.adoption import Adoption, adopt
from shared.ingest.formats.dialect import Dialect
from shared.ingest.formats.rows import Position, RejectedRow, Row, RowReader
from shared.ingest.parting import Parted, make_part, map_rows, shards_wanted
from shared.ingest.reading import read_rows, sniff
from shared.model.contract import Contract, Source
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
from shared.rules import catalogue
from shared.rules.contracts import version_of
from shared.rules.mapping import Mapper
from shared.rules.parts import part_id
from shared.rules.values.cleaned import Locale

log = logging.getLogger(__name__)

SAMPLE = 500
"""Rows looked at to suggest a mapping and to tell how dates are written."""

PARTS_BETWEEN_CHECKPOINTS = 20


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
        """Begin an upload, or go on with it, for as long as one call may work."""
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
                self._read(upload)
            except Refused as error:
                self._refuse(upload, str(error))
        elif upload.state == "mapped":
            self.objects.delete(upload.bucket, upload.name, generation=upload.generation)

    # -- the first call ---------------------------------------------------------------------

    def _begin(self, landed: ObjectLanded) -> Upload | None:
        source_id = catalogue.source_of_landing(landed.bucket, landed.name)
        try:
            facts = self.objects.facts(landed.bucket, landed.name)
        except NotFound:
            log.info("the object is gone: read already, or replaced", extra={"source": source_id})
            return None
        try:
            contract, source = self.contracts.source(source_id)
            dialect, adoption = self._look(landed, facts, source_id=source_id, source=source)
        except (Refused, NotFound) as error:
            self._refuse(self._upload(landed, facts, source_id=source_id), str(error))
            return None
        upload = msgspec.structs.replace(
            self._upload(
                landed,
                facts,
                source_id=source_id,
                versions=(version_of(contract, source), adoption.version),
            ),
            entity=source.entity,
            state="mapping",
            mapping=adoption.mapping,
            dialect=msgspec.Raw(msgspec.json.encode(dialect)),
            issues=adoption.issues,
        )

        def begun(before: Upload | None) -> Upload:
            if before is None:
                return upload
            if before.state in ("undone", "refused"):
                return upload
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
        refused = msgspec.structs.replace(upload, state="refused", reason=reason)
        self.documents.update(Upload, upload.id, lambda _: refused)
        log.warning("upload refused", extra={"upload": upload.id, "source": upload.source})

    # -- every call -------------------------------------------------------------------------

    def _read(self, upload: Upload) -> None:
        contract, source = self.contracts.source(upload.source)
        dialect = msgspec.json.decode(upload.dialect, type=Dialect)
        position = msgspec.json.decode(upload.checkpoint, type=Position | None)
        mapper = mapper_for(upload, contract, source)
        deadline = self.clock.monotonic() + self.work_seconds
        try:
            stream = self.objects.open(upload.bucket, upload.name, generation=upload.generation)
        except NotFound:
            log.warning("the export vanished while it was read", extra={"upload": upload.id})
            raise InvalidInput(
                "the export was replaced or removed while it was being read; drop it again"
            ) from None
        number = upload.next_part
        with stream:
            reader = read_rows(stream, dialect, start=position)
            for rows in _pieces(reader, self.part_size):
                self._write_part(upload, number, rows, mapper)
                number += 1
                if self.clock.monotonic() > deadline:
                    self._checkpoint(upload, number, reader.position)
                    self.messages.publish([UploadContinues(upload=upload.id)])
                    return
                if number % PARTS_BETWEEN_CHECKPOINTS == 0:
                    self._checkpoint(upload, number, reader.position)
        self._finish(upload, number)

    def _write_part(
        self, upload: Upload, number: int, rows: Sequence[Row | RejectedRow], mapper: Mapper
    ) -> None:
        """Store a part, count it, then tell; one that is stored already is only told again."""
        id = part_id(upload.id, number)
        stored = self.documents.get(Part, id)
        if stored is None:
            parted = self._make_part(upload, number, rows, mapper)
            for (bucket, name), content in parted.objects.items():
                self.objects.put(bucket, name, content)
            counts = parted.counts
            self.documents.update(Part, id, lambda before: before or counts)
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

    def _finish(self, upload: Upload, parts: int) -> None:
        now = self.clock.now().isoformat()

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
            )

        self.documents.update(Upload, upload.id, finished)
        self.objects.delete(upload.bucket, upload.name, generation=upload.generation)
        log.info("upload mapped", extra={"upload": upload.id, "parts": parts})


def mapper_for(upload: Upload, contract: Contract, source: Source) -> Mapper:
    """The mapper an upload was pinned to."""
    return Mapper(
        source=upload.source,
        mapping=upload.mapping,
        locale=Locale(
            country=source.country or contract.country,
            language=contract.language,
            time_zone=contract.time_zone,
            date_order=source.date_order,
        ),
        key=source.key,
        person=source.person,
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
    rows = iter(reader)
    while piece := list(islice(rows, size)):
        yield piece
