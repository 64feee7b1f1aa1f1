"""Where requests are accepted, and what reminds of them, wired."""

from __future__ import annotations

import secrets

from shared.backends import Backend
from shared.ports import Trail
from shared.privacy.chasing import Chasing
from shared.privacy.desk import Desk
from shared.wiring.backend import hasher


def desk_on(backend: Backend, *, trail: Trail) -> Desk:
    """Takes requests in."""
    return Desk(
        documents=backend.documents,
        messages=backend.messages,
        trail=trail,
        clock=backend.clock,
        hash=hasher(backend),
        new_id=lambda: secrets.token_hex(16),
    )


def chasing_on(backend: Backend, *, trail: Trail) -> Chasing:
    """Reminds of what is due."""
    return Chasing(
        documents=backend.documents,
        objects=backend.objects,
        messages=backend.messages,
        trail=trail,
        clock=backend.clock,
    )
