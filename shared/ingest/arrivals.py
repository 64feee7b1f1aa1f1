"""Which sources are late with their files: asked for, and watched."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from shared.model.upload import Upload
from shared.ports import Clock, Contracts, Documents
from shared.rules import signals
from shared.rules.freshness import Late, last_files, late_sources

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Arrivals:
    """Compares the files that came with what contracts expect."""

    documents: Documents
    contracts: Contracts
    clock: Clock

    def late(self, source: str | None = None) -> tuple[Late, ...]:
        """The sources whose next file should have come by now; only this one, where it is named."""
        where = None if source is None else {"source": source}
        came = last_files(one.value for _, one in self.documents.find(Upload, where=where))
        return late_sources(self.contracts.all(), came, now=self.clock.now())

    def watch(self) -> tuple[Late, ...]:
        """Say in the log who is late, a warning each: alerts are raised on it."""
        late = self.late()
        for one in late:
            log.warning(signals.SOURCE_LATE, extra={"source": one.source, "due": one.due})
        return late
