"""Secrets of Secret Manager, as Cloud Functions hands them out: in environment variables."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping

from shared.errors import InvalidInput, NotFound


def variable_of(name: str) -> str:
    """The environment variable that holds the secret of this name, in base64."""
    return f"NOVA_SECRET_{name.upper().replace('-', '_')}"


class EnvironmentSecrets:
    """Meets `ports.Secrets`. A new version of a secret is seen by instances started after it."""

    def __init__(self, env: Mapping[str, str]) -> None:
        self._env = env

    def get(self, name: str) -> bytes:
        """The secret of this name. Raises NotFound, and InvalidInput when it is not base64."""
        variable = variable_of(name)
        text = self._env.get(variable, "")
        if not text:
            raise NotFound(f"the secret {name!r} is not mounted: {variable} is not set")
        try:
            return base64.b64decode(text, validate=True)
        except binascii.Error:
            # Without a cause: its text may quote the secret.
            raise InvalidInput(f"{variable} is not base64", field=variable) from None
