"""Web pages for the group's people: a Cloud Run service built from source, behind IAP."""

from __future__ import annotations

from collections.abc import Collection

import pulumi
import pulumi_gcp as gcp
from names import mark

from components.runtime import BUILD_VARIABLES, PYTHON, Ground, Runtime
from shared.rules.needs import NEEDS, Needs


class StaffService(pulumi.ComponentResource):
    """Identity-Aware Proxy asks who it is before anything reaches the pages.

    Functions cannot stand behind IAP, so this kind is a service. Only `readers` may open it.
    """

    account: gcp.serviceaccount.Account
    url: pulumi.Output[str]

    def __init__(
        self,
        name: str,
        *,
        ground: Ground,
        readers: Collection[str],
        project_number: pulumi.Input[str],
        needs: Needs | None = None,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        super().__init__("nova:functions:StaffService", name, None, opts)
        settings, inside = ground.settings, pulumi.ResourceOptions(parent=self)
        self.needs = needs or NEEDS[name]
        self._ground = ground
        self._service_name = settings.names.function(name)
        runtime = Runtime(name, needs=self.needs, ground=ground, parent=self)
        self.account = runtime.account
        archive = pulumi.Output.concat(
            "gs://", ground.build.archives.name, "/", runtime.archive.name
        )
        image = pulumi.Output.concat(ground.build.registry.registry_uri, "/", self._service_name)
        service = gcp.cloudrunv2.Service(
            f"{name}-service",
            project=settings.project,
            location=settings.region,
            name=self._service_name,
            ingress="INGRESS_TRAFFIC_ALL",
            iap_enabled=True,
            deletion_protection=settings.protect,
            build_config=gcp.cloudrunv2.ServiceBuildConfigArgs(
                source_location=archive,
                function_target=name,
                image_uri=image,
                base_image=(
                    f"{settings.region}-docker.pkg.dev/serverless-runtimes/google-22/runtimes/"
                    f"{PYTHON}"
                ),
                enable_automatic_updates=True,
                environment_variables=BUILD_VARIABLES,
                service_account=ground.build.account.id,
            ),
            template=self._template(runtime, image, project_number),
            opts=pulumi.ResourceOptions(parent=self, depends_on=runtime.before),
        )
        proxy = gcp.projects.ServiceIdentity(
            f"{name}-proxy", project=settings.project, service="iap.googleapis.com", opts=inside
        )
        gcp.cloudrunv2.ServiceIamMember(
            f"{name}-proxy-calls",
            project=settings.project,
            location=settings.region,
            name=service.name,
            role="roles/run.invoker",
            member=proxy.member,
            opts=inside,
        )
        for reader in readers:
            gcp.iap.WebCloudRunServiceIamMember(
                f"{name}-reader-{mark(reader)}",
                project=settings.project,
                location=settings.region,
                cloud_run_service_name=service.name,
                role="roles/iap.httpsResourceAccessor",
                member=reader,
                opts=inside,
            )
        self.url = service.uri
        self.register_outputs({"url": self.url})

    def _template(
        self, runtime: Runtime, image: pulumi.Output[str], project_number: pulumi.Input[str]
    ) -> gcp.cloudrunv2.ServiceTemplateArgs:
        needs, settings = self.needs, self._ground.settings
        # What IAP's assertions name as their audience.
        audience = pulumi.Output.concat(
            "/projects/",
            project_number,
            f"/locations/{settings.region}/services/{self._service_name}",
        )
        plain = [
            gcp.cloudrunv2.ServiceTemplateContainerEnvArgs(name=variable, value=value)
            for variable, value in runtime.variables(audience=audience).items()
        ]
        secret = [
            gcp.cloudrunv2.ServiceTemplateContainerEnvArgs(
                name=variable,
                value_source=gcp.cloudrunv2.ServiceTemplateContainerEnvValueSourceArgs(
                    secret_key_ref=(
                        gcp.cloudrunv2.ServiceTemplateContainerEnvValueSourceSecretKeyRefArgs(
                            secret=one.secret.secret_id, version=one.version.version
                        )
                    )
                ),
            )
            for variable, one in runtime.secrets().items()
        ]
        return gcp.cloudrunv2.ServiceTemplateArgs(
            service_account=self.account.email,
            timeout=f"{needs.timeout}s",
            max_instance_request_concurrency=needs.concurrency,
            scaling=gcp.cloudrunv2.ServiceTemplateScalingArgs(
                min_instance_count=0, max_instance_count=needs.instances
            ),
            containers=[
                gcp.cloudrunv2.ServiceTemplateContainerArgs(
                    image=image,
                    base_image_uri=(
                        f"{settings.region}-docker.pkg.dev/serverless-runtimes/google-22/"
                        f"runtimes/{PYTHON}"
                    ),
                    envs=[*plain, *secret],
                    resources=gcp.cloudrunv2.ServiceTemplateContainerResourcesArgs(
                        limits={"memory": needs.memory, "cpu": needs.cpu}
                    ),
                )
            ],
        )
