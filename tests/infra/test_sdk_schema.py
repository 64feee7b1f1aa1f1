"""The check against the SDK's types: every seeded mistake is found, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.infra.program import run
from tests.infra.sample_programs import a_program

FUNCTION = "gcp:cloudfunctionsv2/function:Function"


def found_in(folder: Path, text: str) -> tuple[str, ...]:
    """What the check finds in a program that itself runs to its end."""
    imports = "import pulumi\nfrom pulumi_gcp import cloudfunctionsv2, firestore, monitoring, "
    imports += "pubsub, serviceaccount, storage\n"
    graph = run("dev", root=a_program(folder, imports + text))
    assert graph.error is None
    return graph.schema_errors


def shortened(mistakes: Iterable[str]) -> list[str]:
    """The mistakes without the list of what would have been known."""
    return sorted(mistake.partition(" (known:")[0] for mistake in mistakes)


def test_a_correct_program_has_no_mistakes(tmp_path: Path) -> None:
    found = found_in(
        tmp_path,
        """
bucket = storage.Bucket(
    "landing",
    name="sample-landing",
    location="EU",
    storage_class="STANDARD",
    uniform_bucket_level_access=True,
    public_access_prevention="enforced",
    labels={"acquisition": "eventclick"},
    soft_delete_policy=storage.BucketSoftDeletePolicyArgs(retention_duration_seconds=0),
    lifecycle_rules=[
        storage.BucketLifecycleRuleArgs(
            action=storage.BucketLifecycleRuleActionArgs(type="Delete"),
            condition=storage.BucketLifecycleRuleConditionArgs(age=7),
        )
    ],
)
storage.BucketObject(
    "code", bucket=bucket.name, source=pulumi.AssetArchive({"a": pulumi.StringAsset("b")})
)
account = serviceaccount.Account("map", account_id="map-upload")
function = cloudfunctionsv2.Function(
    "map",
    name="map-upload",
    location="europe-west1",
    service_config=cloudfunctionsv2.FunctionServiceConfigArgs(
        service_account_email=account.email,
        ingress_settings="ALLOW_INTERNAL_ONLY",
        environment_variables={"BUCKET": bucket.name, "KEY": pulumi.Output.secret("k")},
    ),
)
pubsub.Subscription(
    "uploads",
    name="uploads.map_upload",
    topic="uploads",
    ack_deadline_seconds=600,
    message_retention_duration="2678400s",
    expiration_policy=pubsub.SubscriptionExpirationPolicyArgs(ttl=""),
    push_config=pubsub.SubscriptionPushConfigArgs(push_endpoint=function.url),
    dead_letter_policy=pubsub.SubscriptionDeadLetterPolicyArgs(
        dead_letter_topic="dead", max_delivery_attempts=5
    ),
)
firestore.Database("db", name="(default)", location_id="eur3", type="FIRESTORE_NATIVE")
monitoring.NotificationChannel(
    "mail", type="email", labels={"email_address": "Someone@example.com"}, user_labels={"a": "b"}
)
""",
    )

    assert found == ()


def test_mistakes_the_sdk_accepts_are_all_found(tmp_path: Path) -> None:
    found = found_in(
        tmp_path,
        """
storage.Bucket("unknown-nested", location="EU", soft_delete_policy={"retention": 0})
storage.Bucket("missing-nested", location="EU", lifecycle_rules=[{"action": {"type": "Delete"}}])
storage.Bucket("number-for-text", location=3)
storage.Bucket("text-for-flag", location="EU", uniform_bucket_level_access="yes")
storage.Bucket("enumeration", location="EU", storage_class="COLD")
storage.Bucket("file-for-text", location="EU", rpo=pulumi.StringAsset("x"))
account = serviceaccount.Account(
    "formatted", account_id="formatted", description=f"{pulumi.Output.from_input(1)}"
)
cloudfunctionsv2.Function(
    "nested-enumeration", location="europe-west1", service_config={"ingress_settings": "OPEN"}
)
pulumi.CustomResource("gcp:pubsub/subscription:Subscription", "missing", {"ackDeadline": 10})
pulumi.CustomResource("gcp:pubsub/queue:Queue", "no-such-type", {})
kinds = {"location": True, "labels": {"a": {}}, "cors": {}, "versioning": [], "website": "x"}
pulumi.CustomResource("gcp:storage/bucket:Bucket", "kinds", kinds)
pulumi.export("greeting", f"hello {account.email}")
""",
    )

    bucket = "gcp:storage/bucket:Bucket"
    subscription = "gcp:pubsub/subscription:Subscription missing"
    assert shortened(found) == sorted(
        [
            f"{bucket} unknown-nested: softDeletePolicy.retention: unknown property",
            f"{bucket} missing-nested: lifecycleRules[0].condition: missing",
            f"{bucket} number-for-text: location: got a number, expected a text",
            f"{bucket} text-for-flag: uniformBucketLevelAccess: got a text, expected true or false",
            f"{bucket} kinds: location: got true or false, expected a text",
            f"{bucket} kinds: labels.a: got an object, expected a text",
            f"{bucket} kinds: cors: got an object, expected a list",
            f"{bucket} kinds: versioning: got a list, expected an object",
            f"{bucket} kinds: website: got a text, expected an object",
            f"{bucket} enumeration: storageClass: got 'COLD', expected one of ARCHIVE, COLDLINE, "
            "MULTI_REGIONAL, NEARLINE, REGIONAL, STANDARD",
            f"{bucket} file-for-text: rpo: got a file where a text is expected",
            "gcp:serviceaccount/account:Account formatted: description: "
            "an output was formatted into a text before it was known",
            f"{FUNCTION} nested-enumeration: serviceConfig.ingressSettings: got 'OPEN', "
            "expected one of ALLOW_ALL, ALLOW_INTERNAL_AND_GCLB, ALLOW_INTERNAL_ONLY",
            f"{subscription}: ackDeadline: unknown property",
            f"{subscription}: topic: missing",
            "gcp:pubsub/queue:Queue no-such-type: this version of pulumi_gcp has no such resource",
            "stack outputs: greeting: an output was formatted into a text before it was known",
        ]
    )


def test_limits_that_no_type_declares_are_checked(tmp_path: Path) -> None:
    found = found_in(
        tmp_path,
        f"""
serviceaccount.Account("short", account_id="five5")
storage.Bucket("name", name="Upper", location="EU")
storage.Bucket("long", name="{"b" * 64}", location="EU")
storage.Bucket(
    "soft",
    location="EU",
    soft_delete_policy=storage.BucketSoftDeletePolicyArgs(retention_duration_seconds=3600),
)
storage.Bucket("label", location="EU", labels={{"Team": "a", "team": "A B"}})
cloudfunctionsv2.Function("long", name="{"f" * 64}", location="europe-west1")
pubsub.Topic("google", name="google-topic", message_retention_duration="599s")
pubsub.Subscription(
    "sub",
    name="1st",
    topic="t",
    message_retention_duration="31d",
    dead_letter_policy=pubsub.SubscriptionDeadLetterPolicyArgs(max_delivery_attempts=3),
)
firestore.Database("db", name="db", location_id="eur3", type="FIRESTORE_NATIVE")
""",
    )

    places = sorted(mistake.partition(": got")[0] for mistake in found)
    assert places == sorted(
        [
            "gcp:serviceaccount/account:Account short: accountId",
            "gcp:storage/bucket:Bucket name: name",
            "gcp:storage/bucket:Bucket long: name",
            "gcp:storage/bucket:Bucket soft: softDeletePolicy.retentionDurationSeconds",
            "gcp:storage/bucket:Bucket label: labels",
            "gcp:storage/bucket:Bucket label: labels.team",
            f"{FUNCTION} long: name",
            "gcp:pubsub/topic:Topic google: name",
            "gcp:pubsub/topic:Topic google: messageRetentionDuration",
            "gcp:pubsub/subscription:Subscription sub: name",
            "gcp:pubsub/subscription:Subscription sub: messageRetentionDuration",
            "gcp:pubsub/subscription:Subscription sub: deadLetterPolicy.maxDeliveryAttempts",
            "gcp:firestore/database:Database db: name",
        ]
    )
    assert (
        "gcp:storage/bucket:Bucket soft: softDeletePolicy.retentionDurationSeconds: "
        "got 3600, expected 0 or 604800 to 7776000"
    ) in found


@pytest.mark.parametrize("given", ["[storage.BucketVersioningArgs(enabled=True)]", "'yes'"])
def test_a_wrong_kind_for_an_object_does_not_pass(tmp_path: Path, given: str) -> None:
    program = "from pulumi_gcp import storage\n"
    program += f"storage.Bucket('b', location='EU', versioning={given})\n"

    graph = run("dev", root=a_program(tmp_path, program))

    assert graph.error or any("versioning: got" in mistake for mistake in graph.schema_errors)
