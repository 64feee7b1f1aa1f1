"""A contact on its way to a profile: what it states, and the keys it may be found by."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from shared.identity.blocking import BlockingKey, blocking_keys
from shared.identity.comparables import comparables_of
from shared.model.comparables import Comparables
from shared.model.contact import Contact
from shared.model.profile import Claim, Record, Statement

Hasher = Callable[..., str]


class Arrival(msgspec.Struct, frozen=True):
    """One contact of one part, ready to be compared."""

    record: str
    """The record's document id: a keyed hash of `source:record_id`."""

    contact: Contact
    statement: Statement
    comparables: Comparables
    keys: dict[str, BlockingKey]
    """Key document id -> the key behind it."""


def record_id(hash: Hasher, source: str, id: str) -> str:
    """The document id of a source's record."""
    return hash("record", source, id)


def key_id(hash: Hasher, key: BlockingKey) -> str:
    """The document id of a blocking key."""
    return hash("key", key.kind, key.text)


def arrive(
    contact: Contact,
    *,
    record: str,
    known: Record | None,
    hash: Hasher,
    upload: str,
    part: int,
    received_at: str,
) -> Arrival:
    """What this contact states now that it has come, given what its record said before.

    `record` is the id `record_id` gives it.
    """
    statement = state(
        contact, known=known, hash=hash, upload=upload, part=part, received_at=received_at
    )
    comparables = comparables_of({name: claim.value for name, claim in statement.claims.items()})
    return Arrival(
        record=record,
        contact=contact,
        statement=statement,
        comparables=comparables,
        keys={key_id(hash, key): key for key in blocking_keys(comparables)},
    )


def state(
    contact: Contact,
    *,
    known: Record | None,
    hash: Hasher,
    upload: str,
    part: int,
    received_at: str,
) -> Statement:
    """The statement a contact makes; a live change keeps what it does not mention.

    A claim's time is when its value was last seen to change: the source's own edit time, else
    when it reached us, but unknown (empty) on a record's first appearance, so that a company's
    initial load never looks newer than real edits elsewhere. Changed means since the upload before
    this one, so that the rows of one upload say the same in whatever parts and order they come.
    """
    before = known.now if known else None
    earlier = known.before if known and known.now.upload == upload else before
    fields = contact.fields
    extensions = contact.extensions
    if contact.partial and before:
        fields = {**{name: claim.value for name, claim in before.claims.items()}, **fields}
        fields = {name: value for name, value in fields.items() if name not in contact.cleared}
        extensions = {**before.extensions, **extensions}
    changed_at = contact.changed_at or (received_at if earlier or contact.partial else "")
    claims = {}
    for name, value in fields.items():
        old = earlier.claims.get(name) if earlier else None
        claims[name] = old if old and old.value == value else Claim(value, changed_at)
    return Statement(
        claims=claims,
        extensions=extensions,
        content_hash=content_hash(hash, fields, extensions),
        order=(contact.changed_at or received_at, received_at, contact.row),
        upload=upload,
        part=part,
        row=contact.row,
    )


def content_hash(hash: Hasher, fields: dict[str, str], extensions: dict[str, str]) -> str:
    """The same for the same cells, whatever file, row or order they came in."""
    said = msgspec.json.encode((fields, extensions), order="sorted")
    return hash("content", said.decode())


def is_old_news(arrival: Arrival, known: Record) -> bool:
    """Whether the record already says this, or says something newer."""
    return (
        arrival.statement.content_hash == known.now.content_hash
        or arrival.statement.order < known.now.order
    )
