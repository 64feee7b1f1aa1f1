"""How things are kept: each rule is a test, over both stacks that are shipped."""

from __future__ import annotations

from tests.infra.program import Graph
from tests.infra.stacks import (
    BUCKET,
    TOPIC,
    graph,
)

PERSONAL = ("landing", "lake", "quarantine", "outbox", "packages")


def test_every_bucket_is_private_and_encrypted_with_our_key(stack: Graph) -> None:
    key = stack.one("gcp:kms/cryptoKey:CryptoKey", "data-key")
    for bucket in stack.of(BUCKET):
        said = bucket.inputs
        assert said["uniformBucketLevelAccess"] is True, bucket.name
        assert said["publicAccessPrevention"] == "enforced", bucket.name
        assert said["forceDestroy"] is False, bucket.name
        assert key.urn in bucket.property_dependencies["encryption"], bucket.name


def test_what_is_deleted_from_buckets_of_personal_data_is_gone(stack: Graph) -> None:
    personal = [one for one in stack.of(BUCKET) if any(name in one.name for name in PERSONAL)]

    assert len(personal) == 4 + 2  # four of the group, and a landing bucket for each company
    for bucket in personal:
        assert bucket.inputs["softDeletePolicy"] == {"retentionDurationSeconds": 0}, bucket.name
        assert bucket.inputs["versioning"] == {"enabled": False}, bucket.name
        assert "retentionPolicy" not in bucket.inputs, bucket.name


def test_evidence_cannot_be_deleted_before_its_time(stack: Graph) -> None:
    years = {"dev": 1, "prod": 6}[stack.one("pulumi:providers:gcp", "google").urn.split(":")[2]]

    retention = stack.one(BUCKET, "evidence").inputs["retentionPolicy"]

    assert float(retention["retentionPeriod"]) == years * 365 * 24 * 3600
    assert retention["isLocked"] is False


def test_every_topic_is_encrypted_with_our_key_and_stays_in_the_region(stack: Graph) -> None:
    key = stack.one("gcp:kms/cryptoKey:CryptoKey", "data-key")
    for topic in stack.of(TOPIC):
        assert key.urn in topic.property_dependencies["kmsKeyName"], topic.name
        assert topic.inputs["messageStoragePolicy"] == {
            "allowedPersistenceRegions": ["europe-west1"]
        }, topic.name


def test_everything_that_has_a_place_is_in_one_region(stack: Graph) -> None:
    places = {
        str(resource.inputs[name])
        for resource in stack.resources
        for name in ("location", "region", "locationId")
        if name in resource.inputs
    }

    assert places == {"europe-west1"}


def test_keys_are_granted_before_anything_is_encrypted_with_them(stack: Graph) -> None:
    granted = {
        one.urn
        for one in stack.of("gcp:kms/cryptoKeyIAMMember:CryptoKeyIAMMember")
        if one.name.startswith("data-key-")
    }
    assert len(granted) == 2
    for encrypted in (*stack.of(BUCKET), *stack.of(TOPIC)):
        missing = granted - set(encrypted.dependencies)
        assert not missing, encrypted.name


def test_an_installation_that_is_kept_protects_what_cannot_be_made_again() -> None:
    kept = graph("prod")
    protected = {one.name for one in kept.resources if one.custom and one.protect}

    assert {
        "ring",
        "data-key",
        "signing-key",
        "database",
        "lake",
        "evidence",
        "secret-pepper",
        "eventclick-landing",
    } <= protected
    database = kept.one("gcp:firestore/database:Database", "database").inputs
    assert database["deleteProtectionState"] == "DELETE_PROTECTION_ENABLED"
    assert not any(one.protect for one in graph("dev").resources if "Acquisition" not in one.urn)
