"""The version of a key in Cloud KMS is raised: nothing stops, and nobody is left without a key."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from shared.adapters.google.signing import kms_keys
from shared.audit.checkpoint import Signer
from shared.errors import Retry
from tests.key_service import KeyService, running, version_named
from tests.unit.audit.sealed import Sealed, wrong_with

PRIVATE = [Ed25519PrivateKey.from_private_bytes(bytes([n]) * 32) for n in (1, 2, 3)]


@pytest.fixture
def service() -> Iterator[KeyService]:
    with running(*PRIVATE) as listening:
        yield listening


def signer_of(service: KeyService, number: int) -> Signer:
    return Signer(kms_keys(version_named(number), service.connect))


def seal_with(signer: Signer, world: Sealed) -> None:
    world.signer = signer
    world.write("req_1", "req_2")
    world.sealing.seal()


def publics(signer: Signer) -> list[bytes]:
    return [one.public() for one in signer.signing_keys]


def test_a_version_signs_together_with_the_one_before_it(service: KeyService) -> None:
    expected = [one.public_key().public_bytes_raw() for one in PRIVATE]

    assert publics(signer_of(service, 1)) == expected[:1]
    assert publics(signer_of(service, 2)) == [expected[1], expected[0]]
    assert publics(signer_of(service, 3)) == [expected[2], expected[1]]


def test_who_holds_the_old_key_goes_on_for_one_version_and_not_for_two(
    service: KeyService,
) -> None:
    world = Sealed()
    first, second, third = (signer_of(service, number) for number in (1, 2, 3))
    seal_with(first, world)

    seal_with(second, world)
    assert wrong_with(world.bundle(), first.key) == ""
    assert wrong_with(world.bundle(), second.key) == ""

    seal_with(third, world)
    assert "no signature of this key" in wrong_with(world.bundle(), first.key)
    assert wrong_with(world.bundle(), second.key) == ""
    assert wrong_with(world.bundle(), first.key, third.key) == ""


def test_a_leaked_version_signs_no_more_when_it_was_raised_twice(service: KeyService) -> None:
    world = Sealed()
    seal_with(signer_of(service, 1), world)
    world.signer = signer_of(service, 2)
    world.sealing.seal()  # the next minute: nothing was written

    del service.versions[version_named(1)]
    seal_with(signer_of(service, 3), world)

    assert wrong_with(world.bundle(), signer_of(service, 3).key) == ""


def test_while_the_version_before_does_not_answer_nothing_is_sealed(service: KeyService) -> None:
    world = Sealed()
    seal_with(signer_of(service, 1), world)
    del service.versions[version_named(1)]

    with pytest.raises(Retry, match="cryptoKeyVersions/1 does not exist or is not enabled"):
        seal_with(signer_of(service, 2), world)
