"""What the trail keeps: who did what to which ids, and for what purpose; and how it is sealed."""

from __future__ import annotations

from typing import Literal

import msgspec

Log = Literal["compliance", "disclosure"]
"""What was done is kept longer than who was shown what: each has a tree of its own."""

LOGS: tuple[Log, ...] = ("compliance", "disclosure")


class Entry(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One audit entry: ids and numbers only, never a value about a person.

    `compliance` entries say what was done (a merge, a review, an undo); `disclosure` entries say
    that personal data left for someone, and are written before it leaves.
    """

    stream: Log
    act: str
    """A past participle: `profile disclosed`, `review decided`, `upload undone`."""

    actor: str
    """`cli:<user>`, `source:<id>`, `function:<name>` or a person's name from their token."""

    at: str
    purpose: str = ""
    profiles: tuple[str, ...] = ()
    subject: str = ""
    """The id of what was acted on: an upload, a review, a task, a quarantine object."""

    request: str = ""
    """The data-subject request it belongs to: its entries are a stream of their own."""

    once: str = ""
    """Names the act within its request: said again by a repeated step, it is not kept again."""

    outcome: str = ""

    count: int = 0
    schema_version: int = 1


class StoredEntry(msgspec.Struct, frozen=True, kw_only=True):
    """An entry as it is kept, under `<stream>.<seq>`: the very text that is hashed."""

    log: Log
    text: str
    """Canonical JSON: the entry with its log, stream, place and the leaf hash before it."""

    schema_version: int = 1


class Stream(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How far one chain of entries is: one writer's, or one data-subject request's.

    There is no head of all: each is written by one process or about one request.
    """

    log: Log
    length: int = 0
    hash: str = ""
    """Leaf hash of the last entry, in hex."""

    sealed: int = 0
    """How many of its entries stand in the tree."""

    state: Literal["open", "sealed"] = "open"
    """Open while entries wait to be sealed."""

    once: dict[str, str] = {}
    """`Entry.once` -> its leaf hash."""

    schema_version: int = 1


class Batch(msgspec.Struct, frozen=True, kw_only=True):
    """Entries that enter a tree together, in this order, then the manifest of their streams."""

    first: int
    """Index of the first leaf."""

    spans: tuple[tuple[str, int, int], ...]
    """(stream, from, to): its entries from and to, both counted in."""


class LogState(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How far a tree has grown, and the batch that is entering it."""

    size: int = 0
    peaks: tuple[str, ...] = ()
    """Roots of its perfect subtrees, in hex (`audit/tree`)."""

    batch: Batch | None = None
    schema_version: int = 1
