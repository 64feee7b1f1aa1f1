"""What signing keys promise, wherever their private part lies."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from hypothesis import given
from hypothesis import strategies as st

from shared.adapters.embedded.signing import SeedKey
from shared.adapters.google.signing import KmsKey
from shared.audit.checkpoint import Signer
from shared.errors import InvalidInput, NotFound
from shared.ports import SigningKey
from tests.key_service import VERSION, running
from tests.unit.audit.sealed import Sealed, wrong_with

SEED = bytes(range(32))
TEXT = b"nova-express/compliance\n42\n"
EXPECTED = Ed25519PrivateKey.from_private_bytes(SEED)


@pytest.fixture(params=["seed", "kms"], scope="module")
def key(request: pytest.FixtureRequest) -> Iterator[SigningKey]:
    """The same key, kept in each of the ways there are."""
    if request.param == "seed":
        yield SeedKey(lambda: SEED)
        return
    with running(EXPECTED) as service:
        yield KmsKey(VERSION, service.connect)


def verify(key: SigningKey, signature: bytes, message: bytes) -> None:
    Ed25519PublicKey.from_public_bytes(key.public()).verify(signature, message)


def test_a_signature_has_64_bytes_and_verifies_under_the_public_key_of_32(key: SigningKey) -> None:
    signature = key.sign(TEXT)

    verify(key, signature, TEXT)
    assert (len(signature), len(key.public())) == (64, 32)
    with pytest.raises(InvalidSignature):
        verify(key, signature, TEXT + b" ")


@given(message=st.binary(min_size=1, max_size=200))
def test_the_same_message_is_signed_the_same_whoever_keeps_the_key(
    key: SigningKey, message: bytes
) -> None:
    assert key.sign(message) == key.sign(message) == EXPECTED.sign(message)
    assert key.public() == EXPECTED.public_key().public_bytes_raw()


def test_a_log_sealed_with_it_is_checked_with_public_material_only(key: SigningKey) -> None:
    signer = Signer((key,))
    sealed = Sealed(signer=signer)
    sealed.write("req_1", "req_2")
    sealed.sealing.seal()
    sealed.write("req_1")
    sealed.sealing.seal()

    bundle = sealed.bundle()

    assert bundle.keys == (signer.key,)
    assert wrong_with(bundle, signer.key) == ""
    other = Signer((SeedKey(lambda: bytes(32)),)).key
    assert "no signature of this key" in wrong_with(bundle, other)


def test_a_seed_is_asked_for_only_when_something_is_to_be_signed() -> None:
    def missing() -> bytes:
        raise NotFound("the secret is not mounted")

    key = SeedKey(missing)

    with pytest.raises(NotFound, match="not mounted"):
        key.sign(TEXT)


@pytest.mark.parametrize("length", [0, 31, 33, 64])
def test_a_seed_of_another_length_is_refused(length: int) -> None:
    with pytest.raises(InvalidInput, match=f"has {length} bytes; it must have 32"):
        SeedKey(lambda: bytes(length)).sign(TEXT)
