"""Lists of e-mail addresses or phone numbers, as JSON exports nest them: which one is meant."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

import msgspec

_NOT_LETTERS: Final = re.compile(r"[^a-z]")
_STATED: Final = ("value", "email", "emailaddress", "phone", "phonenumber", "number")
"""Keys the address or number itself stands under."""

_MARKS: Final = ("primary", "isprimary", "preferred", "default", "isdefault", "main")
_KINDS: Final = ("type", "label", "kind")
_ASIDE: Final = frozenset(
    {*_MARKS, *_KINDS, "id", "status", "verified", "isverified", "optin", "createdat", "updatedat"}
)


def choose(text: str) -> str:
    """The one address or number a JSON list of them states: the primary one, else the first.

    Any other text is answered as it is, lists of people or places included.
    """
    if not text.startswith("[{"):
        return text
    try:
        items = msgspec.json.decode(text, type=list[dict[str, Any]])
    except msgspec.MsgspecError:
        return text
    points = [{_NOT_LETTERS.sub("", key.lower()): value for key, value in i.items()} for i in items]
    if not all(_is_point(point) for point in points):
        return text
    return _stated(next(filter(_is_primary, points), points[0]))


def _is_point(point: Mapping[str, Any]) -> bool:
    """One address or number, with nothing beside it but what it is for."""
    return bool(_stated(point)) and point.keys() <= {*_STATED, *_ASIDE}


def _stated(point: Mapping[str, Any]) -> str:
    return next((str(point[key]) for key in _STATED if point.get(key)), "")


def _is_primary(point: Mapping[str, Any]) -> bool:
    marked = any(point.get(mark) in (True, 1, "true", "1") for mark in _MARKS)
    return marked or any(str(point.get(kind)).lower() in _MARKS for kind in _KINDS)
