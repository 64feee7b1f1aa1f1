"""Live changes pushed by a source walk the same path as its files, as one small part."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

import msgspec

from shared.errors import Conflict, InvalidInput, Retry
from shared.ingest.adoption import version_of as mapping_version_of
from shared.ingest.corrections import with_corrections
from shared.ingest.parting import Mapped, make_part, messages_of, shards_wanted
from shared.ingest.pinning import mapper_for, pin
from shared.ingest.pushed_rows import ORIGIN, read_pushed
from shared.ingest.rounds import remove_objects, remove_orphans
from shared.model.contract import Contract, Source
from shared.model.fields import CONTACT_FIELDS
from shared.model.privacy import SuppressionShard
from shared.model.settings import SourceSettings
from shared.model.upload import MappedColumn, Part, Upload, UploadState, mapped_to
from shared.ports import ABSENT, Clock, Contracts, Documents, Messages, Objects, Stored, Write
from shared.rules import catalogue, lake, suppression
from shared.rules.mapping import Mapper
from shared.rules.parts import part_id
from shared.rules.sources import check_active, version_of

log = logging.getLogger(__name__)

_OTHER_RECORDS = "this Idempotency-Key was used for other records; use a new key for new records"
_TAKEN_BACK = "what came with this Idempotency-Key was taken back; use a new key to send it again"
_GIVEN_UP = "the call took so long that it was given up; send it again"

UNSTAMPED_SECONDS = 60
"""How long a change may stand unaccepted or untold before `watch` sees to it."""


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
        leaves out stays as it was, and what it leaves empty is empty now. Nothing is kept unless
        all of it can be: InvalidInput names the first field that is wrong.

        The same key again answers the same upload; raises Conflict when it was used for other
        records, at the same moment included, or for what was taken back since; Retry when the call
        was held up until it was given up.
        """
        contract, source = self.contracts.source(source_id)
        check_active(contract)
        if source.entity != "contacts":
            raise InvalidInput(f"{source_id} is a source of interactions; it sends files")
        rows = read_pushed(records)
        said = msgspec.json.encode(rows, order="sorted").decode()
        id = self.hash("upload", source_id, "live", idempotency_key or self.new_id())[:16]
        content_hash = self.hash("received", said)
        begun = self.documents.get(Upload, id)
        if begun is None:
            upload = self._upload(
                id=id,
                contract=contract,
                source=source,
                source_id=source_id,
                rows=rows,
                content_hash=content_hash,
                now=self.clock.now().isoformat(),
            )
            begun = self._begin(upload, rows)
        _check_same(begun.value, content_hash)
        if begun.value.state == "mapping":
            part = self._keep(begun, self._map(begun.value, rows))
        else:
            part = self._part(id)
        try:
            self._tell(begun.value, part)
        except Retry:
            # It is kept, with the intent to tell: `watch` will, within two minutes.
            log.warning("accepted, to be told later", extra={"upload": id})
        return id

    def suppressed(self, upload: str) -> int:
        """How many records of an accepted change were kept out: their people were erased."""
        part = self.documents.get(Part, part_id(upload, 0))
        return part.value.suppressed if part else 0

    def republish(self) -> int:
        """Tell what was accepted more than a minute ago and never told; how many there were.

        What was begun as long ago and never accepted is given up, as if it had not come.
        """
        long_ago = (self.clock.now() - timedelta(seconds=UNSTAMPED_SECONDS)).isoformat()
        for stored in self._waiting("mapping", before=long_ago):
            if not stored.value.bucket:
                self._give_up(stored)
        waiting = self._waiting("accepted", before=long_ago)
        for stored in waiting:
            self._tell(stored.value, self._part(stored.value.id))
        return len(waiting)

    def _waiting(self, state: UploadState, *, before: str) -> list[Stored[Upload]]:
        found = self.documents.find(Upload, where={"state": state})
        return [stored for _, stored in found if stored.value.received_at < before]

    def _give_up(self, begun: Stored[Upload]) -> None:
        id = begun.value.id
        try:
            self.documents.commit([Write(Upload, id, None, begun.version)])
        except Conflict:
            return  # its call came to its end after all
        remove_orphans(self.documents, self.objects, begun.value, 0)
        log.warning("begun and never accepted: given up", extra={"upload": id})

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
            contract_version=version_of(contract, source),
            mapping_version=mapping_version_of(mapping),
            mapping=mapping,
        )
        return pin(received, contract, source)

    def _begin(self, upload: Upload, rows: Sequence[Mapping[str, str]]) -> Stored[Upload]:
        """Pin what decides how the records are mapped; of two calls at once, the first one's.

        Whoever repeats a call that died makes the same part of it, whatever was adopted since.
        """
        self._map(upload, rows)
        try:
            versions = self.documents.commit([Write(Upload, upload.id, upload, ABSENT)])
        except Conflict:
            begun = self.documents.get(Upload, upload.id)
            if begun is None:
                raise Retry(_GIVEN_UP) from None
            return begun
        return Stored(upload, versions[upload.id])

    def _map(self, upload: Upload, rows: Sequence[Mapping[str, str]]) -> list[Mapped]:
        mapper = mapper_for(upload)
        return [
            _mapped(cells, place, mapper=mapper, hash=self.hash) for place, cells in enumerate(rows)
        ]

    def _keep(self, begun: Stored[Upload], mapped: Sequence[Mapped]) -> Part:
        """Accept the change, and intend to tell, in one commit: its part is safe in the lake.

        The commit insists on the upload as it was begun. A call held up until it was given up, or
        taken back, keeps nothing.
        """
        upload = begun.value
        found = self.documents.get_many(
            SuppressionShard, sorted(shards_wanted(mapped, hash=self.hash))
        )
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
            self.objects.put(bucket, name, content)
        if not parted.objects:
            # All of them were suppressed since a call that died had put them into the lake.
            remove_objects(self.objects, upload, 0, but=())
        accepted = msgspec.structs.replace(
            upload, state="accepted", parts=1, mapped_at=self.clock.now().isoformat()
        )
        try:
            self.documents.commit(
                [
                    Write(Upload, upload.id, accepted, begun.version),
                    Write(Part, part_id(upload.id, 0), parted.counts, ABSENT),
                ]
            )
        except Conflict:
            # Another call with this key was faster; its part is the same, unless it is gone again.
            remove_orphans(self.documents, self.objects, upload, 0)
            return self._part(upload.id)
        return parted.counts

    def _part(self, id: str) -> Part:
        """The one part of an accepted change; raises when there is none any more."""
        part = self.documents.get(Part, part_id(id, 0))
        if part is not None:
            return part.value
        standing = self.documents.get(Upload, id)
        if standing is not None and standing.value.state == "undone":
            raise Conflict(_TAKEN_BACK)
        raise Retry(_GIVEN_UP)

    def _tell(self, upload: Upload, part: Part) -> None:
        self.messages.publish(messages_of(part, source=upload.source))
        self.documents.update(Upload, upload.id, _stamped)


def _check_same(known: Upload, content_hash: str) -> None:
    if known.content_hash != content_hash:
        raise Conflict(_OTHER_RECORDS)
    if known.state == "undone":
        raise Conflict(_TAKEN_BACK)


def _stamped(upload: Upload | None) -> Upload | None:
    if upload is None or upload.state != "accepted":
        return upload
    return msgspec.structs.replace(upload, state="mapped")


def _mapping(
    rows: Sequence[Mapping[str, str]], source: Source, settings: SourceSettings | None
) -> dict[str, MappedColumn]:
    """The adopted mapping, with canonical names standing for themselves."""
    adopted = with_corrections(settings) if settings else {}
    adopted |= {
        column: mapped_to(field, opted_out=column in source.opted_out)
        for column, field in source.mapping.items()
    }
    names = dict.fromkeys(name for row in rows for name in row if name != ORIGIN)
    for name in names:
        if name not in adopted and name in CONTACT_FIELDS:
            adopted[name] = MappedColumn(field=name, why="named by its canonical field")
    return {name: one for name, one in adopted.items() if name in names}


def _mapped(
    cells: Mapping[str, str], place: int, *, mapper: Mapper, hash: Callable[..., str]
) -> Mapped:
    cells = dict(cells)
    origin = cells.pop(ORIGIN, "")
    try:
        contact = mapper.contact(cells, row=place + 1, partial=True)
    except InvalidInput as error:
        field = f"records[{place}].{error.field}" if error.field else f"records[{place}]"
        raise InvalidInput(f"{field}: {error}", field=field) from None
    emptied = [name for name, text in cells.items() if not text]
    places = {name: mapper.mapping[name] for name in emptied if name in mapper.mapping}
    cleared = {one.field for one in places.values() if one.field in CONTACT_FIELDS}
    # Of a column that nobody maps, an empty cell is the word that it is empty now.
    others = [
        name
        for name in emptied
        if name not in places or not (places[name].dropped or places[name].field in CONTACT_FIELDS)
    ]
    contact = msgspec.structs.replace(
        contact,
        partial=True,
        echo_of=origin,
        cleared=tuple(sorted(cleared)),
        extensions={**contact.extensions, **dict.fromkeys(others, "")},
    )
    recognised = suppression.identifiers(
        source=contact.source, record_id=contact.record_id, fields=contact.fields
    )
    return Mapped(
        contact=contact,
        marks=tuple(suppression.marks(hash, recognised)),
        named=lake.identifiers_of(cells.values()),
    )
