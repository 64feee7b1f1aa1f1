"""Channels to sources: what a contract may say of them, and which secret signs what is posted."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from typing import Final
from urllib.parse import urlsplit

from shared.model.contract import Source
from shared.model.fields import CONTACT_FIELDS

_LOCAL: Final = frozenset({"localhost", "127.0.0.1", "::1"})


def secret_name(source: str) -> str:
    """The name of the secret a source's webhooks are signed with."""
    return f"webhook_{source.replace('.', '_')}"


def as_shown(secret: bytes) -> str:
    """The secret as Standard Webhooks writes it for whoever verifies: `whsec_` and base64."""
    return f"whsec_{base64.b64encode(secret).decode()}"


def may_be_posted_to(url: str) -> bool:
    """Whether a webhook may go there: over https, or to this machine."""
    parts = urlsplit(url)
    if parts.scheme == "https":
        return bool(parts.hostname)
    return parts.scheme == "http" and parts.hostname in _LOCAL


def mistakes_of(source: Source) -> Iterator[tuple[tuple[str, ...], str]]:
    """(where in the source, what is wrong) of all it says of channels, changes and priorities."""
    channel, changes = source.channel, source.changes
    if channel and channel.type == "webhook" and not may_be_posted_to(channel.url):
        yield (
            ("channel", "url"),
            "a webhook needs a url that begins with https:// (http:// only on this machine)",
        )
    if channel and channel.type == "file" and channel.url:
        yield ("channel", "url"), "a channel of files has no url"
    if changes and not channel:
        yield ("changes",), "a source that accepts changes needs a channel to be told them by"
    if changes and source.entity != "contacts":
        yield ("changes",), "only a source of contacts accepts changes"
    for setting, fields in (
        ("priority", source.priority),
        ("changes", changes.fields if changes else {}),
    ):
        for field in fields:
            if field not in CONTACT_FIELDS:
                yield (
                    (setting, field) if setting == "priority" else (setting, "fields", field),
                    f"{field!r} is no field of a contact (known: {', '.join(CONTACT_FIELDS)})",
                )
