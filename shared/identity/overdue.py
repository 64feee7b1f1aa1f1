"""Which doubtful pairs have waited too long for a person: watched."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from shared.identity.due import lateness
from shared.model.profile import Review
from shared.ports import Clock, Documents
from shared.rules import signals

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Overdue:
    """Looks at the open reviews."""

    documents: Documents
    clock: Clock

    def watch(self) -> int:
        """Say in the log how many wait for over a day, a warning: alerts are raised on it."""
        found = [one.value for _, one in self.documents.find(Review, where={"state": "open"})]
        late = lateness(found, self.clock.now())
        if late.overdue:
            extra = {"reviews": late.overdue, "oldest_hours": late.oldest_hours}
            log.warning(signals.REVIEWS_OVERDUE, extra=extra)
        return late.overdue
