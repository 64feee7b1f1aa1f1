"""What the functions of data-subject requests share, wired."""

from __future__ import annotations

from shared.backends import Backend
from shared.identity.forgetting import Forgetting
from shared.ports import Trail
from shared.privacy.closing import Closing
from shared.privacy.notifying import Notifying
from shared.wiring.backend import hasher
from shared.wiring.viewing import viewing_on


def people_on(backend: Backend) -> Forgetting:
    """What privacy may ask of the identity stores."""
    return Forgetting(
        documents=backend.documents,
        viewing=viewing_on(backend),
        clock=backend.clock,
        hash=hasher(backend),
    )


def closing_on(backend: Backend, *, trail: Trail) -> Closing:
    """Closes requests whose tasks have all ended."""
    return Closing(
        documents=backend.documents, objects=backend.objects, trail=trail, clock=backend.clock
    )


def notifying_on(backend: Backend, *, trail: Trail) -> Notifying:
    """Tells other systems of their tasks."""
    return Notifying(
        documents=backend.documents,
        objects=backend.objects,
        contracts=backend.contracts,
        secrets=backend.secrets,
        webhooks=backend.webhooks,
        trail=trail,
        clock=backend.clock,
    )
