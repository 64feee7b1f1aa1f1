"""Channels to sources: which secret signs what is posted to one."""

from __future__ import annotations

import base64


def secret_name(source: str) -> str:
    """The name of the secret a source's webhooks are signed with."""
    return f"webhook_{source.replace('.', '_')}"


def as_shown(secret: bytes) -> str:
    """The secret as Standard Webhooks writes it for whoever verifies: `whsec_` and base64."""
    return f"whsec_{base64.b64encode(secret).decode()}"
