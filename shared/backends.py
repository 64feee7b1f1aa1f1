"""Where ports meet adapters: every port, met by one kind of technology."""

from __future__ import annotations

import os
from collections.abc import Callable
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
    audit_keys: tuple[SigningKey, ...]
    """What signs checkpoints: the key in force, then the one before it."""

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
        audit_keys=(SeedKey(partial(keys.get, "audit_key")),),
        contracts=FolderContracts(Path(settings.contracts)),
        doorkeeper=LocalTokens(keys.get("tokens")),
        webhooks=HttpWebhooks(clock),
        clock=clock,
    )


def google(settings: Settings) -> Backend:
    """Firestore, Pub/Sub and Cloud Storage, or their emulators."""
    # The clients cost seconds to import: only what runs on Google pays for them.
    from google.cloud import firestore, pubsub_v1, storage  # noqa: PLC0415

    from shared.adapters.google import names  # noqa: PLC0415
    from shared.adapters.google.contracts import BucketContracts  # noqa: PLC0415
    from shared.adapters.google.dead_letters import PubSubDeadLetters  # noqa: PLC0415
    from shared.adapters.google.documents import FirestoreDocuments  # noqa: PLC0415
    from shared.adapters.google.messages import PubSubMessages  # noqa: PLC0415
    from shared.adapters.google.objects import StorageObjects  # noqa: PLC0415
    from shared.adapters.google.secrets import EnvironmentSecrets  # noqa: PLC0415

    clock = SystemClock()
    keys = EnvironmentSecrets(os.environ)
    publisher = pubsub_v1.PublisherClient()
    project, installation = settings.project, settings.installation
    objects = StorageObjects(storage.Client(project=project), project, installation=installation)
    contracts: Contracts = (
        BucketContracts(objects, settings.contracts, clock)
        if settings.contracts.startswith("gs://")
        else FolderContracts(Path(settings.contracts))
    )
    return Backend(
        documents=FirestoreDocuments(
            firestore.Client(project=project, database=names.database(installation))
        ),
        objects=objects,
        messages=PubSubMessages(publisher, project, installation=installation),
        dead_letters=PubSubDeadLetters(
            pubsub_v1.SubscriberClient(), publisher, project, installation=installation
        ),
        secrets=keys,
        audit_keys=audit_keys_of(settings, keys),
        contracts=contracts,
        # Google signs no tokens on one machine: the emulators are entered with local ones.
        doorkeeper=LocalTokens(keys.get("tokens"))
        if settings.emulated
        else _doorkeeper(settings, contracts, objects, clock),
        webhooks=HttpWebhooks(clock),
        clock=clock,
    )


def audit_keys_of(settings: Settings, secrets: Secrets) -> tuple[SigningKey, ...]:
    """What signs checkpoints on Google, the key in force first.

    The key version that is named and the one before it; else the seed.
    """
    # There is no emulator of KMS, and what is tried on one machine must not sign with such a key.
    if not settings.audit_key or settings.emulated:
        return (SeedKey(partial(secrets.get, "audit_key")),)
    from shared.adapters.google.signing import kms_keys  # noqa: PLC0415

    return kms_keys(settings.audit_key)


def _doorkeeper(
    settings: Settings, contracts: Contracts, objects: Objects, clock: Clock
) -> Doorkeeper:
    from shared.adapters.google.identity_tokens import (  # noqa: PLC0415
        Closed,
        GoogleIdentityTokens,
        fetched_certificates,
    )
    from shared.adapters.google.people import BucketPeople  # noqa: PLC0415

    if not settings.audience:
        return Closed()
    people = BucketPeople(objects, settings.people, clock) if settings.people else None
    return GoogleIdentityTokens(
        audience=settings.audience,
        roles_of=lambda email: (
            roles_of(email, contracts, writer_of=partial(_writer_of, settings))
            | (people.roles_of(email) if people else frozenset())
        ),
        certificates=fetched_certificates(clock),
    )


def roles_of(
    email: str, contracts: Contracts, *, writer_of: Callable[[str], str]
) -> frozenset[str]:
    """The sources a service account may speak for.

    Those whose contract names it as a caller, and every source of the acquisition whose writer it
    is.
    """
    return frozenset(
        f"source:{contract.id}.{source.id}"
        for contract in contracts.all()
        for source in contract.sources
        if email in source.callers or email == writer_of(contract.id)
    )


def _writer_of(settings: Settings, acquisition: str) -> str:
    from shared.adapters.google import names  # noqa: PLC0415

    account = names.writer_account(acquisition, installation=settings.installation)
    return names.account_email(settings.project, account)
