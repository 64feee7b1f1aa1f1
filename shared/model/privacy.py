"""Marks that keep personal data out, or in its place; by when a request must be answered."""

from __future__ import annotations

from datetime import date

import msgspec


class SuppressionShard(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The suppressed identifiers whose keyed hash starts with this shard's two letters.

    One document for many marks: a part of 1,000 contacts is checked with at most 256 reads.
    """

    marks: dict[str, str] = {}
    """Keyed hash of an identifier -> id of the request that suppressed it."""

    schema_version: int = 1


class Restriction(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The profile may be stored, and nothing else, except for the purposes named here."""

    rcu: str
    since: str
    except_for: tuple[str, ...] = ()
    schema_version: int = 1


class Deadlines(msgspec.Struct, frozen=True, kw_only=True):
    """The civil days at whose end a request is late, and how each was come by."""

    aim: date
    clause: date | None
    legal: date
    effective: date
    explanation: tuple[str, ...]
