"""The match weights, wired."""

from __future__ import annotations

from shared.backends import Backend
from shared.identity.weighing import Scales
from shared.wiring.backend import hasher


def scales_on(backend: Backend) -> Scales:
    """Gives the weights in force; remembers those it has read."""
    return Scales(
        documents=backend.documents,
        objects=backend.objects,
        contracts=backend.contracts,
        clock=backend.clock,
        hash=hasher(backend),
    )
