"""A deployed function: its own account with the least it needs, its code, and who may call it."""

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
from shared.rules.needs import NEEDS, Needs

RUNTIME: Final = "python311"
INGRESS: Final = {
    "closed": "ALLOW_INTERNAL_ONLY",
    "callers": "ALLOW_ALL",
    "public": "ALLOW_ALL",
}
"""By door. What may be reached from outside still asks for a token, but for the public door."""


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


class Function(pulumi.ComponentResource):
    """One function of `functions/`, or a sample of its kind in a test."""

    account: gcp.serviceaccount.Account
    function: gcp.cloudfunctionsv2.Function
    url: pulumi.Output[str]
    service: str
    """The name of the Cloud Run service behind it."""

    def __init__(
        self,
        name: str,
        *,
        ground: Ground,
        needs: Needs | None = None,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        super().__init__("nova:functions:Function", name, None, opts)
        self._ground = ground
        self._settings = ground.settings
        self.needs = needs or NEEDS[name]
        self.service = ground.settings.names.function(name)
        self._name = name
        self._inside = pulumi.ResourceOptions(parent=self)
        self.account = gcp.serviceaccount.Account(
            f"{name}-account",
            project=self._settings.project,
            account_id=self._settings.names.account(name),
            display_name=f"The function {name}",
            opts=self._inside,
        )
        grants = self._grants()
        archive = self._archive()
        self.function = gcp.cloudfunctionsv2.Function(
            f"{name}-function",
            project=self._settings.project,
            name=self.service,
            location=self._settings.region,
            build_config=gcp.cloudfunctionsv2.FunctionBuildConfigArgs(
                runtime=RUNTIME,
                entry_point=name,
                service_account=ground.build.account.id,
                docker_repository=ground.build.registry.id,
                automatic_update_policy=(
                    gcp.cloudfunctionsv2.FunctionBuildConfigAutomaticUpdatePolicyArgs()  # type: ignore[no-untyped-call]
                ),
                source=gcp.cloudfunctionsv2.FunctionBuildConfigSourceArgs(
                    storage_source=gcp.cloudfunctionsv2.FunctionBuildConfigSourceStorageSourceArgs(
                        bucket=ground.build.archives.name, object=archive.name
                    )
                ),
            ),
            service_config=self._service(),
            opts=pulumi.ResourceOptions(
                parent=self, depends_on=[*grants, *ground.build.grants, ground.database]
            ),
        )
        self.url = self.function.service_config.apply(_url)
        if self.needs.door == "public":
            self.let_call("public", "allUsers")
        self.register_outputs({"url": self.url})

    def let_call(
        self,
        name: str,
        member: pulumi.Input[str],
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        """Let a member call it; `name` tells it from other members.

        On the service behind it: Google refuses the role on the function. A function that is
        replaced loses who may call it, so they are granted anew with it.
        """
        gcp.cloudrunv2.ServiceIamMember(
            f"{self._name}-{name}",
            project=self._settings.project,
            location=self._settings.region,
            name=self.service,
            role="roles/run.invoker",
            member=member,
            opts=pulumi.ResourceOptions.merge(
                pulumi.ResourceOptions(
                    parent=self, depends_on=[self.function], replace_with=[self.function]
                ),
                opts,
            ),
        )

    def _service(self) -> gcp.cloudfunctionsv2.FunctionServiceConfigArgs:
        ground, needs = self._ground, self.needs
        variables: dict[str, pulumi.Input[str]] = {
            "NOVA_BACKEND": "google",
            "GOOGLE_CLOUD_PROJECT": self._settings.project,
            "NOVA_INSTALLATION": self._settings.installation,
            "NOVA_CONTRACTS": ground.contracts_location,
            # Else Google's client asks for each bucket itself, for traces that nobody keeps; that
            # is no right of the function, and every cold start would be in the logs as denied.
            "DISABLE_GCS_PYTHON_CLIENT_OTEL_BUCKET_METADATA": "true",
        }
        if needs.door != "closed":
            variables["NOVA_AUDIENCE"] = (
                f"https://{self._settings.region}-{self._settings.project}.cloudfunctions.net/"
                f"{self.service}"
            )
            variables["NOVA_PEOPLE"] = ground.people_location
        if needs.signs:
            variables["NOVA_AUDIT_KEY"] = ground.signing_version
        return gcp.cloudfunctionsv2.FunctionServiceConfigArgs(
            service_account_email=self.account.email,
            available_memory=needs.memory,
            available_cpu=needs.cpu,
            timeout_seconds=needs.timeout,
            min_instance_count=0,
            max_instance_count=needs.instances,
            max_instance_request_concurrency=needs.concurrency,
            ingress_settings=INGRESS[needs.door],
            all_traffic_on_latest_revision=True,
            environment_variables=variables,
            secret_environment_variables=[
                gcp.cloudfunctionsv2.FunctionServiceConfigSecretEnvironmentVariableArgs(
                    key=variable_of(secret),
                    project_id=self._settings.project,
                    secret=ground.secrets[secret].secret.secret_id,
                    version=ground.secrets[secret].version.version,
                )
                for secret in needs.secrets
            ],
        )

    def _archive(self) -> gcp.storage.BucketObject:
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


def _url(config: gcp.cloudfunctionsv2.outputs.FunctionServiceConfig | None) -> str:
    return (config.uri if config else None) or ""
