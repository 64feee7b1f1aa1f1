"""People's names: one casing, honorifics apart, and a folded form to compare them by."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

import msgspec
from anyascii import anyascii

from shared.rules.values.casing import recase
from shared.rules.values.cleaned import CACHE_SIZE, EMPTY, PLACEHOLDER, Cleaned
from shared.rules.values.placeholder import is_placeholder, is_placeholder_name
from shared.rules.values.text import tidy, without_cedex
from shared.rules.values.wordlist import word_set

_NOT_LETTERS: Final = re.compile(r"[^a-z]+")
_WRAPPING: Final = '"“”«» ,;'

_HONORIFICS: Final = word_set("""
    mr mrs ms mx miss sir dame mme mlle mmes mlles mm monsieur madame mademoiselle messieurs
    mesdames docteur dr dre pr prof professeur professor doctor herr frau herrn fraulein
    dipl ing sr sra srta senor senora senorita sig sigra signor signora signorina dott dottssa
    avv maitre
    """)
_HONORIFICS_OR_INITIALS: Final = frozenset({"m", "me"})
_AND: Final = frozenset({"et", "und", "and", "y", "e", "ou", "or"})
_SUFFIXES: Final = frozenset({"jr", "junior", "ii", "iii", "iv", "phd", "md", "esq"})
_PARTICLES: Final = word_set(
    "de du des la le les van von der den ter ten zu di da do dos das del della el al bin ibn"
)
_FEWEST_CAPITALS: Final = 3


class NameParts(msgspec.Struct, frozen=True, kw_only=True):
    """A full name taken apart; what could not be told apart stays None."""

    given: str | None = None
    family: str | None = None
    honorific: str | None = None
    suffix: str | None = None


@lru_cache(maxsize=CACHE_SIZE)
def clean(text: str) -> Cleaned:
    """Return a given, family or full name tidied, and cased when it was ALL CAPS or all small."""
    if text.isascii() and text.isalpha() and text.istitle() and not text.isupper():
        return PLACEHOLDER if is_placeholder_name(text.lower()) else Cleaned(text)  # nearly all
    value = tidy(text).strip(_WRAPPING)
    if not value:
        return PLACEHOLDER if text.strip() else EMPTY
    if "@" in value:
        return Cleaned(None, "an e-mail address, not a name")
    if is_placeholder_name(fold(value)) or (not value.isalpha() and is_placeholder(value)):
        return PLACEHOLDER
    if not any(map(str.isalpha, value)):
        return Cleaned(None, "no letters in the name")
    cased = recase(value)
    return Cleaned(cased, None if cased == value else "case")


@lru_cache(maxsize=CACHE_SIZE)
def clean_locality(text: str) -> Cleaned:
    """Return a town's name cased like a name, without a French CEDEX mark."""
    value = tidy(text)
    if not value:
        return EMPTY
    if is_placeholder(value):
        return PLACEHOLDER
    town = without_cedex(value)
    cased = recase(town, place=True)
    if town != value:
        return Cleaned(cased, "CEDEX removed")
    return Cleaned(cased, None if cased == value else "case")


@lru_cache(maxsize=1024)
def clean_honorific(text: str) -> Cleaned:
    """Return a title as written; a bare code is set aside, for only its system can read it."""
    value = tidy(text)
    if not value:
        return EMPTY
    if is_placeholder(value):
        return PLACEHOLDER
    if not any(map(str.isalpha, value)):
        return Cleaned(None, "a code, not a title")
    return Cleaned(value)


@lru_cache(maxsize=2 * CACHE_SIZE)
def fold(text: str) -> str:
    """Return the text as words of a-z with single spaces between: what comparison looks at."""
    if not text.isascii():
        text = anyascii("".join(map(_letter_or_space, tidy(text))))
    return " ".join(_NOT_LETTERS.sub(" ", text.lower()).split())


def split_full_name(text: str, *, family_first: bool | None) -> NameParts:
    """Return a full name's parts, each cased, honorifics taken off and returned.

    A comma, or one name alone in capitals, tells the order; else `family_first` does, and None
    means given names first. A single word that no honorific explains is left unsplit.
    """
    value = tidy(text).strip(_WRAPPING)
    if not value or "@" in value or is_placeholder(value) or is_placeholder_name(fold(value)):
        return NameParts()
    before, comma, after = value.partition(",")
    if comma and fold(after) not in _SUFFIXES:
        honorific, family = _without_honorifics(before.split())
        other_honorific, given = _without_honorifics(after.split())
        return _parts(given=given, family=family, honorific=honorific or other_honorific)
    honorific, words = _without_honorifics(f"{before} {after}".split())
    suffix = words.pop() if len(words) > 1 and fold(words[-1]) in _SUFFIXES else None
    if len(words) <= 1:
        return _parts(given=[], family=words if honorific else [], honorific=honorific)
    given, family = _divided(words, family_first=family_first)
    return _parts(given=given, family=family, honorific=honorific, suffix=suffix)


def _letter_or_space(character: str) -> str:
    if character.isascii() or character.isalpha():
        return character
    # A mark left alone by composition belongs to the letter before it; a symbol parts words.
    return "" if unicodedata.category(character).startswith("M") else " "


def _without_honorifics(words: list[str]) -> tuple[str | None, list[str]]:
    taken = 0
    while taken < len(words):
        if _is_honorific(words, taken):
            taken += 1
        elif taken and fold(words[taken]) in _AND and _is_honorific(words, taken + 1):
            taken += 2
        else:
            break
    return " ".join(words[:taken]) or None, words[taken:]


def _is_honorific(words: list[str], position: int) -> bool:
    if position >= len(words):
        return False
    word = words[position]
    key = fold(word).replace(" ", "")
    if key in _HONORIFICS:
        return True
    following = len(words) - position - 1
    return key in _HONORIFICS_OR_INITIALS and following >= (1 if word.endswith(".") else 2)


def _divided(words: list[str], *, family_first: bool | None) -> tuple[list[str], list[str]]:
    """Return given and family words of a name of at least two words."""
    capitals = [word.isupper() and "." not in word for word in words]
    letters = sum(len(word) for word, is_capital in zip(words, capitals, strict=True) if is_capital)
    # Fewer capitals are initials (JP Dupont), not a family name.
    if letters >= _FEWEST_CAPITALS and not all(capitals):
        leading = capitals.index(False)
        trailing = capitals[::-1].index(False)
        if leading and not trailing and sum(capitals) == leading:
            return words[leading:], words[:leading]
        if trailing and not leading and sum(capitals) == trailing:
            return _divided_at(words, _with_particles(words, len(words) - trailing))
    if family_first:
        end = 1
        while end < len(words) - 1 and fold(words[end - 1]) in _PARTICLES:
            end += 1
        return words[end:], words[:end]
    return _divided_at(words, _with_particles(words, len(words) - 1))


def _with_particles(words: list[str], start: int) -> int:
    while start > 1 and fold(words[start - 1]) in _PARTICLES:
        start -= 1
    return start


def _divided_at(words: list[str], start: int) -> tuple[list[str], list[str]]:
    return words[:start], words[start:]


def _parts(
    *,
    given: list[str],
    family: list[str],
    honorific: str | None,
    suffix: str | None = None,
) -> NameParts:
    return NameParts(
        given=recase(" ".join(given)) or None,
        family=recase(" ".join(family)) or None,
        honorific=honorific,
        suffix=suffix,
    )
