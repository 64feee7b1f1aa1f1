"""What makes profiles of contacts, wired."""

from __future__ import annotations

from dataclasses import dataclass

from shared.backends import Backend
from shared.config import Settings
from shared.identity.lineage import new_rcu
from shared.identity.resolution import Resolution
from shared.identity.weighing import Scales
from shared.ports import Doorkeeper, Objects, Trail
from shared.wiring.backend import hasher
from shared.wiring.trail import trail_on
from shared.wiring.weighing import scales_on


@dataclass(frozen=True)
class ResolutionApp:
    """The application of `resolve_identities`."""

    objects: Objects
    doorkeeper: Doorkeeper
    resolution: Resolution

    @classmethod
    def on(cls, _settings: Settings, backend: Backend) -> ResolutionApp:
        """On this backend."""
        return cls(
            objects=backend.objects,
            doorkeeper=backend.doorkeeper,
            resolution=resolution_on(backend, scales=scales_on(backend), trail=trail_on(backend)),
        )


def resolution_on(backend: Backend, *, scales: Scales, trail: Trail) -> Resolution:
    """Resolution by these weights."""
    return Resolution(
        documents=backend.documents,
        objects=backend.objects,
        messages=backend.messages,
        contracts=backend.contracts,
        scales=scales,
        clock=backend.clock,
        hash=hasher(backend),
        new_rcu=new_rcu,
        trail=trail,
    )
