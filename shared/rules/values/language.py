"""Languages as ISO 639-1 codes, from codes, locale tags and names in nine languages."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from shared.rules.values.cleaned import EMPTY, PLACEHOLDER, Cleaned
from shared.rules.values.name import fold
from shared.rules.values.placeholder import is_placeholder
from shared.rules.values.text import tidy
from shared.rules.values.wordlist import word_set

_CODES: Final = word_set("""
    aa ab af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de
    dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz
    ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li
    ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os
    pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te
    tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu
    """)
_NAMES: Final = """
en engels angielski angliyskiy
fr frans francuski frantsuzskiy
de duits niemiecki alemao nemetskiy
es spaans hiszpanski ispanskiy
fr fra fre francais francaise french franzosisch frances francese
en eng anglais anglaise english englisch ingles inglese
de deu ger allemand allemande german deutsch aleman tedesco
es spa espagnol espagnole spanish spanisch espanol castellano castillan spagnolo
it ita italiaans wloski italyanskiy italien italienne italian italienisch italiano
nl holandes holenderski
nl nld dut neerlandais nederlands dutch niederlandisch neerlandes olandese flamand vlaams flemish
pt portugees portugalski
pt por portugais portugaise portuguese portugiesisch portugues portoghese
ca cat catalan katalanisch catala catalano
eu eus basque euskara baskisch euskera
br bre breton brezhoneg
gl glg galicien galician gallego galego
pl pol pools polskiy polonais polish polnisch polaco polacco polski
ro ron rum roumain romanian rumanisch rumano rumeno
ru rus rosyjski russkiy russe russian russisch ruso russo
uk ukr ukrainskiy ukrainien ukrainian ukrainisch ucraniano ucraino
ar ara arabe arabic arabisch arabo
zh zho chi chinois chinese chinesisch chino cinese mandarin
ja jpn japonais japanese japanisch japones giapponese
ko kor coreen korean koreanisch coreano
tr tur turc turkish turkisch turco
da dan danois danish danisch danes danese
sv swe suedois swedish schwedisch sueco svedese svenska
no nor norvegien norwegian norwegisch noruego norvegese
fi fin finnois finnish finnisch fines finlandese
cs ces cze tcheque czech tschechisch checo ceco
sk slk slo slovaque slovak slowakisch
hu hun hongrois hungarian ungarisch hungaro ungherese
el ell gre grec greek griechisch griego greco
bg bul bulgare bulgarian bulgarisch bulgaro
hr hrv croate croatian kroatisch croata
he heb hebreu hebrew hebraisch hebreo ebraico
lb ltz luxembourgeois luxembourgish luxemburgisch
"""
_BETWEEN: Final = re.compile(r"[/()|]")
_TAG: Final = re.compile(r"([a-zA-Z]{2})(?:[-_][a-zA-Z0-9]{2,8})+(?:[.@].*)?", re.ASCII)


@lru_cache(maxsize=1)
def _by_name() -> dict[str, str]:
    known: dict[str, str] = {}
    for line in _NAMES.strip().splitlines():
        code, *names = line.split()
        known.update(dict.fromkeys(names, code))
    return known


def _among(value: str) -> str | None:
    """The one language named twice or with its country: `French / Français`, `English (US)`."""
    named = {_by_name().get(fold(part)) for part in _BETWEEN.split(value)} - {None}
    return next(iter(named)) if len(named) == 1 else None


@lru_cache(maxsize=1024)
def clean(text: str) -> Cleaned:
    """Return the ISO 639-1 code of a code, tag (`fr_FR`) or name; None when unknown."""
    if text in _CODES:
        return Cleaned(text)
    value = tidy(text)
    if not value:
        return EMPTY
    tag = _TAG.fullmatch(value)
    code = (tag[1] if tag else value).lower()
    found = code if code in _CODES else _by_name().get(fold(value)) or _among(value)
    if found is not None and not (tag is None and is_placeholder(value)):
        return Cleaned(found, "ISO code")
    return PLACEHOLDER if is_placeholder(value) else Cleaned(None, "not a language we know")
