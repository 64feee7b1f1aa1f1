"""Doubtful pairs that wait too long are said in the log, which alerts are raised on."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from shared.adapters.embedded.clock import SystemClock
from shared.identity.overdue import Overdue
from shared.model.profile import Review
from shared.ports import Write
from tests.memory_documents import MemoryDocuments


def watched(*hours: int) -> int:
    """What is said of open reviews that were asked so many hours ago."""
    documents = MemoryDocuments()
    for age in hours:
        asked = datetime.now(UTC) - timedelta(hours=age)
        review = Review(
            id=f"v{age}",
            record="r",
            source="shop.crm",
            profile="rcu_1",
            candidate="rcu_2",
            probability=0.6,
            created_at=asked.isoformat(),
        )
        documents.commit([Write(Review, review.id, review)])
    return Overdue(documents, SystemClock()).watch()


def test_reviews_that_wait_for_over_a_day_are_said_by_number(
    caplog: pytest.LogCaptureFixture,
) -> None:
    overdue = watched(30, 25, 2)

    (said,) = caplog.records
    assert overdue == 2
    assert (said.levelname, said.message) == ("WARNING", "reviews overdue")
    assert (said.__dict__["reviews"], said.__dict__["oldest_hours"]) == (2, 30.0)


def test_nothing_is_said_while_none_is_overdue(caplog: pytest.LogCaptureFixture) -> None:
    assert watched(23, 2) == 0
    assert caplog.records == []
