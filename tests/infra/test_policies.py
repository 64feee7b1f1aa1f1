"""What must hold of every installation: each rule is a test, over both stacks that are shipped."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from shared.rules.needs import NEEDS
from tests.infra.program import Graph, Resource
from tests.infra.stacks import (
    ACCOUNT,
    BUCKET,
    FUNCTION,
    INVOKER,
    PROJECT_GRANT,
    STACKS,
    SUBSCRIPTION,
    SUBSCRIPTION_GRANT,
    TOPIC,
    TOPIC_GRANT,
    graph,
)

PERSONAL = ("landing", "lake", "quarantine", "outbox", "packages")
NOT_ON_THE_PROJECT = ("roles/owner", "roles/editor", "roles/viewer")


@pytest.fixture(params=STACKS)
def stack(request: pytest.FixtureRequest) -> Graph:
    """A shipped stack, after an update."""
    return graph(request.param)


def grants(stack: Graph) -> Iterator[Resource]:
    """Everything that gives a member a role."""
    for resource in stack.resources:
        if "member" in resource.inputs and "role" in resource.inputs:
            yield resource


def test_every_input_is_one_the_provider_knows(stack: Graph) -> None:
    assert stack.schema_errors == ()


def test_nothing_is_public(stack: Graph) -> None:
    public = {
        grant.inputs["member"]
        for grant in grants(stack)
        if grant.inputs["member"] in ("allUsers", "allAuthenticatedUsers")
    }

    assert public == set()


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


def test_apis_come_before_all_else(stack: Graph) -> None:
    apis = {one.urn for one in stack.of("gcp:projects/service:Service")}
    followed: dict[str, bool] = dict.fromkeys(apis, True)

    def follows(resource: Resource) -> bool:
        known = followed.get(resource.urn)
        if known is None:
            followed[resource.urn] = False  # while it is looked at
            known = any(follows(stack.at(urn)) for urn in resource.dependencies)
            followed[resource.urn] = known
        return known

    loose = [
        one.urn.rpartition("::")[2]
        for one in stack.resources
        if one.custom and one.type.startswith("gcp:") and not follows(one)
    ]
    assert loose == []


def test_no_role_on_the_whole_project_without_a_condition_but_writing_logs(stack: Graph) -> None:
    wide = {
        (grant.name, grant.inputs["role"])
        for grant in stack.of(PROJECT_GRANT)
        if "condition" not in grant.inputs
    }

    assert wide == {("builder-logs", "roles/logging.logWriter")}


def test_no_primitive_or_administrating_role(stack: Graph) -> None:
    for grant in grants(stack):
        role = grant.inputs["role"]
        assert role not in NOT_ON_THE_PROJECT, grant.name
        assert not role.lower().endswith("admin"), grant.name


def test_shared_grants_are_added_and_never_replace_those_of_others(stack: Graph) -> None:
    replacing = [
        one.type
        for one in stack.resources
        if one.type.lower().endswith(("iambinding", "iampolicy"))
    ]

    assert replacing == []


def test_each_function_has_an_account_of_its_own(stack: Graph) -> None:
    accounts = [
        function.inputs["serviceConfig"]["serviceAccountEmail"] for function in stack.of(FUNCTION)
    ]
    builders = {function.inputs["buildConfig"]["serviceAccount"] for function in stack.of(FUNCTION)}

    assert len(set(accounts)) == len(accounts) == len(NEEDS)
    assert len(builders) == 1
    assert not any("compute" in one for one in (*accounts, *builders))


def test_each_function_waits_for_its_rights(stack: Graph) -> None:
    for function in stack.of(FUNCTION):
        name = function.name.removesuffix("-function")
        email = function.inputs["serviceConfig"]["serviceAccountEmail"]
        held = {
            grant.urn
            for grant in grants(stack)
            if grant.inputs["member"] == f"serviceAccount:{email}" and grant.name.startswith(name)
        }
        assert held, name
        assert held <= set(function.dependencies), name


def test_each_function_is_bounded_and_only_doors_are_reached_from_outside(stack: Graph) -> None:
    for function in stack.of(FUNCTION):
        needs = NEEDS[function.name.removesuffix("-function")]
        service = function.inputs["serviceConfig"]
        assert service["maxInstanceCount"] == needs.instances
        assert service["timeoutSeconds"] == needs.timeout <= 600  # the subscription's patience
        assert service["maxInstanceRequestConcurrency"] == needs.concurrency
        assert service["minInstanceCount"] == 0
        inside = service["ingressSettings"] == "ALLOW_INTERNAL_ONLY"
        assert inside == (needs.door == "closed"), function.name


def test_every_door_is_opened_to_somebody_and_by_name(stack: Graph) -> None:
    """The role is bound to the service: on the function Google refuses it."""
    opened: dict[str, set[str]] = {}
    for grant in stack.of(INVOKER):
        assert grant.inputs["role"] == "roles/run.invoker"
        opened.setdefault(grant.inputs["name"], set()).add(grant.inputs["member"])

    assert set(opened) == {function.inputs["name"] for function in stack.of(FUNCTION)}
    pusher = stack.one(ACCOUNT, "pusher").inputs["accountId"]
    for function in stack.of(FUNCTION):
        closed = NEEDS[function.name.removesuffix("-function")].door == "closed"
        members = opened[function.inputs["name"]]
        assert any(pusher in member for member in members) == closed, function.name
        assert len(members) == 1 or not closed, function.name


def test_who_may_call_is_granted_anew_when_a_function_is_replaced(stack: Graph) -> None:
    functions = {one.inputs["name"]: one.urn for one in stack.of(FUNCTION)}
    for grant in stack.of(INVOKER):
        assert grant.replace_with == (functions[grant.inputs["name"]],), grant.name


def test_every_push_is_signed_retried_given_up_and_never_forgotten(stack: Graph) -> None:
    pushes = [one for one in stack.of(SUBSCRIPTION) if "pushConfig" in one.inputs]

    assert len(pushes) == 9
    for push in pushes:
        said = push.inputs
        assert said["expirationPolicy"] == {"ttl": ""}, push.name
        assert said["ackDeadlineSeconds"] == 600, push.name
        assert 5 <= said["deadLetterPolicy"]["maxDeliveryAttempts"] <= 100, push.name
        assert said["retryPolicy"]["maximumBackoff"] == "600s", push.name
        assert said["pushConfig"]["pushEndpoint"].startswith(
            said["pushConfig"]["oidcToken"]["audience"] + "/projects/"
        ), push.name


def test_every_dead_letter_topic_has_a_reader_and_its_agent_s_grants(stack: Graph) -> None:
    agent = "gcp-sa-pubsub"
    for push in (one for one in stack.of(SUBSCRIPTION) if "pushConfig" in one.inputs):
        dead = push.inputs["deadLetterPolicy"]["deadLetterTopic"]
        readers = [one for one in stack.of(SUBSCRIPTION) if one.inputs["topic"] == dead]
        assert [one.inputs["expirationPolicy"] for one in readers] == [{"ttl": ""}], push.name
        given_up = [
            one.inputs["role"]
            for one in stack.of(TOPIC_GRANT)
            if dead.endswith(f"/{one.inputs['topic']}") and agent in one.inputs["member"]
        ]
        taken_off = [
            one.inputs["role"]
            for one in stack.of(SUBSCRIPTION_GRANT)
            if one.inputs["subscription"] == push.inputs["name"] and agent in one.inputs["member"]
        ]
        assert given_up == ["roles/pubsub.publisher"], push.name
        assert taken_off == ["roles/pubsub.subscriber"], push.name


def test_what_can_carry_labels_carries_ours(stack: Graph) -> None:
    provider = stack.one("pulumi:providers:gcp", "google")
    labels = provider.inputs["defaultLabels"]

    assert "nova-express" in str(labels)
    for resource in stack.resources:
        if resource.custom and resource.type.startswith("gcp:"):
            assert (resource.provider or "").startswith(provider.urn), resource.name
        if resource.type.startswith("gcp:monitoring/") and "Dashboard" not in resource.type:
            assert resource.inputs["userLabels"]["product"] == "nova-express", resource.name


def test_no_account_has_a_key(stack: Graph) -> None:
    assert [one.name for one in stack.resources if "serviceaccount/key" in one.type.lower()] == []


def test_secrets_are_no_plain_text_anywhere(stack: Graph) -> None:
    versions = stack.of("gcp:secretmanager/secretVersion:SecretVersion")

    assert len(versions) == 4
    for version in versions:
        assert set(version.inputs["secretDataWo"]) == {"$secret"}, version.name
    for function in stack.of(FUNCTION):
        for variable in function.inputs["serviceConfig"]["secretEnvironmentVariables"]:
            assert variable["version"] != "latest", function.name


def test_nothing_is_made_only_once_a_value_is_known(stack: Graph) -> None:
    """A resource made inside an `apply` would be missing from the first preview."""
    name = stack.one("pulumi:providers:gcp", "google").urn.split(":")[2]

    assert graph(name, preview=True).urns == stack.urns


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


def test_what_functions_read_is_written_over_and_never_missing_for_a_moment(stack: Graph) -> None:
    read = [
        one
        for one in stack.of("gcp:storage/bucketObject:BucketObject")
        if not one.name.endswith("-archive")
    ]

    assert {one.name for one in read} == {"people", "eventclick-contract", "mediapulse-contract"}
    for one in read:
        assert one.retain_on_delete, one.name
        assert not one.delete_before_replace, one.name


def test_who_deploys_may_let_each_account_act_and_no_other(stack: Graph) -> None:
    acting = {
        one.inputs["serviceAccountId"]
        for one in stack.of("gcp:serviceaccount/iAMMember:IAMMember")
        if one.inputs["role"] == "roles/iam.serviceAccountUser"
    }
    writers = {one.inputs["accountId"] for one in stack.of(ACCOUNT) if "writer" in one.name}

    assert len(acting) == len(NEEDS) + 2  # the builder, and whoever pushes
    assert not any(writer in account for account in acting for writer in writers)
