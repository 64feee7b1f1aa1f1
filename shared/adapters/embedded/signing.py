"""A signing key made of a seed that lies among the secrets."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from shared.errors import InvalidInput

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

SEED_LENGTH: Final = 32
"""Bytes."""


class SeedKey:
    """Meets `ports.SigningKey`: the Ed25519 key of a 32-byte seed.

    The seed is asked for when it is needed: most functions never sign, and do not have it.
    """

    def __init__(self, seed: Callable[[], bytes]) -> None:
        self._seed = seed

    def sign(self, message: bytes) -> bytes:
        """The signature. Raises what asking for the seed does, InvalidInput for its length."""
        return self._private().sign(message)

    def public(self) -> bytes:
        """The public key. It follows from the seed: raises as `sign` does."""
        return self._private().public_key().public_bytes_raw()

    def _private(self) -> Ed25519PrivateKey:
        # Every backend has such a key, and hardly any function uses it.
        from cryptography.hazmat.primitives.asymmetric.ed25519 import (  # noqa: PLC0415
            Ed25519PrivateKey,
        )

        seed = self._seed()
        if len(seed) != SEED_LENGTH:
            raise InvalidInput(
                f"the seed of the signing key has {len(seed)} bytes; it must have {SEED_LENGTH}"
            )
        return Ed25519PrivateKey.from_private_bytes(seed)
