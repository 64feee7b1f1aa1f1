"""What must not be changed afterwards: checkpoints of our audit, and Google's own audit logs."""

from __future__ import annotations

from typing import Final

import pulumi
import pulumi_gcp as gcp
from names import LOGS
from settings import Settings

from components.bucket import private_bucket
from shared.rules.catalogue import EVIDENCE

_YEAR: Final = 365 * 24 * 3600


class Evidence(pulumi.ComponentResource):
    """A bucket whose objects cannot be deleted before their time, and a sink of audit logs."""

    bucket: gcp.storage.Bucket

    def __init__(
        self,
        *,
        settings: Settings,
        key: gcp.kms.CryptoKey,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        super().__init__("nova:security:Evidence", "evidence", None, opts)
        inside = pulumi.ResourceOptions(parent=self)
        self.bucket = private_bucket(
            EVIDENCE,
            settings=settings,
            key=key,
            bucket=settings.names.bucket(EVIDENCE),
            retention=gcp.storage.BucketRetentionPolicyArgs(
                retention_period=str(settings.evidence_years * _YEAR),
                # Never undone: only where the setting says so.
                is_locked=settings.lock_evidence,
            ),
            opts=pulumi.ResourceOptions(parent=self, protect=settings.protect),
        )
        logs = private_bucket(
            LOGS,
            settings=settings,
            key=key,
            bucket=settings.names.bucket(LOGS),
            days=settings.log_days,
            opts=inside,
        )
        sink = gcp.logging.ProjectSink(
            "audit-logs",
            project=settings.project,
            name=settings.names.of("audit-logs"),
            destination=pulumi.Output.concat("storage.googleapis.com/", logs.name),
            filter=f'logName:"projects/{settings.project}/logs/cloudaudit.googleapis.com"',
            unique_writer_identity=True,
            opts=inside,
        )
        gcp.storage.BucketIAMMember(
            "audit-logs-writer",
            bucket=logs.name,
            role="roles/storage.objectCreator",
            member=sink.writer_identity,
            opts=inside,
        )
        self.register_outputs({})
