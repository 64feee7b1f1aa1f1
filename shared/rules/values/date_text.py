"""The many spellings of a date: numbers in some order, month names, compact digits, epochs."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from typing import Final

import msgspec

from shared.rules.values.name import fold

ORDERS: Final = ("dmy", "mdy", "ymd")

_ISO_DAY: Final = 10
_NUMBERS: Final = re.compile(r"(\d{1,4})([/.\-\u2010\u2011 ])(\d{1,2})\2(\d{1,4})(?!\d)", re.ASCII)
_DAY_MONTH_YEAR: Final = re.compile(
    r"(?:[^\W\d_]+\.?,?\s+)?(\d{1,2})(?:er|st|nd|rd|th|[º°])?\.?[\s-]*(?:(?:de|of|di)\s+)?"
    r"([^\W\d_]{3,})\.?,?[\s-]+(?:del?\s+)?(\d{4}|\d{2})(?!\d)"
)
_MONTH_DAY_YEAR: Final = re.compile(
    r"(?:[^\W\d_]+\.?,?\s+)?([^\W\d_]{3,})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?!\d)"
)
_YEAR_MONTH_DAY: Final = re.compile(r"(\d{4})[\s-]([^\W\d_]{3,})\.?[\s-](\d{1,2})(?!\d)")
_TIME: Final = re.compile(
    r"(?:[T,\s-]|à|at|um|las?|alle|ore|ora)*(?P<hour>\d{1,2})"
    r"(?:\s*(?P<mark>[:h.])\s*(?P<minute>\d{2})?)?"
    r"(?:[:.m]\s?(?P<second>\d{2})(?:[.,](?P<fraction>\d{1,9}))?)?"
    r"(?:\s*s)?(?:\s*(?P<half>[ap])\.?\s?m\.?)?(?:\s*uhr)?"
    r"\s*(?P<zone>z|(?:utc|gmt)?\s*[+-]\d{1,2}(?::?\d{2})?|[a-z]{3,4})?(?:\s*\([^)]*\))?",
    re.IGNORECASE,
)
_OFFSET: Final = re.compile(r"([+-])(\d{1,2}):?(\d{2})?")
_COMPACT: Final = re.compile(r"(\d{8})(?:[T ]?(\d{2})(\d{2})(\d{2})(Z?))?", re.ASCII)
_NUMBER: Final = re.compile(r"(\d{5}|\d{9,10}|\d{12,13}|\d{16})(?:\.\d+)?", re.ASCII)

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_EPOCH_SECONDS: Final = range(100_000_000, 4_100_000_000)
_SPREADSHEET_EPOCH: Final = datetime(1899, 12, 30)  # noqa: DTZ001 - a serial day has no zone
_SERIAL_DAYS: Final = range(10_000, 80_000)
_DAY_SECONDS: Final = 86_400

_MONTHS: Final = (
    "january janvier januar janner enero gennaio januari janeiro stycznia styczen yanvarya",
    "february fevrier februar febrero febbraio februari fevereiro lutego luty fevralya",
    "march mars marz maerz mrz marzo maart marco marca marzec marta",
    "april avril abril aprile kwietnia kwiecien aprelya",
    "may mai mayo maggio mei maio maja maia",
    "june juin juni junio giugno junho czerwca czerwiec iyunya",
    "july juillet juli julio luglio julho lipca lipiec iyulya",
    "august aout agosto augustus sierpnia sierpien avgusta",
    "september septembre septiembre setiembre settembre setembro wrzesnia wrzesien sentyabrya",
    "october octobre oktober octubre ottobre outubro pazdziernika pazdziernik oktyabrya",
    "november novembre noviembre novembro listopada listopad noyabrya",
    "december decembre dezember diciembre dicembre dezembro grudnia grudzien dekabrya",
)
_ZONES: Final = {
    "z": 0, "utc": 0, "gmt": 0, "wet": 0, "bst": 1, "cet": 1, "mez": 1, "cest": 2, "mesz": 2,
    "eet": 2, "eest": 3, "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6,
    "pst": -8, "pdt": -7,
}  # fmt: skip
"""Hours from UTC of the abbreviations that exports write."""


class Reading(msgspec.Struct, frozen=True):
    """One reading of a cell: a moment, aware if the cell told its offset."""

    moment: datetime
    has_time: bool
    note: str | None = None


def read(text: str, *, order: str, last_two_digit: int) -> Reading | None:
    """Return what a tidied cell says, read in `order`; None when it is no date.

    A cell that cannot be read in the column's order and can in exactly one other is read so and
    noted. Two-digit years up to `last_two_digit` are of the 2000s.
    """
    if (usual := read_usual(text, order=order)) is not None:
        return usual
    match = _NUMBERS.match(text)
    if match is not None:
        return _read_numbers(match, order, last_two_digit)
    if text[:1].isdigit() and (reading := _read_digits(text, order)):
        return reading
    return _read_month_name(text, last_two_digit)


def read_usual(text: str, *, order: str) -> Reading | None:
    """Return what a cell says in the spellings nearly every column uses, None for any other."""
    iso = _in_iso(text, order)
    if iso is None:
        return None
    try:
        return Reading(datetime.fromisoformat(iso), len(iso) > _ISO_DAY)
    except ValueError:
        return None


def numbers_of(text: str) -> tuple[str, str, str] | None:
    """Return the three numbers of a numeric date as written, None for any other text."""
    match = _NUMBERS.match(text.strip())
    return (match[1], match[3], match[4]) if match else None


def day_in_order(numbers: tuple[str, str, str], order: str, *, last_two_digit: int) -> date | None:
    """Return the day three numbers name in an order, None when they name none."""
    by_part = dict(zip(order, numbers, strict=True))
    year = by_part["y"]
    if len(year) not in {2, 4} or len(by_part["d"]) > 2 or len(by_part["m"]) > 2:
        return None
    try:
        return date(_full_year(year, last_two_digit), int(by_part["m"]), int(by_part["d"]))
    except ValueError:
        return None


def _in_iso(text: str, order: str) -> str | None:
    """Return the text as ISO 8601 would put it, when all it takes is to turn its parts."""
    if len(text) < _ISO_DAY or (len(text) > _ISO_DAY and text[_ISO_DAY] not in " T"):
        return None
    if text[4] == "-" == text[7]:
        return text
    mark = text[2]
    if mark != text[5] or mark not in "/.-" or order == "ymd":
        return None
    first, second, rest = text[:2], text[3:5], text[_ISO_DAY:]
    if order == "mdy":
        return f"{text[6:10]}-{first}-{second}{rest}"
    return f"{text[6:10]}-{second}-{first}{rest}"


def _full_year(year: str, last_two_digit: int) -> int:
    number = int(year)
    if len(year) != 2:
        return number
    return number + (2000 if number <= last_two_digit else 1900)


def _read_numbers(match: re.Match[str], order: str, last_two_digit: int) -> Reading | None:
    numbers = (match[1], match[3], match[4])
    note = None
    day = day_in_order(numbers, order, last_two_digit=last_two_digit)
    if day is None:
        others = [
            other_day
            for other in ORDERS
            if other != order
            and (other_day := day_in_order(numbers, other, last_two_digit=last_two_digit))
        ]
        if len(others) != 1:
            return None
        day = others[0]
        if len(numbers[0]) != 4:
            note = "read in another order than the column's"
    return _with_time(day, match.string[match.end() :], note)


def _read_digits(text: str, order: str) -> Reading | None:
    match = _COMPACT.fullmatch(text)
    if match is not None:
        return _read_compact(match, order)
    match = _NUMBER.fullmatch(text)
    if match is None:
        return None
    number = int(match[1])
    if len(match[1]) == 5:
        if number not in _SERIAL_DAYS:
            return None
        seconds = round((float(text) - number) * _DAY_SECONDS)
        moment = _SPREADSHEET_EPOCH + timedelta(days=number, seconds=seconds)
        return Reading(moment, seconds != 0, "spreadsheet day number")
    microseconds = number * 10 ** {9: 6, 10: 6, 12: 3, 13: 3, 16: 0}[len(match[1])]
    if microseconds // 1_000_000 not in _EPOCH_SECONDS:
        return None
    return Reading(_EPOCH + timedelta(microseconds=microseconds), True, "Unix time")


def _read_compact(match: re.Match[str], order: str) -> Reading | None:
    digits = match[1]
    day = day_in_order((digits[:4], digits[4:6], digits[6:]), "ymd", last_two_digit=0)
    if (day is None or not digits.startswith(("19", "20"))) and order != "ymd":
        day = day_in_order((digits[:2], digits[2:4], digits[4:]), order, last_two_digit=0)
    if day is None:
        return None
    if match[2] is None:
        return Reading(datetime.combine(day, time()), False)
    try:
        clock = time(int(match[2]), int(match[3]), int(match[4]))
    except ValueError:
        return None
    return Reading(datetime.combine(day, clock, UTC if match[5] else None), True)


def _read_month_name(text: str, last_two_digit: int) -> Reading | None:
    if match := _DAY_MONTH_YEAR.match(text):
        day, month, year = match.groups()
    elif match := _MONTH_DAY_YEAR.match(text):
        month, day, year = match.groups()
    elif match := _YEAR_MONTH_DAY.match(text):
        year, month, day = match.groups()
    else:
        return None
    number = _month_number(month)
    if number is None:
        return None
    numbers = (day, str(number), year)
    found = day_in_order(numbers, "dmy", last_two_digit=last_two_digit)
    return None if found is None else _with_time(found, text[match.end() :], None)


def _month_number(word: str) -> int | None:
    start = fold(word)
    if len(start) < 3:
        return None
    numbers = {
        number
        for number, names in enumerate(_MONTHS, start=1)
        for name in names.split()
        if name.startswith(start)
    }
    return numbers.pop() if len(numbers) == 1 else None


def _with_time(day: date, rest: str, note: str | None) -> Reading | None:
    rest = rest.strip()
    if not rest:
        return Reading(datetime.combine(day, time()), False, note)
    match = _TIME.fullmatch(rest)
    if match is None or not (match["minute"] or match["half"] or match["mark"]):
        return None
    hour = int(match["hour"])
    if match["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if match["half"] in "pP" else 0)
    zone = _zone(match["zone"])
    if match["zone"] and zone is None:
        return None
    microsecond = int((match["fraction"] or "0").ljust(6, "0")[:6])
    try:
        clock = time(hour, int(match["minute"] or 0), int(match["second"] or 0), microsecond)
    except ValueError:
        return None
    return Reading(datetime.combine(day, clock, zone), True, note)


def _zone(text: str | None) -> tzinfo | None:
    if not text:
        return None
    if (hours := _ZONES.get(text.lower())) is not None:
        return timezone(timedelta(hours=hours))
    match = _OFFSET.search(text)
    if match is None:
        return None
    offset = timedelta(hours=int(match[2]), minutes=int(match[3] or 0))
    if offset >= timedelta(days=1):
        return None
    return timezone(-offset if match[1] == "-" else offset)
