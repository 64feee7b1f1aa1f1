"""E-mail addresses as identifiers: how they are read, and how alike two of them are."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from rapidfuzz.distance import OSA

from shared.model.comparables import Name

_ROLES: Final = """
abonnement abonnements accueil achats admin administration adresse aucun auskunft bestellung
billing billetterie buchhaltung bureau client commande commercial communication compta
comptabilite contact contacto contatto courrier customer direction email empfang exemple
facturation hello inconnu info infos information jobs kontakt kunde mail mailbox mairie
marketing nomail nobody none noreply office orders postmaster prenom presse reception
reservation reservations sales secretariat service support team test unknown user vente ventes
webmaster
"""
ROLES: Final = frozenset(_ROLES.split())
"""Local parts that name a desk or nobody: equal ones at two domains say nothing."""

_PLAUSIBLE: Final = re.compile(r"[^\s@,;<>]+@[^\s@,;<>]+\.[^\s@,;<>.]+$")
_NOT_LETTERS: Final = re.compile(r"[^a-z]+")
_SEPARATORS: Final = str.maketrans("", "", "._-+")
_DOTLESS_DOMAINS: Final = frozenset({"gmail.com", "googlemail.com"})
_SHORTEST_TELLING: Final = 4


def clean_email(text: str) -> str:
    """The address in lower case, without blanks and without "+tag", or "" when it is none."""
    email = text.strip().lower()
    if not _PLAUSIBLE.match(email):
        return ""
    local, _, domain = email.rpartition("@")
    untagged = local.partition("+")[0]
    return f"{untagged}@{domain}" if untagged else email


@lru_cache(maxsize=4096)
def canonical_email(email: str) -> str:
    """The mailbox a clean address leads to: at Gmail, dots do not count."""
    local, _, domain = email.rpartition("@")
    if domain in _DOTLESS_DOMAINS:
        return f"{local.replace('.', '')}@gmail.com"
    return email


@lru_cache(maxsize=4096)
def local_part(email: str) -> str:
    """What stands before the @, without separators: the part people carry from one to the next."""
    local = email.rpartition("@")[0]
    return local.translate(_SEPARATORS) or local


def is_role(local: str) -> bool:
    """Whether a local part names a desk (`info`) or a placeholder (`test`) and not a person."""
    return local.strip("0123456789") in ROLES


def email_level(first: str, second: str, names: Iterable[Name]) -> str:
    """How alike two addresses are; one level, the strongest that holds.

    `same` text; `mailbox`: the same mailbox written otherwise; `local`: the same telling local part
    at another domain; `stem`: alike only as namesakes' addresses are; `typo`; `different`.
    """
    if first == second:
        return "same"
    if canonical_email(first) == canonical_email(second):
        return "mailbox"
    one, other = local_part(first), local_part(second)
    stem = _NOT_LETTERS.sub("", one)
    if one == other or stem == _NOT_LETTERS.sub("", other):
        telling = one if one == other else stem
        if len(telling) < _SHORTEST_TELLING or is_role(one):
            return "different"
        # marie.martin7 and marie.martin12 are two people of one name as often as one person
        return "local" if one == other and not _is_explained(one, names) else "stem"
    if len(stem) >= _SHORTEST_TELLING and OSA.distance(first, second, score_cutoff=2) <= 2:
        return "typo"
    return "different"


def written_names(email: str, family: str) -> set[str]:
    """The names an address is written with: marie for marie.martin@, mariemartin@ or marie1975@."""
    local = email.rpartition("@")[0]
    pieces = {piece for piece in _NOT_LETTERS.split(local) if piece}
    surname = _NOT_LETTERS.sub("", family)
    if len(surname) >= _SHORTEST_TELLING:
        for piece in tuple(pieces):
            pieces.add(piece.removeprefix(surname))
            pieces.add(piece.removesuffix(surname))
    return pieces


def _is_explained(local: str, names: Iterable[Name]) -> bool:
    """Whether a local part is just the person's name, which a namesake would choose as well."""
    if not local.isalpha():
        return False
    for name in names:
        given = _NOT_LETTERS.sub("", name.given)
        family = _NOT_LETTERS.sub("", name.family)
        if len(family) >= _SHORTEST_TELLING and family in local:
            return True
        if given and family and local in {given, given[0] + family, family + given[0]}:
            return True
    return False
