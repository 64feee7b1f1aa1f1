"""The project itself: the APIs that must be on before all else, and Google's own agents in it."""

from __future__ import annotations

from typing import Final

import pulumi
import pulumi_gcp as gcp
from settings import Settings

APIS: Final = (
    "artifactregistry",
    "bigquery",
    "bigqueryconnection",
    "billingbudgets",
    "cloudbuild",
    "cloudfunctions",
    "cloudkms",
    "cloudresourcemanager",
    "cloudscheduler",
    "firestore",
    "iam",
    "iamcredentials",
    "iap",
    "logging",
    "monitoring",
    "pubsub",
    "run",
    "secretmanager",
    "serviceusage",
    "storage",
    "sts",
)


class GoogleProject(pulumi.ComponentResource):
    """APIs and service agents. Everything else depends on it."""

    number: pulumi.Output[str]
    storage_agent: pulumi.Output[str]
    """As IAM members, `serviceAccount:…`, the agents of Cloud Storage, Pub/Sub, Scheduler."""

    pubsub_agent: pulumi.Output[str]
    scheduler_agent: pulumi.Output[str]
    firestore_agent: pulumi.Output[str]

    def __init__(
        self,
        *,
        settings: Settings,
        number: pulumi.Input[str],
        storage_agent: pulumi.Input[str],
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        super().__init__("nova:project:GoogleProject", "project", None, opts)
        self._project = settings.project
        self._apis = [
            gcp.projects.Service(
                f"api-{name}",
                project=settings.project,
                service=f"{name}.googleapis.com",
                # Another installation, or another program, may need it.
                disable_on_destroy=False,
                opts=pulumi.ResourceOptions(parent=self),
            )
            for name in APIS
        ]
        self.number = pulumi.Output.from_input(number)
        self.storage_agent = pulumi.Output.concat("serviceAccount:", storage_agent)
        self.pubsub_agent = self._agent("pubsub")
        self.scheduler_agent = self._agent("cloudscheduler")
        self.firestore_agent = self._agent("firestore")
        if settings.data_access_logs:
            self._note_access()
        self.register_outputs({"number": self.number})

    def _agent(self, service: str) -> pulumi.Output[str]:
        """Have Google make its agent now: grants to one that does not exist yet fail."""
        identity = gcp.projects.ServiceIdentity(
            f"agent-{service}",
            project=self._project,
            service=f"{service}.googleapis.com",
            opts=pulumi.ResourceOptions(parent=self, depends_on=self._apis),
        )
        return identity.member

    def _note_access(self) -> None:
        # Authoritative for each service: whoever else configures it for the project loses.
        for service in ("storage", "datastore", "secretmanager", "cloudkms"):
            gcp.projects.IAMAuditConfig(
                f"data-access-{service}",
                project=self._project,
                service=f"{service}.googleapis.com",
                audit_log_configs=[
                    gcp.projects.IAMAuditConfigAuditLogConfigArgs(log_type=kind)
                    for kind in ("ADMIN_READ", "DATA_READ", "DATA_WRITE")
                ],
                opts=pulumi.ResourceOptions(parent=self, depends_on=self._apis),
            )
