"""Plain text in one spelling: no stray spaces, no invisible characters, accents composed."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from shared.rules.values.cleaned import EMPTY, PLACEHOLDER, Cleaned
from shared.rules.values.placeholder import is_placeholder

_INVISIBLE: Final = frozenset({"Cc", "Cf", "Cs"})
"""Control characters, zero-width marks and halves of broken characters."""

_RUN: Final = frozenset("=@+-")
_FORMULA: Final = re.compile(r"[=@+-][^|!(]{0,80}(?:[A-Za-z]\(|\|.*!)", re.DOTALL)

_CEDEX: Final = re.compile(r"[\s,-]+CEDEX(?:\s*\d{1,2})?$", re.IGNORECASE)


def tidy(text: str) -> str:
    """Return the text with single spaces, nothing invisible, and accents composed (NFC)."""
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip()
    if not text.isprintable():
        text = "".join(map(_visible, text))
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    return " ".join(text.split())


def without_text_formula(text: str) -> str:
    """Return what a formula that only holds a text says: `="0123"` is 0123, as exports write it so
    that spreadsheets keep the zero."""
    if text.startswith('="') and text.endswith('"') and len(text) > len('=""'):
        return text[2:-1].replace('""', '"')
    return text


def is_formula(text: str) -> bool:
    """Say whether a spreadsheet would run the text: `=HYPERLINK(…)`, `@SUM(…)`, `=cmd|'…'!A0`."""
    return text[:1] in _RUN and _FORMULA.match(text) is not None


def plain_id(text: str) -> str:
    """Return an id as its system knows it, without what makes a spreadsheet take it for text."""
    return without_text_mark(without_text_formula(text.strip()).strip())


def without_text_mark(text: str) -> str:
    """Return the text without the apostrophe by which spreadsheets force digits to be text."""
    while len(text) > 1 and text[0] == "'" and (text[1].isdigit() or text[1] in "+'"):
        text = text[1:]
    return text


def clean_text(text: str) -> Cleaned:
    """Return free text tidied; a placeholder is set aside."""
    value = tidy(text)
    if not value:
        return EMPTY
    if is_placeholder(value):
        return PLACEHOLDER
    return Cleaned(value)


def clean_identifier(text: str) -> Cleaned:
    """Return an id as its system wrote it, but for outer spaces and a spreadsheet's apostrophe."""
    if text.isascii() and text.isdigit():
        return Cleaned(text)
    value = without_text_mark(tidy(text))
    if not value:
        return EMPTY
    if is_placeholder(value):
        return PLACEHOLDER
    return Cleaned(value)


def without_cedex(locality: str) -> str:
    """Return a French locality without its business-mail sorting mark (`LYON CEDEX 03`)."""
    while (shorter := _CEDEX.sub("", locality)) != locality:
        locality = shorter
    return locality


def _visible(character: str) -> str:
    if character.isspace():
        return " "
    return "" if unicodedata.category(character) in _INVISIBLE else character
