"""What the trail keeps: who did what to which ids, and for what purpose."""

from __future__ import annotations

from typing import Literal

import msgspec


class Entry(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One audit entry: ids and numbers only, never a value about a person.

    `compliance` entries say what was done (a merge, a review, an undo); `disclosure` entries say
    that personal data left for someone, and are written before it leaves.
    """

    stream: Literal["compliance", "disclosure"]
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
