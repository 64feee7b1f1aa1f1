"""An installation in memory: the real use cases on dictionaries, every delivery in a test's hand.

Where a world on a backend costs seconds, this one costs milliseconds: made for properties, which
want hundreds of installations. What the backends themselves promise is tried in tests/ports.
"""

from __future__ import annotations

import gzip
import io
from base64 import b64decode
from collections.abc import Iterator, Sequence
from hashlib import blake2b
from pathlib import Path
from random import Random
from typing import BinaryIO, cast

import msgspec

from shared.adapters.embedded.clock import SystemClock
from shared.adapters.embedded.contracts import FolderContracts
from shared.adapters.embedded.signing import SeedKey
from shared.adapters.embedded.tokens import LocalTokens
from shared.adapters.http.webhooks import HttpWebhooks
from shared.backends import Backend
from shared.config import Settings
from shared.errors import NotFound
from shared.identity.weighing import CURRENT
from shared.identity.weights import Weights
from shared.model.message import (
    ChangesPlanned,
    ContactsMapped,
    InteractionsMapped,
    Message,
    ObjectLanded,
    ProfilesChanged,
    RequestAccepted,
    TaskPlanned,
    UploadContinues,
)
from shared.model.settings import WeightsVersion
from shared.ports import DeadLetters, Documents, ObjectFacts, Write
from shared.rules import catalogue
from shared.wiring.app import App, assemble
from tests.memory_documents import MemoryDocuments
from tests.worlds import ACQUISITIONS, PEPPER, World


class MemoryObjects:
    """Meets `ports.Objects` with a dictionary."""

    def __init__(self) -> None:
        self.stored: dict[tuple[str, str], bytes] = {}

    def facts(self, bucket: str, name: str) -> ObjectFacts:
        content = self.read(bucket, name)
        known_as = blake2b(content, digest_size=16).hexdigest()
        return ObjectFacts(name, known_as, len(content), known_as)

    def open(self, bucket: str, name: str, *, generation: str | None = None) -> BinaryIO:
        if generation is not None and self.facts(bucket, name).generation != generation:
            raise NotFound("another generation now")
        return io.BytesIO(self.read(bucket, name))

    def read(self, bucket: str, name: str) -> bytes:
        if (bucket, name) not in self.stored:
            raise NotFound("no such object")
        return self.stored[bucket, name]

    def create(self, bucket: str, name: str, content: bytes) -> bool:
        return self.stored.setdefault((bucket, name), content) is content

    def put(self, bucket: str, name: str, content: bytes) -> None:
        self.stored[bucket, name] = content

    def delete(self, bucket: str, name: str, *, generation: str | None = None) -> None:
        try:
            self.open(bucket, name, generation=generation)
        except NotFound:
            return
        del self.stored[bucket, name]

    def list(self, bucket: str, prefix: str = "") -> Iterator[str]:
        return iter(
            sorted(name for one, name in self.stored if one == bucket and name.startswith(prefix))
        )


class Outbox:
    """Meets `ports.Messages` with a list: what was published and is to be delivered."""

    def __init__(self) -> None:
        self.waiting: list[Message] = []

    def publish(self, messages: Sequence[Message]) -> None:
        self.waiting += [one for one in messages if has_receiver(one)]


class KnownSecrets:
    """Meets `ports.Secrets` with one that never changes: ids of two installations compare."""

    def get(self, name: str) -> bytes:
        return b64decode(PEPPER)


class MemoryWorld(World):
    """An installation in memory."""

    def __init__(
        self,
        *,
        contracts: Path = ACQUISITIONS,
        part_size: int = 1000,
        work_seconds: float = 240.0,
        documents: Documents | None = None,
        objects: MemoryObjects | None = None,
    ) -> None:
        self.objects = objects or MemoryObjects()
        self.outbox = Outbox()
        self.delivered: list[Message] = []
        self.settings = Settings(
            contracts=str(contracts), part_size=part_size, work_seconds=work_seconds
        )
        self.backend = Backend(
            documents=documents or MemoryDocuments(contacts_per_commit=250),
            objects=self.objects,
            messages=self.outbox,
            dead_letters=cast(DeadLetters, None),
            secrets=KnownSecrets(),
            audit_keys=(SeedKey(lambda: b64decode(PEPPER)),),
            contracts=FolderContracts(contracts),
            doorkeeper=LocalTokens(b64decode(PEPPER)),
            webhooks=HttpWebhooks(SystemClock()),
            clock=SystemClock(),
        )
        self.app = assemble(self.settings, self.backend)

    def bucket(self, source: str) -> tuple[str, str]:
        return catalogue.LANDING, source

    def deliver_next(self) -> bool:
        if not self.outbox.waiting:
            return False
        self.deliver(self.outbox.waiting.pop(0))
        return True

    def deliver(self, message: Message) -> None:
        """Hand a message to its function, as often as the test likes."""
        act(self.app, message)
        self.delivered.append(message)

    def put_in_force(self, weights: Weights) -> None:
        """Make these the weights that every later decision rests on."""
        named = WeightsVersion(
            version=weights.version, object=f"{weights.version}.gz", population=3, learnt_at=""
        )
        stored = gzip.compress(msgspec.json.encode(weights))
        self.app.objects.create(catalogue.LAKE, named.object, stored)
        for id in (weights.version, CURRENT):
            self.app.documents.update(WeightsVersion, id, lambda _: named)

    def settle_at_random(self, random: Random, *, again: float) -> None:
        """Deliver until nothing is left: in any order, some messages more than once.

        `again` is the share of deliveries that repeat one that was made before.
        """
        while self.outbox.waiting:
            if self.delivered and random.random() < again:
                self.deliver(random.choice(self.delivered))
            else:
                place = random.randrange(len(self.outbox.waiting))
                self.deliver(self.outbox.waiting.pop(place))

    def copy(self, documents: Documents) -> MemoryWorld:
        """Another installation in the same state, on empty documents of the test's choice."""
        settings = self.app.settings
        twin = MemoryWorld(
            contracts=Path(settings.contracts),
            part_size=settings.part_size,
            work_seconds=settings.work_seconds,
            documents=documents,
        )
        twin.objects.stored = dict(self.objects.stored)
        twin.outbox.waiting = list(self.outbox.waiting)
        twin.delivered = list(self.delivered)
        for store in catalogue.STORES:
            found = self.app.documents.find(store.kind)
            documents.commit([Write(store.kind, id, one.value) for id, one in found])
        return twin


def act(app: App, message: Message) -> None:
    """Do what the function that receives this message does."""
    match message:
        case ObjectLanded() | UploadContinues():
            app.ingestion.advance(message)
        case ContactsMapped():
            app.resolution.resolve_part(message)
        case InteractionsMapped():
            app.attachment.attach_part(message)
        case ProfilesChanged():
            app.synchroniser.plan(message)
        case ChangesPlanned():
            app.delivering.deliver(message)
        case RequestAccepted():
            app.privacy.planning.fan_out(message.request)
        case TaskPlanned():
            app.privacy.fulfilment.fulfil(message.task)
        case _:
            raise AssertionError(f"no function receives {type(message).__name__}")


def has_receiver(message: Message) -> bool:
    """Whether any function waits for it."""
    return bool(catalogue.subscriptions_of(catalogue.topic_of(type(message)).name))
