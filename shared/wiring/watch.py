"""What is due by the clock, of every capability, wired."""

from __future__ import annotations

from dataclasses import dataclass

from shared.audit.sealing import Sealing
from shared.backends import Backend
from shared.config import Settings
from shared.identity.overdue import Overdue
from shared.identity.settling import Settling
from shared.identity.telling import Telling
from shared.identity.viewing import Viewing
from shared.identity.weighing import Scales
from shared.ingest.arrivals import Arrivals
from shared.ingest.receiving import Receiving
from shared.ports import Doorkeeper, Objects, Trail
from shared.privacy.chasing import Chasing
from shared.privacy.desk import Desk
from shared.wiring.audit import sealing_on
from shared.wiring.backend import hasher
from shared.wiring.desk import chasing_on, desk_on
from shared.wiring.receiving import ReceivingApp
from shared.wiring.trail import trail_on
from shared.wiring.viewing import viewing_on
from shared.wiring.weighing import scales_on


@dataclass(frozen=True)
class WatchApp:
    """The application of `watch`."""

    objects: Objects
    doorkeeper: Doorkeeper
    arrivals: Arrivals
    overdue: Overdue
    receiving: Receiving
    telling: Telling
    scales: Scales
    settling: Settling
    desk: Desk
    chasing: Chasing
    sealing: Sealing

    @classmethod
    def on(cls, settings: Settings, backend: Backend) -> WatchApp:
        """On this backend."""
        trail = trail_on(backend)
        scales = scales_on(backend)
        telling = telling_on(backend)
        return cls(
            objects=backend.objects,
            doorkeeper=backend.doorkeeper,
            arrivals=arrivals_on(backend),
            overdue=Overdue(backend.documents, backend.clock),
            receiving=ReceivingApp.on(settings, backend).receiving,
            telling=telling,
            scales=scales,
            settling=settling_on(
                backend, telling=telling, trail=trail, scales=scales, viewing=viewing_on(backend)
            ),
            desk=desk_on(backend, trail=trail),
            chasing=chasing_on(backend, trail=trail),
            sealing=sealing_on(backend),
        )


def arrivals_on(backend: Backend) -> Arrivals:
    """Says which source's file has not come."""
    return Arrivals(documents=backend.documents, contracts=backend.contracts, clock=backend.clock)


def telling_on(backend: Backend) -> Telling:
    """Tells all of decisions."""
    return Telling(backend.documents, backend.messages, backend.clock)


def settling_on(
    backend: Backend, *, telling: Telling, trail: Trail, scales: Scales, viewing: Viewing
) -> Settling:
    """Looks once more at what waits."""
    return Settling(
        documents=backend.documents,
        telling=telling,
        trail=trail,
        clock=backend.clock,
        hash=hasher(backend),
        scales=scales,
        viewing=viewing,
    )
