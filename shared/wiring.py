"""An application, whole, from its settings: the use cases on top of a backend."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, partial

from shared.audit.checkpoint import Signer
from shared.audit.exporting import Exporting
from shared.audit.sealing import Sealing
from shared.audit.trail import DocumentTrail
from shared.backends import Backend, embedded, google
from shared.config import Settings
from shared.identity.asking import Asking
from shared.identity.attachment import Attachment
from shared.identity.deciding import Deciding
from shared.identity.forgetting import Forgetting
from shared.identity.lineage import new_rcu
from shared.identity.measuring import Measuring
from shared.identity.resolution import Resolution
from shared.identity.reviewing import Reviewing
from shared.identity.settling import Settling
from shared.identity.telling import Telling
from shared.identity.undoing import Undoing
from shared.identity.viewing import Viewing
from shared.identity.weighing import Scales
from shared.ingest.arrivals import Arrivals
from shared.ingest.correcting import Correcting
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
    arrivals: Arrivals
    correcting: Correcting
    ingestion: Ingestion
    receiving: Receiving
    resolution: Resolution
    attachment: Attachment
    reviewing: Reviewing
    telling: Telling
    deciding: Deciding
    undoing: Undoing
    viewing: Viewing
    asking: Asking
    measuring: Measuring
    scales: Scales
    settling: Settling
    synchroniser: Synchroniser
    delivering: Delivering
    privacy: Privacy


def app() -> App:
    """The application this process's environment describes; built once per description."""
    return build(Settings.from_env(os.environ))


@lru_cache(maxsize=8)
def build(settings: Settings) -> App:
    """An application from its settings."""
    backend = google(settings) if settings.backend == "google" else embedded(settings)
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
    telling = Telling(backend.documents, backend.messages, backend.clock)
    trail = DocumentTrail(
        documents=backend.documents, clock=backend.clock, writer=secrets.token_hex(8)
    )
    signer = Signer(backend.audit_key)
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
        arrivals=Arrivals(
            documents=backend.documents, contracts=backend.contracts, clock=backend.clock
        ),
        correcting=Correcting(
            documents=backend.documents,
            objects=backend.objects,
            messages=backend.messages,
            contracts=backend.contracts,
            clock=backend.clock,
        ),
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
            trail=trail,
        ),
        attachment=Attachment(
            documents=backend.documents,
            objects=backend.objects,
            clock=backend.clock,
            hash=hash,
        ),
        reviewing=Reviewing(
            documents=backend.documents,
            telling=telling,
            trail=trail,
            clock=backend.clock,
            hash=hash,
            scales=scales,
        ),
        telling=telling,
        measuring=Measuring(
            documents=backend.documents,
            contracts=backend.contracts,
            clock=backend.clock,
            hash=hash,
        ),
        deciding=Deciding(
            documents=backend.documents,
            telling=telling,
            contracts=backend.contracts,
            trail=trail,
            clock=backend.clock,
            hash=hash,
            new_rcu=new_rcu,
            scales=scales,
        ),
        scales=scales,
        settling=Settling(
            documents=backend.documents,
            telling=telling,
            trail=trail,
            clock=backend.clock,
            hash=hash,
            scales=scales,
            viewing=viewing,
        ),
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
            webhooks=backend.webhooks,
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
        webhooks=backend.webhooks,
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
