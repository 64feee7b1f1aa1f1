"""The clock of the machine."""

from __future__ import annotations

import random
import time
from datetime import UTC, datetime

LONGEST_PAUSE = 2.0
"""Seconds."""


class SystemClock:
    """Meets `ports.Clock`."""

    def now(self) -> datetime:
        """Aware, in UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Seconds that only go forward."""
        return time.monotonic()

    def pause(self, attempt: int) -> None:
        """Wait up to 10 ms, twice that for each further attempt, at random."""
        longest = min(LONGEST_PAUSE, 0.01 * 2 ** min(attempt, 20))
        time.sleep(random.uniform(0, longest))  # noqa: S311  spreads writers, guards nothing
