"""A signing key of Cloud KMS: its private part never leaves it, and each use is a right of its own.

What goes there and comes back is checked by CRC32C, as Google's guide to data integrity asks
(cloud.google.com/kms/docs/data-integrity-guidelines).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING

import google_crc32c
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key

from shared.adapters.google.errors import google_errors
from shared.errors import Conflict, InvalidInput, NotFound, Retry

if TYPE_CHECKING:
    from google.cloud.kms import KeyManagementServiceClient


def cloud_kms() -> KeyManagementServiceClient:
    """A client of Google's own, as the identity of this process."""
    # A third of a second to import: only who signs or asks for the public key pays for it.
    from google.cloud import kms  # noqa: PLC0415

    return kms.KeyManagementServiceClient()


def kms_keys(
    version: str, connect: Callable[[], KeyManagementServiceClient] = cloud_kms
) -> tuple[KmsKey, ...]:
    """The key version of this name and, when its number is above 1, the version before it."""
    key, _, number = version.rpartition("/")
    names = [version, f"{key}/{int(number) - 1}"] if int(number) > 1 else [version]
    return tuple(KmsKey(name, connect) for name in names)


class KmsKey:
    """Meets `ports.SigningKey` with a key version of algorithm EC_SIGN_ED25519.

    `version` is its resource name, `projects/…/cryptoKeyVersions/N`; `connect` makes the client,
    when first needed.
    """

    def __init__(
        self, version: str, connect: Callable[[], KeyManagementServiceClient] = cloud_kms
    ) -> None:
        self._version = version
        self._connect = connect

    def sign(self, message: bytes) -> bytes:
        """The signature. Raises Retry for everything that keeps KMS from giving a sound one."""
        with self._errors("signing"):
            answer = self._client.asymmetric_sign(
                request={
                    "name": self._version,
                    "data": message,
                    "data_crc32c": google_crc32c.value(message),
                }
            )
        # Without this word KMS was sent no checksum, or lost it: it may have signed another text.
        if not answer.verified_data_crc32c:
            raise self._corrupted("what KMS was to sign")
        self._check(answer.name, answer.signature, answer.signature_crc32c, "the signature")
        return answer.signature

    def public(self) -> bytes:
        """The public key, asked for once. Raises Retry as `sign` does, else InvalidInput."""
        return self._public

    @cached_property
    def _public(self) -> bytes:
        with self._errors("reading the public key"):
            answer = self._client.get_public_key(request={"name": self._version})
        pem = answer.pem.encode()
        self._check(answer.name, pem, answer.pem_crc32c, "the public key")
        try:
            key = load_pem_public_key(pem)
        except (ValueError, UnsupportedAlgorithm):
            key = None
        if not isinstance(key, Ed25519PublicKey):
            raise InvalidInput(
                f"{self._version} is no key that signs with Ed25519; "
                "NOVA_AUDIT_KEY must name a version of algorithm EC_SIGN_ED25519",
                field="NOVA_AUDIT_KEY",
            )
        return key.public_bytes_raw()

    @cached_property
    def _client(self) -> KeyManagementServiceClient:
        return self._connect()

    @contextmanager
    def _errors(self, doing: str) -> Iterator[None]:
        try:
            with google_errors(f"{doing} ({self._version})"):
                yield
        except (Conflict, NotFound) as error:
            # Of KMS they mean a version that is misnamed, disabled or destroyed. A person mends
            # that; until then whatever was to be signed stays to be signed.
            raise Retry(
                f"{doing}: {self._version} does not exist or is not enabled; "
                "check NOVA_AUDIT_KEY and the state of the version"
            ) from error

    def _check(self, name: str, content: bytes, said: int | None, what: str) -> None:
        if name != self._version or google_crc32c.value(content) != said:
            raise self._corrupted(what)

    def _corrupted(self, what: str) -> Retry:
        return Retry(
            f"{what} was changed on its way ({self._version}): its CRC32C or name is wrong"
        )
