"""Postal codes in the form of their country, with the zeros a spreadsheet ate."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from shared.rules.values.cleaned import CACHE_SIZE, EMPTY, PLACEHOLDER, Cleaned
from shared.rules.values.placeholder import is_placeholder
from shared.rules.values.text import tidy, without_text_mark

_FRENCH: Final = frozenset({"FR", "RE", "GP", "MQ", "GF", "YT", "PM", "BL", "MF", "MC", "NC", "PF"})
_FRENCH_CODE: Final = re.compile(r"(?:0[1-9]|[1-8]\d|9[0-578])\d{3}", re.ASCII)

_DIGITS: Final = {
    "DE": 5, "ES": 5, "IT": 5, "US": 5, "FI": 5, "TR": 5, "MX": 5, "MA": 5, "DZ": 5, "HR": 5,
    "BE": 4, "CH": 4, "AT": 4, "LU": 4, "DK": 4, "NO": 4, "HU": 4, "AU": 4, "TN": 4, "SI": 4,
    "LI": 4, "NZ": 4, "BG": 4, "RO": 6, "RU": 6, "IN": 6, "CN": 6,
}  # fmt: skip
"""Countries whose code is digits only, and how many."""
_ZERO_FIRST: Final = frozenset({"DE", "ES", "IT", "US", "FI", "TR", "MX", "AU", "NZ", "RO"})
"""Countries whose codes may begin with 0, which a spreadsheet drops."""

_SHAPES: Final = {
    "GB": (re.compile(r"([A-Z]{1,2}\d[A-Z\d]?)(\d[A-Z]{2})", re.ASCII), r"\1 \2"),
    "CA": (re.compile(r"([A-Z]\d[A-Z])(\d[A-Z]\d)", re.ASCII), r"\1 \2"),
    "NL": (re.compile(r"([1-9]\d{3})([A-Z]{2})", re.ASCII), r"\1 \2"),
    "IE": (re.compile(r"([A-Z]\d[\dW])([A-Z\d]{4})", re.ASCII), r"\1 \2"),
    "PT": (re.compile(r"(\d{4})(\d{3})", re.ASCII), r"\1-\2"),
    "PL": (re.compile(r"(\d{2})(\d{3})", re.ASCII), r"\1-\2"),
    "JP": (re.compile(r"(\d{3})(\d{4})", re.ASCII), r"\1-\2"),
    "BR": (re.compile(r"(\d{5})(\d{3})", re.ASCII), r"\1-\2"),
    "SE": (re.compile(r"(\d{3})(\d{2})", re.ASCII), r"\1 \2"),
    "CZ": (re.compile(r"(\d{3})(\d{2})", re.ASCII), r"\1 \2"),
    "SK": (re.compile(r"(\d{3})(\d{2})", re.ASCII), r"\1 \2"),
    "GR": (re.compile(r"(\d{3})(\d{2})", re.ASCII), r"\1 \2"),
}
_TELLING: Final = ("GB", "CA", "NL")
"""Countries whose codes cannot be taken for another's, read whatever the source's country."""

_FOREIGN: Final = re.compile(r"([A-Z]{1,3})[ -]+(\d{4,6})", re.ASCII)
_US_PLUS_FOUR: Final = re.compile(r"(\d{5})-?(\d{4})", re.ASCII)
_CODE_AND_TOWN: Final = re.compile(
    r"(?:[A-Z]{1,2}-)?([0-9]{4,5})[\s,/·-]+([^\W\d_]\D{1,60}?(?:\s+cedex(?:\s*\d{1,2})?)?)",
    re.IGNORECASE,
)
_LEADING_CODE: Final = re.compile(r"(\d{5})(?!\d)[\s,.-]*(?=[^\W\d])", re.ASCII)
_FLOAT_TAIL: Final = re.compile(r"(?<=\d)\.0+$", re.ASCII)
ZERO_RESTORED: Final = "leading zero restored"
"""The note on a code that was a digit short."""


def clean(text: str, *, country: str) -> Cleaned:
    """Return the code as `country` (ISO alpha-2) writes it; None when it cannot be one of its own.

    A code that names another country, or can only be another's, is kept in that form. A country
    we hold no rule for gets the text in capitals.
    """
    if country in _FRENCH and _FRENCH_CODE.fullmatch(text):
        return Cleaned(text)
    return _clean_unusual(text, country)


def split_place(text: str) -> tuple[str, str] | None:
    """(postal code, town) of a cell that holds both, as `69003 Lyon` or `D-10115 Berlin`."""
    found = _CODE_AND_TOWN.fullmatch(text.strip())
    return (found[1], found[2]) if found else None


def is_whole(text: str, *, country: str) -> bool:
    """Whether this is a code of that country with no digit missing: `1000` is one in BE."""
    digits = text.strip()
    return digits.isdecimal() and len(digits) == _DIGITS.get(country)


def department(postal_code: str, *, country: str) -> str | None:
    """Return the department a clean French code says (`75`, `2A`, `974`), else None."""
    if country not in _FRENCH or not _FRENCH_CODE.fullmatch(postal_code):
        return None
    if postal_code.startswith(("97", "98")):
        return postal_code[:3]
    if postal_code.startswith("20"):
        # Ajaccio and the south sort under 200 and 201, Bastia and the north under 202 and above.
        return "2A" if postal_code[2] in "01" else "2B"
    return postal_code[:2]


@lru_cache(maxsize=CACHE_SIZE)
def _clean_unusual(text: str, country: str) -> Cleaned:
    value = _FLOAT_TAIL.sub("", without_text_mark(tidy(text).upper()))
    if not value:
        return EMPTY
    if is_placeholder(value):
        return PLACEHOLDER
    compact = value.replace(" ", "").replace("-", "").replace(".", "")
    home = _read(value, compact, country)
    if _is_filler(compact) or (home is not None and _is_filler(home.value or "")):
        return PLACEHOLDER
    if home is not None:
        return home
    if country not in _FRENCH and country not in _DIGITS and country not in _SHAPES:
        return Cleaned(value, None if value == text else "spelling")
    return _foreign(value, compact) or Cleaned(None, f"not a postal code in {country}")


def _is_filler(code: str) -> bool:
    return len(code) > 1 and code[0] in "09X" and code == code[0] * len(code)


def _read(value: str, compact: str, country: str) -> Cleaned | None:
    if country in _FRENCH:
        return _read_french(value, compact)
    if country in _SHAPES:
        return _read_shape(value, compact, country)
    if country in _DIGITS:
        return _read_digits(value, compact, country)
    return None


def _read_french(value: str, compact: str) -> Cleaned | None:
    bare = compact.removeprefix("FR").removeprefix("F")
    if _FRENCH_CODE.fullmatch(bare):
        return Cleaned(bare, None if bare == value else "spelling")
    if len(bare) == 4 and _FRENCH_CODE.fullmatch("0" + bare):
        return Cleaned("0" + bare, ZERO_RESTORED)
    leading = _LEADING_CODE.match(value)
    if leading and _FRENCH_CODE.fullmatch(leading[1]):
        return Cleaned(leading[1], "text after the code removed")
    return None


def _read_shape(value: str, compact: str, country: str) -> Cleaned | None:
    pattern, written = _SHAPES[country]
    match = pattern.fullmatch(compact.removeprefix(f"{country}"))
    if match is None:
        match = pattern.fullmatch(compact)
    if match is None:
        return None
    code = match.expand(written)
    return Cleaned(code, None if code == value else "spelling")


def _read_digits(value: str, compact: str, country: str) -> Cleaned | None:
    if country == "US" and (match := _US_PLUS_FOUR.fullmatch(compact)):
        code = match.expand(r"\1-\2")
        return Cleaned(code, None if code == value else "spelling")
    size = _DIGITS[country]
    bare = compact.removeprefix(country).removeprefix(country[0])
    if not (bare.isascii() and bare.isdigit()):
        return None
    if len(bare) == size:
        return Cleaned(bare, None if bare == value else "spelling")
    if country in _ZERO_FIRST and size - 2 <= len(bare) < size:
        return Cleaned(bare.zfill(size), ZERO_RESTORED)
    return None


def _foreign(value: str, compact: str) -> Cleaned | None:
    for country in _TELLING:
        found = _read_shape(value, compact, country)
        if found is not None:
            return Cleaned(found.value, f"form of {country}")
    if match := _FOREIGN.fullmatch(value):
        return Cleaned(match.expand(r"\1-\2"), "names another country")
    return None
