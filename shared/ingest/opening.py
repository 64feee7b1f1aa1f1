"""A landed file becomes an upload: sniffed, given a mapping, and pinned to both."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice

import msgspec

from shared.errors import Conflict, InvalidContract, InvalidInput, NotFound, Refused
from shared.ingest.adoption import (
    SAMPLE,
    Adoption,
    adopt,
    names_nobody,
    refuse_first,
    refuse_no_table,
    refuse_other,
)
from shared.ingest.corrections import learnt_by
from shared.ingest.formats.dialect import Dialect
from shared.ingest.formats.rows import Row
from shared.ingest.issues import noting_left_out
from shared.ingest.pinning import pin
from shared.ingest.reading import read_rows, sniff
from shared.model.contract import Source
from shared.model.message import ObjectLanded
from shared.model.settings import SourceSettings
from shared.model.upload import Upload
from shared.ports import ABSENT, Clock, Contracts, Documents, ObjectFacts, Objects, Write
from shared.rules import catalogue
from shared.rules.discretion import withhold_values
from shared.rules.landed_names import mended_by, sample_of
from shared.rules.sources import check_active, version_of

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Opening:
    """Decides once how a file is read and mapped; every later call keeps to it."""

    documents: Documents
    objects: Objects
    contracts: Contracts
    clock: Clock
    hash: Callable[..., str]

    def open(self, landed: ObjectLanded) -> Upload | None:
        """The upload of a landed file; None when it is gone, or was refused."""
        source_id = catalogue.source_of_landing(landed.bucket, landed.name)
        try:
            facts = self.objects.facts(landed.bucket, landed.name)
        except NotFound:
            log.info("the object is gone: read already, or replaced")
            return None
        try:
            contract, source = self.contracts.source(source_id)
            check_active(contract)
            dialect, adoption = self._look(landed, facts, source_id=source_id, source=source)
        except InvalidContract:
            # Of whichever company: the file is not to blame, and is opened once that is mended.
            raise
        except (Refused, NotFound) as error:
            refuse(self.documents, self._upload(landed, facts, source_id=source_id), str(error))
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
            issues=withhold_values(
                noting_left_out((*adoption.issues, *dialect.issues), dialect.left_out),
                columns=tuple(adoption.mapping),
            ),
            incomplete=bool(dialect.left_out),
        )

        def begun(before: Upload | None) -> Upload:
            if before is None:
                return upload
            if before.state in ("undone", "refused"):
                # Whatever of the earlier round is still there is replaced, part by part.
                return msgspec.structs.replace(upload, round=before.round + 1)
            # The same bytes dropped again: the upload stands, only its object is a new one.
            return msgspec.structs.replace(
                before,
                bucket=landed.bucket,
                name=landed.name,
                generation=facts.generation,
                came_again_at=upload.received_at,
            )

        opened = self.documents.update(Upload, upload.id, begun)
        # What it was refused for is answered by now: the refusal is no news any more.
        refused = self._upload(landed, facts, source_id=source_id).id
        self.documents.update(Upload, refused, _but_refused)
        return opened

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
        settings = stored.value if stored else None
        learnt = learnt_by(source_id, [one.value for _, one in self.documents.find(SourceSettings)])
        adoption = adopt(columns, sample, source=source, settings=settings, learnt=learnt)
        if names_nobody(adoption.mapping, source):
            # Taken in, it would only be rejected row by row, and a first one would be what
            # later files are compared with.
            is_text = dialect.type == "csv" and len(columns) < 2
            raise InvalidInput(
                refuse_no_table() if is_text else self._why_refused(adoption, settings)
            )
        if settings is None or not settings.adopted_at:
            settings = SourceSettings(
                source=source_id,
                mapping={
                    column: msgspec.structs.replace(one, date_order="")
                    for column, one in adoption.mapping.items()
                },
                mapping_version=adoption.version,
                adopted_at=self.clock.now().isoformat(),
                adopted_by="function:map_upload",
                corrections=settings.corrections if settings else {},
            )
            before = stored.version if stored else ABSENT
            try:
                self.documents.commit([Write(SourceSettings, source_id, settings, before)])
            except Conflict:
                return self._look(landed, facts, source_id=source_id, source=source)
        return dialect, adoption

    def _why_refused(self, adoption: Adoption, settings: SourceSettings | None) -> str:
        if settings is None or not settings.adopted_at:
            return refuse_first(adoption.mapping)
        standing = [
            one.value
            for _, one in self.documents.find(Upload, where={"source": settings.source})
            if one.value.mapping_version == settings.mapping_version
            and one.value.state in ("mapping", "mapped")
        ]
        first = min(standing, key=lambda upload: upload.received_at, default=None)
        return refuse_other(settings, adopted_from=first.id if first else "")

    def _upload(
        self,
        landed: ObjectLanded,
        facts: ObjectFacts,
        *,
        source_id: str,
        versions: Sequence[str] = ("refused",),
    ) -> Upload:
        sample = sample_of(landed.name)
        told_apart = (*versions, *(("sample", str(sample)) if sample else ()))
        return Upload(
            id=self.hash("upload", source_id, facts.content_hash, *told_apart)[:16],
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
            sample=sample,
            mends=mended_by(landed.name),
        )


def refuse(documents: Documents, upload: Upload, reason: str) -> None:
    """Record that a file cannot be taken, and why; it stays in landing, untouched."""

    def refused(before: Upload | None) -> Upload:
        if before is None or before.state == "refused":
            before = upload
        elif before.state != "mapping":
            # Another call has brought it to its end; the object was gone for that reason.
            return before
        return msgspec.structs.replace(before, state="refused", reason=reason)

    documents.update(Upload, upload.id, refused)
    log.warning("upload refused", extra={"upload": upload.id})


def _but_refused(upload: Upload | None) -> Upload | None:
    return None if upload is None or upload.state == "refused" else upload
