"""What a person did: bought, attended, read, clicked."""

from __future__ import annotations

import msgspec


class Interaction(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One row of an interaction file, under the record of the person who did it."""

    source: str
    interaction_id: str
    person_source: str
    """The source whose record the person is, as `eventclick.crm`."""

    person_id: str
    """That record's own key: personal data."""

    row: int
    fields: dict[str, str]
    extensions: dict[str, str] = {}
    originals: dict[str, str] = {}
    notes: dict[str, str] = {}


class StoredInteraction(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An interaction as the store keeps it; `record` is the record's document id."""

    record: str
    source: str
    interaction_id: str
    fields: dict[str, str]
    extensions: dict[str, str] = {}
    at: str = ""
    received_at: str = ""
    upload: str = ""
    part: int = 0
    row: int = 0
    content_hash: str = ""
    schema_version: int = 1
