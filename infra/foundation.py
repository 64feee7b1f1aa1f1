"""What exists once: the ground every acquisition stands on.

The only file that asks Google anything: the project's number, and who Cloud Storage acts as. With
`nova:project_number` set it asks nothing.
"""

from __future__ import annotations

import json
from pathlib import Path

import pulumi
import pulumi_gcp as gcp
from components.alerts import Bell, budget_alert, email_channels, platform_alerts
from components.bucket import private_bucket, published
from components.build import Build
from components.channel import Listener, Topic
from components.dashboard import dashboard_json
from components.documents import Documents
from components.evidence import Evidence
from components.function import Function
from components.google_project import GoogleProject
from components.keys import Keys
from components.order import after
from components.runtime import Ground
from components.schedule import schedule_job
from components.secret import Secret
from components.staff_service import StaffService
from components.warehouse import Warehouse
from names import ACQUISITIONS, CONTRACTS, PEOPLE, mark
from settings import Settings

from shared.rules import catalogue
from shared.rules.catalogue import EVIDENCE, LAKE, LANDING, OUTBOX, PACKAGES, QUARANTINE
from shared.rules.needs import NEEDS

_PACKAGE_DAYS = 8
"""A day longer than `watch` leaves them: it ends them by their own time."""


class Foundation(pulumi.ComponentResource):
    """Everything but the acquisitions."""

    settings: Settings
    project: GoogleProject
    keys: Keys
    ground: Ground
    contracts: gcp.storage.Bucket
    outbox: gcp.storage.Bucket
    landing: Topic
    landing_notifies: gcp.pubsub.TopicIAMMember
    """Cloud Storage may announce what lands."""

    functions: dict[str, Function]

    def __init__(
        self, settings: Settings, *, root: Path, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("nova:index:Foundation", "foundation", None, opts)
        self.settings = settings
        inside = pulumi.ResourceOptions(parent=self)
        number, storage_agent = _asked(settings)
        self.project = GoogleProject(
            settings=settings, number=number, storage_agent=storage_agent, opts=inside
        )
        ready = after(self.project, parent=self)
        agents = {"storage": self.project.storage_agent, "pubsub": self.project.pubsub_agent}
        if settings.firestore_cmek:
            agents["firestore"] = self.project.firestore_agent
        self.keys = Keys(settings=settings, agents=agents, opts=ready)
        stored = after(self.project, self.keys, parent=self)
        buckets = self._buckets(stored)
        topics = {
            one.name: Topic(one.name, settings=settings, key=self.keys.data, opts=stored)
            for one in catalogue.TOPICS
        }
        documents = Documents(settings=settings, key=self.keys.data, opts=stored)
        build = Build(
            settings=settings, key=self.keys.data, project_number=self.project.number, opts=stored
        )
        secrets = {
            name: Secret(name, settings=settings, value=value, opts=ready)
            for name, value in settings.secrets.items()
        }
        self.ground = ground = Ground(
            settings=settings,
            root=root,
            build=build,
            database=documents.database,
            contracts=self.contracts,
            contracts_location=f"gs://{settings.names.bucket(CONTRACTS)}/{ACQUISITIONS}",
            people_location=f"gs://{settings.names.bucket(CONTRACTS)}/{PEOPLE}",
            buckets=buckets,
            topics=topics,
            secrets=secrets,
            signing_key=self.keys.signing,
            signing_version=self.keys.signing_version,
        )
        self.outbox = buckets[OUTBOX]
        self.landing = topics[LANDING]
        self.landing_notifies = self.landing.let_publish(
            "landing-notifies", self.project.storage_agent, ready
        )
        self.functions = self._functions(ground, topics, ready)
        self._schedules(topics[catalogue.WATCH_DUE], ready)
        Warehouse(settings=settings, lake=buckets[LAKE], opts=stored)
        self._watch_over(ready)
        self.register_outputs({name: function.url for name, function in self.functions.items()})

    def _buckets(self, opts: pulumi.ResourceOptions) -> dict[str, gcp.storage.Bucket]:
        settings = self.settings
        days = {
            LAKE: None,
            QUARANTINE: settings.quarantine_days,
            OUTBOX: settings.outbox_days,
            PACKAGES: _PACKAGE_DAYS,
        }
        made = {
            name: private_bucket(
                name,
                settings=settings,
                key=self.keys.data,
                bucket=settings.names.bucket(name),
                days=limit,
                opts=pulumi.ResourceOptions.merge(
                    opts, pulumi.ResourceOptions(protect=settings.protect)
                ),
            )
            for name, limit in days.items()
        }
        made[EVIDENCE] = Evidence(settings=settings, key=self.keys.data, opts=opts).bucket
        self.contracts = private_bucket(
            CONTRACTS,
            settings=settings,
            key=self.keys.data,
            bucket=settings.names.bucket(CONTRACTS),
            opts=opts,
        )
        people = {who: list(roles) for who, roles in sorted(settings.people.items())}
        published(
            "people",
            bucket=self.contracts,
            object=PEOPLE,
            source=pulumi.StringAsset(json.dumps(people)),
            opts=pulumi.ResourceOptions(parent=self),
        )
        return made

    def _functions(
        self, ground: Ground, topics: dict[str, Topic], opts: pulumi.ResourceOptions
    ) -> dict[str, Function]:
        settings = self.settings
        pusher = gcp.serviceaccount.Account(
            "pusher",
            project=settings.project,
            account_id=settings.names.account("pusher"),
            display_name="Pub/Sub calls the functions as this account",
            opts=opts,
        )
        # In projects older than April 2021 Pub/Sub may not make tokens by itself.
        gcp.serviceaccount.IAMMember(
            "pusher-tokens",
            service_account_id=pusher.name,
            role="roles/iam.serviceAccountTokenCreator",
            member=self.project.pubsub_agent,
            opts=pulumi.ResourceOptions(parent=self),
        )
        # Whoever makes a subscription that pushes as an account must be allowed to act as it.
        acts = [
            gcp.serviceaccount.IAMMember(
                f"pusher-deployer-{mark(deployer)}",
                service_account_id=pusher.name,
                role="roles/iam.serviceAccountUser",
                member=deployer,
                opts=pulumi.ResourceOptions(parent=self),
            )
            for deployer in settings.deployers
        ]
        functions = {}
        for one in catalogue.FUNCTIONS:
            if NEEDS[one.name].door == "staff":
                readers = [_member(who) for who in settings.people]
                StaffService(
                    one.name,
                    ground=ground,
                    readers=readers,
                    project_number=self.project.number,
                    opts=opts,
                )
                continue
            function = Function(one.name, ground=ground, opts=opts)
            if function.needs.door == "closed":
                function.let_call("pusher", pusher.member)
            elif function.needs.staff:
                for who in settings.people:
                    function.let_call(f"person-{mark(who)}", _member(who))
            functions[one.name] = function
        for subscription in catalogue.SUBSCRIPTIONS:
            Listener(
                subscription,
                settings=settings,
                key=self.keys.data,
                topic=topics[subscription.topic],
                url=functions[subscription.function].url,
                pusher=pusher,
                agent=self.project.pubsub_agent,
                opts=after(
                    self.project,
                    self.keys,
                    functions[subscription.function],
                    *acts,
                    parent=self,
                ),
            )
        return functions

    def _schedules(self, topic: Topic, opts: pulumi.ResourceOptions) -> None:
        publishes = topic.let_publish("schedules", self.project.scheduler_agent, opts)
        for schedule in catalogue.SCHEDULES:
            schedule_job(
                schedule,
                settings=self.settings,
                topic=topic,
                opts=pulumi.ResourceOptions(parent=self, depends_on=[publishes]),
            )

    def _watch_over(self, opts: pulumi.ResourceOptions) -> None:
        settings = self.settings
        channels = email_channels("alerts", settings.alerts, settings=settings, opts=opts)
        platform_alerts(Bell(settings, channels, opts))
        gcp.monitoring.Dashboard(
            "dashboard",
            project=settings.project,
            dashboard_json=dashboard_json(settings),
            opts=opts,
        )
        if settings.billing_account:
            budget_alert(
                settings=settings,
                project_number=self.project.number,
                channels=channels,
                opts=opts,
            )


def _member(address: str) -> str:
    """An address as IAM names it: accounts of teams stand among `nova:people` too."""
    kind = "serviceAccount" if address.endswith(".gserviceaccount.com") else "user"
    return f"{kind}:{address}"


def _asked(settings: Settings) -> tuple[pulumi.Input[str], pulumi.Input[str]]:
    """The project's number, and the e-mail address Cloud Storage acts under in it."""
    if settings.project_number:
        number = settings.project_number
        return number, f"service-{number}@gs-project-accounts.iam.gserviceaccount.com"
    project = gcp.organizations.get_project_output(project_id=settings.project)
    agent = gcp.storage.get_project_service_account_output(project=settings.project)
    return project.number, agent.email_address
