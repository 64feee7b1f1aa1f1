"""From a contact's canonical fields to the values it is compared by.

Contacts come cleaned (lower-case e-mails, E.164 phones, ISO dates). This folds them further, for
comparison only, and reads what was not cleaned as well as it can. A value nobody can read is left
out, which is neutral, rather than compared as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final

from anyascii import anyascii

from shared.identity.emails import clean_email
from shared.model.comparables import Comparables, Name

_HONORIFICS: Final = """
m mr mme mlle mrs miss ms mx dr dre pr me monsieur madame mademoiselle docteur professeur maitre
sir lady prof herr frau dhr mevr sr sra srta sig sigra dott dottssa
"""
HONORIFICS: Final = frozenset(_HONORIFICS.split())
"""Forms of address that stand before a name and say nothing about whose it is."""

_PLACEHOLDER_NAMES: Final = """
test tests essai x xx xxx xxxx a aa aaa zz zzz na nc nd nr null none nan unknown inconnu
inconnue anonyme anonymous unbekannt sconosciuto desconocido client cliente customer kunde nom
prenom name nachname vorname nombre apellido cognome nome firstname lastname surname user
utilisateur invite guest gast abonne azerty qwerty qwertz asdf
"""
PLACEHOLDER_NAMES: Final = frozenset(_PLACEHOLDER_NAMES.split())
"""What is typed where a name is asked for and there is none to give."""

_NOT_LETTERS: Final = re.compile(r"[^a-z]+")
_NOT_LETTERS_OR_DIGITS: Final = re.compile(r"[^a-z0-9]+")
_NOT_DIGITS: Final = re.compile(r"[^0-9]+")
_YEAR_FIRST: Final = re.compile(r"(\d{4})[-/. ]?(\d{2})[-/. ]?(\d{2})(?:\D.*)?$")
_DAY_FIRST: Final = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})(?:\D.*)?$")
_DEFAULT_DATES: Final = frozenset({"19000101", "19700101", "00010101"})
_REPEATED_DIGIT: Final = re.compile(r"(\d)\1{6}$")
_COUNTING: Final = ("0123456789", "9876543210")
_LEAST_PHONE_DIGITS: Final = 7


def comparables_of(fields: Mapping[str, str]) -> Comparables:
    """The values one contact is compared by, from its canonical fields.

    A field that is absent, empty, unreadable or a known placeholder gives none: missing is
    neutral, never different.
    """
    get = fields.get

    def told(field: str) -> tuple[str, ...]:
        text = COMPARED[field](get(field, ""))
        return (text,) if text else ()

    return Comparables(
        emails=told("email"),
        phones=tuple(sorted({*told("telephone"), *told("mobile")})),
        names=_names(get("given_name", ""), get("family_name", ""), get("name", "")),
        postal_codes=told("postal_code"),
        birth_dates=told("birth_date"),
        streets=told("street_address"),
        localities=told("address_locality"),
        companies=told("works_for"),
        job_titles=told("job_title"),
        genders=told("gender"),
        countries=told("address_country"),
    )


def fold_name(text: str) -> str:
    """A name in a-z and single blanks: no accents, case, hyphens or apostrophes."""
    if not text:
        return ""
    if text.isascii() and text.isalpha():
        return text.lower()
    plain = text if text.isascii() else anyascii(text)
    return _NOT_LETTERS.sub(" ", plain.lower()).strip()


def clean_phone(text: str) -> str:
    """The number as digits, with a leading + where the country is known, or "" when it is none."""
    if not text:
        return ""
    spoken = text.replace("(0)", "").strip()
    digits = _NOT_DIGITS.sub("", spoken)
    if len(digits) < _LEAST_PHONE_DIGITS or _REPEATED_DIGIT.search(digits):
        return ""
    if any(digits[-8:] in row for row in _COUNTING):
        return ""
    if spoken.startswith("+"):
        return "+" + digits
    return "+" + digits[2:] if digits.startswith("00") else digits


def clean_date(text: str) -> str:
    """The day as `yyyymmdd`, or "" when it cannot be read or is a system's default."""
    if not text:
        return ""
    stripped = text.strip()
    if match := _YEAR_FIRST.match(stripped):
        date = "".join(match.groups())
    elif match := _DAY_FIRST.match(stripped):
        day, month, year = match.groups()
        date = f"{year}{month:0>2}{day:0>2}"
    else:
        return ""
    return "" if date in _DEFAULT_DATES else date


def split_name(text: str) -> Name:
    """A full name as given and family name.

    "DUPONT Marie" and "Dupont, Marie" are recognised by case and comma; otherwise the first word
    is the given name. A single word is a family name.
    """
    family_first, comma, rest = text.partition(",")
    if comma and rest.strip():
        return Name(given=_without_honorifics(fold_name(rest)), family=fold_name(family_first))
    words = text.split()
    shouted = [word for word in words if len(word) > 1 and word.isupper()]
    if shouted and len(shouted) < len(words):
        spoken = " ".join(word for word in words if word not in shouted)
        given = _without_honorifics(fold_name(spoken))
        if given:
            return Name(given=given, family=fold_name(" ".join(shouted)))
    given, _, family = _without_honorifics(fold_name(text)).partition(" ")
    return Name(given=given, family=family) if family else Name(given="", family=given)


def _names(given: str, family: str, full: str) -> tuple[Name, ...]:
    name = Name(given=fold_name(given), family=fold_name(family))
    if full and not (name.given and name.family):
        # a full name beside half a name is split for the missing half only
        split = split_name(full)
        name = Name(given=name.given or split.given, family=name.family or split.family)
        if name.given == name.family:
            name = split
    return () if names_nobody(name.given) and names_nobody(name.family) else (name,)


def names_nobody(folded: str) -> bool:
    """Whether a folded name is empty or what is typed where there is none to give."""
    return not folded or folded in PLACEHOLDER_NAMES


def _without_honorifics(folded: str) -> str:
    words = folded.split()
    while len(words) > 1 and words[0] in HONORIFICS:
        del words[0]
    return " ".join(words)


def _clean_postal_code(text: str) -> str:
    code = _NOT_LETTERS_OR_DIGITS.sub("", text.lower())
    return "" if len(code) < 3 or not code.strip("0") or code in {"99999", "12345"} else code


def _fold_text(text: str) -> str:
    if not text:
        return ""
    plain = text if text.isascii() else anyascii(text)
    return _NOT_LETTERS_OR_DIGITS.sub(" ", plain.lower()).strip()


def _initial(text: str) -> str:
    return _fold_text(text)[:1]


COMPARED: Final[Mapping[str, Callable[[str], str]]] = {
    "given_name": fold_name,
    "family_name": fold_name,
    "email": clean_email,
    "telephone": clean_phone,
    "mobile": clean_phone,
    "postal_code": _clean_postal_code,
    "birth_date": clean_date,
    "street_address": _fold_text,
    "address_locality": _fold_text,
    "works_for": _fold_text,
    "job_title": _fold_text,
    "gender": _initial,
    "address_country": _fold_text,
}
"""Canonical field -> what of a value is compared; "" where that is nothing."""
