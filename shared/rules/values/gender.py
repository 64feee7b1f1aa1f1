"""Gender as `female`, `male` or `other`, from words, letters, titles and ISO 5218 digits."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from shared.rules.values.cleaned import EMPTY, PLACEHOLDER, Cleaned
from shared.rules.values.name import fold
from shared.rules.values.placeholder import is_placeholder
from shared.rules.values.text import tidy
from shared.rules.values.wordlist import word_set

_FEMALE: Final = word_set("""
    female f w femme feminin feminine woman weiblich frau mujer femenino femminile femmina donna
    vrouw vrouwelijk feminino kobieta k zhenskii zhenskiy zhenshchina zhen zh v
    mme madame mlle mademoiselle mrs ms miss sra srta senora senorita signora sigra girl fille
    """)
_MALE: Final = word_set("""
    male h homme masculin masculine man mannlich mann herr hombre varon masculino maschile
    maschio uomo mannelijk mezczyzna muzhskoi muzhskoy muzhchina muzh
    mr monsieur m sr senor signor sig boy garcon
    """)
_OTHER: Final = word_set("""
    other autre autres x d divers nonbinary nonbinaire nichtbinar nobinario nonbinario andere
    otro otra altro mx diverse neutre enby
    """)
_ISO_5218: Final = {"1": "male", "2": "female", "1.0": "male", "2.0": "female"}
_UNSAID: Final = frozenset({"0", "9", "u", "nsp"})
"""ISO 5218 not known and not applicable, and how forms say so."""


@lru_cache(maxsize=1024)
def clean(text: str, *, language: str) -> Cleaned:
    """Return `female`, `male` or `other`; None when the cell does not tell.

    A Spanish `M` is a man to some and a woman (`mujer`) to others, so it is left open; `V` is a
    woman (`vrouw`) where it is no Spaniard's (`varón`).
    """
    value = tidy(text)
    if not value:
        return EMPTY
    word = fold(value).replace(" ", "")
    if word == "m" and language == "es":
        return Cleaned(None, "M is masculino or mujer")
    if word == "v" and language == "es":
        return Cleaned(None, "V is varón there, and a woman (vrouw) to the Dutch")
    for answer, words in (("female", _FEMALE), ("male", _MALE), ("other", _OTHER)):
        if word in words:
            return Cleaned(answer, None if answer == text else "wording")
    if value in _ISO_5218:
        return Cleaned(_ISO_5218[value], "ISO 5218 code")
    if value in _UNSAID or word in _UNSAID or is_placeholder(value):
        return PLACEHOLDER
    return Cleaned(None, "not a gender we know")
