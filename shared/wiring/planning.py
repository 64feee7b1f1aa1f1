"""What makes tasks of a request, wired."""

from __future__ import annotations

from dataclasses import dataclass

from shared.backends import Backend
from shared.config import Settings
from shared.ports import Doorkeeper, Objects, Trail
from shared.privacy.planning import Planning
from shared.wiring.privacy import closing_on, people_on
from shared.wiring.trail import trail_on


@dataclass(frozen=True)
class PlanningApp:
    """The application of `fan_out_request`."""

    objects: Objects
    doorkeeper: Doorkeeper
    planning: Planning

    @classmethod
    def on(cls, _settings: Settings, backend: Backend) -> PlanningApp:
        """On this backend."""
        return cls(
            objects=backend.objects,
            doorkeeper=backend.doorkeeper,
            planning=planning_on(backend, trail=trail_on(backend)),
        )


def planning_on(backend: Backend, *, trail: Trail) -> Planning:
    """Makes one task per right and system."""
    return Planning(
        documents=backend.documents,
        messages=backend.messages,
        contracts=backend.contracts,
        people=people_on(backend),
        secrets=backend.secrets,
        trail=trail,
        clock=backend.clock,
        closing=closing_on(backend, trail=trail),
    )
