"""What stores interactions, wired."""

from __future__ import annotations

from dataclasses import dataclass

from shared.backends import Backend
from shared.config import Settings
from shared.identity.attachment import Attachment
from shared.ports import Doorkeeper, Objects
from shared.wiring.backend import hasher


@dataclass(frozen=True)
class AttachmentApp:
    """The application of `attach_interactions`."""

    objects: Objects
    doorkeeper: Doorkeeper
    attachment: Attachment

    @classmethod
    def on(cls, _settings: Settings, backend: Backend) -> AttachmentApp:
        """On this backend."""
        return cls(
            objects=backend.objects,
            doorkeeper=backend.doorkeeper,
            attachment=Attachment(
                documents=backend.documents,
                objects=backend.objects,
                clock=backend.clock,
                hash=hasher(backend),
            ),
        )
