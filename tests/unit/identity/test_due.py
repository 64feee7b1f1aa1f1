"""A review is due within a day."""

from __future__ import annotations

from datetime import UTC, datetime

from shared.identity.due import is_overdue, lateness
from shared.model.profile import Review

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)


def asked(at: str, **said: str) -> Review:
    return Review(
        id=at, record="r", source="s", profile="p", candidate="c", probability=0.5, created_at=at,
        **said,
    )  # fmt: skip


def test_a_review_is_overdue_after_24_hours_and_not_before() -> None:
    assert not is_overdue(asked("2026-03-01T12:00:00+00:00"), NOW)
    assert is_overdue(asked("2026-03-01T11:59:59+00:00"), NOW)
    assert not is_overdue(asked("2026-02-01T11:00:00+00:00", state="closed"), NOW)
    assert not is_overdue(asked(""), NOW)


def test_the_share_overdue_and_the_oldest() -> None:
    queue = lateness(
        [asked("2026-03-01T11:00:00+00:00"), asked("2026-03-02T11:00:00+00:00"), asked("")], NOW
    )

    assert (queue.open, queue.overdue, queue.share, queue.oldest_hours) == (3, 1, 0.3333, 25.0)
    assert lateness([], NOW).share == 0.0
