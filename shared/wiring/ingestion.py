"""What reads exports, wired."""

from __future__ import annotations

from dataclasses import dataclass

from shared.backends import Backend
from shared.config import Settings
from shared.ingest.ingestion import Ingestion
from shared.ports import Doorkeeper, Objects
from shared.wiring.backend import hasher


@dataclass(frozen=True)
class IngestionApp:
    """The application of `map_upload`."""

    objects: Objects
    doorkeeper: Doorkeeper
    ingestion: Ingestion

    @classmethod
    def on(cls, settings: Settings, backend: Backend) -> IngestionApp:
        """On this backend."""
        return cls(
            objects=backend.objects,
            doorkeeper=backend.doorkeeper,
            ingestion=Ingestion(
                documents=backend.documents,
                objects=backend.objects,
                messages=backend.messages,
                contracts=backend.contracts,
                clock=backend.clock,
                hash=hasher(backend),
                part_size=settings.part_size,
                work_seconds=settings.work_seconds,
            ),
        )
