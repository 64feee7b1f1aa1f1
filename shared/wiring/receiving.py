"""What takes in live changes, wired."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from shared.backends import Backend
from shared.config import Settings
from shared.ingest.receiving import Receiving
from shared.ports import Contracts, Doorkeeper, Objects
from shared.wiring.backend import hasher


@dataclass(frozen=True)
class ReceivingApp:
    """The application of `receive_records`."""

    objects: Objects
    doorkeeper: Doorkeeper
    contracts: Contracts
    receiving: Receiving

    @classmethod
    def on(cls, _settings: Settings, backend: Backend) -> ReceivingApp:
        """On this backend."""
        return cls(
            objects=backend.objects,
            doorkeeper=backend.doorkeeper,
            contracts=backend.contracts,
            receiving=Receiving(
                documents=backend.documents,
                objects=backend.objects,
                messages=backend.messages,
                contracts=backend.contracts,
                clock=backend.clock,
                hash=hasher(backend),
                new_id=lambda: secrets.token_hex(8),
            ),
        )
