"""E-mail addresses: one lower-case spelling, with the domain as the name system writes it."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

import idna
from rapidfuzz.distance import OSA

from shared.rules.values.cleaned import CACHE_SIZE, EMPTY, PLACEHOLDER, Cleaned
from shared.rules.values.placeholder import is_placeholder, is_placeholder_email
from shared.rules.values.text import tidy
from shared.rules.values.wordlist import word_set

_LABEL: Final = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
# Plausible, not deliverable: reserved top-level names such as .test must pass.
_USUAL: Final = re.compile(
    r"[a-z0-9_+-]++(?:\.[a-z0-9_+-]++)*+@(?:[a-z0-9]++(?:-++[a-z0-9]++)*+\.)+[a-z]{2,63}+"
)
"""The addresses nearly everybody has, without backtracking."""
_ADDRESS: Final = re.compile(
    r"[\w!#$%&*+/=?^`{|}~-][\w!#$%&'*+/=?^`{|}~-]*(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*"
    rf"@((?:{_LABEL}\.)+(?:[a-z]{{2,63}}|xn--[a-z0-9-]{{1,59}}))"
)
_OUTER: Final = " \t\r\n\"'`<>()[]{},;:."
_BRACKETED: Final = re.compile(
    r"[<(\[]\s*(?:mailto:)?([^\s<>()\[\],;]+@[^\s<>()\[\],;]+)\s*[>)\]]", re.I
)
_PARTS: Final = re.compile(r"[\s,;|]+|/(?=\S*@)")
_LONGEST_ADDRESS: Final = 254
_LONGEST_LOCAL: Final = 64

_ROLES: Final = word_set("""
    contact info infos information informations accueil bonjour hello admin administration
    administrateur office bureau secretariat direction commercial commerce sales vente ventes
    support service services sav help aide webmaster postmaster hostmaster abuse reception
    compta comptabilite billing facturation rh hr recrutement jobs presse press marketing
    communication com mairie kontakt post buero verkauf contacto ventas administracion contatti
    segreteria amministrazione vendite team equipe boutique shop
    """)
_WELL_KNOWN: Final = word_set("""
    gmail.com hotmail.com hotmail.fr outlook.com outlook.fr yahoo.com yahoo.fr orange.fr wanadoo.fr
    laposte.net icloud.com googlemail.com neuf.fr numericable.fr bbox.fr web.de t-online.de
    libero.it virgilio.it telefonica.net btinternet.com protonmail.com
    """)
_REAL_NEIGHBOURS: Final = word_set("""
    ymail.com email.com mail.com hotmail.it hotmail.de hotmail.es hotmail.be outlook.de outlook.es
    outlook.it outlook.be yahoo.de yahoo.es yahoo.it yahoo.ca yahoo.co orange.es orange.be
    gmail.co gmx.de web.fr
    """)
"""Providers of their own, one letter beside another."""
_NOT_AN_ADDRESS: Final = Cleaned(None, "not an e-mail address")


def clean(text: str) -> Cleaned:
    """Return the address lower-case with an ASCII domain; None when there is none to write to.

    `+tags` and dots stay: whether they matter is the matcher's question. An address that belongs
    to a role and not a person is kept and noted.
    """
    stripped = text.strip()
    address = stripped.lower()
    # The whole is no longer than a local part may be, so no part of it can be too long.
    if len(address) > _LONGEST_LOCAL or not _USUAL.fullmatch(address):
        return _clean_unusual(text)
    return _judged(address, note=None if address == stripped else "case")


def _judged(address: str, *, note: str | None) -> Cleaned:
    local, _, domain = address.partition("@")
    if is_placeholder_email(local=local, domain=domain):
        return PLACEHOLDER
    if local in _ROLES:
        return Cleaned(address, "role address")
    meant = _mistyped(domain)
    return Cleaned(address, f"is the domain {meant}?" if meant else note)


@lru_cache(maxsize=CACHE_SIZE)
def _mistyped(domain: str) -> str:
    """The well-known domain this one is a slip of the finger away from, or "".

    Only proposed: somebody may own the other one.
    """
    if domain in _WELL_KNOWN or domain in _REAL_NEIGHBOURS:
        return ""
    near = [known for known in _WELL_KNOWN if OSA.distance(domain, known, score_cutoff=1) == 1]
    return near[0] if len(near) == 1 else ""


def _clean_unusual(text: str) -> Cleaned:
    """Look for the address inside a cell that is not simply one."""
    value = tidy(text)
    if not value or is_placeholder(value):
        return PLACEHOLDER if value else EMPTY
    pieces = _BRACKETED.findall(value) or _standing_alone(_PARTS.split(value.replace(" :", ":")))
    answers = [_clean_piece(piece, whole=value) for piece in pieces]
    usable = [answer for answer in answers if answer.value is not None]
    if len({answer.value for answer in usable}) > 1:
        return Cleaned(usable[0].value, "several addresses: the first was kept")
    return (usable or answers or [_NOT_AN_ADDRESS])[0]


def _standing_alone(parts: list[str]) -> list[str]:
    """Return the parts that look like addresses and are not the end of a broken one.

    In `jean dupont@example.org` a space or comma stands where a dot should: the second word is
    somebody else's address. A part counts when it comes first, after a label or an address.
    """
    parts = [part for part in parts if part.strip(_OUTER)]
    return [
        part
        for position, part in enumerate(parts)
        if "@" in part
        and (position == 0 or parts[position - 1].endswith(":") or "@" in parts[position - 1])
    ]


def _clean_piece(piece: str, *, whole: str) -> Cleaned:
    bare = piece.strip(_OUTER).lower()
    local, at, domain = bare.removeprefix("mailto:").strip(_OUTER).partition("@")
    ascii_domain = _ascii_domain(domain)
    address = f"{unicodedata.normalize('NFC', local)}{at}{ascii_domain}"
    if (
        not _ADDRESS.fullmatch(address)
        or len(address) > _LONGEST_ADDRESS
        or address.index("@") > _LONGEST_LOCAL
    ):
        return _NOT_AN_ADDRESS
    if address == whole.lower():
        return _judged(address, note=None if address == whole else "case")
    in_ascii = ascii_domain != domain
    note = "domain written in ASCII" if in_ascii else "text around the address removed"
    return _judged(address, note=note)


def _ascii_domain(domain: str) -> str:
    if domain.isascii():
        return domain
    try:
        return idna.encode(domain, uts46=True).decode("ascii").lower()
    except (idna.IDNAError, UnicodeError):
        return ""
