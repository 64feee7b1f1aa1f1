"""The one door for data-subject requests, wired."""

from __future__ import annotations

from dataclasses import dataclass

from shared.backends import Backend
from shared.config import Settings
from shared.identity.asking import Asking
from shared.ports import Doorkeeper, Objects, Trail
from shared.privacy.answering import Answering
from shared.privacy.doors import Doors
from shared.wiring.desk import desk_on
from shared.wiring.privacy import closing_on, notifying_on, people_on
from shared.wiring.trail import trail_on
from shared.wiring.viewing import viewing_on


@dataclass(frozen=True)
class DoorsApp:
    """The application of `privacy_requests`."""

    objects: Objects
    doorkeeper: Doorkeeper
    doors: Doors

    @classmethod
    def on(cls, _settings: Settings, backend: Backend) -> DoorsApp:
        """On this backend."""
        return cls(
            objects=backend.objects,
            doorkeeper=backend.doorkeeper,
            doors=doors_on(backend, trail=trail_on(backend)),
        )


def doors_on(backend: Backend, *, trail: Trail) -> Doors:
    """The desk as callers see it."""
    return Doors(
        desk=desk_on(backend, trail=trail),
        answering=answering_on(backend, trail=trail),
        notifying=notifying_on(backend, trail=trail),
        asking=Asking(viewing_on(backend)),
        people=people_on(backend),
        objects=backend.objects,
        contracts=backend.contracts,
        secrets=backend.secrets,
        trail=trail,
        clock=backend.clock,
    )


def answering_on(backend: Backend, *, trail: Trail) -> Answering:
    """Takes the word of each system."""
    return Answering(
        documents=backend.documents,
        trail=trail,
        clock=backend.clock,
        closing=closing_on(backend, trail=trail),
    )
