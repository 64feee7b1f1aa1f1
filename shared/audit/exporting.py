"""Takes the logs out of an installation, to be checked elsewhere or here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import msgspec

from shared.audit.bundle import Bundle, LogMaterial
from shared.audit.checkpoint import Signer
from shared.audit.entries import entry_id
from shared.audit.sealing import SealedBatch
from shared.model.trail import LOGS, Log, StoredEntry
from shared.ports import Documents, Objects
from shared.rules import catalogue


@dataclass(frozen=True)
class Exporting:
    """Reads both logs as they lie in the stores. It judges nothing: what is missing is missing."""

    documents: Documents
    objects: Objects
    signer: Signer

    def bundle(self) -> Bundle:
        """All that is sealed; entries that came since the last checkpoint are not in it."""
        return Bundle({log: self._material(log) for log in LOGS}, keys=self.signer.keys)

    def _material(self, log: Log) -> LogMaterial:
        read = self.objects.read
        batches = {
            name: read(catalogue.EVIDENCE, name)
            for name in self.objects.list(catalogue.EVIDENCE, f"{log}/batches/")
        }
        checkpoints = {
            name: read(catalogue.EVIDENCE, name).decode("utf-8", "replace")
            for name in self.objects.list(catalogue.EVIDENCE, f"{log}/checkpoints/")
        }
        entries = list(self._entries(content for _, content in sorted(batches.items())))
        return LogMaterial(entries=entries, batches=batches, checkpoints=checkpoints)

    def _entries(self, batches: Iterator[bytes]) -> Iterator[str]:
        for content in batches:
            try:
                batch = msgspec.json.decode(content, type=SealedBatch)
            except msgspec.DecodeError:
                continue  # whoever checks will say so
            ids = [
                entry_id(stream, seq)
                for stream, first, to in batch.spans
                for seq in range(first, to + 1)
            ]
            found = self.documents.get_many(StoredEntry, ids)
            yield from (found[id].value.text for id in ids if id in found)
