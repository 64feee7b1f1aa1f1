"""A company whose people stand in four systems: small exports, any number of people.

Nobody could take two of these people for one another, and nobody could fail to see that two rows
of one person are one person: every pair is clear.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

CONTRACTS = Path(__file__).parent / "data" / "contracts"

SOURCES = ("festival.box_office", "festival.shop", "festival.newsletter", "festival.volunteers")
VISITS = "festival.visits"

_SYLLABLES = [onset + vowel for onset in "bdfgjklmnprstvz" for vowel in ("a", "e", "i", "o", "ou")]
_APART = 7919
"""A prime: neighbours in number are no neighbours in name."""


def crowd(count: int) -> list[dict[str, str]]:
    """So many people; `id` tells them apart, and every other value is theirs alone."""
    return [_person(number) for number in range(count)]


def export(people: Iterable[Mapping[str, str]], *, source: str = SOURCES[0]) -> bytes:
    """These people as one of the four systems writes them, each under an id of its own."""
    mark = source.partition(".")[2][0].upper()
    return _csv([{**one, "id": f"{mark}{one['id']}"} for one in people])


def visits(people: Iterable[Mapping[str, str]]) -> bytes:
    """One visit of each of these people."""
    return _csv(
        [
            {
                "visit": f"V{one['id']}",
                "client": f"B{one['id']}",
                "at": f"2026-07-{1 + int(one['id']) % 28:02} 20:30",
                "gate": "ABCD"[int(one["id"]) % 4],
            }
            for one in people
        ]
    )


def _person(number: int) -> dict[str, str]:
    given = _word(number * _APART, 2).title() + "l"
    family = _word(number, 3).title() + "c"
    return {
        "id": f"{number:05}",
        "given": given,
        "family": family,
        "mail": f"{family}.{given}@example.org".lower(),
        "phone": f"+3363998{number % 10000:04}"
        if number < 10000
        else f"+3363999{number - 10000:04}",
        "zip": f"{1000 + number * 89 % 94000:05}",
    }


def _word(number: int, syllables: int) -> str:
    word = ""
    for _ in range(syllables):
        number, place = divmod(number, len(_SYLLABLES))
        word += _SYLLABLES[place]
    return word


def _csv(rows: Sequence[Mapping[str, str]]) -> bytes:
    text = io.StringIO()
    out = csv.DictWriter(text, list(rows[0]), lineterminator="\n")
    out.writeheader()
    out.writerows(rows)
    return text.getvalue().encode()
