"""Whole installations for journeys: the functions as deployed, on either backend.

A world is driven by hand: `drop` an export, `settle` until nothing is left to deliver. Every
message walks through the hosted functions with the push body production would send.
"""

from __future__ import annotations

import base64
import json
import time
import warnings
from abc import ABC, abstractmethod
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from google.pubsub_v1 import PubsubMessage

from shared.adapters.embedded.database import Database
from shared.adapters.embedded.queue import Queue
from shared.adapters.google import names
from shared.local.platform.dispatch import Dispatcher
from shared.local.platform.host import Host, topic_path
from shared.model.message import ObjectLanded
from shared.model.profile import Profile, Record
from shared.model.upload import Part, Upload
from shared.rules import catalogue
from shared.rules.parts import progress_of, totals
from shared.wiring.app import App, app

if TYPE_CHECKING:
    from tests.conftest import Emulators

ACQUISITIONS = Path(__file__).parents[1] / "infra" / "acquisitions"
SAMPLE = Path(__file__).parents[1] / "shared" / "local" / "sample"
PEPPER = base64.b64encode(b"pepper for tests, thirty-two byt").decode()
SECRETS = (
    "pepper",
    "tokens",
    "audit_key",
    "ledger",
    "links",
    "webhooks",
)

HOST = Host()
"""Loading the functions takes a second: once for all journeys."""


class World(ABC):
    """What both backends have in common."""

    app: App

    @abstractmethod
    def bucket(self, source: str) -> tuple[str, str]:
        """Where this source's exports land: a bucket, and what their names begin with."""

    @abstractmethod
    def deliver_next(self) -> bool:
        """Deliver what is due now; False when nothing is."""

    def drop(self, source: str, name: str, content: bytes) -> None:
        """Land an export."""
        bucket, folder = self.bucket(source)
        self.app.objects.put(bucket, f"{folder}/{name}", content)
        facts = self.app.objects.facts(bucket, f"{folder}/{name}")
        self.app.messages.publish(
            [ObjectLanded(bucket=bucket, name=f"{folder}/{name}", generation=facts.generation)]
        )

    def settle(self) -> None:
        """Deliver until nothing is left."""
        while self.deliver_next():
            pass

    def load(self, source: str, name: str, content: bytes) -> dict[str, int]:
        """Land an export, see it through, and answer its counts."""
        self.drop(source, name, content)
        self.settle()
        return self.counts(source)

    def uploads(self, source: str) -> list[Upload]:
        """The uploads of a source, the oldest first."""
        found = [one.value for _, one in self.app.documents.find(Upload, where={"source": source})]
        return sorted(found, key=lambda one: one.received_at)

    def parts(self, upload: str) -> list[Part]:
        """The parts of an upload, in order."""
        return [one.value for _, one in self.app.documents.find(Part, where={"upload": upload})]

    def counts(self, source: str) -> dict[str, int]:
        """The counts of a source's newest upload."""
        return totals(self.parts(self.uploads(source)[-1].id))

    def state(self, source: str) -> str:
        """How far a source's newest upload has come."""
        newest = self.uploads(source)[-1]
        return progress_of(newest, self.parts(newest.id))

    def membership(self) -> set[frozenset[str]]:
        """Record keys that stand together, whatever their RCU ids."""
        together: dict[str, set[str]] = {}
        for record in self.records():
            together.setdefault(record.rcu, set()).add(f"{record.source}:{record.record_id}")
        return {frozenset(ids) for ids in together.values()}

    def golden(self) -> dict[frozenset[str], dict[str, str]]:
        """The golden values of each profile, by its record keys."""
        keys = {
            id: f"{one.value.source}:{one.value.record_id}"
            for id, one in self.app.documents.find(Record)
        }
        return {
            frozenset(keys[member.record] for member in profile.members): {
                name: golden.value for name, golden in profile.golden.items()
            }
            for profile in self.profiles()
        }

    def records(self) -> Iterable[Record]:
        """Every record."""
        return (one.value for _, one in self.app.documents.find(Record))

    def profiles(self) -> list[Profile]:
        """Every profile that stands by itself."""
        return [one.value for _, one in self.app.documents.find(Profile, where={"alias_of": ""})]


class EmbeddedWorld(World):
    """SQLite and folders."""

    def __init__(self, folder: Path, environment: pytest.MonkeyPatch) -> None:
        environment.setenv("NOVA_BACKEND", "embedded")
        environment.setenv("NOVA_DATA", str(folder))
        environment.setenv("NOVA_CONTRACTS", str(ACQUISITIONS))
        self.folder = folder
        self.app = app()
        self.queue = Queue(Database(folder / "nova.db"))
        self._dispatcher = Dispatcher(queue=self.queue, host=HOST, worker="test")

    def bucket(self, source: str) -> tuple[str, str]:
        return catalogue.LANDING, source

    def deliver_next(self) -> bool:
        return self._dispatcher.step()


class EmulatedWorld(World):
    """Google's emulators, over the real client libraries; messages are pulled, not pushed."""

    def __init__(self, emulators: Emulators, environment: pytest.MonkeyPatch) -> None:
        self.project = emulators.project(acquisitions=("mediapulse", "eventclick"))
        environment.setenv("NOVA_BACKEND", "google")
        environment.setenv("GOOGLE_CLOUD_PROJECT", self.project)
        environment.setenv("NOVA_CONTRACTS", str(ACQUISITIONS))
        for secret in SECRETS:
            environment.setenv(f"NOVA_SECRET_{secret.upper()}", PEPPER)
        self.app = app()
        self._subscriber = emulators.subscriber

    def bucket(self, source: str) -> tuple[str, str]:
        acquisition, _, name = source.partition(".")
        return names.landing_bucket(self.project, acquisition), name

    def deliver_next(self) -> bool:
        delivered = [self._deliver_from(sub) for sub in catalogue.SUBSCRIPTIONS]
        return any(delivered)

    def _deliver_from(self, subscription: catalogue.Subscription) -> bool:
        path = names.subscription_path(self.project, subscription.name)
        with warnings.catch_warnings():
            # Deprecated because it may miss messages in production; the emulator never does.
            warnings.simplefilter("ignore", DeprecationWarning)
            received = self._subscriber.pull(
                request={"subscription": path, "max_messages": 10, "return_immediately": True},
                timeout=10,
            ).received_messages
        for one in received:
            answer = HOST.deliver(
                subscription.function,
                _push_body(path, one.message),
                path=topic_path(subscription.topic, project=self.project),
            )
            assert answer.is_acknowledged, answer.reason
            self._subscriber.acknowledge(subscription=path, ack_ids=[one.ack_id])
        return bool(received)


def _push_body(subscription: str, message: PubsubMessage) -> bytes:
    body = {
        "subscription": subscription,
        "message": {
            "data": base64.b64encode(message.data).decode(),
            "attributes": dict(message.attributes),
            "messageId": message.message_id,
            "publishTime": time.strftime("%Y-%m-%dT%H:%M:%SZ"),
        },
    }
    return json.dumps(body).encode()
