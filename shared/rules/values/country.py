"""Countries as ISO 3166 alpha-2, from codes and from names in nine languages."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from shared.rules.values.cleaned import CACHE_SIZE, EMPTY, PLACEHOLDER, Cleaned
from shared.rules.values.name import fold
from shared.rules.values.placeholder import is_placeholder
from shared.rules.values.text import tidy
from shared.rules.values.wordlist import word_set

_ALPHA2: Final = word_set("""
    AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR
    BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ
    EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW
    GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY
    KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV
    MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY
    QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG
    TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM
    ZW
    """)

_NAMES: Final = """
FR fra|f|france|frankreich|francia|france metropolitaine|republique francaise|french republic|frankrijk|francja|franca|frantsiya|frantsiya
BE bel|b|belgique|belgium|belgien|belgica|belgio|belgie|belgia|belgiya|belgiya
CH che|suisse|switzerland|schweiz|suiza|svizzera|svizra|confederation suisse|zwitserland|szwajcaria|suica|shveytsariya
LU lux|l|luxembourg|luxemburg|luxemburgo|lussemburgo|luksemburg|lyuksemburg
MC mco|monaco
DE deu|d|allemagne|germany|deutschland|alemania|germania|ger|bundesrepublik deutschland|duitsland|niemcy|alemanha|germaniya|germaniya
AT aut|a|autriche|austria|osterreich|oesterreich|oostenrijk|avstriya
LI lie|liechtenstein
IT ita|i|italie|italy|italien|italia|wlochy|italiya|italiya
ES esp|e|espagne|spain|spanien|espana|spagna|spanje|hiszpania|espanha|ispaniya|ispaniya
PT prt|p|portugal|portogallo|portugalia|portugaliya
AD and|andorre|andorra
NL nld|pays bas|netherlands|the netherlands|niederlande|paises bajos|paesi bassi|hollande|holland|nederland|holandia|holanda|paises baixos|niderlandy|niderlandii
GB gbr|uk|royaume uni|united kingdom|vereinigtes konigreich|reino unido|regno unito|grande bretagne|great britain|grossbritannien|gran bretana|gran bretagna|angleterre|england|inglaterra|inghilterra|ecosse|scotland|schottland|pays de galles|wales|irlande du nord|northern ireland|u k|verenigd koninkrijk|wielka brytania|groot brittannie|gra bretanha|velikobritaniya
IE irl|irlande|ireland|irland|irlanda|eire|republic of ireland|ierland|irlandia
DK dnk|danemark|denmark|danemark|dinamarca|danimarca|denemarken|dania|daniya
SE swe|suede|sweden|schweden|suecia|svezia|sverige|zweden|szwecja|shvetsiya
NO nor|norvege|norway|norwegen|noruega|norvegia|norge|noorwegen|norwegia|norvegiya
FI fin|finlande|finland|finnland|finlandia|suomi|finlandiya
IS isl|islande|iceland|island|islandia|islanda
PL pol|pologne|poland|polen|polonia|polska|pol sha|polsha|polonha
CZ cze|tchequie|republique tcheque|czechia|czech republic|tschechien|tschechische republik|chequia|republica checa|cechia|repubblica ceca|tsjechie|czechy|chekhiya|cesko
SK svk|slovaquie|slovakia|slowakei|eslovaquia|slovacchia|slowakije|slowacja|slovakiya
HU hun|hongrie|hungary|ungarn|hungria|ungheria|hongarije|wegry|vengriya
RO rou|roumanie|romania|rumanien|rumania|roemenie|rumunia|rumyniya
BG bgr|bulgarie|bulgaria|bulgarien
GR grc|grece|greece|griechenland|grecia|griekenland|grecja|gretsiya
HR hrv|croatie|croatia|kroatien|croacia|croazia|hrvatska
SI svn|slovenie|slovenia|slowenien|eslovenia
RS srb|serbie|serbia|serbien
BA bih|bosnie herzegovine|bosnia and herzegovina|bosnien und herzegowina|bosnia y herzegovina|bosnia ed erzegovina|bosnie
AL alb|albanie|albania|albanien
EE est|estonie|estonia|estland
LV lva|lettonie|latvia|lettland|letonia|lettonia
LT ltu|lituanie|lithuania|litauen|lituania|litouwen|litwa|litva
UA ukr|ukraine|ucrania|ucraina|oekraine|ukraina
RU rus|russie|russia|russland|rusia|russian federation|federation de russie|rusland|rosja|rossiya|rossiya|rossiyskaya federatsiya|rf
TR tur|turquie|turkey|turkei|turquia|turchia|turkiye
CY cyp|chypre|cyprus|zypern|chipre|cipro
MT mlt|malte|malta
MA mar|maroc|morocco|marokko|marruecos|marocco
DZ dza|algerie|algeria|algerien|argelia
TN tun|tunisie|tunisia|tunesien|tunez
EG egy|egypte|egypt|agypten|egipto|egitto
SN sen|senegal
CI civ|cote d ivoire|ivory coast|elfenbeinkuste|costa de marfil|costa d avorio
CM cmr|cameroun|cameroon|kamerun|camerun
CD cod|republique democratique du congo|democratic republic of the congo|rdc|drc
CG cog|congo|republique du congo|republic of the congo|congo brazzaville
ML mli|mali
BF bfa|burkina faso
BJ ben|benin
TG tgo|togo
GN gin|guinee|guinea
GA gab|gabon|gabun
MG mdg|madagascar|madagaskar
MU mus|maurice|ile maurice|mauritius|mauricio
ZA zaf|afrique du sud|south africa|sudafrika|sudafrica
NG nga|nigeria
KE ken|kenya|kenia
IL isr|israel|israele
LB lbn|liban|lebanon|libanon|libano
AE are|emirats arabes unis|united arab emirates|vereinigte arabische emirate|emiratos arabes unidos|emirati arabi uniti|uae|eau
SA sau|arabie saoudite|saudi arabia|saudi arabien|arabia saudita|arabia saudi
QA qat|qatar|katar
US usa|etats unis|etats unis d amerique|united states|united states of america|vereinigte staaten|vereinigte staaten von amerika|estados unidos|stati uniti|stati uniti d america|u s a|u s|eeuu|ee uu|etats unis amerique|america|verenigde staten|stany zjednoczone|ssha
CA can|canada|kanada
MX mex|mexique|mexico|mexiko|messico
BR bra|bresil|brazil|brasilien|brasil|brasile|brazylia|brazilie|braziliya
AR arg|argentine|argentina|argentinien
CL chl|chili|chile|cile
CO col|colombie|colombia|kolumbien
PE per|perou|peru
UY ury|uruguay
VE ven|venezuela
EC ecu|equateur|ecuador
CU cub|cuba|kuba
DO dom|republique dominicaine|dominican republic|republica dominicana|repubblica dominicana|dominikanische republik
HT hti|haiti
CN chn|chine|china|cina|people s republic of china
JP jpn|japon|japan|giappone
KR kor|coree du sud|coree|south korea|korea|republic of korea|sudkorea|corea del sur|corea del sud
IN ind|inde|india|indien
VN vnm|viet nam|vietnam
TH tha|thailande|thailand|tailandia|thailandia
ID idn|indonesie|indonesia|indonesien
MY mys|malaisie|malaysia|malasia|malesia
SG sgp|singapour|singapore|singapur
PH phl|philippines|philippinen|filipinas|filippine
HK hkg|hong kong
TW twn|taiwan
AU aus|australie|australia|australien
NZ nzl|nouvelle zelande|new zealand|neuseeland|nueva zelanda|nuova zelanda
RE reu|reunion|la reunion|ile de la reunion
GP glp|guadeloupe|guadalupa|guadalupe
MQ mtq|martinique|martinica
GF guf|guyane|guyane francaise|french guiana|guayana francesa
YT myt|mayotte
NC ncl|nouvelle caledonie|new caledonia|neukaledonien
PF pyf|polynesie francaise|french polynesia|tahiti
PM spm|saint pierre et miquelon|st pierre et miquelon
MF maf|saint martin|st martin
BL blm|saint barthelemy|st barthelemy
"""  # noqa: E501 - one country a line reads best
"""One line a country: its code, then its folded names and alpha-3 code."""


@lru_cache(maxsize=1)
def _by_name() -> dict[str, str]:
    known = {code.lower(): code for code in _ALPHA2}
    for line in _NAMES.strip().splitlines():
        code, _, names = line.partition(" ")
        known.update(dict.fromkeys(names.split("|"), code))
    return known


@lru_cache(maxsize=CACHE_SIZE)
def clean(text: str) -> Cleaned:
    """Return the ISO alpha-2 code a country's code or name stands for; None when unknown."""
    if text in _ALPHA2:
        return Cleaned(text)
    value = tidy(text)
    if not value:
        return EMPTY
    code = _by_name().get(fold(value))
    if code is not None:
        return Cleaned(code, "ISO code")
    if is_placeholder(value):
        return PLACEHOLDER
    return Cleaned(None, "not a country we know")
