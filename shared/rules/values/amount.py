"""Amounts of money as plain decimals, and currencies as ISO 4217 codes."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import Final

from shared.rules.values.cleaned import CACHE_SIZE, EMPTY, PLACEHOLDER, Cleaned
from shared.rules.values.name import fold
from shared.rules.values.placeholder import is_placeholder
from shared.rules.values.text import tidy, without_text_mark
from shared.rules.values.wordlist import word_set

_CURRENCIES: Final = word_set("""
    AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP
    BYN BZD CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP
    GEL GHS GIP GMD GNF GTQ GYD HKD HNL HRK HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS
    KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR
    MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF
    SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD
    TZS UAH UGX USD UYU UZS VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWG
    """)
_SYMBOLS: Final = {
    "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR", "₽": "RUB", "₺": "TRY", "₪": "ILS", "₩": "KRW",
    "zł": "PLN", "kč": "CZK", "us$": "USD", "ca$": "CAD", "a$": "AUD", "r$": "BRL", "fr.": "CHF",
}  # fmt: skip
_NAMES: Final = {
    "euro": "EUR", "euros": "EUR", "dollar us": "USD", "us dollar": "USD", "us dollars": "USD",
    "pound": "GBP", "pounds": "GBP", "livre sterling": "GBP", "pound sterling": "GBP",
    "franc suisse": "CHF", "francs suisses": "CHF", "schweizer franken": "CHF", "sfr": "CHF",
}  # fmt: skip
_DOLLARS: Final = {
    "US": "USD", "CA": "CAD", "AU": "AUD", "NZ": "NZD", "SG": "SGD", "HK": "HKD", "MX": "MXN",
    "AR": "ARS", "CL": "CLP", "CO": "COP",
}  # fmt: skip

_DECIMAL_COMMA: Final = word_set(
    "FR BE DE AT ES IT PT NL LU DK NO SE FI PL CZ SK HU RO BG GR HR SI RS TR BR AR CL CO RU UA "
    "RE GP MQ GF YT MC MA DZ TN EE LV LT IS"
)
_THOUSANDS_POINT: Final = word_set("DE AT ES IT PT NL DK BR AR CL CO TR GR RO HR SI RS BE")

_MONEY: Final = re.compile(
    r"([+-]?)([^\d,.'’+()-]*)(\(?[+-]?\d[\d.,'’]*\)?-?)([^\d,'’]*)", re.ASCII
)
_DIGITS: Final = re.compile(r"\d+", re.ASCII)
_SHARES: Final = re.compile(r"\d{1,3}(?:[.,'’]\d{3})+", re.ASCII)
_MOST_DIGITS: Final = 18
_FREE: Final = word_set("gratuit gratuite gratuits free kostenlos gratis gratuito gratuita")
_GROUP: Final = 3


def parse(text: str, *, country: str = "FR") -> tuple[Decimal, str | None] | None:
    """Return the amount and the currency written beside it; None when it is no amount.

    A lone point or comma before three digits is what `country` makes of it: `1.234` is a
    thousand in Germany and a unit in France.
    """
    value = without_text_mark(tidy(text)).replace("\u2212", "-")
    if fold(value) in _FREE:
        return Decimal(0), None
    match = _MONEY.fullmatch(value.replace(" ", "")) or _MONEY.fullmatch(value)
    if match is None:
        return None
    sign, before, written, after = (part.strip() for part in match.groups())
    mark = before or after
    currency = _currency(mark, country)
    number = _number(written, country)
    if number is None or (before and after) or (mark and currency is None):
        return None
    if sign and not written[0].isdigit():
        return None
    return (-number if sign == "-" else number), currency


@lru_cache(maxsize=CACHE_SIZE)
def clean(text: str, *, country: str) -> Cleaned:
    """Return the amount as a plain decimal with a point; its currency, if any, in the note.

    Three decimals are written with four: a lone point before three digits reads as thousands in
    half of Europe, and a clean value must read back as itself.
    """
    value = tidy(text)
    if not value:
        return EMPTY
    found = parse(value, country=country)
    if found is None:
        return PLACEHOLDER if is_placeholder(value) else Cleaned(None, "not an amount")
    number, currency = found
    if not number:
        number = abs(number)
    plain = format(number, "f")
    if "." in plain and len(plain) - plain.index(".") - 1 == _GROUP:
        plain += "0"
    if currency:
        return Cleaned(plain, f"currency {currency}")
    return Cleaned(plain, None if plain == text else "spelling")


@lru_cache(maxsize=CACHE_SIZE)
def clean_currency(text: str, *, country: str) -> Cleaned:
    """Return the ISO 4217 code of a code, symbol or name; None when unknown."""
    if text in _CURRENCIES:
        return Cleaned(text)
    value = tidy(text)
    if not value:
        return EMPTY
    code = _currency(value, country)
    if code is not None:
        return Cleaned(code, "ISO code")
    return PLACEHOLDER if is_placeholder(value) else Cleaned(None, "not a currency we know")


def _currency(mark: str, country: str) -> str | None:
    if not mark:
        return None
    upper = mark.upper()
    if upper in _CURRENCIES:
        return upper
    if mark == "$":
        return _DOLLARS.get(country, "USD")
    return _SYMBOLS.get(mark.lower()) or _NAMES.get(fold(mark))


def _number(written: str, country: str) -> Decimal | None:
    bracketed = written.startswith("(") and written.endswith(")")
    if not bracketed and ("(" in written or ")" in written):
        return None
    body = written.strip("()")
    negative = bracketed or body.startswith("-") or body.endswith("-")
    body = body.strip("+-")
    whole, decimals = _divided(body, country)
    if not _DIGITS.fullmatch(whole) or (decimals and not _DIGITS.fullmatch(decimals)):
        return None
    if len(whole) + len(decimals) > _MOST_DIGITS:
        return None
    number = Decimal(f"{whole}.{decimals}" if decimals else whole)
    return -number if negative else number


def _divided(body: str, country: str) -> tuple[str, str]:
    """Return the digits before and after the decimal mark; junk stays in and is refused later."""
    marks = [character for character in body if not character.isdigit()]
    if not marks:
        return body, ""
    last = marks[-1]
    if last in "'’" or marks.count(last) > 1:
        # An apostrophe, or the same mark twice, can only part thousands: 1.234.567.
        return (_without_marks(body) if _SHARES.fullmatch(body) else body), ""
    whole, _, decimals = body.rpartition(last)
    if len(marks) > 1 and not _SHARES.fullmatch(whole):
        return body, ""
    lone_share = len(marks) == 1 and len(decimals) == _GROUP and _SHARES.fullmatch(body)
    if lone_share and _parts_thousands(last, country) and not whole.startswith("0"):
        return whole + decimals, ""
    return _without_marks(whole), decimals


def _parts_thousands(mark: str, country: str) -> bool:
    if country in _DECIMAL_COMMA:
        return mark == "." and country in _THOUSANDS_POINT
    return mark == ","


def _without_marks(body: str) -> str:
    return "".join(character for character in body if character.isdigit())
