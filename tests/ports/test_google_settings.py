"""Secrets from the environment, and contracts from a bucket."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from shared.adapters.google.contracts import BucketContracts
from shared.adapters.google.secrets import EnvironmentSecrets
from shared.errors import InvalidContract, InvalidInput, NotFound
from tests.ports.google_backend import objects

CONTRACT = """\
id: {id}
name: A company
sources:
  - id: crm
"""


class StoppedClock:
    """Time that moves when the test says so."""

    seconds = 0.0

    def now(self) -> datetime:
        return datetime(2026, 1, 1, tzinfo=UTC)

    def monotonic(self) -> float:
        return self.seconds


def test_a_secret_is_read_from_its_variable():
    secrets = EnvironmentSecrets({"NOVA_SECRET_HASH_KEY": "AAEC/w=="})

    assert secrets.get("hash-key") == b"\x00\x01\x02\xff"


def test_a_secret_that_is_not_mounted_is_not_found():
    with pytest.raises(NotFound, match="NOVA_SECRET_HASH_KEY is not set"):
        EnvironmentSecrets({"NOVA_SECRET_HASH_KEY": ""}).get("hash-key")


def test_a_secret_that_is_not_base64_is_refused_without_being_shown():
    secrets = EnvironmentSecrets({"NOVA_SECRET_HASH_KEY": "p@ssword"})

    with pytest.raises(InvalidInput, match="NOVA_SECRET_HASH_KEY is not base64") as caught:
        secrets.get("hash-key")

    assert caught.value.__cause__ is None
    assert "p@ssword" not in repr(caught.value)


def test_contracts_of_a_bucket_are_those_under_its_prefix(emulators):
    store = objects(emulators)
    store.put("lake", "contracts/eventclick.yaml", CONTRACT.format(id="eventclick").encode())
    store.put("lake", "contracts/README.md", b"not a contract")
    store.put("lake", "contracts-old/gone.yaml", CONTRACT.format(id="gone").encode())
    contracts = BucketContracts(store, "gs://lake/contracts/", StoppedClock())

    assert [contract.id for contract in contracts.all()] == ["eventclick"]
    contract, source = contracts.source("eventclick.crm")
    assert (contract.id, source.id) == ("eventclick", "crm")
    with pytest.raises(NotFound, match=r"no contract names the source 'gone\.crm'"):
        contracts.source("gone.crm")
    store.put("lake", "contracts/broken.yml", b"id: [")
    assert contracts.texts() == {
        "contracts/broken.yml": "id: [",
        "contracts/eventclick.yaml": CONTRACT.format(id="eventclick"),
    }


def test_contracts_are_read_again_after_a_minute(emulators):
    store, clock = objects(emulators), StoppedClock()
    store.put("lake", "first.yaml", CONTRACT.format(id="first").encode())
    contracts = BucketContracts(store, "gs://lake", clock)
    assert [contract.id for contract in contracts.all()] == ["first"]
    store.put("lake", "second.yml", CONTRACT.format(id="second").encode())

    clock.seconds = 59
    assert [contract.id for contract in contracts.all()] == ["first"]
    clock.seconds = 60
    assert [contract.id for contract in contracts.all()] == ["first", "second"]


def test_a_company_published_within_the_minute_is_found_when_it_is_asked_for(emulators):
    store, clock = objects(emulators), StoppedClock()
    store.put("lake", "first.yaml", CONTRACT.format(id="first").encode())
    contracts = BucketContracts(store, "gs://lake", clock)
    contracts.all()
    store.put("lake", "second.yaml", CONTRACT.format(id="second").encode())
    clock.seconds = 6

    contract, _ = contracts.source("second.crm")

    assert contract.id == "second"
    with pytest.raises(NotFound, match=r"no contract names the source 'third\.crm'"):
        contracts.source("third.crm")


def test_a_contract_with_a_mistake_is_named_with_its_line_each_time(emulators):
    store = objects(emulators)
    store.put("lake", "a.yaml", b"id: first\nname: A\nsources: none\n")
    store.put("lake", "b.yaml", b"\xff")
    contracts = BucketContracts(store, "gs://lake", StoppedClock())

    for _ in range(2):
        with pytest.raises(InvalidContract, match=r"^b\.yaml:1: not UTF-8"):
            contracts.all()
    store.delete("lake", "b.yaml")
    with pytest.raises(InvalidContract, match=r"^a\.yaml:3: "):
        contracts.all()


@pytest.mark.parametrize("location", ["", "contracts", "gs://", "gs:///prefix", "s3://b/p"])
def test_a_location_that_is_no_bucket_is_refused(location):
    with pytest.raises(InvalidInput, match="NOVA_CONTRACTS is"):
        BucketContracts(None, location, StoppedClock())
