"""Columns whose headers say nothing, known by their values: names, birth date, postal address.

People's e-mail addresses repeat their names, and that is proof in any language. The rest is
believed only of tables without headers, where nothing else could be.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Final, TypeAlias

from shared.ingest.meaning.columns import Column, best_score
from shared.ingest.meaning.grammar import Candidate
from shared.ingest.meaning.lexicon import fold

_UNNAMED: Final = re.compile(r"column_\d+")
_LETTERS: Final = re.compile(r"[a-z]+")
_POSTCODE: Final = re.compile(r"\d{5}")
_STREET: Final = re.compile(r"\d+.{0,6}?[ ,]+\D{4,}|\D{4,}[ ,]+\d+\s?\w?")
_YEAR: Final = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_BORN: Final = range(1920, 2016)
_GENERATION: Final = 20
"""Birth years are spread over decades; those of sales and visits are not."""

_FEWEST_ROWS: Final = 5
_MOSTLY: Final = 0.6
_NEARLY_ALL: Final = 0.95
_CLEAR: Final = 0.5
_SHORTEST: Final = 3
"""Letters of a name below which finding it in an address is chance."""

_FOUND: Final = 0.7
_LIKELY: Final = 0.6
_NAMES: Final = ("name", "given_name", "family_name")

Rows: TypeAlias = Sequence[Mapping[str, str]]


def find_by_values(columns: Sequence[Column], rows: Rows) -> None:
    """Give columns without a telling header the fields that their values prove."""
    if len(rows) < _FEWEST_ROWS:
        return
    unnamed = bool(columns) and all(_UNNAMED.fullmatch(column.name) for column in columns)
    if not _is_named(columns):
        _find_names(columns, rows)
    if unnamed:
        if not _is_named(columns):
            _find_names_beside_title(columns)
        _find_birth_date(columns)
        _find_address(columns)


def _is_named(columns: Sequence[Column]) -> bool:
    return max(best_score(columns, name) for name in _NAMES) >= _CLEAR


def looks_like_names(column: Column) -> bool:
    """True when nearly all values are two to four capitalised words, hardly repeated."""
    profile = column.profile
    if profile.filled < _FEWEST_ROWS or profile.distinct < _CLEAR or profile.organisations > 0.2:
        return False
    return profile.words_each >= 1.8 and profile.share(_is_capitalised) >= _NEARLY_ALL


def _is_capitalised(value: str) -> bool:
    words = value.replace("-", " ").split()
    return len(words) <= 4 and all(
        word[0].isupper() and word.replace("'", "").replace("’", "").isalpha() for word in words
    )


def _find_names(columns: Sequence[Column], rows: Rows) -> None:
    """The column, or the two neighbours, whose words the e-mail address of the row repeats."""
    emails = [column for column in columns if column.score("email") >= _CLEAR]
    if not emails:
        return
    local_parts = [
        fold(row.get(emails[0].name) or "").partition("@")[0].partition("+")[0] for row in rows
    ]
    worded = [column for column in columns if column.profile.with_digits < 0.1]
    for column in worded:
        if column.profile.words_each >= 1.8 and _repeated(column, rows, local_parts) >= _MOSTLY:
            _give(column, "name", "the e-mail addresses repeat the values")
            return
    single = [c for c in worded if _repeated(c, rows, local_parts) >= _MOSTLY]
    for left, right in pairwise(single):
        if right.place == left.place + 1:
            _tell_apart(left, right, rows, local_parts)
            return


def _find_names_beside_title(columns: Sequence[Column]) -> None:
    """`Mme;ROBERT;Élodie`: behind a form of address, capitals tell the family name."""
    for title, left, right in zip(columns, columns[1:], columns[2:], strict=False):
        if title.score("honorific_prefix") < _CLEAR:
            continue
        worded = all(c.profile.share(_is_capitalised) >= _NEARLY_ALL for c in (left, right))
        shouted = [c.profile.share(str.isupper) > _NEARLY_ALL for c in (left, right)]
        if worded and shouted[0] != shouted[1]:
            family, given = (left, right) if shouted[0] else (right, left)
            reason = "beside a form of address, told by its capitals"
            _give(family, "family_name", reason)
            _give(given, "given_name", reason)
            return


def _repeated(column: Column, rows: Rows, local_parts: Sequence[str]) -> float:
    """Share of the rows whose address holds every word of the value, short ones left out."""
    asked = found = 0
    for row, local in zip(rows, local_parts, strict=True):
        value = (row.get(column.name) or "").strip()
        words = [word for word in _LETTERS.findall(fold(value)) if len(word) >= _SHORTEST]
        if not words or not local:
            continue
        asked += 1
        found += all(word in local for word in words) and fold(value) != local
    return found / asked if asked >= _FEWEST_ROWS else 0.0


def _tell_apart(left: Column, right: Column, rows: Rows, local_parts: Sequence[str]) -> None:
    """The family name is the one in capitals; else the one that stands last in the addresses."""
    shouted = [column.profile.share(str.isupper) > 0.9 for column in (left, right)]
    if shouted[0] != shouted[1]:
        family, given = (left, right) if shouted[0] else (right, left)
    else:
        order = _share_in_order(left, right, rows, local_parts)
        if 0.2 < order < 0.8:
            return
        given, family = (left, right) if order >= 0.8 else (right, left)
    reason = "the e-mail addresses repeat the values"
    _give(given, "given_name", reason)
    _give(family, "family_name", reason)


def _share_in_order(left: Column, right: Column, rows: Rows, local_parts: Sequence[str]) -> float:
    """Share of the addresses in which the left value comes before the right one."""
    places = [
        (local.find(_first_word(row, left)), local.find(_first_word(row, right)))
        for row, local in zip(rows, local_parts, strict=True)
    ]
    both = [(a, b) for a, b in places if a >= 0 and b >= 0 and a != b]
    return sum(1 for a, b in both if a < b) / len(both) if both else 0.5


def _first_word(row: Mapping[str, str], column: Column) -> str:
    words = _LETTERS.findall(fold(row.get(column.name) or ""))
    return words[0] if words else "?"


def _find_birth_date(columns: Sequence[Column]) -> None:
    """The only column of dates, when its years are those people are born in."""
    dated = [column for column in columns if column.profile.dates > 0.8]
    if len(dated) != 1:
        return
    years = [int(m[1]) for value in dated[0].profile.values if (m := _YEAR.search(value))]
    born = sum(1 for year in years if year in _BORN)
    if born >= _NEARLY_ALL * max(1, len(dated[0].profile.values)) and (
        max(years) - min(years) >= _GENERATION
    ):
        _give(dated[0], "birth_date", "dates of birth by their years")


def _find_address(columns: Sequence[Column]) -> None:
    """Five digits beside words are a postal code and its town; a street stands before them."""
    for left, right in pairwise(columns):
        for code, town in ((left, right), (right, left)):
            if not (_is_postcode(code) and _is_town(town)):
                continue
            _give(code, "postal_code", "five digits beside a town")
            _give(town, "address_locality", "words beside a postal code")
            before = [column for column in columns if column.place == left.place - 1]
            for street in before:
                if street.profile.share(_STREET.match) > 0.8:
                    _give(street, "street_address", "a street and number before a postal code")
            return


def _is_postcode(column: Column) -> bool:
    return column.profile.share(_POSTCODE.fullmatch) >= _NEARLY_ALL


def _is_town(column: Column) -> bool:
    profile = column.profile
    worded = profile.with_letters >= _NEARLY_ALL and profile.with_digits < 0.2
    said = profile.yes_no > 0.2 or max((c.score for c in column.candidates.values()), default=0.0)
    return worded and not said and profile.kinds >= 2


def _give(column: Column, name: str, reason: str) -> None:
    score = _FOUND if name in _NAMES else _LIKELY
    column.candidates[name] = Candidate(name, score, None, (reason,))
