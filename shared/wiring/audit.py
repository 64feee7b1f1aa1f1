"""What seals the audit and takes it away, wired."""

from __future__ import annotations

from shared.audit.checkpoint import Signer
from shared.audit.exporting import Exporting
from shared.audit.sealing import Sealing
from shared.backends import Backend


def sealing_on(backend: Backend) -> Sealing:
    """Signs the state of every log."""
    return Sealing(documents=backend.documents, objects=backend.objects, signer=_signer_of(backend))


def exporting_on(backend: Backend) -> Exporting:
    """Takes logs away as bundles."""
    return Exporting(
        documents=backend.documents, objects=backend.objects, signer=_signer_of(backend)
    )


def _signer_of(backend: Backend) -> Signer:
    return Signer(backend.audit_keys)
