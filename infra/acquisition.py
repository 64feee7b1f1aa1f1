"""What one acquisition adds, and nothing else: its contract stands behind every line."""

from __future__ import annotations

import pulumi
import pulumi_gcp as gcp
from components.alerts import Alarm, Bell, email_channels
from components.bucket import grant, private_bucket, published
from components.order import after
from components.writer import Writer
from contracts import Company
from foundation import Foundation
from names import ACQUISITIONS, mark

from shared.rules import signals
from shared.rules.catalogue import LANDING
from shared.rules.needs import NEEDS


class Acquisition(pulumi.ComponentResource):
    """One company: where its files land, who may write and call, whom to alert, its contract.

    Nothing of it can be removed while its contract says `active`. Retired, it may write and push no
    more, and still acknowledges requests; then its file can go. What is known stays, evidence too.
    """

    landing: gcp.storage.Bucket
    writer: Writer

    def __init__(
        self,
        company: Company,
        foundation: Foundation,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        contract = company.contract
        active = contract.state == "active"
        super().__init__(
            "nova:index:Acquisition",
            contract.id,
            None,
            pulumi.ResourceOptions.merge(opts, after(foundation.project, foundation.keys)),
        )
        self._contract = contract
        self._foundation = foundation
        self._inside = pulumi.ResourceOptions(parent=self)
        # Rights come and go with the contract; these three go only with the company.
        kept = pulumi.ResourceOptions(parent=self, protect=active)
        self.writer = Writer(
            contract,
            settings=foundation.settings,
            project=foundation.project,
            protect=active,
            opts=self._inside,
        )
        self._land(active, kept)
        self._fetch()
        self._call(active)
        self._alert()
        published(
            f"{contract.id}-contract",
            bucket=foundation.contracts,
            object=f"{ACQUISITIONS}/{company.file.name}",
            source=pulumi.FileAsset(str(company.file)),
            # Functions that do not know a new setting yet would refuse the contract.
            opts=pulumi.ResourceOptions.merge(
                kept,
                pulumi.ResourceOptions(
                    depends_on=[one.function for one in foundation.functions.values()]
                ),
            ),
        )
        self.register_outputs({"landing": self.landing.name, "writer": self.writer.account.email})

    def _land(self, active: bool, kept: pulumi.ResourceOptions) -> None:
        """Where exports land, announced to `map_upload`."""
        id, foundation = self._contract.id, self._foundation
        settings = foundation.settings
        self.landing = private_bucket(
            f"{id}-landing",
            settings=settings,
            key=foundation.keys.data,
            bucket=settings.names.landing(id),
            days=settings.landing_days,
            opts=kept,
        )
        gcp.storage.Notification(
            f"{id}-landed",
            bucket=self.landing.name,
            topic=foundation.landing.topic.id,
            payload_format="JSON_API_V1",
            event_types=["OBJECT_FINALIZE"],
            opts=pulumi.ResourceOptions(parent=self, depends_on=[foundation.landing_notifies]),
        )
        for name, function in foundation.functions.items():
            access = NEEDS[name].buckets.get(LANDING)
            if access:
                grant(
                    f"{id}-landing-{name}",
                    bucket=self.landing,
                    access=access,
                    member=function.account.member,
                    opts=self._inside,
                )
        if active:
            grant(
                f"{id}-writes",
                bucket=self.landing,
                access="add",
                member=self.writer.account.member,
                opts=self._inside,
            )

    def _fetch(self) -> None:
        """What is put out for its sources: changes and data-subject requests, in folders."""
        outbox = self._foundation.outbox
        for source in self._contract.sources:
            if source.channel is None or source.channel.type != "file":
                continue
            name = f"{self._contract.id}.{source.id}"
            folder = gcp.storage.ManagedFolder(
                f"{name}-outbox", bucket=outbox.name, name=f"{name}/", opts=self._inside
            )
            gcp.storage.ManagedFolderIamMember(
                f"{name}-fetches",
                bucket=outbox.name,
                managed_folder=folder.name,
                role="roles/storage.objectViewer",
                member=self.writer.account.member,
                opts=self._inside,
            )

    def _call(self, active: bool) -> None:
        """Who may push live changes, and acknowledge requests."""
        members: dict[str, pulumi.Input[str]] = {"writer": self.writer.account.member}
        for source in self._contract.sources:
            members |= {mark(one): f"serviceAccount:{one}" for one in source.callers}
        doors = {"privacy_requests": "acknowledges"}
        if active:
            doors["receive_records"] = "pushes"
        for function, act in doors.items():
            for name, member in members.items():
                self._foundation.functions[function].let_call(
                    f"{self._contract.id}-{act}-{name}", member, self._inside
                )

    def _alert(self) -> None:
        """Its own people are told of its own delays."""
        id, settings = self._contract.id, self._foundation.settings
        if not self._contract.alerts:
            return
        channels = email_channels(
            f"{id}-alerts", self._contract.alerts, settings=settings, opts=self._inside
        )
        bell = Bell(settings, channels, self._inside)
        for alarm, message in (
            (
                Alarm(
                    f"{id}-source-late",
                    f"{self._contract.name}: a file is late",
                    "Your export did not come by the time agreed on. Please send it.",
                ),
                signals.SOURCE_LATE,
            ),
            (
                Alarm(
                    f"{id}-request-due",
                    f"{self._contract.name}: a data-subject request is waited for",
                    "A request waits for your acknowledgement; its day is near or past.",
                ),
                signals.TASK_AWAITED,
            ),
        ):
            bell.ring_for(alarm, message, acquisition=id)
