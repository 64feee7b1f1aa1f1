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
from shared.rules.values.placeholder import is_placeholder, is_placeholder_phone
from shared.rules.values.text import tidy, without_text_mark

_OVERSEAS: Final = ("RE", "GP", "MQ", "GF", "YT")
"""French regions that dial the national format at home but have a country code of their own."""
_FRENCH: Final = frozenset({"FR", *_OVERSEAS})

_SHARED_CODES: Final = frozenset({1, 7})
"""Country codes of several large countries, of which the number itself must tell which."""

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
_NONE: Final = re.compile(r"(?!)")
_FEWEST_DIGITS: Final = 6
_KINDS: Final = {
    phonenumbers.PhoneNumberType.MOBILE: "mobile",
    phonenumbers.PhoneNumberType.FIXED_LINE: "fixed",
}
_FEWEST_UNASSIGNED: Final = 8

_UNASSIGNED: Final = "range not in use; the length is right"
_SPREADSHEET: Final = Cleaned(None, "spreadsheet rounded the number")


def clean(text: str, *, country: str) -> Cleaned:
    """Return the number in E.164; None, with the reason, when it cannot be dialled.

    Numbers without a country code are read as dialled in `country` (ISO alpha-2).
    """
    if country in _FRENCH:
        match = _usual_french().fullmatch(text.replace(" ", "").replace(".", ""))
        if match is not None:
            return PLACEHOLDER if is_placeholder_phone(match[1]) else Cleaned(f"+33{match[1]}")
    compact = text.translate(_SEPARATORS)
    if country in _FRENCH or compact.startswith(_FRENCH_ABROAD):
        match = _FRENCH_NUMBER.fullmatch(compact)
        if match is not None:
            return _clean_french(match)
    usual = _usual(country)
    if usual is not None and not (text.endswith("0") and _FLOAT_TAIL.search(text)):
        match = usual.fullmatch(compact)
        if match is not None and len(match[1]) >= _FEWEST_DIGITS:
            return _of_country(country, match[1])
        match = _unassigned(country).fullmatch(compact)
        if match is not None and _DIALLABLE.fullmatch(text):
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
    metropolitan, overseas = _french_patterns()
    if metropolitan.fullmatch(national):
        return Cleaned(f"+33{national}", note)
    for pattern, country_code in overseas:
        if pattern.fullmatch(national):
            return Cleaned(f"+{country_code}{national}", "French overseas number")
    return Cleaned(f"+33{national}", _UNASSIGNED)


@lru_cache(maxsize=1)
def _usual_french() -> re.Pattern[str]:
    """Build, once, the pattern of numbers in use in France however they are usually dialled."""
    return re.compile(rf"(?:0|\+33|0033)({_valid_pattern('FR')})", re.ASCII)


@lru_cache(maxsize=CACHE_SIZE)
def _usual(country: str) -> re.Pattern[str] | None:
    """Build, once, the pattern of numbers in use in a country however they are usually dialled.

    None where what is dialled is not simply a prefix and the number: there phonenumbers knows how.
    """
    metadata = phonenumbers.PhoneMetadata.metadata_for_region(country)
    if metadata is None or country in _FRENCH or metadata.country_code in _SHARED_CODES:
        return None
    general = metadata.general_desc.national_number_pattern if metadata.general_desc else None
    if general is None:
        return None
    prefix = metadata.national_prefix or ""
    parsed = (metadata.national_prefix_for_parsing or "").split("|")
    if prefix not in {"", "0"} or prefix not in parsed or metadata.national_prefix_transform_rule:
        return None
    abroad = rf"\+{metadata.country_code}"
    if metadata.international_prefix == "00":
        abroad = rf"(?:\+|00){metadata.country_code}"
    optional = f"(?:{prefix})?" if prefix else ""
    possible = rf"(?=(?:{general})$)"
    number = rf"({possible}(?:{_valid_pattern(country)}))"
    return re.compile(rf"(?:{prefix}|{abroad}{optional}){number}", re.ASCII)


@lru_cache(maxsize=CACHE_SIZE)
def _unassigned(country: str) -> re.Pattern[str]:
    """Build, once, the pattern of numbers of the right length of a usual country, in use or not.

    Not of those in use where else its code is dialled. Without a prefix at home they might be any
    country's: they match only as dialled abroad.
    """
    metadata = phonenumbers.PhoneMetadata.metadata_for_region(country)
    if metadata is None or metadata.general_desc is None or metadata.country_code is None:
        return _NONE
    prefix, code = metadata.national_prefix or "", metadata.country_code
    parsed = {*(metadata.national_prefix_for_parsing or "").split("|")} - {prefix, ""}
    if metadata.international_prefix != "00" or not all(map(str.isdigit, parsed)):
        return _NONE
    lengths = [one for one in metadata.general_desc.possible_length if one >= _FEWEST_UNASSIGNED]
    number = "|".join(rf"[1-9]\d{{{length - 1}}}" for length in lengths) or _NONE.pattern
    beside = [one for one in phonenumbers.region_codes_for_country_code(code) if one != country]
    others = [*parsed, *(f"(?:{_valid_pattern(one)})$" for one in beside)]
    home = f"(?!{'|'.join(others)})" if others else ""
    begins = rf"(?:{prefix}|\+{code}{prefix}|\+{code})" if prefix else rf"\+{code}"
    return re.compile(rf"{begins}{home}({number})", re.ASCII)


def _of_country(country: str, number: str, note: str | None = None) -> Cleaned:
    if is_placeholder_phone(number.lstrip("0")):
        return PLACEHOLDER
    return Cleaned(f"+{_country_code(country)}{number}", note)


@lru_cache(maxsize=CACHE_SIZE)
def _country_code(country: str) -> int:
    return phonenumbers.country_code_for_region(country)


@lru_cache(maxsize=1)
def _french_patterns() -> tuple[re.Pattern[str], tuple[tuple[re.Pattern[str], int], ...]]:
    """Build, once, the pattern of valid numbers of France and of each overseas country code."""
    overseas: dict[int, list[str]] = {}
    for region in _OVERSEAS:
        code = phonenumbers.country_code_for_region(region)
        overseas.setdefault(code, []).append(_valid_pattern(region))
    return (
        re.compile(_valid_pattern("FR"), re.ASCII),
        tuple((re.compile("|".join(each), re.ASCII), code) for code, each in overseas.items()),
    )


def _valid_pattern(region: str) -> str:
    metadata = phonenumbers.PhoneMetadata.metadata_for_region(region)
    if metadata is None:
        return _NONE.pattern
    kinds = (
        metadata.mobile,
        metadata.fixed_line,
        metadata.toll_free,
        metadata.premium_rate,
        metadata.shared_cost,
        metadata.personal_number,
        metadata.voip,
        metadata.uan,
        metadata.pager,
        metadata.voicemail,
    )
    patterns = [kind.national_number_pattern for kind in kinds if kind is not None]
    return "|".join(f"(?:{pattern})" for pattern in patterns if pattern)


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
        if two is not None and country in _FRENCH:
            return list(two.groups())
    return _DIALLABLE.findall(value)


def _clean_piece(piece: str, country: str) -> Cleaned | None:
    compact = piece.translate(_SEPARATORS)
    if country in _FRENCH or compact.startswith(_FRENCH_ABROAD):
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
    return home if len(str(home.national_number)) >= _FEWEST_UNASSIGNED else None


def _parse(text: str, country: str | None) -> phonenumbers.PhoneNumber | None:
    try:
        return phonenumbers.parse(text, country)
    except phonenumbers.NumberParseException:
        return None
