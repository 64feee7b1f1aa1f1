"""Columns that hold a part of a field: a calling code, a day, month and year, a house number."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

import phonenumbers

from shared.ingest.meaning.columns import Column
from shared.ingest.meaning.profiles import Profile
from shared.model.fields import PARTS
from shared.rules.values.wordlist import word_set

_WORDS: Final[Mapping[str, frozenset[str]]] = {
    part: word_set(words)
    for part, words in {
        "day": "day days dd jj jour jours tag tage dia dias giorno giorni gg dag dzien den",
        "month": "month mm mois monat mes mese maand miesiac mesyats",
        "year": "year yy yyyy aa aaaa jjjj annee an jahr ano anno anio anyo jaar rok god",
        "time": "time hour heure heures horaire uhrzeit zeit hora horario ora orario",
        "calling_code": "indicatif ind prefix prefixe prefixes calling dial dialing dialling isd "
        "vorwahl landervorwahl landesvorwahl prefijo prefisso",
    }.items()
}
"""What headers call each part."""
_CLOCK: Final = re.compile(
    r"([01]?\d|2[0-4])\s?(?:[:h.]\s?[0-5]\d(?::[0-5]\d(?:\.\d+)?)?|h)?\s?(?:[ap]\.?m\.?|uhr)?",
    re.IGNORECASE | re.ASCII,
)
_HAS_CLOCK: Final = re.compile(r"\d[:h]\d\d|\d\s?h\b", re.IGNORECASE)
_MIDNIGHT: Final = re.compile(r"[ T]00:00(?::00(?:\.0+)?)?$")
_ABROAD: Final = re.compile(r"[( ]*(?:\+|00)[ (]*[1-9]", re.ASCII)
_CODE: Final = re.compile(r"[+(]*\s*(?:00)?\s*([1-9]\d{0,2})\s*\)?", re.ASCII)
_STREET_TYPES: Final = word_set("""
    rue avenue av boulevard bd bld place pl allee allees all chemin che impasse imp route rte quai
    square sq cours cite passage pass sentier villa residence res lotissement lot hameau zone za
    zi esplanade promenade faubourg voie montee cour ruelle venelle
    """)
_NEAR: Final = 2
_SOME: Final = 0.1
"""Of the field's own values, how many may hold the part already."""

_NEARLY_ALL: Final = 0.9
_SURE: Final = 0.9
_BIRTH_YEARS: Final = range(1880, 2100)


class FoundPart(NamedTuple):
    """A column that holds a part of a field."""

    target: str
    """The field and the part, as `birth_date.year`."""
    reason: str
    score: float = _SURE


def find_parts(columns: Sequence[Column], given: Mapping[int, str]) -> dict[int, FoundPart]:
    """Column place -> the part it holds, among columns that were `given` no field themselves."""
    free = [column for column in columns if column.place not in given]
    found = {} if "birth_date" in given.values() else _birth_date(free)
    for column in columns:
        field = given.get(column.place, "")
        for part, is_part, is_there in _BESIDE_A_FIELD:
            if part not in PARTS.get(field, ()) or column.profile.share(is_there) > _SOME:
                continue
            near = [
                one.place
                for one in free
                if one.place not in found
                and abs(one.place - column.place) <= _NEAR
                and is_part(one)
            ]
            if near:
                # Of equally near ones the one before: codes stand before their numbers.
                nearest = min(near, key=lambda place: (abs(place - column.place), place))
                reason = f"{_WORDED[part]} {column.name!r}"
                found[nearest] = FoundPart(f"{field}.{part}", reason)
    return found


def set_birth_parts_apart(columns: Sequence[Column]) -> None:
    """A day beside a month and a year of birth is no birth date, though its cells be empty."""
    named = [column for column in columns if column.says("birth", "birth_date")]
    parts = {part for column in named for part in _named_parts(column)}
    for column in named if len(parts) > 1 else []:
        if any(_fits(part, column.profile) for part in _named_parts(column)):
            column.scale("birth_date", 0.1, "it is a part of one")


def _birth_date(free: Sequence[Column]) -> dict[int, FoundPart]:
    """The three columns of a birth date, when there is exactly one of each."""
    parts: dict[str, list[int]] = {"day": [], "month": [], "year": []}
    for column in free:
        if column.says("birth", "birth_date"):
            for part in _named_parts(column):
                if _fits(part, column.profile):
                    parts[part].append(column.place)
    if any(len(places) != 1 for places in parts.values()):
        return {}
    return {
        places[0]: FoundPart(f"birth_date.{part}", f"the {part} of a birth date in three columns")
        for part, places in parts.items()
    }


def _named_parts(column: Column) -> Iterator[str]:
    yield from (part for part in ("day", "month", "year") if _says(column, part))


def _fits(part: str, profile: Profile) -> bool:
    tests = {"day": _is_day, "month": _is_month, "year": _is_year}
    return profile.is_empty or profile.share(tests[part]) >= _NEARLY_ALL


def _is_day(value: str) -> bool:
    return value.isdecimal() and 1 <= int(value) <= 31


def _is_month(value: str) -> bool:
    return (value.isdecimal() and 1 <= int(value) <= 12) or value.strip(".").isalpha()


def _is_year(value: str) -> bool:
    return value.isdecimal() and (len(value) == 2 or int(value) in _BIRTH_YEARS)


def _is_calling_code(column: Column) -> bool:
    """`Indicatif` or `Phone Country Code`, with `33` or `+32` in its cells."""
    coded = column.says("phone", "mobile") and "code" in _words(column)
    named = coded or _says(column, "calling_code")
    return named and column.profile.share(_is_code) >= _NEARLY_ALL


def _is_code(value: str) -> bool:
    found = _CODE.fullmatch(value)
    return found is not None and int(found[1]) in phonenumbers.COUNTRY_CODE_TO_REGION_CODE


def _is_house_number(column: Column) -> bool:
    other = [term for term in column.header.terms if "house_number" not in term.concepts]
    return column.says("house_number") and not other


def _is_street_type(column: Column) -> bool:
    """`Type de voie`, with `rue` or `avenue` in its cells."""
    words = _words(column)
    named = "voie" in words and not words.isdisjoint({"type", "nature", "typ"})
    return named and column.profile.among(_STREET_TYPES) >= _NEARLY_ALL


def _is_clock(column: Column) -> bool:
    plain = _says(column, "time") and not column.says("time_zone", "due", "end")
    return plain and column.profile.share(_CLOCK.fullmatch) >= _NEARLY_ALL


def _has_clock(value: str) -> bool:
    return bool(_HAS_CLOCK.search(_MIDNIGHT.sub("", value)))


def _never(value: str) -> bool:
    return False


def _starts_abroad(value: str) -> bool:
    return _ABROAD.match(value) is not None


def _says(column: Column, part: str) -> bool:
    return not _WORDS[part].isdisjoint(_words(column))


def _words(column: Column) -> set[str]:
    return {word for term in column.header.terms for word in term.text.split()}


_BESIDE_A_FIELD: Final = (
    ("calling_code", _is_calling_code, _starts_abroad),
    ("street_type", _is_street_type, _never),
    ("house_number", _is_house_number, _never),
    ("time", _is_clock, _has_clock),
)
"""(part, whether a column holds it, whether a value of the field holds it already)."""

_WORDED: Final = {
    "calling_code": "the calling code of",
    "house_number": "the house number in",
    "street_type": "the kind of street in",
    "time": "the time of the day in",
}
