"""When a source's next file is due, and since when it is late: a pure function of its contract."""

from __future__ import annotations

import calendar
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from shared.model.contract import Expected

_UNITS = {"m": "minutes", "h": "hours", "d": "days"}


def due_after(expected: Expected, last: datetime, *, time_zone: str) -> datetime:
    """When the file after the one that came at `last` (aware) is late, as an aware time.

    One period after the day it came, at `by` in the company's time zone, and `max_delay` more;
    with `every: hour`, an hour after it came.
    """
    zone = ZoneInfo(time_zone)
    delay = timedelta(**{_UNITS[expected.max_delay[-1]]: int(expected.max_delay[:-1])})
    if expected.every == "hour":
        return last + timedelta(hours=1) + delay
    day = last.astimezone(zone).date()
    if expected.every == "month":
        year, month = day.year + day.month // 12, day.month % 12 + 1
        day = day.replace(
            year=year, month=month, day=min(day.day, calendar.monthrange(year, month)[1])
        )
    else:
        day += timedelta(days=7 if expected.every == "week" else 1)
    return datetime.combine(day, time.fromisoformat(expected.by), zone) + delay
