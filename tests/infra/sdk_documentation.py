"""Reads, from the documentation of a property, the values it lists as the possible ones."""

from __future__ import annotations

import re
from typing import Final

_LISTED: Final = re.compile(
    r"(?:(?:possible|supported|valid|allowed|accepted) values(?: for this \w+)?"
    r"(?: are| include|:)|(?:must|can) be one of|one of the following values)"
    r"[\s:]*(?P<list>.*)",
    re.IGNORECASE | re.DOTALL,
)
_WORD: Final = (
    r'(?:`"?(?P<ticked>[\w./-]+)"?`|"(?P<quoted>[\w./-]+)"'
    r"|(?P<bare>[A-Z][A-Z0-9_-]*[A-Z0-9])\b)"
)
_INLINE: Final = re.compile(rf"\s*{_WORD}\s*(?:\([^)]*\)\s*)?(?P<more>,?\s*(?:and|or)\b|,)?")
_BULLET: Final = re.compile(rf"\s*[*-]\s+{_WORD}")


def allowed(documentation: str) -> frozenset[str]:
    """The values a property's documentation lists as the possible ones; empty if it lists none."""
    announced = _LISTED.search(documentation)
    if announced is None:
        return frozenset()
    rest = announced["list"]
    if re.match(r"[*-]\s", rest):
        bullets = [line for line in rest.splitlines() if re.match(r"\s*[*-]\s", line)]
        matches = [_BULLET.match(line) for line in bullets]
        if not all(matches):
            return frozenset()  # a point that begins with no value is prose
        return frozenset(_word(match) for match in matches if match)
    found, position = set(), 0
    while match := _INLINE.match(rest, position):
        found.add(_word(match))
        position = match.end()
        if not match["more"]:
            break
    return frozenset(found)


def _word(match: re.Match[str]) -> str:
    return match["ticked"] or match["quoted"] or match["bare"]
