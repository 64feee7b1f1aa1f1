"""Lists of e-mail addresses or phone numbers, as JSON exports nest them: which one is meant."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain
from typing import Any, Final

import msgspec

from shared.rules.values.name import fold
from shared.rules.values.wordlist import word_set

_STATED: Final = (
    *("value", "valeur", "valor", "wert", "valore", "waarde", "wartosc", "znachenie", "text"),
    *("email", "emailaddress", "mail", "courriel", "correo", "correoelectronico", "emailadres"),
    *("phone", "phonenumber", "telephone", "telefon", "telefono", "telefone", "telefoon", "tel"),
    *("number", "numero", "nummer", "numer", "nomer", "numerotelephone", "numerodetelephone"),
    *("mobile", "movil", "celular", "cellulare", "telemovel", "portable", "handy", "gsm"),
)
"""Keys the address or number itself stands under."""

_ADDRESS: Final = ("address", "adresse", "direccion", "indirizzo", "endereco", "adres")
"""Keys it stands under when it is an e-mail address: places have them too."""

_MARKS: Final = word_set("""
    primary isprimary preferred default isdefault main principal principale estprincipal prefere
    pardefaut defaut predeterminado preferido principalcontacto haupt istprimar standard bevorzugt
    predefinito preferito primair hoofd glowny domyslny osnovnoy padrao
    """)
_KINDS: Final = word_set("""
    type label kind tipo typ art soort rodzaj tip libelle etiqueta etichetta bezeichnung nature
    usage uso categorie categoria use
    """)
_ASIDE: Final = word_set("""
    id status verified isverified optin createdat updatedat statut estado stato verifie valide valid
    verificado verificato rank position ordre order orden ordine
    """)


def choose(text: str) -> str:
    """The one address or number a JSON list of them states: the primary one, else the first.

    Any other text is answered as it is, lists of people or places included.
    """
    return next(iter(listed_in(text)), text)


def listed_in(text: str) -> list[str]:
    """The addresses or numbers a JSON list states, the primary one first; empty for other text."""
    if not text.startswith("[{"):
        return []
    try:
        items = msgspec.json.decode(text, type=list[dict[str, Any]])
    except msgspec.MsgspecError:
        return []
    points = [{fold(key).replace(" ", ""): value for key, value in i.items()} for i in items]
    if not all(map(_is_point, points)):
        return []
    return [_stated(point) for point in sorted(points, key=_is_primary, reverse=True)]


def _is_point(point: Mapping[str, Any]) -> bool:
    """One address or number, with nothing beside it but what it is for."""
    return bool(_stated(point)) and point.keys() <= {*_STATED, *_ADDRESS} | _MARKS | _KINDS | _ASIDE


def _stated(point: Mapping[str, Any]) -> str:
    said = (point[key] for key in _STATED if point.get(key))
    reached = (point[key] for key in _ADDRESS if "@" in str(point.get(key)))
    found = next(chain(said, reached), "")
    return str(found) if isinstance(found, str | int) else ""


def _is_primary(point: Mapping[str, Any]) -> bool:
    marked = any(point.get(mark) in (True, 1, "true", "1") for mark in _MARKS)
    return marked or any(fold(str(point.get(kind) or "")) in _MARKS for kind in _KINDS)
