"""A deployed function: what it runs as, its code, and who may call it."""

from __future__ import annotations

from typing import Final

import pulumi
import pulumi_gcp as gcp

from components.runtime import BUILD_VARIABLES, PYTHON, Ground, Runtime
from shared.rules.needs import NEEDS, Needs

INGRESS: Final = {
    "closed": "ALLOW_INTERNAL_ONLY",
    "callers": "ALLOW_ALL",
    "public": "ALLOW_ALL",
}
"""By door. What may be reached from outside still asks for a token, but for the public door."""


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
        self._name = name
        self._settings = ground.settings
        self.needs = needs or NEEDS[name]
        self.service = ground.settings.names.function(name)
        runtime = Runtime(name, needs=self.needs, ground=ground, parent=self)
        self.account = runtime.account
        self.function = gcp.cloudfunctionsv2.Function(
            f"{name}-function",
            project=self._settings.project,
            name=self.service,
            location=self._settings.region,
            build_config=gcp.cloudfunctionsv2.FunctionBuildConfigArgs(
                runtime=PYTHON,
                entry_point=name,
                service_account=ground.build.account.id,
                docker_repository=ground.build.registry.id,
                environment_variables=BUILD_VARIABLES,
                automatic_update_policy=(
                    gcp.cloudfunctionsv2.FunctionBuildConfigAutomaticUpdatePolicyArgs()
                ),
                source=gcp.cloudfunctionsv2.FunctionBuildConfigSourceArgs(
                    storage_source=gcp.cloudfunctionsv2.FunctionBuildConfigSourceStorageSourceArgs(
                        bucket=ground.build.archives.name, object=runtime.archive.name
                    )
                ),
            ),
            service_config=self._service(runtime),
            opts=pulumi.ResourceOptions(parent=self, depends_on=runtime.before),
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

    def _service(self, runtime: Runtime) -> gcp.cloudfunctionsv2.FunctionServiceConfigArgs:
        needs = self.needs
        # Not its own output, which is known too late for its own environment.
        audience = (
            f"https://{self._settings.region}-{self._settings.project}.cloudfunctions.net/"
            f"{self.service}"
        )
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
            environment_variables=runtime.variables(audience=audience),
            secret_environment_variables=[
                gcp.cloudfunctionsv2.FunctionServiceConfigSecretEnvironmentVariableArgs(
                    key=variable,
                    project_id=self._settings.project,
                    secret=secret.secret.secret_id,
                    version=secret.version.version,
                )
                for variable, secret in runtime.secrets().items()
            ],
        )


def _url(config: gcp.cloudfunctionsv2.outputs.FunctionServiceConfig | None) -> str:
    return (config.uri if config else None) or ""
