"""How well the sample values of a column fit a canonical field, and what they alone suggest."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final

from shared.ingest.meaning import value_words as words
from shared.ingest.meaning.lexicon import fold
from shared.ingest.meaning.profiles import (
    Profile,
    count_digits,
    is_country_code,
    is_timestamp,
)
from shared.rules.values.postal import split_place

_DAY_MONTH: Final = re.compile(r"^\d{1,2}[-/.]\d{1,2}\.?$")
_YEAR: Final = re.compile(r"(?<!\d)((?:18|19|20)\d\d)(?!\d)")
_POSTCODE: Final = re.compile(r"^(?:[A-Z]{1,2}-)?(?=[^\d]*\d)[A-Z\d][A-Z\d\- ]{1,9}$", re.I)
_WITH_TOWN: Final = 0.9
"""A postal code that its town follows is one; a town may have a column of its own."""

_KEY: Final = re.compile(r"^[\w\-./#:=+{} ]{1,80}$")
_CODE: Final = re.compile(r"^[A-Z]{2,3}$")
_LANGUAGE: Final = re.compile(r"^[a-z]{2,3}(?:[-_][A-Za-z]{2,4})?$", re.I)
_BETWEEN: Final = re.compile(r"[/()|,]")
_ENOUGH: Final = 3
_NEARLY_ALL: Final = 0.9
_NEWBORN: Final = 2021
"""Birth dates are rarely later: a column of later years holds other dates."""
_FEW: Final = 12
"""More different values than this are no list of codes."""


def fit(name: str, profile: Profile) -> float | None:
    """How well the values fit a field, 0 to 1; None when the column is empty or says nothing."""
    detector = _DETECTORS.get(name)
    if profile.is_empty or detector is None:
        return None
    return max(0.0, min(1.0, detector(profile)))


def _email(p: Profile) -> float:
    return p.emails


def _phone(p: Profile) -> float:
    return p.phones


def _text(p: Profile) -> float:
    """Words that are not dates, addresses of any sort, or bare numbers."""
    return p.with_letters - p.emails - p.urls - p.dates * (p.with_letters > 0)


def _person_name(p: Profile) -> float:
    odd = p.share(lambda v: any(ch.isdigit() or ch in "@/_=<>" for ch in v) or len(v) > 60)
    return min(_text(p), 1 - odd) if p.words_each <= 5 else 0.1


def _given_name(p: Profile) -> float:
    return _person_name(p) if p.words_each < 2.6 else 0.3


def _street(p: Profile) -> float:
    if p.yes_no > 0.6 or p.share(lambda v: len(v) <= 2) > 0.6:
        return 0.1
    return _text(p)


def _line2(p: Profile) -> float:
    return 0.1 if p.emails > 0.5 or p.dates > 0.5 or p.yes_no > 0.6 else 0.9


def _postal_code(p: Profile) -> float:
    if p.dates > 0.5 or p.share(lambda v: len(v.replace(" ", "")) > 10) > 0.5:
        return 0.0
    return max(p.share(_POSTCODE.match), _WITH_TOWN * p.share(split_place))


def _city(p: Profile) -> float:
    if p.among(words.STATES) > 0.5 or p.yes_no > 0.5:
        return 0.05
    long = p.share(lambda v: len(v) > 45)
    return min(_text(p), 1 - long) * (1 - 0.7 * p.with_digits)


def _region(p: Profile) -> float:
    if p.among(words.STATES) > 0.4 or p.yes_no > 0.6:
        return 0.05
    code = p.share(lambda v: len(v) <= 6 and v.isalnum())
    return max(min(_text(p), 1 - p.share(lambda v: len(v) > 40)), code * (1 - p.dates))


def _country(p: Profile) -> float:
    known = p.among(words.COUNTRIES)
    if known > 0.5:
        return 1.0
    code = p.share(_CODE.match)
    if p.among(words.STATES) > 0.3 or p.yes_no > 0.5:
        return 0.05
    if p.numbers > 0.5 or p.emails > 0.2 or p.dates > 0.2:
        return 0.1
    return max(known, code, 0.45 if p.words_each <= 3 else 0.1)


def _birth_date(p: Profile) -> float:
    years = [int(m.group(1)) for v in p.values if (m := _YEAR.search(v))]
    recent = sum(1 for year in years if year > _NEWBORN) / len(years) if years else 0.0
    if recent > 0.5:
        return 0.2
    return max(p.dates, p.share(_DAY_MONTH.match))


def _gender(p: Profile) -> float:
    known = p.among(words.GENDERS)
    if known > 0.5:
        return 1.0
    # Words, none of them a gender's: `Genre` of a show.
    worded = known == 0 and p.share(lambda v: len(v) > 2 and v.isalpha()) > 0.5
    return 0.1 if worded or p.kinds > _FEW or p.dates > 0.3 or p.words_each > 3 else 0.5


def _honorific(p: Profile) -> float:
    if p.forms_of_address > 0.5:
        return 1.0
    if p.share(is_country_code) > 0.5:
        return 0.0
    if p.share(lambda v: v in {"0", "1", "2", "3", "9"}) > 0.8:
        return 0.8
    return 0.1 if p.kinds > _FEW or p.words_each > 3 else 0.5


def _language(p: Profile) -> float:
    named = p.share(lambda v: not words.LANGUAGE_NAMES.isdisjoint(_parts(v)))
    known = max(p.share(_LANGUAGE.match), named)
    return max(known, 0.8 if p.share(str.isdigit) > 0.9 and p.kinds <= _FEW else 0.2)


def _parts(value: str) -> list[str]:
    """What stands between strokes and brackets: `French / Français`, `français (France)`."""
    return [part.strip() for part in _BETWEEN.split(fold(value))]


def _job(p: Profile) -> float:
    if max(p.forms_of_address, p.yes_no, p.share(is_country_code)) > 0.5:
        return 0.1
    return _text(p)


def _company(p: Profile) -> float:
    if p.yes_no > 0.6 or p.emails > 0.3 or p.dates > 0.3 or p.urls > 0.5:
        return 0.1
    return max(0.3, p.with_letters)


def _key(p: Profile) -> float:
    if p.dates > 0.6 and p.share(is_timestamp) < 0.3:
        return 0.1
    if p.emails > 0.5 or (p.yes_no > 0.8 and p.filled > 3) or p.words_each > 3:
        return 0.1
    return p.share(_KEY.match)


def _source_id(p: Profile) -> float:
    if p.filled >= 8 and p.distinct < 0.5:
        return 0.3
    return _key(p) * (0.5 if p.with_digits < 0.3 else 1.0)


def _order_id(p: Profile) -> float:
    if p.filled >= 8 and p.kinds <= 2:
        return 0.3
    return _key(p) * (0.3 if p.with_digits < 0.3 else 1.0)


def _date(p: Profile) -> float:
    return p.dates


def _consent(p: Profile) -> float:
    if p.dates > 0.8:
        return 0.6
    known = p.yes_no
    if known > 0.5:
        return 1.0
    return 0.12 if p.kinds > 8 or p.emails > 0.2 or p.words_each > 4 else 0.6


def _amount(p: Profile) -> float:
    if p.dates > 0.5 or p.share(lambda v: count_digits(v) > 11) > 0.5:
        return 0.05
    return p.numbers


def _label(p: Profile) -> float:
    """Names of events, tickets, places, campaigns: words, whatever their number."""
    if p.yes_no > 0.7:
        return 0.1
    return _text(p)


def _currency(p: Profile) -> float:
    return p.share(lambda v: bool(_CODE.match(v.upper())) or v in {"€", "$", "£", "CHF", "Euro"})


def _channel(p: Profile) -> float:
    if p.yes_no > 0.6 or p.numbers > 0.6:
        return 0.1
    return max(_text(p), 0.6 * p.urls)


def _url(p: Profile) -> float:
    return p.urls


_DETECTORS: Final[Mapping[str, Callable[[Profile], float]]] = {
    "given_name": _given_name,
    "family_name": _person_name,
    "name": _person_name,
    "email": _email,
    "telephone": _phone,
    "mobile": _phone,
    "street_address": _street,
    "address_line2": _line2,
    "postal_code": _postal_code,
    "address_locality": _city,
    "address_region": _region,
    "address_country": _country,
    "birth_date": _birth_date,
    "gender": _gender,
    "honorific_prefix": _honorific,
    "preferred_language": _language,
    "job_title": _job,
    "works_for": _company,
    "source_id": _source_id,
    "created_at": _date,
    "updated_at": _date,
    "consent_email": _consent,
    "consent_sms": _consent,
    "consent_phone": _consent,
    "consent_post": _consent,
    "unsubscribed_at": _date,
    "interaction_type": _label,
    "interaction_at": _date,
    "event_name": _label,
    "event_category": _label,
    "venue": _label,
    "ticket_type": _label,
    "order_id": _order_id,
    "amount": _amount,
    "currency": _currency,
    "channel": _channel,
    "campaign": _label,
    "url": _url,
}


def likely_field(profile: Profile) -> tuple[str, float, str] | None:
    """The field the values alone speak for, as (field, share, what was seen), or None."""
    if profile.filled < _ENOUGH:
        return None
    if profile.emails >= _NEARLY_ALL:
        return ("email", profile.emails, "e-mail addresses")
    honorifics = profile.forms_of_address
    if honorifics >= _NEARLY_ALL:
        return ("honorific_prefix", honorifics, "forms of address")
    countries = profile.share(is_country_code)
    if countries >= _NEARLY_ALL:
        return ("address_country", countries, "country codes")
    dialled = profile.share(lambda v: v.startswith(("+", "0")) and 9 <= count_digits(v) <= 14)
    if min(dialled, profile.phones) >= _NEARLY_ALL and profile.distinct > 0.5:
        return ("telephone", profile.phones, "phone numbers")
    return None
