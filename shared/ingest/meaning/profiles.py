"""What the sample values of a column look like: e-mails, dates, phones, numbers, words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from shared.ingest.meaning import value_words as words
from shared.ingest.meaning.lexicon import fold
from shared.rules.values.listed import choose
from shared.rules.values.organisation import is_organisation
from shared.rules.values.text import without_text_formula

MOST_VALUES: Final = 60
"""Values looked at per column: more changes no verdict and costs time."""

_EMPTY: Final = frozenset(
    {
        *("-", "--", "---", ".", "/", "?", "n/a", "na", "n.a.", "n/d", "nd", "n.c.", "nc", "nr"),
        *("n.v.", "k.a.", "null", "none", "nan", "(null)", "nil", "undefined", "#n/a", "[]", "{}"),
        *("0000-00-00", "0000-00-00 00:00:00", "00/00/0000", "0/0/00", "0.0.00", "00.00.0000"),
        *("not provided", "non renseigné", "sin datos", "keine angabe"),
    }
)
_LONGEST_PLACEHOLDER: Final = max(map(len, _EMPTY))
_PREFIX: Final = re.compile(r"^(?:'|[a-z]{1,2}:(?=[+\d<]))")

_EMAIL: Final = re.compile(r"^[^@\s,;]+@[^@\s,;]+\.[^@\s,;.]{2,}$")
_PHONE: Final = re.compile(r"^\+?[\d\s().\-/]{6,22}(?:\s?(?:x|ext\.?|poste)\s?\d{1,6})?$", re.I)
_DIGITS: Final = re.compile(r"\d")
_MONTH: Final = r"[^\W\d_]{3,10}\.?"
_DATE: Final = re.compile(
    r"^(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\s?\d{1,2}[-/.]\s?\d{2,4}"
    r"|(?:[^\W\d_]{3,9}\.?,?\s)?\d{1,2}(?:st|nd|rd|th|er|\.)?[\s-](?:de\s)?"
    + _MONTH
    + r",?[\s-](?:de\s)?\d{2,4}"
    r"|(?:[^\W\d_]{3,9}\.?,?\s)?" + _MONTH + r"\s\d{1,2}(?:st|nd|rd|th)?,?\s\d{4})"
    r"(?:[T,\s].*)?$"
)
_COMPACT_DATE: Final = re.compile(r"^(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])(?:\d{6})?$")
_UNIX: Final = re.compile(r"^1[0-9]{9}(?:\d{3})?(?:\.\d+)?$")
_NUMBER: Final = re.compile(
    r"^[-+(]?\s?(?:[€$£]|[A-Z]{3}|CHF)?\s?[-+]?\d+(?:[ .,'’\u00a0\u202f]\d{3})*(?:[.,]\d{1,4})?"
    r"\s?(?:[€$£%]|[A-Z]{3}|euros?)?\)?-?$",
    re.I,
)
_URL: Final = re.compile(r"^(?:https?://|www\.)\S+$|^/\S*$", re.I)
_CODE: Final = re.compile(r"^[A-Z]{2,3}$")
_BOTH: Final = words.HONORIFICS & words.COUNTRIES
_IP_ADDRESS: Final = re.compile(r"^\d{1,3}(?:\.\d{1,3}){3}$")


@dataclass(frozen=True)
class Profile:
    """The values of one column in the sample: at most `MOST_VALUES`, placeholders removed."""

    values: tuple[str, ...]
    is_empty: bool
    distinct: float
    """Share of the filled sample cells that differ, 0 to 1."""
    filled: int
    """Number of filled cells in the whole sample."""

    @property
    def kinds(self) -> float:
        """Number of different values in the sample."""
        return self.distinct * self.filled

    def share(self, test: Callable[[str], object]) -> float:
        """Share of the values that pass the test; 0 for an empty column."""
        if not self.values:
            return 0.0
        return sum(1 for value in self.values if test(value)) / len(self.values)

    @cached_property
    def emails(self) -> float:
        """Share of values that are e-mail addresses."""
        return self.share(_EMAIL.match)

    @cached_property
    def dates(self) -> float:
        """Share of values that are dates or times with a date."""
        return self.share(is_date)

    @cached_property
    def phones(self) -> float:
        """Share of values that could be dialled."""
        return self.share(is_phone)

    @cached_property
    def numbers(self) -> float:
        """Share of values that are plain numbers or money."""
        return self.share(_NUMBER.match)

    @cached_property
    def organisations(self) -> float:
        """Share of values that are names of organisations."""
        return self.share(is_organisation)

    @cached_property
    def urls(self) -> float:
        """Share of values that are web addresses."""
        return self.share(_URL.match)

    @cached_property
    def with_letters(self) -> float:
        """Share of values that hold a letter."""
        return self.share(lambda value: any(ch.isalpha() for ch in value))

    @cached_property
    def with_digits(self) -> float:
        """Share of values that hold a digit."""
        return self.share(_DIGITS.search)

    @cached_property
    def words_each(self) -> float:
        """Mean number of words in a value."""
        if not self.values:
            return 0.0
        return sum(len(value.split()) for value in self.values) / len(self.values)

    @cached_property
    def yes_no(self) -> float:
        """Share of values that answer yes or no, in words, numbers or states of a subscription."""
        return self.among(words.YES_NO)

    @cached_property
    def forms_of_address(self) -> float:
        """Share of values that are forms of address: `Fr`, but not the country `FR`."""
        countries = self.share(lambda value: is_country_code(value) and value.lower() in _BOTH)
        return self.among(words.HONORIFICS) - countries

    @cached_property
    def folded(self) -> tuple[str, ...]:
        """The values in lower case without accents and full stops."""
        return tuple(fold(value).strip(" .*") for value in self.values)

    def among(self, known: frozenset[str]) -> float:
        """Share of the values that are one of these words."""
        if not self.folded:
            return 0.0
        return sum(1 for value in self.folded if value in known) / len(self.folded)


def profile_of(cells: Iterable[str]) -> Profile:
    """The profile of a column's sample cells."""
    filled = [
        value
        for cell in cells
        if (value := cell.strip())
        and (len(value) > _LONGEST_PLACEHOLDER or value.lower() not in _EMPTY)
    ]
    step = max(1, len(filled) // MOST_VALUES)
    return Profile(
        values=tuple(
            _PREFIX.sub("", choose(without_text_formula(value)))
            for value in filled[::step][:MOST_VALUES]
        ),
        is_empty=not filled,
        distinct=len(set(filled)) / len(filled) if filled else 0.0,
        filled=len(filled),
    )


def is_country_code(value: str) -> bool:
    """True for the two or three capitals of a country: `FR`, `DEU`."""
    return bool(_CODE.match(value)) and value.lower() in words.COUNTRIES


def is_date(value: str) -> bool:
    """True for a written date, a compact one, or seconds since 1970."""
    return bool(_DATE.match(value)) or is_timestamp(value)


def is_phone(value: str) -> bool:
    """True for 6 to 17 digits written like a phone number, and not like a date or a sum."""
    if not _PHONE.match(value) or _DATE.match(value):
        return False
    return 6 <= count_digits(value) <= 17


def is_timestamp(value: str) -> bool:
    """True for digits that are a time: `20240131`, or seconds since 1970."""
    return bool(_COMPACT_DATE.match(value) or _UNIX.match(value))


def count_digits(value: str) -> int:
    """Number of digits in the value."""
    return len(_DIGITS.findall(value))


def looks_geolocated(profile: Profile) -> bool:
    """True when most values are IP addresses."""
    return profile.share(_IP_ADDRESS.match) > 0.8
