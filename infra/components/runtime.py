"""What code runs as when deployed: its account, the least it may touch, what it finds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import bundle
import pulumi
import pulumi_gcp as gcp
from names import mark
from settings import Settings

from components.bucket import grant
from components.build import Build
from components.channel import Topic
from components.secret import Secret
from shared.adapters.google.secrets import variable_of
from shared.rules.needs import Needs

PYTHON: Final = "python311"
BUILD_VARIABLES: Final = {"SOURCE_DATE_EPOCH": "315532800"}
"""Code compiled in the build is then known by its content: an image that changes files' times
would else have every cold start compile again."""


@dataclass(frozen=True, kw_only=True)
class Ground:
    """What every function stands on."""

    settings: Settings
    root: Path
    build: Build
    database: gcp.firestore.Database
    contracts: gcp.storage.Bucket
    contracts_location: str
    people_location: str
    buckets: Mapping[str, gcp.storage.Bucket]
    topics: Mapping[str, Topic]
    secrets: Mapping[str, Secret]
    signing_key: gcp.kms.CryptoKey
    signing_version: pulumi.Output[str]


class Runtime:
    """The account of one folder of `functions/`, its grants, its archive and its environment.

    No component of its own: its resources are children of what runs.
    """

    account: gcp.serviceaccount.Account
    archive: gcp.storage.BucketObject
    before: list[pulumi.Resource]
    """What must stand before it starts."""

    def __init__(self, name: str, *, needs: Needs, ground: Ground, parent: pulumi.Resource) -> None:
        self.needs = needs
        self._name = name
        self._ground = ground
        self._settings = ground.settings
        self._inside = pulumi.ResourceOptions(parent=parent)
        self.account = gcp.serviceaccount.Account(
            f"{name}-account",
            project=self._settings.project,
            account_id=self._settings.names.account(name),
            display_name=f"The function {name}",
            opts=self._inside,
        )
        self.archive = self._shipped()
        self.before = [*self._grants(), *ground.build.grants, ground.database]

    def variables(self, *, audience: pulumi.Input[str]) -> dict[str, pulumi.Input[str]]:
        """Its environment, without secrets; callers must mean `audience`."""
        found: dict[str, pulumi.Input[str]] = {
            "NOVA_BACKEND": "google",
            "GOOGLE_CLOUD_PROJECT": self._settings.project,
            "NOVA_INSTALLATION": self._settings.installation,
            "NOVA_CONTRACTS": self._ground.contracts_location,
            # Else Google's client asks for each bucket itself, for traces that nobody keeps: no
            # right of a function's, and every cold start would stand in the audit logs as refused.
            "DISABLE_GCS_PYTHON_CLIENT_OTEL_BUCKET_METADATA": "true",
        }
        if self.needs.door != "closed":
            found["NOVA_AUDIENCE"] = audience
            found["NOVA_PEOPLE"] = self._ground.people_location
        if self.needs.signs:
            found["NOVA_AUDIT_KEY"] = self._ground.signing_version
        return found

    def secrets(self) -> dict[str, Secret]:
        """Variable -> the secret that stands in it."""
        return {variable_of(name): self._ground.secrets[name] for name in self.needs.secrets}

    def _shipped(self) -> gcp.storage.BucketObject:
        files = bundle.files_of(self._ground.root, self._name)
        return gcp.storage.BucketObject(
            f"{self._name}-archive",
            bucket=self._ground.build.archives.name,
            # A function sees only that the name changed: the same sources keep it.
            name=f"{self._name}-{bundle.hash_of(files)}.zip",
            source=pulumi.AssetArchive(
                {inside: pulumi.FileAsset(str(path)) for inside, path in files.items()}
            ),
            opts=self._inside,
        )

    def _grants(self) -> list[pulumi.Resource]:
        ground, settings, name, member = (
            self._ground,
            self._settings,
            self._name,
            self.account.member,
        )
        made: list[pulumi.Resource] = [
            # Firestore has no members of its own: the condition narrows the role to one database.
            gcp.projects.IAMMember(
                f"{name}-documents",
                project=settings.project,
                role="roles/datastore.user",
                member=member,
                condition=gcp.projects.IAMMemberConditionArgs(
                    title="this installation's database",
                    expression=(
                        f'resource.name == "projects/{settings.project}/databases/'
                        f'{settings.names.database()}"'
                    ),
                ),
                opts=self._inside,
            ),
        ]
        if self.needs.contracts:
            made += grant(
                f"{name}-contracts",
                bucket=ground.contracts,
                access="read",
                member=member,
                opts=self._inside,
            )
        for bucket, access in self.needs.buckets.items():
            # Landing is not one bucket but one for each company, and granted with it.
            if bucket in ground.buckets:
                made += grant(
                    f"{name}-{bucket}",
                    bucket=ground.buckets[bucket],
                    access=access,
                    member=member,
                    opts=self._inside,
                )
        made += [
            ground.topics[topic].let_publish(f"{name}-{topic}", member, self._inside)
            for topic in self.needs.publishes
        ]
        made += [
            gcp.secretmanager.SecretIamMember(
                f"{name}-secret-{secret}",
                project=settings.project,
                secret_id=ground.secrets[secret].secret.secret_id,
                role="roles/secretmanager.secretAccessor",
                member=member,
                opts=self._inside,
            )
            for secret in self.needs.secrets
        ]
        if self.needs.signs:
            made += [
                gcp.kms.CryptoKeyIAMMember(
                    f"{name}-{what}",
                    crypto_key_id=ground.signing_key.id,
                    role=role,
                    member=member,
                    opts=self._inside,
                )
                for what, role in (
                    ("signs", "roles/cloudkms.signer"),
                    ("shows-key", "roles/cloudkms.publicKeyViewer"),
                )
            ]
        made += [
            gcp.serviceaccount.IAMMember(
                f"{name}-deployer-{mark(deployer)}",
                service_account_id=self.account.name,
                role="roles/iam.serviceAccountUser",
                member=deployer,
                opts=self._inside,
            )
            for deployer in settings.deployers
        ]
        return made
