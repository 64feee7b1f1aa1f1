"""A record on its way to a profile: what it says now, and the keys it may be found by."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec

from shared.identity.blocking import BlockingKey, blocking_keys
from shared.identity.comparables import comparables_of
from shared.identity.stating import state_all, values_of
from shared.model.comparables import Comparables
from shared.model.contact import Contact
from shared.model.profile import Record, Statement

Hasher = Callable[..., str]


class Arrival(msgspec.Struct, frozen=True):
    """What one part says about one record, ready to be compared."""

    record: str
    """The record's document id: a keyed hash of `source:record_id`."""

    contacts: tuple[Contact, ...]
    """Its rows in the part: one, unless the file repeats a key."""

    statement: Statement
    before: Statement | None
    """What the record said until then; None when it was not known."""

    comparables: Comparables
    keys: dict[str, BlockingKey]
    """Key document id -> the key behind it."""

    @property
    def source(self) -> str:
        """The source that says it."""
        return self.contacts[0].source


def key_id(hash: Hasher, key: BlockingKey) -> str:
    """The document id of a blocking key."""
    return hash("key", key.kind, key.text)


def arrive(
    contacts: Sequence[Contact],
    *,
    record: str,
    known: Record | None,
    hash: Hasher,
    upload: str,
    part: int,
    received_at: str,
) -> Arrival:
    """What the record says once these contacts are heard, given what it said before.

    `record` is the id `record_id` gives it.
    """
    statement = state_all(
        [(contact, upload, part, received_at) for contact in contacts],
        known.now if known else None,
        told=known.told if known else {},
    )
    assert statement is not None
    comparables = comparables_of(values_of(statement))
    return Arrival(
        record=record,
        contacts=tuple(contacts),
        statement=statement,
        before=known.now if known else None,
        comparables=comparables,
        keys={key_id(hash, key): key for key in blocking_keys(comparables)},
    )
