"""Dates and instants in ISO 8601, however the source turns its day, month and year.

A column's order is decided on the column (`decide_order`); one cell never decides for itself,
unless it can be read one way only.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from shared.errors import InvalidInput
from shared.rules.values.cleaned import CACHE_SIZE, EMPTY, PLACEHOLDER, Cleaned, Locale
from shared.rules.values.date_text import (
    ORDERS,
    Reading,
    day_in_order,
    numbers_of,
    read,
    read_usual,
)
from shared.rules.values.placeholder import is_placeholder, is_placeholder_date
from shared.rules.values.text import tidy, without_text_mark

_MONTH_FIRST: Final = frozenset({"US", "PH"})
_YEAR_FIRST: Final = frozenset({"CN", "JP", "KR", "TW", "HU", "LT", "SE", "IR", "MN"})

_BIRTH_YEARS: Final = range(1880, 2100)
_YEARS: Final = range(1950, 2200)
_YEARS_CONVERTED: Final = range(_YEARS[0] - 1, _YEARS[-1] + 2)
_LAST_TWO_DIGIT_BIRTH: Final = 19
"""Two-digit birth years up to here are of this century: customers are rarely small children."""
_LAST_TWO_DIGIT_YEAR: Final = 68
"""POSIX: 00-68 are 2000s, 69-99 are 1900s."""

_DEFAULT_BIRTHS: Final = frozenset({date(1900, 1, 1), date(1899, 12, 30), date(1899, 12, 31)})
_DEFAULT_DAYS: Final = _DEFAULT_BIRTHS | {date(1970, 1, 1), date(1, 1, 1), date(1753, 1, 1)}
"""What empty dates become in spreadsheets, in Unix and in databases."""
_DEFAULT_YEARS: Final = frozenset(day.year for day in _DEFAULT_DAYS)

_CLEAR_MAJORITY: Final = 20
"""How many times more often one order must be the only reading before the other is a slip."""

_BIRTH_DAYS: Final = 4 * CACHE_SIZE
"""Customers' birthdays are some thirty thousand days: remembering them all beats reading them."""

_NOT_A_DATE: Final = Cleaned(None, "not a date")
_IMPLAUSIBLE: Final = Cleaned(None, "not a plausible year")


def decide_order(samples: Iterable[str]) -> str | None:
    """Return `dmy`, `mdy` or `ymd` as the whole column shows it, None when it does not.

    Only cells with a single reading count as evidence; a stray contradiction among many is a
    slip, real disagreement leaves the question open. Years of four digits in front read alike
    in every order, so they decide only a column that holds nothing else.
    """
    votes = dict.fromkeys(ORDERS, 0)
    full_years_first = 0
    ambiguous = 0
    for sample in samples:
        numbers = numbers_of(sample)
        if numbers is None:
            continue
        possible = [
            order
            for order in ORDERS
            if day_in_order(numbers, order, last_two_digit=_LAST_TWO_DIGIT_YEAR)
        ]
        if len(numbers[0]) == 4:
            full_years_first += 1
        elif len(possible) == 1:
            votes[possible[0]] += 1
        else:
            ambiguous += 1
    best, second = sorted(ORDERS, key=votes.__getitem__, reverse=True)[:2]
    if votes[best]:
        return best if votes[best] >= _CLEAR_MAJORITY * votes[second] else None
    return "ymd" if full_years_first and not ambiguous else None


@lru_cache(maxsize=_BIRTH_DAYS)
def clean_date(text: str, *, locale: Locale) -> Cleaned:
    """Return a civil date (the birth date of somebody who may be alive) as `YYYY-MM-DD`."""
    cleaned = clean_day(text, locale=locale)
    if cleaned.value and int(cleaned.value[:4]) not in _BIRTH_YEARS:
        return _IMPLAUSIBLE
    return cleaned


def clean_day(text: str, *, locale: Locale) -> Cleaned:
    """Return the birth date of anybody, of whatever century, as `YYYY-MM-DD`."""
    found = _read(text, locale, last_two_digit=_LAST_TWO_DIGIT_BIRTH)
    if isinstance(found, Cleaned):
        return found
    day = _civil_day(found.moment, locale)
    if day in _DEFAULT_BIRTHS:
        return PLACEHOLDER
    return Cleaned(day.isoformat(), found.note)


def clean_date_time(text: str, *, locale: Locale) -> Cleaned:
    """Return an instant in UTC as `YYYY-MM-DDTHH:MM:SSZ`, with its fraction if it has one.

    A time without an offset is the source's local time; a day without a time stays that day.
    """
    found = _read(text, locale, last_two_digit=_LAST_TWO_DIGIT_YEAR)
    if isinstance(found, Cleaned):
        return found
    moment = found.moment
    instant = _utc(moment, locale)
    if instant is None or instant.year not in _YEARS:
        return PLACEHOLDER if _is_default(moment) else _IMPLAUSIBLE
    # Both sides of the conversion, so that a cleaned value is judged as the cell was.
    if _is_default(moment) or _is_default(instant):
        return PLACEHOLDER
    if not found.has_time:
        return Cleaned(moment.date().isoformat(), found.note or "date only")
    return Cleaned(f"{instant.isoformat()}Z", found.note)


def habit(country: str) -> str:
    """Return the order in which a country writes its dates."""
    if country in _MONTH_FIRST:
        return "mdy"
    return "ymd" if country in _YEAR_FIRST else "dmy"


def _read(text: str, locale: Locale, *, last_two_digit: int) -> Reading | Cleaned:
    order = locale.date_order or habit(locale.country)
    reading = read_usual(text, order=order)
    if reading is not None:
        return reading
    value = without_text_mark(tidy(text))
    if not value:
        return EMPTY
    reading = read(value, order=order, last_two_digit=last_two_digit)
    if reading is not None:
        return reading
    if is_placeholder(value) or is_placeholder_date(value):
        return PLACEHOLDER
    return _NOT_A_DATE


def _is_default(moment: datetime) -> bool:
    return moment.year in _DEFAULT_YEARS and moment.date() in _DEFAULT_DAYS


def _utc(moment: datetime, locale: Locale) -> datetime | None:
    """Return the moment's time in UTC, without a zone; None at the ends of the calendar."""
    if moment.year not in _YEARS_CONVERTED:
        return None
    if moment.tzinfo is None:
        return moment - (_zone(locale.time_zone).utcoffset(moment) or timedelta())
    return moment.replace(tzinfo=None) - (moment.utcoffset() or timedelta())


def _civil_day(moment: datetime, locale: Locale) -> date:
    """Return the day as written, or the local day whose very start the moment is.

    Programs that keep a birth date as an instant write local midnight in UTC: the evening before.
    """
    if moment.tzinfo is not None and moment.year in _BIRTH_YEARS:
        local = moment.astimezone(_zone(locale.time_zone))
        if not (local.hour or local.minute or local.second or local.microsecond):
            return local.date()
    return moment.date()


@lru_cache(maxsize=64)
def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise InvalidInput(
            f"{name!r} is no IANA time zone (expected a name such as Europe/Paris)",
            field="time_zone",
        ) from error
