"""A secret in Secret Manager: its value comes from the stack file, encrypted there.

Pulumi keeps what a resource was asked with, so the state holds it too, encrypted by the same key.
"""

from __future__ import annotations

from hashlib import sha256

import pulumi
import pulumi_gcp as gcp
from settings import Settings


class Secret(pulumi.ComponentResource):
    """One secret and its present version."""

    secret: gcp.secretmanager.Secret
    version: gcp.secretmanager.SecretVersion

    def __init__(
        self,
        name: str,
        *,
        settings: Settings,
        value: pulumi.Output[str],
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        super().__init__("nova:security:Secret", f"secret-{name}", None, opts)
        self.secret = gcp.secretmanager.Secret(
            f"secret-{name}",
            project=settings.project,
            secret_id=settings.names.of(name),
            replication=gcp.secretmanager.SecretReplicationArgs(
                user_managed=gcp.secretmanager.SecretReplicationUserManagedArgs(
                    replicas=[
                        gcp.secretmanager.SecretReplicationUserManagedReplicaArgs(
                            location=settings.region
                        )
                    ]
                )
            ),
            deletion_protection=settings.protect,
            # Without the pepper nothing that is stored can be found again.
            opts=pulumi.ResourceOptions(parent=self, protect=settings.protect),
        )
        self.version = gcp.secretmanager.SecretVersion(
            f"secret-{name}-version",
            secret=self.secret.id,
            secret_data_wo=value,
            # A new value is only written when this changes.
            secret_data_wo_version=value.apply(_fingerprint),
            opts=pulumi.ResourceOptions(parent=self),
        )
        self.register_outputs({})


def _fingerprint(value: str) -> str:
    """A number that changes with the value and tells nothing of it: the value is random."""
    return str(int(sha256(value.encode()).hexdigest()[:8], 16))
