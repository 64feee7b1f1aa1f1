"""The entry point of cleaning: a canonical field and a cell go in, a canonical value comes out.

Cleaning never raises on any text, never invents, and cleaning a clean value changes nothing.
The caller keeps the original of everything that was changed or set aside.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from shared.rules.values import (
    amount,
    consent,
    country,
    date,
    email,
    gender,
    language,
    listed,
    name,
    phone,
    postal,
)
from shared.rules.values.cleaned import EMPTY, Cleaned, Locale
from shared.rules.values.text import clean_identifier, clean_text, is_formula, without_text_formula

__all__ = ["Cleaned", "Locale", "clean"]

_MAX_LENGTH: Final = 500
"""Characters. No name, number, date or address of a person is longer; cleaning it would be slow."""

_REACH: Final = frozenset({"email", "telephone", "mobile"})
_MOST_LISTED: Final = 20
_MAX_FREE_TEXT: Final = 2000
_RUNS: Final = Cleaned(None, "a formula, not a value")
_TOO_LONG: Final = Cleaned(None, "too long")


def clean(field: str, text: str, *, locale: Locale) -> Cleaned:
    """Return the cell's canonical value for a canonical field, and a note when it differs.

    The value is None when the cell is empty, a placeholder, too long or not what the field holds.
    Fields that are not canonical are only stripped.
    """
    if not text:
        return EMPTY
    cleaner = _CLEANERS.get(field)
    if cleaner is None:
        return Cleaned(text.strip() or None)
    if text[0] in "=@+-":
        text = without_text_formula(text)
        if is_formula(text):
            return _RUNS
    if text[0] == "[" and field in _REACH and (several := listed.listed_in(text)):
        return _first_usable(several, cleaner, locale)
    if len(text) > _MAX_LENGTH:
        text = text.strip()
        if len(text) > (_MAX_FREE_TEXT if cleaner is _text else _MAX_LENGTH):
            return _TOO_LONG
    return cleaner(text, locale)


def _first_usable(
    several: Sequence[str], cleaner: Callable[[str, Locale], Cleaned], locale: Locale
) -> Cleaned:
    """The first of a list that is what the field holds; what is said of the first if none is."""
    read = [cleaner(text, locale) for text in several[:_MOST_LISTED] if len(text) <= _MAX_LENGTH]
    usable = next((one for one in read if one.value), None)
    if usable is None:
        return read[0] if read else _TOO_LONG
    return usable if len(several) == 1 else Cleaned(usable.value, "one of a list")


def _email(text: str, _: Locale) -> Cleaned:
    return email.clean(text)


def _phone(text: str, locale: Locale) -> Cleaned:
    return phone.clean(text, country=locale.country)


def _name(text: str, _: Locale) -> Cleaned:
    return name.clean(text)


def _honorific(text: str, _: Locale) -> Cleaned:
    return name.clean_honorific(text)


def _locality(text: str, _: Locale) -> Cleaned:
    return name.clean_locality(text)


def _postal_code(text: str, locale: Locale) -> Cleaned:
    return postal.clean(text, country=locale.country)


def _country(text: str, _: Locale) -> Cleaned:
    return country.clean(text)


def _date(text: str, locale: Locale) -> Cleaned:
    return date.clean_date(text, locale=locale)


def _instant(text: str, locale: Locale) -> Cleaned:
    return date.clean_date_time(text, locale=locale)


def _gender(text: str, locale: Locale) -> Cleaned:
    return gender.clean(text, language=locale.language)


def _language(text: str, _: Locale) -> Cleaned:
    return language.clean(text)


def _consent(text: str, locale: Locale) -> Cleaned:
    return consent.clean(text, locale=locale)


def _amount(text: str, locale: Locale) -> Cleaned:
    return amount.clean(text, country=locale.country)


def _currency(text: str, locale: Locale) -> Cleaned:
    return amount.clean_currency(text, country=locale.country)


def _identifier(text: str, _: Locale) -> Cleaned:
    return clean_identifier(text)


def _text(text: str, _: Locale) -> Cleaned:
    return clean_text(text)


_CLEANERS: Final[Mapping[str, Callable[[str, Locale], Cleaned]]] = MappingProxyType(
    {
        "given_name": _name,
        "family_name": _name,
        "name": _name,
        "email": _email,
        "telephone": _phone,
        "mobile": _phone,
        "street_address": _text,
        "address_line2": _text,
        "postal_code": _postal_code,
        "address_locality": _locality,
        "address_region": _text,
        "address_country": _country,
        "birth_date": _date,
        "gender": _gender,
        "honorific_prefix": _honorific,
        "preferred_language": _language,
        "job_title": _text,
        "works_for": _text,
        "source_id": _identifier,
        "created_at": _instant,
        "updated_at": _instant,
        "consent_email": _consent,
        "consent_sms": _consent,
        "consent_phone": _consent,
        "consent_post": _consent,
        "unsubscribed_at": _instant,
        "interaction_type": _text,
        "interaction_at": _instant,
        "event_name": _text,
        "event_category": _text,
        "venue": _text,
        "ticket_type": _text,
        "order_id": _identifier,
        "amount": _amount,
        "currency": _currency,
        "channel": _text,
        "campaign": _text,
        "url": _text,
    }
)
"""How each canonical field is cleaned."""
