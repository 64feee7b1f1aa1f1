"""A private bucket: encrypted with our key, never public, and what is deleted is gone."""

from __future__ import annotations

from typing import Final

import pulumi
import pulumi_gcp as gcp
from settings import Settings

from shared.rules.needs import Access

ROLES: Final[dict[Access, tuple[str, ...]]] = {
    "read": ("roles/storage.objectViewer",),
    "add": ("roles/storage.objectCreator",),
    "append": ("roles/storage.objectViewer", "roles/storage.objectCreator"),
    "change": ("roles/storage.objectUser",),
}
"""The least that lets an account do it; on the bucket, never on the project."""


def private_bucket(
    name: str,
    *,
    settings: Settings,
    key: gcp.kms.CryptoKey,
    bucket: str,
    days: int | None = None,
    retention: gcp.storage.BucketRetentionPolicyArgs | None = None,
    opts: pulumi.ResourceOptions,
) -> gcp.storage.Bucket:
    """The bucket called `bucket`. Objects older than `days` are deleted."""
    lifecycle = [
        gcp.storage.BucketLifecycleRuleArgs(
            action=gcp.storage.BucketLifecycleRuleActionArgs(type="Delete"),
            condition=gcp.storage.BucketLifecycleRuleConditionArgs(age=days),
        )
    ]
    return gcp.storage.Bucket(
        name,
        project=settings.project,
        name=bucket,
        location=settings.region,
        uniform_bucket_level_access=True,
        public_access_prevention="enforced",
        # Google's default keeps what was deleted for seven days; leaving this out keeps that.
        soft_delete_policy=gcp.storage.BucketSoftDeletePolicyArgs(retention_duration_seconds=0),
        versioning=gcp.storage.BucketVersioningArgs(enabled=False),
        encryption=gcp.storage.BucketEncryptionArgs(default_kms_key_name=key.id),
        lifecycle_rules=lifecycle if days else None,
        retention_policy=retention,
        force_destroy=False,
        opts=opts,
    )


def published(
    name: str,
    *,
    bucket: gcp.storage.Bucket,
    object: str,
    source: pulumi.Asset,
    opts: pulumi.ResourceOptions,
) -> gcp.storage.BucketObject:
    """An object the functions read, written over without a moment in which it is not there.

    A replacement that deleted first would leave such a moment; one that deletes afterwards would
    delete what it has just written, under the same name. So nothing is deleted, and an object
    outlives its resource.
    """
    return gcp.storage.BucketObject(
        name,
        bucket=bucket.name,
        name=object,
        source=source,
        opts=pulumi.ResourceOptions.merge(
            opts, pulumi.ResourceOptions(delete_before_replace=False, retain_on_delete=True)
        ),
    )


def grant(
    name: str,
    *,
    bucket: gcp.storage.Bucket,
    access: Access,
    member: pulumi.Input[str],
    opts: pulumi.ResourceOptions,
) -> list[gcp.storage.BucketIAMMember]:
    """Let a member do that much in a bucket."""
    return [
        gcp.storage.BucketIAMMember(
            f"{name}-{role.removeprefix('roles/storage.')}",
            bucket=bucket.name,
            role=role,
            member=member,
            opts=opts,
        )
        for role in ROLES[access]
    ]
