"""Telephone numbers in E.164 (`+33199001234`), read as the source's country dials them.

Numbers in use that are dialled as usual take a short path whose patterns are built from
phonenumbers' own metadata; the rest is phonenumbers. A number of the right length in a range nobody
has been given is kept and noted: ranges open every year, and fictional numbers live there.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

import phonenumbers

from shared.rules.values.cleaned import CACHE_SIZE, EMPTY, PLACEHOLDER, Cleaned
from shared.rules.values.numbering import (
    FEWEST_UNASSIGNED,
    FRENCH,
    code_of,
    french_patterns,
    in_use,
    in_use_in_france,
    may_be_foreign,
    of_possible_length,
)
from shared.rules.values.placeholder import is_placeholder, is_placeholder_phone
from shared.rules.values.text import tidy, without_text_mark

_SEPARATORS: Final = str.maketrans("", "", " .-()/\u00a0\u202f\u2010\u2011\u2013")
_FRENCH_NUMBER: Final = re.compile(r"((?:\+|00)?330?|0)?([1-9]\d{8})", re.ASCII)
_FRENCH_ABROAD: Final = ("+33", "0033")
_TWO_FRENCH: Final = re.compile(r"(0[1-9]\d{8})(0[1-9]\d{8})", re.ASCII)

_SCIENTIFIC: Final = re.compile(r"\d+(?:[.,]\d+)?\s*e\s*\+?\s*\d+", re.IGNORECASE | re.ASCII)
_FLOAT_TAIL: Final = re.compile(r"(?<=\d{6})[.,]0+$", re.ASCII)
_EXTENSION: Final = re.compile(
    r"(?:\bext(?:ension)?|\bposte|\bint(?:erno)?|\bdw|\bdurchwahl|\bp(?=\.)|\bx|(?<=\d)x|#)"
    r"\.?\s*:?\s*\d{1,6}\s*$",
    re.IGNORECASE | re.ASCII,
)
_DIALLABLE: Final = re.compile(r"[+(]*\d[\d\s.()+-]*", re.ASCII)
_WITH_SLASHES: Final = re.compile(r"[+(]*\d[\d\s.()/+-]*", re.ASCII)
_FEWEST_DIGITS: Final = 6
_KINDS: Final = {
    phonenumbers.PhoneNumberType.MOBILE: "mobile",
    phonenumbers.PhoneNumberType.FIXED_LINE: "fixed",
}

_UNASSIGNED: Final = "range not in use; the length is right"
_SPREADSHEET: Final = Cleaned(None, "spreadsheet rounded the number")


def clean(text: str, *, country: str) -> Cleaned:
    """Return the number in E.164; None, with the reason, when it cannot be dialled.

    Numbers without a country code are read as dialled in `country` (ISO alpha-2).
    """
    if country in FRENCH:
        match = in_use_in_france().fullmatch(text.replace(" ", "").replace(".", ""))
        if match is not None:
            return PLACEHOLDER if is_placeholder_phone(match[1]) else Cleaned(f"+33{match[1]}")
    compact = text.translate(_SEPARATORS)
    if country in FRENCH or compact.startswith(_FRENCH_ABROAD):
        match = _FRENCH_NUMBER.fullmatch(compact)
        if match is not None:
            return _clean_french(match)
    known = in_use(country)
    if known is not None and not (text.endswith("0") and _FLOAT_TAIL.search(text)):
        match = known.fullmatch(compact)
        if match is not None and len(match[1]) >= _FEWEST_DIGITS:
            return _of_country(country, match[1])
        match = of_possible_length(country).fullmatch(compact)
        # Without a prefix at home it might be another country's, its plus left out.
        if (
            match is not None
            and _DIALLABLE.fullmatch(text)
            and (compact != match[1] or not may_be_foreign(compact))
        ):
            return _of_country(country, match[1], _UNASSIGNED)
    return _clean_unusual(text, country)


@lru_cache(maxsize=CACHE_SIZE)
def kind(number: str) -> str:
    """Return `mobile` or `fixed` for a clean number; empty where its range says neither."""
    read = _parse(number, None)
    return _KINDS.get(phonenumbers.number_type(read), "") if read else ""


@lru_cache(maxsize=CACHE_SIZE)
def region(number: str) -> str:
    """Return the country (ISO alpha-2) that has given out a clean number; empty if none has."""
    read = _parse(number, None)
    return (phonenumbers.region_code_for_number(read) or "") if read else ""


def _clean_french(match: re.Match[str]) -> Cleaned:
    prefix, national = match.groups()
    if is_placeholder_phone(national):
        return PLACEHOLDER
    note = None if prefix else "leading zero restored"
    metropolitan, overseas = french_patterns()
    if metropolitan.fullmatch(national):
        return Cleaned(f"+33{national}", note)
    for pattern, country_code in overseas:
        if pattern.fullmatch(national):
            return Cleaned(f"+{country_code}{national}", "French overseas number")
    return Cleaned(f"+33{national}", _UNASSIGNED)


def _of_country(country: str, number: str, note: str | None = None) -> Cleaned:
    if is_placeholder_phone(number.lstrip("0")):
        return PLACEHOLDER
    return Cleaned(f"+{code_of(country)}{number}", note)


@lru_cache(maxsize=CACHE_SIZE)
def _clean_unusual(text: str, country: str) -> Cleaned:
    """Find what can be dialled in a cell that is not simply a French number."""
    value = without_text_mark(tidy(text))
    if not value:
        return EMPTY
    if is_placeholder(value) or _is_one_digit(value):
        return PLACEHOLDER
    if _SCIENTIFIC.fullmatch(value):
        return _SPREADSHEET
    value = _EXTENSION.sub("", _FLOAT_TAIL.sub("", value))
    pieces = _candidates(value, country)
    answers = [answer for piece in pieces if (answer := _clean_piece(piece, country))]
    usable = [answer for answer in answers if answer.value is not None]
    if not usable:
        return answers[0] if answers else Cleaned(None, f"not a phone number in {country}")
    if len({answer.value for answer in usable}) > 1:
        return Cleaned(usable[0].value, "several numbers: the first was kept")
    return usable[0]


def _is_one_digit(value: str) -> bool:
    digits = {character for character in value if character.isdigit()}
    return len(digits) == 1 and sum(map(str.isdigit, value)) >= _FEWEST_DIGITS


def _candidates(value: str, country: str) -> list[str]:
    if _WITH_SLASHES.fullmatch(value):
        if _parsed(value, country) is not None:
            return [value]
        two = _TWO_FRENCH.fullmatch(value.translate(_SEPARATORS))
        if two is not None and country in FRENCH:
            return list(two.groups())
    return _DIALLABLE.findall(value)


def _clean_piece(piece: str, country: str) -> Cleaned | None:
    compact = piece.translate(_SEPARATORS)
    if country in FRENCH or compact.startswith(_FRENCH_ABROAD):
        match = _FRENCH_NUMBER.fullmatch(compact)
        if match is not None:
            return _clean_french(match)
    number = _parsed(piece, country)
    if number is None:
        return None
    if is_placeholder_phone(str(number.national_number)):
        return PLACEHOLDER
    value = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    # What we write must read back as itself, whatever a country's own dialling rules add.
    again = _parsed(value, country)
    if again is None or phonenumbers.format_number(again, 0) != value:
        return None
    return Cleaned(value, None if phonenumbers.is_valid_number(number) else _UNASSIGNED)


def _parsed(text: str, country: str) -> phonenumbers.PhoneNumber | None:
    """Return the best reading of the digits: valid at home, valid abroad, else only possible."""
    if sum(map(str.isdigit, text)) < _FEWEST_DIGITS:
        return None
    home = _parse(text, country)
    if home is not None and phonenumbers.is_valid_number(home):
        return home
    if "+" not in text:
        compact = text.translate(_SEPARATORS)
        abroad = _parse("+" + compact.removeprefix("00"), None)
        if abroad is not None and phonenumbers.is_valid_number(abroad):
            return abroad
    if home is None or phonenumbers.is_possible_number_with_reason(home) != (
        phonenumbers.ValidationResult.IS_POSSIBLE
    ):
        return None
    return home if len(str(home.national_number)) >= FEWEST_UNASSIGNED else None


def _parse(text: str, country: str | None) -> phonenumbers.PhoneNumber | None:
    try:
        return phonenumbers.parse(text, country)
    except phonenumbers.NumberParseException:
        return None
