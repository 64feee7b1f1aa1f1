"""The audit trail on a backend."""

from __future__ import annotations

import secrets

from shared.audit.trail import DocumentTrail
from shared.backends import Backend


def trail_on(backend: Backend) -> DocumentTrail:
    """A trail whose writer has a name of its own, so that no two write one stream."""
    return DocumentTrail(
        documents=backend.documents, clock=backend.clock, writer=secrets.token_hex(8)
    )
