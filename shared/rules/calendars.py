"""Working days of a country or region: what a legal period may end on."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from shared.errors import InvalidInput

if TYPE_CHECKING:
    from holidays import HolidayBase

_SATURDAY: Final = 5
_LANGUAGE: Final = "en_US"


def day_off(day: date, calendar: str) -> str | None:
    """Why nobody works on this day, as `a Sunday` or `Easter Monday`; None for a working day.

    Saturdays, Sundays and public holidays are the days off of Regulation 1182/71, art. 2(2).
    `calendar` is `FR`, `FR-ALSACE` (with Good Friday and 26 December), or any other country by its
    ISO 3166-1 code, with a region after the hyphen. Raises InvalidInput for an unknown one.
    """
    holiday = public_holidays(calendar).get(day)
    if holiday:
        return str(holiday)
    return f"a {day:%A}" if day.weekday() >= _SATURDAY else None


def working_day_from(day: date, calendar: str) -> date:
    """The day itself, or the next working day. Raises InvalidInput for an unknown calendar."""
    while day_off(day, calendar):
        day += timedelta(days=1)
    return day


@lru_cache(maxsize=64)
def public_holidays(calendar: str) -> HolidayBase:
    """The public holidays of every year, by day. Raises InvalidInput for an unknown calendar."""
    # Slow to import, and most calls compute no deadline.
    import holidays  # noqa: PLC0415

    country, _, region = calendar.upper().partition("-")
    if country not in holidays.list_supported_countries():
        raise InvalidInput(
            f"unknown calendar {calendar!r} (expected FR, FR-ALSACE, or the ISO code of another "
            "country, with a region as in DE-BY)",
            field="calendar",
        )
    national = holidays.country_holidays(country)
    regions = {name.upper(): name for name in national.subdivisions}
    aliases = {name.upper(): code for name, code in national.subdivisions_aliases.items()}
    if region and region not in regions | aliases:
        known = ", ".join(sorted(regions | aliases)) or "none"
        raise InvalidInput(
            f"unknown region in calendar {calendar!r} (expected {country} alone, or a region: "
            f"{known})",
            field="calendar",
        )
    # The library words holidays in the language of whoever runs it; an explanation that is kept
    # as evidence may not depend on that. Not every country is worded in English.
    return holidays.country_holidays(
        country,
        subdiv=(regions | aliases).get(region),
        language=_LANGUAGE if _LANGUAGE in national.supported_languages else None,
    )
