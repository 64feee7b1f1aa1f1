"""Keys in Cloud KMS: one that encrypts what is stored, one that signs the audit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import pulumi
import pulumi_gcp as gcp
from settings import Settings

_ROTATION: Final = f"{90 * 24 * 3600}s"
"""Google encrypts what is new with a new version; what is stored stays readable with the old."""


class Keys(pulumi.ComponentResource):
    """The key ring of an installation. Rings and keys can never be deleted, only their versions."""

    data: gcp.kms.CryptoKey
    signing: gcp.kms.CryptoKey
    signing_version: pulumi.Output[str]
    """The full name of the version checkpoints are signed with; the one before it signs too."""

    grants: list[pulumi.Resource]
    """What must stand before anything is encrypted with the data key."""

    def __init__(
        self,
        *,
        settings: Settings,
        agents: Mapping[str, pulumi.Input[str]],
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        super().__init__("nova:security:Keys", "keys", None, opts)
        inside = pulumi.ResourceOptions(parent=self, protect=settings.protect)
        ring = gcp.kms.KeyRing(
            "ring",
            project=settings.project,
            name=settings.names.of("nova"),
            location=settings.region,
            opts=inside,
        )
        self.data = gcp.kms.CryptoKey(
            "data-key",
            key_ring=ring.id,
            name="data",
            purpose="ENCRYPT_DECRYPT",
            rotation_period=_ROTATION,
            opts=inside,
        )
        self.signing = gcp.kms.CryptoKey(
            "signing-key",
            key_ring=ring.id,
            name="audit",
            purpose="ASYMMETRIC_SIGN",
            version_template=gcp.kms.CryptoKeyVersionTemplateArgs(
                algorithm="EC_SIGN_ED25519", protection_level="SOFTWARE"
            ),
            opts=inside,
        )
        # The first version is made with the key.
        for version in range(2, settings.audit_key_version + 1):
            gcp.kms.CryptoKeyVersion(
                f"signing-key-version-{version}", crypto_key=self.signing.id, opts=inside
            )
        self.signing_version = pulumi.Output.concat(
            self.signing.id, f"/cryptoKeyVersions/{settings.audit_key_version}"
        )
        self.grants = [
            gcp.kms.CryptoKeyIAMMember(
                f"data-key-{name}",
                crypto_key_id=self.data.id,
                role="roles/cloudkms.cryptoKeyEncrypterDecrypter",
                member=agent,
                opts=pulumi.ResourceOptions(parent=self),
            )
            for name, agent in agents.items()
        ]
        self.register_outputs({"signing_version": self.signing_version})
