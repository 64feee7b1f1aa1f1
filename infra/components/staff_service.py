"""Web pages for the group's people: a Cloud Run service built from source, behind IAP."""

from __future__ import annotations

from pathlib import Path

import bundle
import pulumi
import pulumi_gcp as gcp
from settings import Settings

from components.build import Build
from components.function import RUNTIME
from shared.rules.needs import Needs


class StaffService(pulumi.ComponentResource):
    """IAP asks who it is before anything reaches the pages; Google's own accounts sign in.

    Functions cannot stand behind IAP, so this kind is a service. `readers` may open it.
    """

    service: gcp.cloudrunv2.Service

    def __init__(
        self,
        name: str,
        *,
        settings: Settings,
        root: Path,
        build: Build,
        needs: Needs,
        readers: list[str],
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        super().__init__("nova:functions:StaffService", name, None, opts)
        inside = pulumi.ResourceOptions(parent=self)
        account = gcp.serviceaccount.Account(
            f"{name}-account",
            project=settings.project,
            account_id=settings.names.account(name),
            display_name=f"The pages of {name}",
            opts=inside,
        )
        files = bundle.files_of(root, name)
        archive = gcp.storage.BucketObject(
            f"{name}-archive",
            bucket=build.archives.name,
            name=f"{name}-{bundle.hash_of(files)}.zip",
            source=pulumi.AssetArchive(
                {path: pulumi.FileAsset(str(file)) for path, file in files.items()}
            ),
            opts=inside,
        )
        image = pulumi.Output.concat(
            build.registry.registry_uri, "/", settings.names.function(name)
        )
        self.service = gcp.cloudrunv2.Service(
            f"{name}-service",
            project=settings.project,
            location=settings.region,
            name=settings.names.function(name),
            ingress="INGRESS_TRAFFIC_ALL",
            iap_enabled=True,
            deletion_protection=settings.protect,
            build_config=gcp.cloudrunv2.ServiceBuildConfigArgs(
                source_location=pulumi.Output.concat(
                    "gs://", build.archives.name, "/", archive.name
                ),
                function_target=name,
                image_uri=image,
                base_image=f"{settings.region}-docker.pkg.dev/serverless-runtimes/"
                f"google-22/runtimes/{RUNTIME}",
                enable_automatic_updates=True,
                service_account=build.account.id,
            ),
            template=gcp.cloudrunv2.ServiceTemplateArgs(
                service_account=account.email,
                timeout=f"{needs.timeout}s",
                max_instance_request_concurrency=needs.concurrency,
                scaling=gcp.cloudrunv2.ServiceTemplateScalingArgs(
                    min_instance_count=0, max_instance_count=needs.instances
                ),
                containers=[
                    gcp.cloudrunv2.ServiceTemplateContainerArgs(
                        image=image,
                        resources=gcp.cloudrunv2.ServiceTemplateContainerResourcesArgs(
                            limits={"memory": needs.memory, "cpu": needs.cpu}
                        ),
                    )
                ],
            ),
            opts=pulumi.ResourceOptions(parent=self, depends_on=build.grants),
        )
        for number, reader in enumerate(readers, start=1):
            gcp.iap.WebCloudRunServiceIamMember(
                f"{name}-reader-{number}",
                project=settings.project,
                location=settings.region,
                cloud_run_service_name=self.service.name,
                role="roles/iap.httpsResourceAccessor",
                member=reader,
                opts=inside,
            )
        self.register_outputs({"url": self.service.uri})
