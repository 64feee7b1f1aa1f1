"""Sentences about a file repeat the names of its columns, but nobody's values.

A file whose first row is a person, or whose objects are keyed by e-mail, has values for names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from shared.rules.values.name import fold
from shared.rules.values.nicknames import is_given_name

_PART: Final = r"[^\s@“”'\",;:<>()]"
_E_MAIL: Final = re.compile(rf"(?<!{_PART}){_PART}+@{_PART}+")
"""From where a run begins: tried from each of its letters, a name of a mebibyte takes hours."""

_NUMBER: Final = re.compile(r"\+?[0-9](?:[ ./()-]{0,2}[0-9]){7,}")
"""Eight digits and more: a phone, a date of birth, a number that stands for somebody."""

_WORD: Final = re.compile(r"[a-z]+")
_WITHHELD: Final = "(withheld)"


def looks_like_value(name: str) -> bool:
    """Whether a column's name holds what could be somebody's: an e-mail, or eight digits."""
    return bool(_E_MAIL.search(name) or _NUMBER.search(name))


def withhold_values(issues: Iterable[str], *, columns: Sequence[str]) -> tuple[str, ...]:
    """The issues, with a column whose name looks like a value given by its place, as “column 3”.

    `columns` are the file's, in order. What looks like a value elsewhere in a sentence, as in the
    name of a column this file lacks, is withheld.
    """
    places = {
        name: f"“column {place}”"
        for place, name in enumerate(columns, start=1)
        if looks_like_value(name)
    }
    return tuple(_withheld(issue, places) for issue in issues)


def _withheld(issue: str, places: dict[str, str]) -> str:
    for name, place in places.items():
        issue = issue.replace(f"“{name}”", place).replace(repr(name), place)
    return _NUMBER.sub(_WITHHELD, _E_MAIL.sub(_WITHHELD, issue))


def shown(name: str) -> str:
    """The name of a sheet or of a file inside another, quoted; one that may be somebody's is not.

    Whoever keeps a sheet for each person calls it by the person's name.
    """
    words = _WORD.findall(fold(name))
    if looks_like_value(name) or any(map(is_given_name, words)):
        return "(name withheld)"
    return repr(name)
