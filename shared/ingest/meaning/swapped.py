"""Given and family names in each other's column: noticed, never put right unasked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Final

from shared.rules.values.name import fold
from shared.rules.values.nicknames import is_given_name

_FEWEST: Final = 10
_MANY: Final = 0.25
_TIMES: Final = 3
"""A family-name column holds so many times more known given names than its neighbour."""

_OFTEN: Final = 3
_SHOWN: Final = 3
_MOST_NAMES: Final = 50_000


def columns_look_swapped(given: Iterable[str], family: Iterable[str]) -> bool:
    """Whether the values of a given-name and of a family-name column say the opposite."""
    given, family = [one for one in given if one], [one for one in family if one]
    if min(len(given), len(family)) < _FEWEST:
        return False
    of_given = sum(is_given_name(_first(one)) for one in given) / len(given)
    of_family = sum(is_given_name(_first(one)) for one in family) / len(family)
    return of_family >= _MANY and of_family >= of_given * _TIMES


class SwappedRows:
    """Counts names by column; in the end, the rows where each is at home in the other."""

    def __init__(self) -> None:
        self._given: Counter[str] = Counter()
        self._family: Counter[str] = Counter()
        self._doubtful: list[tuple[int, str, str]] = []

    def add(self, row: int, given: str, family: str) -> None:
        """Count one row's clean names."""
        given, family = _first(given), _first(family)
        if not given or not family:
            return
        if len(self._given) + len(self._family) < _MOST_NAMES:
            self._given[given] += 1
            self._family[family] += 1
        if is_given_name(family) and not is_given_name(given) and len(self._doubtful) < _MOST_NAMES:
            self._doubtful.append((row, given, family))

    def rows(self) -> tuple[int, ...]:
        """The numbers of the rows whose names look swapped."""
        return tuple(
            row
            for row, given, family in self._doubtful
            if self._given[family] >= max(_OFTEN, self._family[family] + 1)
            and self._family[given] >= self._given[given]
        )


def in_words(rows: tuple[int, ...]) -> str:
    """How many rows, and which are the first."""
    named = ", ".join(map(str, rows[:_SHOWN]))
    more = "…" if len(rows) > _SHOWN else ""
    which = "row" if len(rows) == 1 else "rows"
    return f"{len(rows):,} {which} ({named}{more})"


def _first(name: str) -> str:
    """The first word of a name, folded: `Jean-Paul` is a Jean."""
    words = fold(name).replace("-", " ").split()
    return words[0] if words else ""
