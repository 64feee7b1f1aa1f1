"""Values kept in several columns, as one text: a day, month and year; a date and its time."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

_CALLING_CODE: Final = re.compile(r"[+(]*\s*(?:00)?\s*([1-9]\d{0,2})\s*\)?", re.ASCII)
_INTERNATIONAL: Final = re.compile(r"[( ]*(?:\+|00)[ (]*[1-9]", re.ASCII)
_MIDNIGHT: Final = re.compile(r"[ T]00:00(?::00(?:\.0+)?)?$")
_FULL_YEAR: Final = 4


def join(field: str, cells: Mapping[str, str]) -> str:
    """The text that a field's columns say together.

    `cells` are in the order of the file's columns: under "" the field's own column, the others
    under what they hold (`shared.model.fields.PARTS`). Parts that add nothing leave the field's own
    as it is; a birth date lacking a part says nothing.
    """
    own = cells.get("", "")
    parts = {part: said.strip() for part, said in cells.items() if part}
    if field == "birth_date":
        return own or _join_day(parts)
    if not own.strip():
        return own
    if parts.get("calling_code"):
        return _join_number(own, parts["calling_code"])
    if field == "street_address":
        return _join_street(own, cells)
    return _join_time(own, parts["time"]) if parts.get("time") else own


def _join_day(parts: Mapping[str, str]) -> str:
    day, month, year = (parts.get(part, "") for part in ("day", "month", "year"))
    if not (day and month and year):
        return ""
    if not (day.isdecimal() and month.isdecimal()):
        return f"{day} {month} {year}"
    if len(year) == _FULL_YEAR:
        return f"{year}-{month:0>2}-{day:0>2}"
    return f"{day}/{month}/{year}"


def _join_number(number: str, code: str) -> str:
    found = _CALLING_CODE.fullmatch(code)
    if found is None or _INTERNATIONAL.match(number):
        return number
    return f"+{found[1]} {number.strip()}"


def _join_street(street: str, cells: Mapping[str, str]) -> str:
    """`12 rue des Tilleuls`, `Lindenallee 12a`: as the columns stand, so it is written there."""
    known = street.lower().split()
    said = {part: " ".join(text.split()) for part, text in cells.items()}
    kept = [text for part, text in said.items() if part == "" or text.lower() not in known]
    return " ".join(filter(None, kept))


def _join_time(day: str, time: str) -> str:
    # A spreadsheet shows a day without a time as its midnight.
    day = _MIDNIGHT.sub("", day.strip())
    return day if ":" in day else f"{day} {time}"
