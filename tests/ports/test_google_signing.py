"""Cloud KMS: what it may not do, what was changed on its way, and when it is asked at all."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from shared.adapters.embedded.signing import SeedKey
from shared.adapters.google.secrets import EnvironmentSecrets
from shared.adapters.google.signing import KmsKey
from shared.backends import audit_keys_of
from shared.config import Settings
from shared.errors import InvalidInput, Retry
from tests.key_service import VERSION, KeyService, running, version_named

TEXT = b"nova-express/compliance\n42\n"
PRIVATE = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))


@pytest.fixture
def service() -> Iterator[KeyService]:
    with running(PRIVATE) as listening:
        yield listening


@pytest.fixture
def key(service: KeyService) -> KmsKey:
    return KmsKey(VERSION, service.connect)


def test_the_public_key_is_asked_for_once_and_every_signature_anew(
    service: KeyService, key: KmsKey
) -> None:
    for _ in range(3):
        key.public()
        key.sign(TEXT)

    assert service.calls == ["publicKey", *["asymmetricSign"] * 3]


def test_who_may_not_sign_can_still_have_the_public_key(service: KeyService, key: KmsKey) -> None:
    service.refused["asymmetricSign"] = "PERMISSION_DENIED"

    assert key.public() == PRIVATE.public_key().public_bytes_raw()
    with pytest.raises(Retry, match=r"^signing .*refused \(Forbidden\); check rights"):
        key.sign(TEXT)


@pytest.mark.parametrize(
    ("status", "said"),
    [
        ("PERMISSION_DENIED", "check rights and settings"),
        ("NOT_FOUND", "does not exist or is not enabled; check NOVA_AUDIT_KEY"),
        ("INTERNAL", "Google has trouble"),
    ],
)
def test_what_keeps_kms_from_answering_is_tried_again(
    service: KeyService, key: KmsKey, status: str, said: str
) -> None:
    service.refused.update(asymmetricSign=status, publicKey=status)

    with pytest.raises(Retry, match=said):
        key.sign(TEXT)
    with pytest.raises(Retry, match=said):
        key.public()


def test_a_refused_public_key_is_asked_for_again(service: KeyService, key: KmsKey) -> None:
    service.refused["publicKey"] = "PERMISSION_DENIED"
    with pytest.raises(Retry):
        key.public()

    service.refused.clear()

    assert key.public() == PRIVATE.public_key().public_bytes_raw()


@pytest.mark.parametrize(
    "changed",
    [
        {"signatureCrc32c": "1"},
        {"signatureCrc32c": None},
        {"signature": "AAAA"},
        {"verifiedDataCrc32c": False},
        {"verifiedDataCrc32c": None},
        {"name": VERSION.replace("audit", "other")},
    ],
)
def test_a_signature_that_was_changed_on_its_way_is_not_used(
    service: KeyService, key: KmsKey, changed: dict[str, Any]
) -> None:
    service.changed = changed

    with pytest.raises(Retry, match="was changed on its way"):
        key.sign(TEXT)

    service.changed = {}
    assert key.sign(TEXT) == PRIVATE.sign(TEXT)


@pytest.mark.parametrize(
    "changed",
    [
        {"pemCrc32c": "1"},
        {"pemCrc32c": None},
        {"pem": "-----BEGIN PUBLIC KEY-----"},
        {"name": VERSION.replace("audit", "other")},
    ],
)
def test_a_public_key_that_was_changed_on_its_way_is_not_used(
    service: KeyService, key: KmsKey, changed: dict[str, Any]
) -> None:
    service.changed = changed

    with pytest.raises(Retry, match="the public key was changed on its way"):
        key.public()


def test_a_key_of_another_algorithm_is_refused() -> None:
    with running(ec.generate_private_key(ec.SECP256R1())) as service:
        key = KmsKey(VERSION, service.connect)

        with pytest.raises(InvalidInput, match="must name a version of algorithm EC_SIGN_ED25519"):
            key.public()


@pytest.mark.parametrize(
    ("audit_key", "emulated", "kept_by"),
    [
        (VERSION, False, [KmsKey]),
        (version_named(2), False, [KmsKey, KmsKey]),
        ("", False, [SeedKey]),
        (version_named(2), True, [SeedKey]),
    ],
)
def test_kms_signs_where_a_version_is_named_and_nothing_is_emulated(
    audit_key: str, emulated: bool, kept_by: list[type]
) -> None:
    settings = Settings(backend="google", project="p", emulated=emulated, audit_key=audit_key)

    kept = audit_keys_of(settings, EnvironmentSecrets({}))

    assert [type(one) for one in kept] == kept_by


def test_the_library_of_kms_is_loaded_by_its_first_use_only() -> None:
    program = (
        "import sys; from shared.adapters.google.signing import KmsKey; "
        f"KmsKey({VERSION!r}); print('google.cloud.kms' in sys.modules)"
    )

    loaded = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )

    assert loaded.stdout.split() == ["False"]
