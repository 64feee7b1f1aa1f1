"""What tells other sources, wired."""

from __future__ import annotations

from dataclasses import dataclass

from shared.backends import Backend
from shared.config import Settings
from shared.ports import Doorkeeper, Objects, Trail
from shared.sync.delivering import Delivering
from shared.sync.layouts import Layouts
from shared.sync.synchroniser import Synchroniser
from shared.wiring.backend import hasher
from shared.wiring.trail import trail_on


@dataclass(frozen=True)
class SyncApp:
    """The application of `plan_changes` and `deliver_changes`."""

    objects: Objects
    doorkeeper: Doorkeeper
    synchroniser: Synchroniser
    delivering: Delivering

    @classmethod
    def on(cls, _settings: Settings, backend: Backend) -> SyncApp:
        """On this backend."""
        return sync_on(backend, trail=trail_on(backend))


def sync_on(backend: Backend, *, trail: Trail) -> SyncApp:
    """Planning and telling, by the same layouts."""
    layouts = Layouts(backend.documents, backend.objects, backend.contracts)
    synchroniser = Synchroniser(
        documents=backend.documents,
        messages=backend.messages,
        contracts=backend.contracts,
        layouts=layouts,
        clock=backend.clock,
        hash=hasher(backend),
    )
    return SyncApp(
        objects=backend.objects,
        doorkeeper=backend.doorkeeper,
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
            hash=hasher(backend),
        ),
    )
