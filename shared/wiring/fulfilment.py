"""What does our own stores' share of a request, wired."""

from __future__ import annotations

from dataclasses import dataclass

from shared.backends import Backend
from shared.config import Settings
from shared.ports import Doorkeeper, Objects, Trail
from shared.privacy.erasing import Erasure
from shared.privacy.fulfilment import Fulfilment
from shared.privacy.leftovers import Leftovers
from shared.privacy.packaging import Packaging
from shared.privacy.sweeping import Sweeping
from shared.wiring.backend import hasher
from shared.wiring.privacy import closing_on, notifying_on, people_on
from shared.wiring.trail import trail_on


@dataclass(frozen=True)
class FulfilmentApp:
    """The application of `fulfil_task`."""

    objects: Objects
    doorkeeper: Doorkeeper
    fulfilment: Fulfilment

    @classmethod
    def on(cls, settings: Settings, backend: Backend) -> FulfilmentApp:
        """On this backend."""
        return cls(
            objects=backend.objects,
            doorkeeper=backend.doorkeeper,
            fulfilment=fulfilment_on(settings, backend, trail=trail_on(backend)),
        )


def fulfilment_on(settings: Settings, backend: Backend, *, trail: Trail) -> Fulfilment:
    """Does our share, and tells other systems theirs."""
    documents, objects, hash = backend.documents, backend.objects, hasher(backend)
    return Fulfilment(
        documents=documents,
        erasure=Erasure(
            documents=documents,
            people=people_on(backend),
            sweeping=Sweeping(documents=documents, objects=objects, hash=hash),
            leftovers=Leftovers(documents=documents, objects=objects, hash=hash),
            secrets=backend.secrets,
            trail=trail,
            clock=backend.clock,
            hash=hash,
            verify_again_seconds=settings.verify_again_seconds,
        ),
        packaging=Packaging(
            documents=documents,
            objects=objects,
            contracts=backend.contracts,
            secrets=backend.secrets,
            trail=trail,
            clock=backend.clock,
        ),
        notifying=notifying_on(backend, trail=trail),
        closing=closing_on(backend, trail=trail),
    )
