"""Where ports meet adapters: every port, met by one kind of technology."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from shared.adapters.embedded.clock import SystemClock
from shared.adapters.embedded.contracts import FolderContracts
from shared.adapters.embedded.database import Database
from shared.adapters.embedded.dead_letters import SqliteDeadLetters
from shared.adapters.embedded.documents import SqliteDocuments
from shared.adapters.embedded.objects import FolderObjects
from shared.adapters.embedded.queue import SqliteMessages
from shared.adapters.embedded.secrets import FileSecrets
from shared.adapters.embedded.signing import SeedKey
from shared.adapters.embedded.tokens import LocalTokens
from shared.adapters.http.webhooks import HttpWebhooks
from shared.config import Settings
from shared.ports import (
    Clock,
    Contracts,
    DeadLetters,
    Documents,
    Doorkeeper,
    Messages,
    Objects,
    Secrets,
    SigningKey,
    Webhooks,
)


@dataclass(frozen=True)
class Backend:
    """Every port, met by one kind of technology."""

    documents: Documents
    objects: Objects
    messages: Messages
    dead_letters: DeadLetters
    secrets: Secrets
    audit_key: SigningKey
    contracts: Contracts
    doorkeeper: Doorkeeper
    webhooks: Webhooks
    clock: Clock


def embedded(settings: Settings) -> Backend:
    """SQLite and folders."""
    folder = Path(settings.data)
    database = Database(folder / "nova.db")
    keys = FileSecrets(folder / "secrets")
    clock = SystemClock()
    return Backend(
        documents=SqliteDocuments(database),
        objects=FolderObjects(folder / "buckets"),
        messages=SqliteMessages(database),
        dead_letters=SqliteDeadLetters(database),
        secrets=keys,
        audit_key=SeedKey(partial(keys.get, "audit_key")),
        contracts=FolderContracts(Path(settings.contracts)),
        doorkeeper=LocalTokens(keys.get("tokens")),
        webhooks=HttpWebhooks(clock),
        clock=clock,
    )


def google(settings: Settings) -> Backend:
    """Firestore, Pub/Sub and Cloud Storage, or their emulators."""
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
    from shared.adapters.google.signing import KmsKey  # noqa: PLC0415

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
        # There is no emulator of KMS, and what is tried on one machine needs no such key.
        audit_key=KmsKey(settings.audit_key)
        if settings.audit_key and not settings.emulated
        else SeedKey(partial(keys.get, "audit_key")),
        contracts=contracts,
        # Google signs no tokens on one machine: the emulators are entered with local ones.
        doorkeeper=LocalTokens(keys.get("tokens"))
        if settings.emulated
        else GoogleIdentityTokens(
            audience=settings.audience,
            roles_of=lambda email: roles_of(email, contracts),
            certificates=fetched_certificates(clock),
        ),
        webhooks=HttpWebhooks(clock),
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
