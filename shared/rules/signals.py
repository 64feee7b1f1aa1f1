"""Log lines that alerts are raised on: functions write them, the infrastructure waits for them."""

from __future__ import annotations

from typing import Final

SOURCE_LATE: Final = "source late"
"""A file did not come by the time its contract says; `source` and `due` stand beside it."""

REVIEWS_OVERDUE: Final = "reviews overdue"
"""Doubtful pairs wait for over 24 hours; `reviews` says how many."""

TASK_AWAITED: Final = "a task is waited for"
"""A system's share of a request nears its day or is past it; `task`, `source`, `reminder`."""
