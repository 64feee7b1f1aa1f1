"""E-mail addresses: one lower-case spelling, with the domain as the name system writes it."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

import idna

from shared.rules.values.cleaned import EMPTY, PLACEHOLDER, Cleaned
from shared.rules.values.placeholder import is_placeholder, is_placeholder_email
from shared.rules.values.text import tidy

_LABEL: Final = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
# Plausible, not deliverable: reserved top-level names such as .test must pass.
_ADDRESS: Final = re.compile(
    r"([\w!#$%&*+/=?^`{|}~-][\w!#$%&'*+/=?^`{|}~-]*(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*)"
    rf"@((?:{_LABEL}\.)+(?:[a-z]{{2,63}}|xn--[a-z0-9-]{{1,59}}))"
)
_OUTER: Final = " \t\r\n\"'`<>()[]{},;:."
_SEVERAL: Final = re.compile(r"[\s,;|<>()\"]+|/(?=\S*@)|mailto:", re.IGNORECASE)
_LONGEST_ADDRESS: Final = 254
_LONGEST_LOCAL: Final = 64

_ROLES: Final = frozenset(
    """
    contact info infos information informations accueil bonjour hello admin administration
    administrateur office bureau secretariat direction commercial commerce sales vente ventes
    support service services sav help aide webmaster postmaster hostmaster abuse reception
    compta comptabilite billing facturation rh hr recrutement jobs presse press marketing
    communication com mairie kontakt post buero verkauf contacto ventas administracion contatti
    segreteria amministrazione vendite team equipe boutique shop
    """.split()
)
_NOT_AN_ADDRESS: Final = Cleaned(None, "not an e-mail address")


def clean(text: str) -> Cleaned:
    """Return the address lower-case with an ASCII domain; None when there is none to write to.

    `+tags` and dots stay: whether they matter is the matcher's question. An address that belongs
    to a role and not a person is kept and noted.
    """
    lowered = text.strip().lower()
    match = _ADDRESS.fullmatch(lowered) if lowered.isascii() else None
    if match is None:
        return _clean_unusual(text)
    return _judged(match, note=None if lowered == text else _difference(text, lowered))


def _difference(text: str, value: str) -> str | None:
    return "case" if text.strip() != value else None


def _judged(match: re.Match[str], *, note: str | None) -> Cleaned:
    local, domain = match.groups()
    if len(local) > _LONGEST_LOCAL or match.end() - match.start() > _LONGEST_ADDRESS:
        return _NOT_AN_ADDRESS
    if is_placeholder_email(local=local, domain=domain):
        return PLACEHOLDER
    if local in _ROLES:
        note = "role address"
    return Cleaned(match.group(), note)


def _clean_unusual(text: str) -> Cleaned:
    """Look for the address inside a cell that is not simply one."""
    value = tidy(text)
    if not value:
        return EMPTY
    if is_placeholder(value):
        return PLACEHOLDER
    found = [match for piece in _SEVERAL.split(value) if (match := _address_in(piece))]
    if not found:
        return _NOT_AN_ADDRESS
    answers = [_judged(match, note="text around the address removed") for match in found]
    usable = [answer for answer in answers if answer.value is not None]
    if not usable:
        return answers[0]
    first = usable[0]
    if len({answer.value for answer in usable}) > 1:
        return Cleaned(first.value, "several addresses: the first was kept")
    if first.value == value.lower() and first.note != "role address":
        return Cleaned(first.value, _difference(value, value.lower()))
    return first


def _address_in(piece: str) -> re.Match[str] | None:
    local, at, domain = piece.strip(_OUTER).lower().partition("@")
    if not at:
        return None
    local = unicodedata.normalize("NFC", local)
    return _ADDRESS.fullmatch(f"{local}@{_ascii_domain(domain)}")


def _ascii_domain(domain: str) -> str:
    if domain.isascii():
        return domain
    try:
        return idna.encode(domain, uts46=True).decode("ascii")
    except (idna.IDNAError, UnicodeError):
        return ""
