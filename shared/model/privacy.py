"""Marks that keep personal data out, or in its place; by when a request must be answered."""

from __future__ import annotations

from datetime import date
from typing import Literal

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


Right = Literal["erasure", "access"]

RequestState = Literal["accepted", "in_progress", "completed", "cancelled"]

TaskState = Literal[
    "planned",
    "sent",
    "in_progress",
    "done",
    "nothing_found",
    "partially_done",
    "refused",
    "cancelled",
]

ENDED = frozenset({"done", "nothing_found", "partially_done", "refused", "cancelled"})
"""Task states nothing more is waited for in."""

OURS = "nova"
"""The system name of our own stores."""


class Retained(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A category of data a system must keep for now: on which ground, and until when."""

    category: str
    ground: str
    until: str


class Acknowledgement(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A system's word about its task."""

    state: Literal["done", "nothing_found", "partially_done", "refused"]
    counts: dict[str, int] = {}
    retained: tuple[Retained, ...] = ()
    by: str = ""
    at: str = ""
    digest: str = ""
    """The same for the same word: a repeat is harmless, anything else a contradiction."""


class Task(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One system's share of one right of a request. Its id is `<request>.<right>.<system>`."""

    id: str
    request: str
    right: Right
    system: str
    """A source id, or `nova` for our own stores."""

    state: TaskState = "planned"
    deadlines: Deadlines
    received_at: str = ""
    """When the request was received: what its deadlines count from."""

    note: str = ""
    """Why it ended at once, or that somebody has to tell the system by hand."""

    records: int = 0
    """How many records of the person the system is known to hold."""

    sent_at: str = ""
    begun_at: str = ""
    erased_at: str = ""
    verify_at: str = ""
    """When our own stores are looked at again."""

    awaits: Literal["", "verification"] = ""
    """Searched by `watch`: what it must see to."""

    verified_at: str = ""
    """When they were last looked at and nothing was left."""

    steps: tuple[str, ...] = ()
    """What is behind us, in order: what a repeated call need not do again."""

    counts: dict[str, int] = {}
    acknowledgement: Acknowledgement | None = None
    contradictions: tuple[Acknowledgement, ...] = ()
    """Words that differ from the acknowledgement, kept and alarmed."""

    reminded: tuple[str, ...] = ()
    """The reminders sent: `50%`, `80%`, `D-3`, `D-1`, `overdue:<day>`."""

    schema_version: int = 1


class Certificate(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What closes a request: who answered what and when, and where the audit has it."""

    closed_at: str
    tasks: dict[str, dict[str, str]]
    """Task id -> its state, when, and its counts as text."""

    audit: str
    """Leaf hash of the audit entry that closed the request."""


class Request(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A data-subject request: what is asked, about which profile, and how far it is.

    It names the person by RCU id only; what identifies them lies sealed in the ledger.
    """

    id: str
    rights: tuple[Right, ...]
    rcu: str
    received_at: str
    accepted_at: str
    by: str
    starts_at: str
    """Nothing is destroyed or sent before; until then it may be cancelled."""

    body_digest: str = ""
    state: RequestState = "accepted"
    told: bool = False
    """Whether its message was published; `watch` sees to those that were not."""

    restricts: bool = False
    """Whether it set the restriction of its profile: a cancelled one lifts it again."""

    begun_at: str = ""
    """When the first act that cannot be taken back was allowed: no cancelling from here."""

    deadlines: Deadlines
    package: str = ""
    """The object of the access package, once it is made."""

    packaged_at: str = ""
    certificate: Certificate | None = None
    schema_version: int = 1


class Ledger(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Who a request is about, sealed; written before anything is destroyed, gone once it closes."""

    request: str
    sealed: bytes
    """An encrypted `Subject` (privacy/ledger)."""

    schema_version: int = 1


class Subject(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Everything a person is found by in our stores. Never stored but sealed, never logged."""

    rcus: tuple[str, ...]
    """Their profile, and all ids that lead to it."""

    records: tuple[tuple[str, str, str], ...]
    """(document id, source, record id) of each of their records."""

    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    shared: tuple[str, ...] = ()
    """Those of the e-mails and phones that somebody else has as well."""

    names: tuple[str, ...] = ()
    """Every word of every given name, folded."""

    said: tuple[dict[str, str], ...] = ()
    """Canonical fields as each of their rows ever said them: old index keys are found by them."""

    mentions: tuple[tuple[str, str], ...] = ()
    """(source, record id) of others whose rows name the person."""

    parts: tuple[str, ...] = ()
    """Parts of the lake that held rows of theirs, or that name them."""
