"""Dates and instants in ISO 8601, however the source turns its day, month and year.

A column's order is decided on the column (`decide_order`); one cell never decides for itself,
unless it can be read one way only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from shared.errors import InvalidInput
from shared.rules.values.cleaned import CACHE_SIZE, EMPTY, PLACEHOLDER, Cleaned, Locale
from shared.rules.values.date_text import ORDERS, Reading, numbers_of, read
from shared.rules.values.placeholder import is_placeholder, is_placeholder_date
from shared.rules.values.text import tidy, without_text_mark

_MONTH_FIRST: Final = frozenset({"US", "PH"})
_YEAR_FIRST: Final = frozenset({"CN", "JP", "KR", "TW", "HU", "LT", "SE", "IR", "MN"})

_BIRTH_YEARS: Final = range(1880, 2100)
_YEARS: Final = range(1950, 2200)
_LAST_TWO_DIGIT_BIRTH: Final = 19
"""Two-digit birth years up to here are of this century: customers are rarely under five."""
_LAST_TWO_DIGIT_YEAR: Final = 68
"""POSIX: 00-68 are 2000s, 69-99 are 1900s."""

_DEFAULT_BIRTHS: Final = frozenset({date(1900, 1, 1), date(1899, 12, 30), date(1899, 12, 31)})
_DEFAULT_DAYS: Final = _DEFAULT_BIRTHS | {date(1970, 1, 1), date(1, 1, 1), date(1753, 1, 1)}
"""What empty dates become in spreadsheets, Unix and databases."""

_CLEAR_MAJORITY: Final = 20
"""How many times more often one order must be the only reading before the other is a slip."""
_MANY_DAYS: Final = 12

_NOT_A_DATE: Final = Cleaned(None, "not a date")
_IMPLAUSIBLE: Final = Cleaned(None, "not a plausible year")


def decide_order(samples: Iterable[str]) -> str | None:
    """Return `dmy`, `mdy` or `ymd` as the whole column shows it, None when it does not.

    Only cells with a single reading count as evidence; a stray contradiction among many is a
    slip, real disagreement leaves the question open.
    """
    votes = dict.fromkeys(ORDERS, 0)
    for sample in samples:
        numbers = numbers_of(sample)
        if numbers is None:
            continue
        possible = [order for order in ORDERS if _fits(numbers, order)]
        if len(possible) == 1:
            votes[possible[0]] += 1
    best, second = sorted(votes, key=lambda order: votes[order], reverse=True)[:2]
    if votes[best] and votes[best] >= _CLEAR_MAJORITY * votes[second]:
        return best
    return None


@lru_cache(maxsize=CACHE_SIZE)
def clean_date(text: str, *, locale: Locale) -> Cleaned:
    """Return a civil date (a birth date) as `YYYY-MM-DD`."""
    found = _found(text, locale)
    if isinstance(found, Cleaned):
        return found
    day, note = _civil_day(found, locale)
    if day is None:
        return _NOT_A_DATE
    if day in _DEFAULT_BIRTHS:
        return PLACEHOLDER
    if day.year not in _BIRTH_YEARS:
        return _IMPLAUSIBLE
    return Cleaned(day.isoformat(), note)


@lru_cache(maxsize=CACHE_SIZE)
def clean_date_time(text: str, *, locale: Locale) -> Cleaned:
    """Return an instant in UTC as `YYYY-MM-DDTHH:MM:SSZ`.

    A time without an offset is the source's local time; a day without a time is its local start.
    """
    found = _found(text, locale)
    if isinstance(found, Cleaned):
        return found
    instant, note = _instant(found, locale)
    if instant is None:
        return _NOT_A_DATE
    if instant.date() in _DEFAULT_DAYS:
        return PLACEHOLDER
    if instant.year not in _YEARS:
        return _IMPLAUSIBLE
    return Cleaned(instant.isoformat().replace("+00:00", "Z"), note)


def habit(country: str) -> str:
    """Return the order in which a country writes its dates."""
    if country in _MONTH_FIRST:
        return "mdy"
    return "ymd" if country in _YEAR_FIRST else "dmy"


def _found(text: str, locale: Locale) -> Reading | Cleaned:
    reading = read(text)
    if reading is not None and reading.year != 0:
        return reading
    value = without_text_mark(tidy(text))
    if not value:
        return EMPTY
    if is_placeholder(value) or is_placeholder_date(value):
        return PLACEHOLDER
    return read(value) or _NOT_A_DATE
