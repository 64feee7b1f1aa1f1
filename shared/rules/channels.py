"""Channels to sources: what a contract may say of them, and which secrets sign what is posted."""

from __future__ import annotations

import base64
import hmac
from collections.abc import Iterator
from typing import Final
from urllib.parse import urlsplit

from shared.model.contract import Source
from shared.model.fields import CONTACT_FIELDS

_LOCAL: Final = frozenset({"localhost", "127.0.0.1", "::1"})


WEBHOOKS: Final = "webhooks"
"""The name of the installation's one secret that every secret of webhooks is worked out of."""


def signing_secrets(key: bytes, source: str, *, version: int) -> tuple[bytes, ...]:
    """The 32-byte secrets that sign a source's webhooks, newest first; `key` is that of `WEBHOOKS`.

    Each is HMAC-SHA256 of `<source id>/<version>`, so that a new source needs no new secret, and
    no source can work out another's. From version 2 on the one before signs too: a receiver
    changes over whenever it likes.
    """
    # Neither part can hold a slash: two sources or versions never come to one text.
    versions = (version, version - 1) if version > 1 else (version,)
    return tuple(hmac.digest(key, f"{source}/{one}".encode(), "sha256") for one in versions)


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
    if channel and channel.type == "file" and channel.secret_version > 1:
        yield ("channel", "secret_version"), "a channel of files has no secret: nothing is signed"
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
