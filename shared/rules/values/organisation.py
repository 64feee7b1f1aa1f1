"""Organisations where a person's name is expected, told by their legal form or their kind."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from shared.rules.values.cleaned import CACHE_SIZE
from shared.rules.values.name import fold
from shared.rules.values.text import tidy
from shared.rules.values.wordlist import word_set

_FORMS: Final = word_set("""
    gmbh mbh kgaa ohg ggmbh sarl eurl sasu selarl scop scic ltd limited llc llp inc corp
    corporation plc srl srls spa slu bvba asbl vzw oyj aps
    """)
"""Legal forms that are nobody's name, however they are written."""

_CAPITAL_FORMS: Final = word_set("SAS SNC SCI SCP GIE AG KG UG BV NV OY")
"""Forms short enough to be a word: only in capitals, beside words that are not."""

_FORMS_LIKE_NAMES: Final = word_set("SA SL AB AS SE")
"""Likewise, but `Maria SA` is a person to those who write family names in capitals."""

_DOTTED_FORM: Final = re.compile(
    r"\b(?:s\.\s?[al]\.(?:\s?[rsu]\.(?:\s?[lu]\.)?)?|s\.\s?r\.\s?l\.|s\.\s?p\.\s?a\.|e\.\s?v\.)$",
    re.IGNORECASE,
)
_AND: Final = word_set("et und and e y")
_COMPANIONS: Final = word_set("""
    co cie compagnie fils freres sohne soehne sons figli fratelli hijos hermanos partner partners
    associes associates
    """)
"""Those behind an `and` that make a family name a firm's."""

_FIRST_WORDS: Final = word_set("""
    association asso mairie commune societe entreprise etablissements ets universite lycee
    prefecture ministere syndicat fondation cabinet pharmacie boulangerie stiftung verein
    stadtverwaltung gemeinde university ministry council asociacion fundacion ayuntamiento
    universidad comune associazione fondazione universita ministero
    """)
_LAST_WORDS: Final = word_set("""
    foundation university council association holding holdings consulting technologies company
    stiftung verein verlag gruppe group
    """)
_FORMS_OF_ADDRESS: Final = word_set("""
    firma company societe ste entreprise unternehmen azienda ditta empresa organisation organization
    association
    """)


@lru_cache(maxsize=CACHE_SIZE)
def is_organisation(text: str) -> bool:
    """Tell an organisation's name from a person's; what could well be a person's is False."""
    value = tidy(text)
    written = value.split()
    words = fold(value).split()
    if len(written) < 2 or len(words) < 2:
        return False
    if not _FORMS.isdisjoint(words) or words[0] in _FIRST_WORDS or words[-1] in _LAST_WORDS:
        return True
    if words[-1] in _COMPANIONS and ("&" in written or words[-2] in _AND):
        return True
    if value[-1] == "." and _DOTTED_FORM.search(value):
        return True
    if value.isupper():
        return False
    ends = {written[0], written[-1]}
    return bool(ends & _CAPITAL_FORMS or (len(written) > 2 and ends & _FORMS_LIKE_NAMES))


def addresses_organisation(honorific: str) -> bool:
    """True for a form of address that says the row is an organisation: `Firma`, `Société`."""
    return fold(honorific) in _FORMS_OF_ADDRESS
