"""Live changes pushed by a source walk the same path as its files, as one small part."""

from __future__ import annotations

import logging
import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import msgspec

from shared.errors import Conflict, InvalidInput, Retry
from shared.ingest.adoption import version_of as mapping_version_of
from shared.ingest.parting import Mapped, make_part, messages_of, shards_wanted
from shared.ingest.pinning import mapper_for, pin
from shared.model.contract import Contract, Source
from shared.model.fields import CONTACT_FIELDS
from shared.model.privacy import SuppressionShard
from shared.model.settings import SourceSettings
from shared.model.upload import MappedColumn, Part, Upload
from shared.ports import ABSENT, Clock, Contracts, Documents, Messages, Objects, Write
from shared.rules import catalogue, suppression
from shared.rules.contracts import version_of
from shared.rules.mapping import Mapper
from shared.rules.parts import part_id

log = logging.getLogger(__name__)

_SURROGATE = re.compile("[\ud800-\udfff]")

MOST_RECORDS = 500
"""Records one call may bring; a system with more sends a file."""

_OTHER_RECORDS = "this Idempotency-Key was used for other records; use a new key for new records"

UNSTAMPED_SECONDS = 60
"""How long an accepted change may stand untold before `watch` tells it."""


@dataclass(frozen=True)
class Receiving:
    """Takes records from a source, keeps them, and tells that they wait to be resolved."""

    documents: Documents
    objects: Objects
    messages: Messages
    contracts: Contracts
    clock: Clock
    hash: Callable[..., str]
    new_id: Callable[[], str]

    def receive(
        self, source_id: str, records: object, *, idempotency_key: str | None = None
    ) -> str:
        """Keep these records, tell that they came, and answer their upload's id.

        Each record is an object with the source's own column names, or canonical fields; what it
        leaves out stays as it was. Nothing is kept unless all of it can be: InvalidInput names
        the first field that is wrong. The same key again answers the same upload; raises Conflict
        when it was used for other records, at the same moment included.
        """
        contract, source = self.contracts.source(source_id)
        if source.entity != "contacts":
            raise InvalidInput(f"{source_id} is a source of interactions; it sends files")
        rows = _rows(records)
        now = self.clock.now().isoformat()
        said = msgspec.json.encode(rows, order="sorted").decode()
        content_hash = self.hash("received", said)
        id = self.hash("upload", source_id, "live", idempotency_key or self.new_id())[:16]
        upload = self._upload(
            id=id,
            contract=contract,
            source=source,
            source_id=source_id,
            rows=rows,
            content_hash=content_hash,
            now=now,
        )
        known = self.documents.get(Upload, id)
        if known is None:
            mapper = mapper_for(upload)
            mapped = [
                _mapped(cells, place, mapper=mapper, hash=self.hash)
                for place, cells in enumerate(rows)
            ]
            self._keep(upload, mapped)
        else:
            _check_same(known.value, upload)
        try:
            self._tell(id)
        except Retry:
            # It is kept, with the intent to tell: `watch` will, within two minutes.
            log.warning("accepted, to be told later", extra={"upload": id})
        return id

    def republish(self) -> int:
        """Tell what was accepted more than a minute ago and never told; how many there were."""
        long_ago = (self.clock.now() - timedelta(seconds=UNSTAMPED_SECONDS)).isoformat()
        waiting = [
            id
            for id, stored in self.documents.find(Upload, where={"state": "accepted"})
            if stored.value.received_at < long_ago
        ]
        for id in waiting:
            self._tell(id)
        return len(waiting)

    def _upload(
        self,
        *,
        id: str,
        contract: Contract,
        source: Source,
        source_id: str,
        rows: Sequence[Mapping[str, str]],
        content_hash: str,
        now: str,
    ) -> Upload:
        settings = self.documents.get(SourceSettings, source_id)
        mapping = _mapping(rows, source, settings.value if settings else None)
        received = Upload(
            id=id,
            source=source_id,
            entity="contacts",
            bucket="",
            name="",
            generation="",
            content_hash=content_hash,
            received_at=now,
            state="accepted",
            contract_version=version_of(contract, source),
            mapping_version=mapping_version_of(mapping),
            mapping=mapping,
            parts=1,
            mapped_at=now,
        )
        return pin(received, contract, source)

    def _keep(self, upload: Upload, mapped: Sequence[Mapped]) -> None:
        """The intent and the change in one commit, after the part is safe in the lake.

        A part is created, never replaced: of two calls with one key that arrive together, the
        records in the lake are those of the call whose upload stands.
        """
        found = self.documents.get_many(SuppressionShard, sorted(shards_wanted(mapped)))
        parted = make_part(
            mapped,
            upload=upload.id,
            source=upload.source,
            number=0,
            shards={id: one.value for id, one in found.items()},
            hash=self.hash,
            buckets=(catalogue.LAKE, catalogue.QUARANTINE),
        )
        for (bucket, name), content in parted.objects.items():
            if (
                not self.objects.create(bucket, name, content)
                and self.objects.read(bucket, name) != content
            ):
                raise Conflict(_OTHER_RECORDS)
        try:
            self.documents.commit(
                [
                    Write(Upload, upload.id, upload, ABSENT),
                    Write(Part, part_id(upload.id, 0), parted.counts, ABSENT),
                ]
            )
        except Conflict:
            standing = self.documents.get(Upload, upload.id)
            if standing is None:
                raise
            _check_same(standing.value, upload)

    def _tell(self, id: str) -> None:
        part = self.documents.get(Part, part_id(id, 0))
        upload = self.documents.get(Upload, id)
        assert part is not None
        assert upload is not None
        self.messages.publish(messages_of(part.value, source=upload.value.source))
        self.documents.update(Upload, id, _stamped)


def _check_same(known: Upload, upload: Upload) -> None:
    if known.content_hash != upload.content_hash:
        raise Conflict(_OTHER_RECORDS)


def _stamped(upload: Upload | None) -> Upload | None:
    if upload is None or upload.state != "accepted":
        return upload
    return msgspec.structs.replace(upload, state="mapped")


def _rows(records: object) -> list[dict[str, str]]:
    if not isinstance(records, list) or not records:
        raise InvalidInput("records must be a list of at least one object", field="records")
    if len(records) > MOST_RECORDS:
        raise InvalidInput(
            f"{len(records)} records in one call; at most {MOST_RECORDS}, send a file for more",
            field="records",
        )
    return [_row(record, place) for place, record in enumerate(records)]


def _row(record: Any, place: int) -> dict[str, str]:
    if not isinstance(record, dict):
        raise InvalidInput(
            f"records[{place}] must be an object of column names and values",
            field=f"records[{place}]",
        )
    for name in record:
        _check_characters(name, f"records[{place}]")
    return {str(name): _text(value, f"records[{place}].{name}") for name, value in record.items()}


def _check_characters(text: str, field: str) -> None:
    if _SURROGATE.search(text):
        raise InvalidInput(
            f"{field} holds half a character (a lone surrogate); send the whole one", field=field
        )


def _text(value: object, field: str) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and not math.isfinite(value):
        raise InvalidInput(f"{field} must be a finite number", field=field)
    if isinstance(value, str | int | float):
        _check_characters(text := str(value), field)
        return text
    raise InvalidInput(f"{field} must be text, a number, true, false or null", field=field)


def _mapping(
    rows: Sequence[Mapping[str, str]], source: Source, settings: SourceSettings | None
) -> dict[str, MappedColumn]:
    """The adopted mapping, with canonical names standing for themselves."""
    adopted = dict(settings.mapping) if settings else {}
    adopted |= {
        column: MappedColumn(field=field, opted_out=column in source.opted_out)
        for column, field in source.mapping.items()
    }
    names = dict.fromkeys(name for row in rows for name in row)
    for name in names:
        if name not in adopted and name in CONTACT_FIELDS:
            adopted[name] = MappedColumn(field=name, why="named by its canonical field")
    return {name: one for name, one in adopted.items() if name in names}


def _mapped(
    cells: Mapping[str, str], place: int, *, mapper: Mapper, hash: Callable[..., str]
) -> Mapped:
    try:
        contact = mapper.contact(cells, row=place + 1, partial=True)
    except InvalidInput as error:
        field = f"records[{place}].{error.field}" if error.field else f"records[{place}]"
        raise InvalidInput(f"{field}: {error}", field=field) from None
    emptied = [
        mapper.mapping[name].field
        for name, text in cells.items()
        if not text and name in mapper.mapping
    ]
    contact = msgspec.structs.replace(contact, partial=True, cleared=tuple(sorted(emptied)))
    recognised = suppression.identifiers(
        source=contact.source, record_id=contact.record_id, fields=contact.fields
    )
    return Mapped(
        cells=tuple(cells.values()),
        contact=contact,
        marks=tuple(suppression.marks(hash, recognised)),
    )
