"""One profile, whole, wired."""

from __future__ import annotations

from shared.backends import Backend
from shared.identity.viewing import Viewing
from shared.wiring.backend import hasher


def viewing_on(backend: Backend) -> Viewing:
    """Finds and shows profiles."""
    return Viewing(documents=backend.documents, contracts=backend.contracts, hash=hasher(backend))
