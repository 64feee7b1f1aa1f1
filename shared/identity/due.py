"""A review is due within a day: how old the open ones are, and which share of them is late."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

import msgspec

from shared.model.profile import Review

DUE_AFTER: Final = timedelta(hours=24)


class Lateness(msgspec.Struct, frozen=True, kw_only=True):
    """How late an open queue is."""

    open: int
    overdue: int
    share: float
    """Of the open ones, those overdue, 0 to 1; 0 when nothing is open."""

    oldest_hours: float


def age(review: Review, now: datetime) -> timedelta:
    """How long ago the review was asked; nothing where that is not known."""
    if not review.created_at:
        return timedelta()
    return max(timedelta(), now - datetime.fromisoformat(review.created_at))


def is_overdue(review: Review, now: datetime) -> bool:
    """Whether a person should have answered it by now."""
    return review.state == "open" and age(review, now) > DUE_AFTER


def lateness(reviews: Sequence[Review], now: datetime) -> Lateness:
    """How late these open reviews are together."""
    late = sum(is_overdue(one, now) for one in reviews)
    oldest = max((age(one, now) for one in reviews), default=timedelta())
    return Lateness(
        open=len(reviews),
        overdue=late,
        share=round(late / len(reviews), 4) if reviews else 0.0,
        oldest_hours=hours(oldest),
    )


def hours(age: timedelta) -> float:
    """In hours, to a tenth."""
    return round(age.total_seconds() / 3600, 1)
