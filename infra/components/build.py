"""What turns sources into running functions: archives, an image registry, and who builds."""

from __future__ import annotations

from typing import Final

import pulumi
import pulumi_gcp as gcp
from names import ARCHIVES, mark
from settings import Settings

from components.bucket import grant, private_bucket

_IMAGES_KEPT: Final = 3


class Build(pulumi.ComponentResource):
    """An account of its own builds: Google's default one has had no rights since 2024."""

    archives: gcp.storage.Bucket
    registry: gcp.artifactregistry.Repository
    account: gcp.serviceaccount.Account
    grants: list[pulumi.Resource]
    """What must stand before the first build."""

    def __init__(
        self,
        *,
        settings: Settings,
        key: gcp.kms.CryptoKey,
        project_number: pulumi.Input[str],
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        super().__init__("nova:functions:Build", "build", None, opts)
        inside = pulumi.ResourceOptions(parent=self)
        self.archives = private_bucket(
            "archives",
            settings=settings,
            key=key,
            bucket=settings.names.bucket(ARCHIVES),
            opts=inside,
        )
        self.registry = gcp.artifactregistry.Repository(
            "registry",
            project=settings.project,
            location=settings.region,
            repository_id=settings.names.of("nova"),
            format="DOCKER",
            cleanup_policies=[
                gcp.artifactregistry.RepositoryCleanupPolicyArgs(
                    id="keep-latest",
                    action="KEEP",
                    most_recent_versions=(
                        gcp.artifactregistry.RepositoryCleanupPolicyMostRecentVersionsArgs(
                            keep_count=_IMAGES_KEPT
                        )
                    ),
                ),
                gcp.artifactregistry.RepositoryCleanupPolicyArgs(
                    id="delete-old",
                    action="DELETE",
                    condition=gcp.artifactregistry.RepositoryCleanupPolicyConditionArgs(
                        older_than="2592000s", tag_state="ANY"
                    ),
                ),
            ],
            opts=inside,
        )
        self.account = gcp.serviceaccount.Account(
            "builder",
            project=settings.project,
            account_id=settings.names.account("builder"),
            display_name="Builds the functions",
            opts=inside,
        )
        builder = self.account.member
        self.grants = [
            *grant(
                "builder-archives", bucket=self.archives, access="read", member=builder, opts=inside
            ),
            gcp.artifactregistry.RepositoryIamMember(
                "builder-registry",
                project=settings.project,
                location=settings.region,
                repository=self.registry.repository_id,
                role="roles/artifactregistry.writer",
                member=builder,
                opts=inside,
            ),
            gcp.projects.IAMMember(
                "builder-logs",
                project=settings.project,
                role="roles/logging.logWriter",
                member=builder,
                opts=inside,
            ),
            # Google copies the archive into a bucket it makes itself, with the first function.
            gcp.projects.IAMMember(
                "builder-sources",
                project=settings.project,
                role="roles/storage.objectViewer",
                member=builder,
                condition=gcp.projects.IAMMemberConditionArgs(
                    title="sources of functions only",
                    expression=pulumi.Output.concat(
                        'resource.name.startsWith("projects/_/buckets/gcf-v2-sources-',
                        project_number,
                        '-")',
                    ),
                ),
                opts=inside,
            ),
        ]
        for deployer in settings.deployers:
            self.grants.append(
                gcp.serviceaccount.IAMMember(
                    f"builder-deployer-{mark(deployer)}",
                    service_account_id=self.account.name,
                    role="roles/iam.serviceAccountUser",
                    member=deployer,
                    opts=inside,
                )
            )
        self.register_outputs({})
