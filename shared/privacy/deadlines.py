"""By when a request must be answered: three dates, and how each was come by.

The law's date follows Regulation (EEC, Euratom) 1182/71: the day of receipt is not counted
(art. 3(1)), a period in months ends on the same date of a later month or on its last day
(art. 3(2)(c)), days off inside it count (art. 3(3)), and a period that would end on a Saturday,
Sunday or public holiday ends with the next working day (art. 3(4)). The group's aim and a
company's clause are promises in calendar days: nothing moves them.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Final, Literal, get_args
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta

from shared.errors import InvalidInput
from shared.model.privacy import Deadlines
from shared.rules.calendars import day_off, public_holidays, working_day_from

Regulation = Literal["gdpr", "ccpa"]

AIM_DAYS: Final = 10
CCPA_DAYS: Final = 45
CLAUSE_DAYS: Final = range(1, 366)
YEARS: Final = range(2000, 2101)
ZONE: Final = "Europe/Paris"
CALENDAR: Final = "FR"


def deadlines(
    received: datetime,
    *,
    clause_days: int | None = None,
    calendar: str = CALENDAR,
    regulation: Regulation = "gdpr",
) -> Deadlines:
    """The last days, to their end in Paris, for a request received at this time.

    `aim` is 10 days, the group's own; `clause` what a company has promised, None without one;
    `legal` one month under the GDPR (art. 12(3), in the calendar of the Member State that
    answers), 45 calendar days under the CCPA (Cal. Code Regs. tit. 11, § 7021(b)); `effective`
    the earliest of them. A time without a zone is Paris time. The same question always has the
    same answer, so it can be asked again years later. Raises InvalidInput for a regulation,
    calendar, clause or year outside what is known.
    """
    _check(received, clause_days, regulation)
    public_holidays(calendar)  # an unknown one is refused even where the law looks at none
    day = _civil_day(received)
    aim = day + timedelta(days=AIM_DAYS)
    clause = None if clause_days is None else day + timedelta(days=clause_days)
    legal, why = _legal_day(day, calendar, regulation)
    dates = {"the group's aim": aim, "the company's clause": clause, "the law": legal}
    earliest = min(one for one in dates.values() if one is not None)
    setters = " and ".join(name for name, one in dates.items() if one == earliest)
    explanation = [
        f"received: {_worded(day)}, the civil day in {ZONE}; not counted itself",
        f"aim: {_worded(aim)}, {AIM_DAYS} calendar days, the group's promise; nothing moves it",
        *_of_clause(clause, clause_days),
        f"legal: {_worded(legal)}, {why}",
        f"effective: {_worded(earliest)}, the earliest, set by {setters}",
    ]
    return Deadlines(
        aim=aim, clause=clause, legal=legal, effective=earliest, explanation=tuple(explanation)
    )


def _check(received: datetime, clause_days: int | None, regulation: str) -> None:
    if regulation not in get_args(Regulation):
        raise InvalidInput(
            f"unknown regulation {regulation!r} (expected {' or '.join(get_args(Regulation))})",
            field="regulation",
        )
    if clause_days is not None and clause_days not in CLAUSE_DAYS:
        raise InvalidInput(
            f"a clause of {clause_days} days (expected {CLAUSE_DAYS[0]} to {CLAUSE_DAYS[-1]})",
            field="clause",
        )
    if received.year not in YEARS:
        raise InvalidInput(
            f"received in the year {received.year} (expected {YEARS[0]} to {YEARS[-1]})",
            field="received",
        )


def _civil_day(received: datetime) -> date:
    return (received if received.tzinfo is None else received.astimezone(ZoneInfo(ZONE))).date()


def _of_clause(clause: date | None, days: int | None) -> Iterator[str]:
    if clause is not None:
        unit = "calendar day" if days == 1 else "calendar days"
        yield f"clause: {_worded(clause)}, {days} {unit}, the company's promise; nothing moves it"


def _legal_day(day: date, calendar: str, regulation: Regulation) -> tuple[date, str]:
    if regulation == "ccpa":
        return (
            day + timedelta(days=CCPA_DAYS),
            f"{CCPA_DAYS} calendar days (Cal. Code Regs. tit. 11, § 7021(b))",
        )
    last = day + relativedelta(months=1)
    why = "one month (GDPR art. 12(3); Regulation 1182/71 art. 3(2)(c))"
    if last.day != day.day:
        why += f"; {last:%B} has no {day.day}, so its last day"
    moved = working_day_from(last, calendar)
    if moved != last:
        off = day_off(last, calendar)
        why += f"; {last.isoformat()} is {off}, so the next working day (art. 3(4), {calendar})"
    return moved, why


def _worded(day: date) -> str:
    return f"{day.isoformat()} ({day:%A})"
