"""The capitals of names of people and places that were written in one case."""

from __future__ import annotations

import re
from typing import Final

from shared.rules.values.text import tidy
from shared.rules.values.wordlist import word_set

_RUN: Final = re.compile(r"[^\W\d_]+")
_LINKS: Final = word_set(
    "de du des van von der den dem ten ter zu zum zur do da dos das di del della dello degli y "
    "et und"
)
"""Words that join the parts of a name and stay small inside it."""
_PLACE_LINKS: Final = word_set("sur sous en aux au lès lez sul am an im in bei ob of upon")
_ARTICLES: Final = word_set("la le les las los el lo")
"""Small after a link or a hyphen (de la Tour, Villeneuve-le-Roi), capital elsewhere (Le Goff)."""
_SMALL_AT_THE_START: Final = word_set("de du des von van ten ter zu zum zur dos")
_APOSTROPHES: Final = frozenset("'’ʼ")
_SHORTEST_MC: Final = 4


def recase(text: str, *, place: bool = False) -> str:
    """Return a name written in one case in its usual capitals; any other text unchanged.

    A place's first word is always capital (Le Havre, Den Haag); a person's first particle is
    not (de la Tour).
    """
    if not _is_in_one_case(text):
        return text
    if text.isascii() and text.isalpha():
        return _capitalised(text.lower())
    cased = _cased(text, place=place)
    # Some scripts have letters that change for good when their case does; those names stay.
    if tidy(cased) != cased:
        return text
    if _is_in_one_case(cased) and _cased(cased, place=place) != cased:
        return text
    return cased


def _is_in_one_case(text: str) -> bool:
    if text.isascii() or text.isupper() or text.islower():
        return text.isupper() or text.islower()
    # Programs that know only ASCII leave accented letters small in capitals: FRANçOIS.
    accented = "".join(character for character in text if not character.isascii())
    plain = "".join(filter(str.isascii, text))
    return plain.isupper() and accented.islower()


def _cased(text: str, *, place: bool) -> str:
    small = text.lower()
    runs = list(_RUN.finditer(small))
    pieces = []
    written = 0
    previous = ""
    for position, run in enumerate(runs):
        start, end = run.span()
        word = run.group()
        before = small[start - 1 : start]
        last = position == len(runs) - 1
        elided = word in {"d", "l"} and small[end : end + 1] in _APOSTROPHES
        if last:
            stays_small = word == "s" and before in _APOSTROPHES
        elif position == 0:
            stays_small = word in _SMALL_AT_THE_START and not place
        elif word in _ARTICLES:
            stays_small = previous in _LINKS or before == "-"
        else:
            stays_small = elided or word in _LINKS or (place and word in _PLACE_LINKS)
        pieces.append(small[written:start])
        pieces.append(word if stays_small else _capitalised(word))
        written = end
        previous = word
    pieces.append(small[written:])
    return "".join(pieces)


def _capitalised(word: str) -> str:
    if word.startswith("mc") and len(word) > _SHORTEST_MC:
        return "Mc" + word[2:].capitalize()
    return word.capitalize()
