"""When a source's next file is due, and who is late: by their contracts' `expected`."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Mapping
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import msgspec

from shared.model.contract import Contract, Expected
from shared.model.upload import Upload

_UNITS = {"m": "minutes", "h": "hours", "d": "days"}


class Late(msgspec.Struct, frozen=True, kw_only=True):
    """A source whose next file should have come by now."""

    source: str
    every: str
    last: str
    """When the last file came; `due`, by when the next one should have."""

    due: str


def last_files(uploads: Iterable[Upload]) -> dict[str, str]:
    """Source -> when its last file came: no live change, no sample, none refused or taken back."""
    came: dict[str, str] = {}
    for one in uploads:
        if one.bucket and not one.sample and one.state not in ("refused", "undone"):
            latest = max(one.received_at, one.came_again_at)
            came[one.source] = max(came.get(one.source, ""), latest)
    return came


def late_sources(
    contracts: Iterable[Contract], came: Mapping[str, str], *, now: datetime
) -> tuple[Late, ...]:
    """The sources that are late, of those whose contract says how often files come.

    `came` is what `last_files` answers; a source that never sent a file is not late.
    """
    late = []
    for contract in contracts:
        for source in contract.sources:
            id = f"{contract.id}.{source.id}"
            if source.expected is None or id not in came or contract.state == "retired":
                continue
            last = datetime.fromisoformat(came[id])
            due = due_after(source.expected, last, time_zone=contract.time_zone)
            if now > due:
                late.append(
                    Late(
                        source=id,
                        every=source.expected.every,
                        last=last.isoformat(),
                        due=due.isoformat(),
                    )
                )
    return tuple(late)


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
