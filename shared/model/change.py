"""What a source must be told, and what it is known to hold since."""

from __future__ import annotations

from typing import Literal

import msgspec

ChangeState = Literal["planned", "delivered", "refused", "superseded"]


class Told(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A value a source was told, by receipt: it is known to hold it."""

    value: str
    at: str
    """Since when the value is so: the time of the claim that won, not of the telling."""

    told_at: str
    change: str
    """The change by which it was told."""

    before: tuple[Told, ...] = ()
    """What it was told before that and may still be about to take; the latest last."""


class Change(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One thing one source must be told about one of its records.

    It holds no values: they are worked out anew when it is delivered, and a change whose values
    are not the ones it was planned for is superseded. Its id is a keyed hash of the record, of
    how often the record was told before, and of the values.
    """

    id: str
    source: str
    record: str
    """The record's document id."""

    rcu: str
    fields: tuple[str, ...]
    state: ChangeState = "planned"
    planned_at: str
    done_at: str = ""
    receipt: str = ""
    """What the source answered (a version), or the file in the outbox that tells it."""

    reason: str = ""
    """Why it was refused."""

    schema_version: int = 1
