"""When the next file of a source is late."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from shared.model.contract import Expected
from shared.rules.freshness import due_after


@pytest.mark.parametrize(
    ("expected", "last", "due"),
    [
        (Expected(every="hour"), "2026-03-01T10:20:00", "2026-03-01T11:20:00"),
        (Expected(every="hour", max_delay="90m"), "2026-03-01T10:20:00", "2026-03-01T12:50:00"),
        # Winter: Paris is an hour ahead of UTC; the Sunday of the change it is two.
        (Expected(every="day", by="06:00"), "2026-03-02T04:10:00", "2026-03-03T05:00:00"),
        (Expected(every="day", by="06:00"), "2026-03-28T05:10:00", "2026-03-29T04:00:00"),
        # Half past eleven in the evening in London is the next day in Paris.
        (Expected(every="day", by="06:00"), "2026-03-02T23:30:00", "2026-03-04T05:00:00"),
        (
            Expected(every="week", by="06:00", max_delay="1d"),
            "2026-01-05T05:00:00",
            "2026-01-13T05:00:00",
        ),
        (Expected(every="month", by="12:00"), "2026-01-31T09:00:00", "2026-02-28T11:00:00"),
        (Expected(every="month", by="12:00"), "2026-12-15T09:00:00", "2027-01-15T11:00:00"),
    ],
)
def test_the_next_file_is_due_a_period_later(expected: Expected, last: str, due: str) -> None:
    came = datetime.fromisoformat(last).replace(tzinfo=UTC)

    assert due_after(expected, came, time_zone="Europe/Paris") == datetime.fromisoformat(
        due
    ).replace(tzinfo=UTC)
