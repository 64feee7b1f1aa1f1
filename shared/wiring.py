"""The one place where ports meet adapters: an application, whole, from its settings."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path

from shared.adapters.embedded.clock import SystemClock
from shared.adapters.embedded.contracts import FolderContracts
from shared.adapters.embedded.database import Database
from shared.adapters.embedded.dead_letters import SqliteDeadLetters
from shared.adapters.embedded.documents import SqliteDocuments
from shared.adapters.embedded.objects import FolderObjects
from shared.adapters.embedded.queue import SqliteMessages
from shared.adapters.embedded.secrets import FileSecrets
from shared.adapters.embedded.tokens import LocalTokens
from shared.adapters.http.webhooks import HttpWebhooks
from shared.audit.checkpoint import Signer
from shared.audit.exporting import Exporting
from shared.audit.sealing import Sealing
from shared.audit.trail import DocumentTrail
from shared.config import Settings
from shared.identity.asking import Asking
from shared.identity.attachment import Attachment
from shared.identity.forgetting import Forgetting
from shared.identity.resolution import Resolution
from shared.identity.reviewing import Reviewing
from shared.identity.undoing import Undoing
from shared.identity.viewing import Viewing
from shared.identity.weighing import Scales
from shared.ingest.ingestion import Ingestion
from shared.ingest.receiving import Receiving
from shared.ports import (
    Clock,
    Contracts,
    DeadLetters,
    Documents,
    Doorkeeper,
    Messages,
    Objects,
    Secrets,
    Trail,
)
from shared.privacy.answering import Answering
from shared.privacy.chasing import Chasing
from shared.privacy.closing import Closing
from shared.privacy.desk import Desk
from shared.privacy.doors import Doors
from shared.privacy.erasing import Erasure
from shared.privacy.fulfilment import Fulfilment
from shared.privacy.leftovers import Leftovers
from shared.privacy.notifying import Notifying
from shared.privacy.packaging import Packaging
from shared.privacy.planning import Planning
from shared.privacy.sweeping import Sweeping
from shared.rules.values.hashing import keyed_hash
from shared.sync.delivering import Delivering
from shared.sync.layouts import Layouts
from shared.sync.synchroniser import Synchroniser


@dataclass(frozen=True)
class Backend:
    """Every port, met by one kind of technology."""

    documents: Documents
    objects: Objects
    messages: Messages
    dead_letters: DeadLetters
    secrets: Secrets
    contracts: Contracts
    doorkeeper: Doorkeeper
    clock: Clock


@dataclass(frozen=True)
class Privacy:
    """The use cases of data-subject requests."""

    doors: Doors
    desk: Desk
    planning: Planning
    fulfilment: Fulfilment
    answering: Answering
    chasing: Chasing


@dataclass(frozen=True)
class App:
    """The application: its ports, and the use cases on top of them."""

    settings: Settings
    documents: Documents
    objects: Objects
    messages: Messages
    dead_letters: DeadLetters
    secrets: Secrets
    contracts: Contracts
    doorkeeper: Doorkeeper
    clock: Clock
    trail: Trail
    sealing: Sealing
    exporting: Exporting
    hash: Callable[..., str]
    ingestion: Ingestion
    receiving: Receiving
    resolution: Resolution
    attachment: Attachment
    reviewing: Reviewing
    undoing: Undoing
    viewing: Viewing
    asking: Asking
    scales: Scales
    synchroniser: Synchroniser
    delivering: Delivering
    privacy: Privacy


def app() -> App:
    """The application this process's environment describes; built once per description."""
    return build(Settings.from_env(os.environ))


@lru_cache(maxsize=8)
def build(settings: Settings) -> App:
    """An application from its settings."""
    backend = _google(settings) if settings.backend == "google" else _embedded(settings)
    return assemble(settings, backend)


def assemble(settings: Settings, backend: Backend) -> App:
    """The use cases on top of a backend."""
    hash = partial(keyed_hash, backend.secrets.get("pepper"))
    scales = Scales(
        documents=backend.documents,
        objects=backend.objects,
        contracts=backend.contracts,
        clock=backend.clock,
        hash=hash,
    )
    layouts = Layouts(backend.documents, backend.objects, backend.contracts)
    synchroniser = Synchroniser(
        documents=backend.documents,
        messages=backend.messages,
        contracts=backend.contracts,
        layouts=layouts,
        clock=backend.clock,
        hash=hash,
    )
    viewing = Viewing(documents=backend.documents, contracts=backend.contracts, hash=hash)
    trail = DocumentTrail(
        documents=backend.documents, clock=backend.clock, writer=secrets.token_hex(8)
    )
    signer = Signer(partial(backend.secrets.get, "audit_key"))
    return App(
        settings=settings,
        documents=backend.documents,
        objects=backend.objects,
        messages=backend.messages,
        dead_letters=backend.dead_letters,
        secrets=backend.secrets,
        contracts=backend.contracts,
        doorkeeper=backend.doorkeeper,
        clock=backend.clock,
        trail=trail,
        sealing=Sealing(documents=backend.documents, objects=backend.objects, signer=signer),
        exporting=Exporting(documents=backend.documents, objects=backend.objects, signer=signer),
        hash=hash,
        ingestion=Ingestion(
            documents=backend.documents,
            objects=backend.objects,
            messages=backend.messages,
            contracts=backend.contracts,
            clock=backend.clock,
            hash=hash,
            part_size=settings.part_size,
            work_seconds=settings.work_seconds,
        ),
        receiving=Receiving(
            documents=backend.documents,
            objects=backend.objects,
            messages=backend.messages,
            contracts=backend.contracts,
            clock=backend.clock,
            hash=hash,
            new_id=lambda: secrets.token_hex(8),
        ),
        resolution=Resolution(
            documents=backend.documents,
            objects=backend.objects,
            messages=backend.messages,
            contracts=backend.contracts,
            scales=scales,
            clock=backend.clock,
            hash=hash,
            new_rcu=new_rcu,
        ),
        attachment=Attachment(
            documents=backend.documents,
            objects=backend.objects,
            clock=backend.clock,
            hash=hash,
        ),
        reviewing=Reviewing(
            documents=backend.documents,
            messages=backend.messages,
            trail=trail,
            clock=backend.clock,
            hash=hash,
            scales=scales,
        ),
        scales=scales,
        undoing=Undoing(
            documents=backend.documents,
            objects=backend.objects,
            messages=backend.messages,
            contracts=backend.contracts,
            trail=trail,
            clock=backend.clock,
            hash=hash,
        ),
        viewing=viewing,
        asking=Asking(viewing),
        synchroniser=synchroniser,
        delivering=Delivering(
            documents=backend.documents,
            objects=backend.objects,
            contracts=backend.contracts,
            layouts=layouts,
            synchroniser=synchroniser,
            webhooks=HttpWebhooks(backend.clock),
            secrets=backend.secrets,
            trail=trail,
            clock=backend.clock,
            hash=hash,
        ),
        privacy=_privacy(settings, backend, trail, viewing, hash),
    )


def _privacy(
    settings: Settings, backend: Backend, trail: Trail, viewing: Viewing, hash: Callable[..., str]
) -> Privacy:
    documents, objects, clock = backend.documents, backend.objects, backend.clock
    people = Forgetting(documents=documents, viewing=viewing, clock=clock, hash=hash)
    closing = Closing(documents=documents, objects=objects, trail=trail, clock=clock)
    notifying = Notifying(
        documents=documents,
        objects=objects,
        contracts=backend.contracts,
        secrets=backend.secrets,
        webhooks=HttpWebhooks(clock),
        trail=trail,
        clock=clock,
    )
    desk = Desk(
        documents=documents,
        messages=backend.messages,
        trail=trail,
        clock=clock,
        hash=hash,
        new_id=lambda: secrets.token_hex(16),
    )
    answering = Answering(documents=documents, trail=trail, clock=clock, closing=closing)
    return Privacy(
        doors=Doors(
            desk=desk,
            answering=answering,
            notifying=notifying,
            asking=Asking(viewing),
            people=people,
            objects=objects,
            contracts=backend.contracts,
            secrets=backend.secrets,
            trail=trail,
            clock=clock,
        ),
        desk=desk,
        planning=Planning(
            documents=documents,
            messages=backend.messages,
            contracts=backend.contracts,
            people=people,
            secrets=backend.secrets,
            trail=trail,
            clock=clock,
            closing=closing,
        ),
        fulfilment=Fulfilment(
            documents=documents,
            erasure=Erasure(
                documents=documents,
                people=people,
                sweeping=Sweeping(documents=documents, objects=objects, hash=hash),
                leftovers=Leftovers(documents=documents, objects=objects, hash=hash),
                secrets=backend.secrets,
                trail=trail,
                clock=clock,
                hash=hash,
                verify_again_seconds=settings.verify_again_seconds,
            ),
            packaging=Packaging(
                documents=documents,
                objects=objects,
                contracts=backend.contracts,
                secrets=backend.secrets,
                trail=trail,
                clock=clock,
            ),
            notifying=notifying,
            closing=closing,
        ),
        answering=answering,
        chasing=Chasing(
            documents=documents,
            objects=objects,
            messages=backend.messages,
            trail=trail,
            clock=clock,
        ),
    )


def new_rcu() -> str:
    """A new RCU id: 100 random bits, derived from nothing, never given twice."""
    return f"rcu_{secrets.token_hex(13)[:25]}"


def _embedded(settings: Settings) -> Backend:
    folder = Path(settings.data)
    database = Database(folder / "nova.db")
    keys = FileSecrets(folder / "secrets")
    return Backend(
        documents=SqliteDocuments(database),
        objects=FolderObjects(folder / "buckets"),
        messages=SqliteMessages(database),
        dead_letters=SqliteDeadLetters(database),
        secrets=keys,
        contracts=FolderContracts(Path(settings.contracts)),
        doorkeeper=LocalTokens(keys.get("tokens")),
        clock=SystemClock(),
    )


def _google(settings: Settings) -> Backend:
    # The clients cost seconds to import: only what runs on Google pays for them.
    from google.cloud import firestore, pubsub_v1, storage  # noqa: PLC0415

    from shared.adapters.google.contracts import BucketContracts  # noqa: PLC0415
    from shared.adapters.google.dead_letters import PubSubDeadLetters  # noqa: PLC0415
    from shared.adapters.google.documents import FirestoreDocuments  # noqa: PLC0415
    from shared.adapters.google.identity_tokens import (  # noqa: PLC0415
        GoogleIdentityTokens,
        fetched_certificates,
    )
    from shared.adapters.google.messages import PubSubMessages  # noqa: PLC0415
    from shared.adapters.google.objects import StorageObjects  # noqa: PLC0415
    from shared.adapters.google.secrets import EnvironmentSecrets  # noqa: PLC0415

    clock = SystemClock()
    keys = EnvironmentSecrets(os.environ)
    publisher = pubsub_v1.PublisherClient()
    objects = StorageObjects(storage.Client(project=settings.project), settings.project)
    contracts: Contracts = (
        BucketContracts(objects, settings.contracts, clock)
        if settings.contracts.startswith("gs://")
        else FolderContracts(Path(settings.contracts))
    )
    return Backend(
        documents=FirestoreDocuments(firestore.Client(project=settings.project)),
        objects=objects,
        messages=PubSubMessages(publisher, settings.project),
        dead_letters=PubSubDeadLetters(pubsub_v1.SubscriberClient(), publisher, settings.project),
        secrets=keys,
        contracts=contracts,
        # Google signs no tokens on one machine: the emulators are entered with local ones.
        doorkeeper=LocalTokens(keys.get("tokens"))
        if settings.emulated
        else GoogleIdentityTokens(
            audience=settings.audience,
            roles_of=lambda email: roles_of(email, contracts),
            certificates=fetched_certificates(clock),
        ),
        clock=clock,
    )


def roles_of(email: str, contracts: Contracts) -> frozenset[str]:
    """The sources a service account may speak for: those whose contract names it as a caller."""
    return frozenset(
        f"source:{contract.id}.{source.id}"
        for contract in contracts.all()
        for source in contract.sources
        if email in source.callers
    )
