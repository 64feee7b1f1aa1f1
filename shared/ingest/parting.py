"""A piece of a file becomes a part: what goes to the lake, what to quarantine, and the counts."""

from __future__ import annotations

from base64 import b64encode
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

import msgspec

from shared.errors import InvalidInput
from shared.ingest.formats.rows import RejectedRow, Row
from shared.model.contact import Contact
from shared.model.interaction import Interaction
from shared.model.message import ContactsMapped, InteractionsMapped, Message
from shared.model.privacy import SuppressionShard
from shared.model.upload import Part
from shared.rules import lake, suppression
from shared.rules.mapping import Mapper
from shared.rules.redaction import Redaction

Hasher = Callable[..., str]
Identifier = tuple[str, str]
T = TypeVar("T", Contact, Interaction)


@dataclass(frozen=True)
class Mapped:
    """One row after mapping: the contact it states, the interaction, or why it was refused."""

    contact: Contact | None = None
    interaction: Interaction | None = None
    rejected: RejectedRow | None = None
    marks: tuple[str, ...] = ()
    """Suppression marks of everything the person could be recognised by."""

    named: frozenset[Identifier] = frozenset()
    """Every e-mail- and phone-shaped value in any cell, as the sidecar knows it."""


@dataclass(frozen=True)
class Parted:
    """The objects of one part and its counts."""

    counts: Part
    objects: dict[tuple[str, str], bytes] = field(default_factory=dict)
    """(bucket, name) -> content."""


def map_rows(
    rows: Iterable[Row | RejectedRow], *, mapper: Mapper, entity: str, hash: Hasher
) -> list[Mapped]:
    """Map each row; one that names nobody is rejected with its cells, and the others go on."""
    return [
        refused(row)
        if isinstance(row, RejectedRow)
        else _map_row(row, mapper=mapper, entity=entity, hash=hash)
        for row in rows
    ]


def _map_row(row: Row, *, mapper: Mapper, entity: str, hash: Hasher) -> Mapped:
    contact: Contact | None
    interaction = None
    try:
        if entity == "interactions":
            interaction, contact = mapper.interaction(row.cells, row=row.number)
            source, id = interaction.person_source, interaction.person_id
        else:
            contact = mapper.contact(row.cells, row=row.number)
            source, id = contact.source, contact.record_id
    except InvalidInput as error:
        raw = lake.encode_cells(row.cells)
        return refused(RejectedRow(row.number, str(error), raw, row.line))
    recognised = suppression.identifiers(
        source=source, record_id=id, fields=contact.fields if contact else {}
    )
    return Mapped(
        contact=contact,
        interaction=interaction,
        marks=tuple(suppression.marks(hash, recognised)),
        named=lake.identifiers_of(row.cells.values()),
    )


def refused(row: RejectedRow) -> Mapped:
    """A row that could not be read or mapped."""
    return Mapped(rejected=row, named=lake.identifiers_of((row.raw.decode("utf-8", "replace"),)))


def shards_wanted(rows: Sequence[Mapped], *, hash: Hasher) -> set[str]:
    """The suppression documents that could name anybody in these rows."""
    marks = {mark for row in rows for mark in row.marks}
    values = {value for row in rows for _, value in row.named}
    marks |= {suppression.mention_mark(hash, value) for value in values}
    return {suppression.shard_of(mark) for mark in marks}


def make_part(
    rows: Sequence[Mapped],
    *,
    upload: str,
    source: str,
    number: int,
    shards: Mapping[str, SuppressionShard],
    hash: Hasher,
    buckets: tuple[str, str],
) -> Parted:
    """The part these rows make, without the suppressed; `buckets` are (lake, quarantine).

    rows = mapped + rejected + suppressed, always. A row of somebody else that names a suppressed
    person is kept without that; one that could not be read cannot be cut, and is kept out.
    """
    erased = _erased_in(rows, shards, hash) if shards else frozenset()
    kept = [
        _without(row, row.named & erased)
        for row in rows
        if not row.rejected and not _is_suppressed(row, shards)
    ]
    refused = [row for row in rows if row.rejected and not row.named & erased]
    contacts = [(row, row.contact) for row in kept if row.contact]
    interactions = [(row, row.interaction) for row in kept if row.interaction]
    lake_bucket, quarantine_bucket = buckets
    objects: dict[tuple[str, str], bytes] = {}
    for entity, found in (("contacts", contacts), ("interactions", interactions)):
        if found:
            name = lake.part_name(entity, source=source, upload=upload, number=number)
            objects[(lake_bucket, lake.index_name(name))] = lake.encode_named(
                hash, [(_record_key(row), row.named) for row, _ in found]
            )
            objects[(lake_bucket, name)] = lake.encode_part([value for _, value in found])
    if refused:
        name = lake.part_name("rows", source=source, upload=upload, number=number)
        rejected = [row.rejected for row in refused if row.rejected]
        objects[(quarantine_bucket, lake.index_name(name))] = lake.encode_named(
            hash, [("", row.named) for row in refused]
        )
        objects[(quarantine_bucket, name)] = lake.encode_lines(
            _quarantined(row) for row in rejected
        )
    counts = Part(
        upload=upload,
        number=number,
        rows=len(rows),
        mapped=len(kept),
        rejected=len(refused),
        suppressed=len(rows) - len(kept) - len(refused),
        contacts=bool(contacts),
        interactions=bool(interactions),
        set_aside=_set_aside(row.contact or row.interaction for row in kept),
    )
    return Parted(counts=counts, objects=objects)


def _set_aside(mapped: Iterable[Contact | Interaction | None]) -> dict[str, int]:
    counts = Counter(
        f"{field}: {note}"
        for one in mapped
        if one
        for field, note in one.notes.items()
        if field not in one.fields
    )
    return dict(counts)


def messages_of(part: Part, *, source: str) -> list[Message]:
    """What is told about a part: the same every time."""
    told: list[Message] = []
    if part.contacts:
        told.append(ContactsMapped(upload=part.upload, source=source, part=part.number))
    if part.interactions:
        told.append(InteractionsMapped(upload=part.upload, source=source, part=part.number))
    return told


def _erased_in(
    rows: Sequence[Mapped], shards: Mapping[str, SuppressionShard], hash: Hasher
) -> frozenset[Identifier]:
    """What these rows name that only a suppressed person had."""
    return frozenset(
        (kind, value)
        for kind, value in {one for row in rows for one in row.named}
        if suppression.is_suppressed(suppression.mention_mark(hash, value), shards)
    )


def _without(row: Mapped, erased: frozenset[Identifier]) -> Mapped:
    """Somebody else's row without these, where they stand in cells that are nobody's field.

    A number may have found a new owner: what a row says of its own person stays.
    """
    if not erased:
        return row
    redaction = Redaction(
        emails=[value for kind, value in erased if kind == "email"],
        phones=[value for kind, value in erased if kind == "phone"],
    )
    contact, interaction = _cut(row.contact, redaction), _cut(row.interaction, redaction)
    cells = [
        text
        for one in (contact, interaction)
        if one
        for text in (*one.originals.values(), *one.extensions.values())
    ]
    return replace(row, contact=contact, interaction=interaction, named=lake.identifiers_of(cells))


def _cut(row: T | None, redaction: Redaction) -> T | None:
    return row and msgspec.structs.replace(row, extensions=redaction.without_all(row.extensions))


def _is_suppressed(row: Mapped, shards: Mapping[str, SuppressionShard]) -> bool:
    return any(suppression.is_suppressed(mark, shards) for mark in row.marks)


def _record_key(row: Mapped) -> str:
    if row.interaction:
        return f"{row.interaction.person_source}:{row.interaction.person_id}"
    assert row.contact is not None
    return f"{row.contact.source}:{row.contact.record_id}"


def _quarantined(row: RejectedRow) -> dict[str, object]:
    return {
        "row": row.number,
        "line": row.line,
        "reason": row.reason,
        "bytes": b64encode(row.raw).decode(),
    }
