"""The canonical contact and interaction fields: schema.org terms in snake_case.

Every column of every export is mapped onto one of these, or kept as an `extension`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

PERSON_FIELDS: Final = (
    "given_name",
    "family_name",
    "name",
    "email",
    "telephone",
    "mobile",
    "street_address",
    "address_line2",
    "postal_code",
    "address_locality",
    "address_region",
    "address_country",
    "birth_date",
    "gender",
    "honorific_prefix",
    "preferred_language",
    "job_title",
    "works_for",
)
"""What a source says about a person."""

NAMING_FIELDS: Final = ("given_name", "family_name", "name", "email", "telephone", "mobile")
"""Of these, what says who a person is and how to reach them."""

RECORD_FIELDS: Final = (
    "source_id",
    "created_at",
    "updated_at",
)
"""What a source says about its own record."""

CONSENT_FIELDS: Final = (
    "consent_email",
    "consent_sms",
    "consent_phone",
    "consent_post",
    "unsubscribed_at",
)
"""What the person allowed, as this source recorded it: `yes`, `no` or a time."""

CONTACT_FIELDS: Final = PERSON_FIELDS + RECORD_FIELDS + CONSENT_FIELDS

INTERACTION_FIELDS: Final = (
    "interaction_type",
    "interaction_at",
    "event_name",
    "event_category",
    "venue",
    "ticket_type",
    "order_id",
    "amount",
    "currency",
    "channel",
    "campaign",
    "url",
)
"""What a person did: bought, attended, read, clicked."""

CANONICAL_FIELDS: Final = CONTACT_FIELDS + INTERACTION_FIELDS

EXTENSION: Final = "extension"
"""The answer for a column that is none of ours: kept as it is, under its own name."""

PARTS: Final[Mapping[str, tuple[str, ...]]] = {
    "telephone": ("calling_code",),
    "mobile": ("calling_code",),
    "street_address": ("house_number", "street_type"),
    "birth_date": ("day", "month", "year"),
    "created_at": ("time",),
    "interaction_at": ("time",),
}
"""Fields that some systems keep in several columns, and what the further columns hold."""

JOINED: Final = tuple(f"{field}.{part}" for field, parts in PARTS.items() for part in parts)
"""What a column may be besides a field: a part of one, as `birth_date.year`."""
