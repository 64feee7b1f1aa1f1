"""The account an acquired company acts as. It has no key: the company becomes it by who it is."""

from __future__ import annotations

import json
from typing import Final

import pulumi
import pulumi_gcp as gcp
from names import mark
from settings import Settings

from components.google_project import GoogleProject
from shared.adapters.google.names import account_id
from shared.model.contract import Contract

_BECOMES: Final = "roles/iam.serviceAccountTokenCreator"
_FEDERATED: Final = "roles/iam.workloadIdentityUser"


class Writer(pulumi.ComponentResource):
    """One keyless account, and who may become it: Google identities, or tokens of an issuer."""

    account: gcp.serviceaccount.Account

    def __init__(
        self,
        contract: Contract,
        *,
        settings: Settings,
        project: GoogleProject,
        protect: bool,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        super().__init__("nova:acquisitions:Writer", f"{contract.id}-writer", None, opts)
        self._contract = contract
        self._settings = settings
        self._inside = pulumi.ResourceOptions(parent=self)
        self.account = gcp.serviceaccount.Account(
            f"{contract.id}-writer",
            project=settings.project,
            account_id=settings.names.writer(contract.id),
            display_name=f"{contract.name} acts as this account",
            opts=pulumi.ResourceOptions(parent=self, protect=protect),
        )
        for member in contract.writer.members:
            gcp.serviceaccount.IAMMember(
                f"{contract.id}-becomes-{mark(member)}",
                service_account_id=self.account.name,
                role=_BECOMES,
                member=member,
                opts=self._inside,
            )
        if contract.writer.issuer:
            self._federate(project)
        self.register_outputs({"email": self.account.email})

    def _federate(self, project: GoogleProject) -> None:
        id, said = self._contract.id, self._contract.writer
        pool = gcp.iam.WorkloadIdentityPool(
            f"{id}-pool",
            project=self._settings.project,
            workload_identity_pool_id=_pool_id(self._settings, id),
            display_name=self._contract.name[:32],
            opts=pulumi.ResourceOptions(parent=self, depends_on=[project]),
        )
        gcp.iam.WorkloadIdentityPoolProvider(
            f"{id}-provider",
            project=self._settings.project,
            workload_identity_pool_id=pool.workload_identity_pool_id,
            workload_identity_pool_provider_id="export",
            attribute_mapping={"google.subject": "assertion.sub"},
            # Whoever else the issuer knows does not even enter.
            attribute_condition=f"assertion.sub in {json.dumps(list(said.subjects))}",
            oidc=gcp.iam.WorkloadIdentityPoolProviderOidcArgs(
                issuer_uri=said.issuer,
                allowed_audiences=[said.audience] if said.audience else None,
            ),
            opts=self._inside,
        )
        for subject in said.subjects:
            gcp.serviceaccount.IAMMember(
                f"{id}-federated-{mark(subject)}",
                service_account_id=self.account.name,
                role=_FEDERATED,
                member=pulumi.Output.concat(
                    "principal://iam.googleapis.com/projects/",
                    project.number,
                    "/locations/global/workloadIdentityPools/",
                    pool.workload_identity_pool_id,
                    "/subject/",
                    subject,
                ),
                opts=self._inside,
            )


def _pool_id(settings: Settings, acquisition: str) -> str:
    """4 to 32 characters, lower-case letters, digits and dashes."""
    return account_id(settings.installation, acquisition)
