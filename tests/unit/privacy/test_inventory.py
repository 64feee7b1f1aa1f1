"""Nothing holds people and is unknown to erasure."""

from __future__ import annotations

import msgspec

from shared.model.contact import Contact
from shared.model.interaction import Interaction, StoredInteraction
from shared.model.profile import Profile, Record
from shared.privacy import inventory
from shared.rules import catalogue

PERSONAL = {
    Record: {"record_id", "now", "told"},
    Profile: {"comparables", "golden"},
    StoredInteraction: {"interaction_id", "fields", "extensions", "at"},
    Contact: {"record_id", "fields", "extensions", "originals", "notes", "changed_at", "cleared"},
    Interaction: {
        "interaction_id", "person_id", "fields", "extensions", "originals", "notes",
    },
}  # fmt: skip
"""What of these a person's own values stand in; the rest is ids, places and counts."""

REFERENCES = {
    Record: {"source", "rcu", "link", "outcomes", "tellings", "schema_version"},
    Profile: {
        "rcu", "members", "households", "different", "alias_of", "created_at", "resolved_at",
        "schema_version",
    },
    StoredInteraction: {
        "record", "source", "received_at", "upload", "part", "row", "content_hash",
        "schema_version",
    },
    Contact: {"source", "row", "partial", "echo_of"},
    Interaction: {"source", "person_source", "row"},
}  # fmt: skip


def test_every_store_and_bucket_of_the_catalogue_is_known_to_erasure() -> None:
    assert inventory.STORES.keys() == {store.name for store in catalogue.STORES}
    assert inventory.BUCKETS.keys() == set(catalogue.BUCKETS)


def test_every_field_of_what_holds_people_is_known_to_be_personal_or_not() -> None:
    for kind, personal in PERSONAL.items():
        fields = {field.name for field in msgspec.structs.fields(kind)}
        assert fields == personal | REFERENCES[kind], kind
        assert not personal & REFERENCES[kind]
