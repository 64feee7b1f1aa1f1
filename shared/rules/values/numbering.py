"""The numbers a country dials, as patterns built from phonenumbers' own metadata.

What matches one is what phonenumbers would say, told some thirty times sooner.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

import phonenumbers

from shared.rules.values.cleaned import CACHE_SIZE

OVERSEAS: Final = ("RE", "GP", "MQ", "GF", "YT")
"""French regions that dial the national format at home but have a country code of their own."""
FRENCH: Final = frozenset({"FR", *OVERSEAS})

FEWEST_UNASSIGNED: Final = 8
"""Digits below which a number in no range in use is not taken for one."""

_SHARED_CODES: Final = frozenset({1, 7})
"""Country codes of several large countries, of which the number itself must tell which."""

_NONE: Final = re.compile(r"(?!)")


@lru_cache(maxsize=1)
def in_use_in_france() -> re.Pattern[str]:
    """Build, once, the pattern of numbers in use in France however they are usually dialled."""
    return re.compile(rf"(?:0|\+33|0033)({_valid_pattern('FR')})", re.ASCII)


@lru_cache(maxsize=CACHE_SIZE)
def in_use(country: str) -> re.Pattern[str] | None:
    """Build, once, the pattern of numbers in use in a country however they are usually dialled.

    None where what is dialled is not simply a prefix and the number: there phonenumbers knows how.
    """
    metadata = phonenumbers.PhoneMetadata.metadata_for_region(country)
    if metadata is None or country in FRENCH or metadata.country_code in _SHARED_CODES:
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
def of_possible_length(country: str) -> re.Pattern[str]:
    """Build, once, the pattern of numbers of the right length of a usual country, in use or not.

    Not of those in use where else its code is dialled.
    """
    metadata = phonenumbers.PhoneMetadata.metadata_for_region(country)
    if metadata is None or metadata.general_desc is None or metadata.country_code is None:
        return _NONE
    prefix, code = metadata.national_prefix or "", metadata.country_code
    parsed = {*(metadata.national_prefix_for_parsing or "").split("|")} - {prefix, ""}
    if metadata.international_prefix != "00" or not all(map(str.isdigit, parsed)):
        return _NONE
    lengths = [one for one in metadata.general_desc.possible_length if one >= FEWEST_UNASSIGNED]
    number = "|".join(rf"[1-9]\d{{{length - 1}}}" for length in lengths) or _NONE.pattern
    beside = [one for one in phonenumbers.region_codes_for_country_code(code) if one != country]
    others = [*parsed, *(f"(?:{_valid_pattern(one)})$" for one in beside)]
    home = f"(?!{'|'.join(others)})" if others else ""
    begins = rf"(?:{prefix}|\+{code}{prefix}|\+{code})" if prefix else rf"(?:\+{code})?"
    return re.compile(rf"{begins}{home}({number})", re.ASCII)


def may_be_foreign(digits: str) -> bool:
    """Say whether a country's code begins the digits and its numbers are about as long as the rest.

    About: what is dialled before a number, or left out of it, is some digits.
    """
    for length in (1, 2, 3):
        lengths = _lengths_of(int(digits[:length]))
        if lengths:
            return min(lengths) - 1 <= len(digits) - length <= max(lengths) + 3
    return False


@lru_cache(maxsize=CACHE_SIZE)
def code_of(country: str) -> int:
    """Return the country's calling code (33 for FR); 0 for a country without one."""
    return phonenumbers.country_code_for_region(country)


@lru_cache(maxsize=1)
def french_patterns() -> tuple[re.Pattern[str], tuple[tuple[re.Pattern[str], int], ...]]:
    """Build, once, the pattern of valid numbers of France and of each overseas country code."""
    overseas: dict[int, list[str]] = {}
    for region in OVERSEAS:
        code = phonenumbers.country_code_for_region(region)
        overseas.setdefault(code, []).append(_valid_pattern(region))
    return (
        re.compile(_valid_pattern("FR"), re.ASCII),
        tuple((re.compile("|".join(each), re.ASCII), code) for code, each in overseas.items()),
    )


@lru_cache(maxsize=CACHE_SIZE)
def _lengths_of(code: int) -> frozenset[int]:
    """Find, once, how long numbers with this country code may be; nothing if there is none."""
    regions = phonenumbers.region_codes_for_country_code(code)
    found = [
        phonenumbers.PhoneMetadata.metadata_for_region_or_calling_code(code, region)
        for region in regions
    ]
    return frozenset(
        length
        for one in found
        if one and one.general_desc
        for length in one.general_desc.possible_length
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
