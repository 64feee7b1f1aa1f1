"""The application, whole: what the local platform, the commands and the tests stand on."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from shared.audit.exporting import Exporting
from shared.audit.sealing import Sealing
from shared.backends import Backend
from shared.config import Settings
from shared.identity.asking import Asking
from shared.identity.attachment import Attachment
from shared.identity.deciding import Deciding
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
from shared.privacy.desk import Desk
from shared.privacy.doors import Doors
from shared.privacy.fulfilment import Fulfilment
from shared.privacy.planning import Planning
from shared.sync.delivering import Delivering
from shared.sync.synchroniser import Synchroniser
from shared.wiring.attachment import AttachmentApp
from shared.wiring.audit import exporting_on, sealing_on
from shared.wiring.backend import backend_of, hasher
from shared.wiring.desk import chasing_on
from shared.wiring.doors import doors_on
from shared.wiring.fulfilment import fulfilment_on
from shared.wiring.ingestion import IngestionApp
from shared.wiring.planning import planning_on
from shared.wiring.receiving import ReceivingApp
from shared.wiring.resolution import resolution_on
from shared.wiring.sync import sync_on
from shared.wiring.trail import trail_on
from shared.wiring.viewing import viewing_on
from shared.wiring.watch import arrivals_on, settling_on, telling_on
from shared.wiring.weighing import scales_on


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
    return assemble(settings, backend_of(settings))


def assemble(settings: Settings, backend: Backend) -> App:
    """The use cases on top of a backend."""
    hash = hasher(backend)
    trail = trail_on(backend)
    scales = scales_on(backend)
    viewing = viewing_on(backend)
    telling = telling_on(backend)
    sync = sync_on(backend, trail=trail)
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
        sealing=sealing_on(backend),
        exporting=exporting_on(backend),
        hash=hash,
        arrivals=arrivals_on(backend),
        correcting=Correcting(
            documents=backend.documents,
            objects=backend.objects,
            messages=backend.messages,
            contracts=backend.contracts,
            clock=backend.clock,
        ),
        ingestion=IngestionApp.on(settings, backend).ingestion,
        receiving=ReceivingApp.on(settings, backend).receiving,
        resolution=resolution_on(backend, scales=scales, trail=trail),
        attachment=AttachmentApp.on(settings, backend).attachment,
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
        settling=settling_on(backend, telling=telling, trail=trail, scales=scales, viewing=viewing),
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
        synchroniser=sync.synchroniser,
        delivering=sync.delivering,
        privacy=_privacy(settings, backend, trail),
    )


def _privacy(settings: Settings, backend: Backend, trail: Trail) -> Privacy:
    doors = doors_on(backend, trail=trail)
    return Privacy(
        doors=doors,
        desk=doors.desk,
        planning=planning_on(backend, trail=trail),
        fulfilment=fulfilment_on(settings, backend, trail=trail),
        answering=doors.answering,
        chasing=chasing_on(backend, trail=trail),
    )
