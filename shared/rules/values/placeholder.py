"""Placeholders: what people and programs write where they have nothing to say.

Every list here is of words anybody would write in such a cell, in the five languages we read;
a value that could be somebody's own stays.
"""

from __future__ import annotations

from typing import Final

from shared.rules.values.wordlist import phrase_set, word_set

_GENERIC: Final = phrase_set("""
    nc|n.c.|n.c|n/c|na|n/a|n.a.|n.a|#n/a|#na|null|(null)|<null>|nil|none|(none)|nan|undefined
    void|empty|blank|vide|(vide)|leer|vacio|vacío|vuoto|n.v.|k.a.|k. a.|n.d.|n.d|nd|s.o.|s/o|s/n
    inconnu|inconnue|unknown|unbekannt|desconocido|desconocida|sconosciuto|sconosciuta
    aucun|aucune|keine|keiner|kein|ninguno|ninguna|nessuno|nessuna
    non renseigné|non renseignée|non renseigne|non communiqué|non communique|non précisé
    non precise|non défini|non defini|non disponible|not available|not provided|not set
    not specified|not applicable|non applicable|sans objet|keine angabe|keine angaben
    nicht angegeben|nicht vorhanden|no aplica|no disponible|no informado|non specificato
    à compléter|a completer|à renseigner|a renseigner|tbd|tba|to be completed|to be defined
    #ref!|#value!|#name?|#div/0!|#null!|#num!|[object object]
    """)
_LONGEST: Final = max(map(len, _GENERIC))

_FORM_WORDS: Final = word_set("""
    test tests testing essai exemple example demo dummy fake
    nom prenom nomprenom name firstname lastname surname vorname nachname nombre apellido
    apellidos nome cognome client cliente customer utilisateur user anonyme anonymous
    anonym anonimo inconnu inconnue unknown unbekannt desconocido sconosciuto
    azerty qwerty qwertz asdf qsdf abc abcd abcdef toto foobar
    nc null none undefined aucun aucune xyz
    """)
"""Folded words that are not a person's name when they stand alone."""

_SUMS: Final = word_set("""
    total totaux totals totale totali subtotal soustotal summe gesamt gesamtsumme zwischensumme
    suma
    """)
_OF_SUMS: Final = _SUMS | word_set("""
    grand sous sub general generale de des du of la les lignes ligne rows row records record
    contacts contact clients client kunden clientes clienti members membres adherents participants
    """)
"""Words of the rows that sum a table up: `Total général`, `Sous-total : 8 contacts`."""

_ALSO_NAMES: Final = frozenset({"leer", "na", "nan", "nd", "nil"})
"""Generic placeholders that are people's names too, and stay in a column of names."""

_ABSENT_MAILBOX: Final = word_set("""
    noreply no-reply no_reply no.reply donotreply do-not-reply ne-pas-repondre nepasrepondre
    nomail no-mail no_mail noemail no-email no_email sansmail sans-mail sansemail
    sans-email pasdemail pas-de-mail pasdadresse aucun aucune none null
    inconnu inconnue unknown nc n-a notprovided undefined keinemail keine-email sinemail
    sin-email sincorreo nonhamail
    """)
_MAIL_WORDS: Final = word_set("""
    test tests none null nc na no non aucun inconnu unknown noemail nomail email mail e-mail
    adresse address abc abcd azerty qwerty user exemple domaine domain toto titi foo bar demo
    fake dummy asdf qsdf nom name invalid
    """)

_SHORTEST_REPEATED_NAME: Final = 3

_FEWEST_DIGITS: Final = 5
_COUNTING_UP: Final = "0123456789012345678"
_COUNTING_DOWN: Final = "98765432109876543210"
_COUNTING_PAIRS: Final = "000102030405060708091011"


def is_placeholder(text: str) -> bool:
    """Say whether a tidied cell is empty in all but name: `N/C`, `null`, `-`, `?`, `#N/A`."""
    if len(text) <= _LONGEST and text.lower() in _GENERIC:
        return True
    return not (text[:1].isalnum() or any(map(str.isalnum, text)))


def is_placeholder_name(folded: str) -> bool:
    """Say whether a folded name is only what a form was fed to let one pass (`test`, `xxx`)."""
    if folded in _GENERIC:
        return folded not in _ALSO_NAMES
    words = folded.split()
    return bool(words) and all(
        word in _FORM_WORDS
        or word in {"x", "xx", "zz"}
        or (len(word) >= _SHORTEST_REPEATED_NAME and word == word[0] * len(word))
        for word in words
    )


def is_sum(folded: str) -> bool:
    """Say whether a folded name heads a row that sums the others up (`total general`)."""
    words = folded.split()
    return not _SUMS.isdisjoint(words) and _OF_SUMS.issuperset(words)


def is_placeholder_email(*, local: str, domain: str) -> bool:
    """Say whether a lower-case address is nobody's: `noreply@`, `test@test.com`, `a@a.fr`."""
    if local in _ABSENT_MAILBOX:
        return True
    if local in _MAIL_WORDS:
        return domain.partition(".")[0] in _MAIL_WORDS
    # One character, repeated, on both sides of the sign: a@a.fr, xx@xx.com, aaa@aa.fr.
    first = local[0]
    if not domain.startswith(first) or local != first * len(local):
        return False
    label = domain.partition(".")[0]
    return label == first * len(label)


def is_placeholder_phone(national: str) -> bool:
    """Say whether a national number (no trunk zero) is a pattern typed to fill a field.

    All one digit, one digit after the first, counting up or down, or pairs that count or repeat
    (`01 02 03 04 05`, `06 06 06 06 06`).
    """
    rest = national[1:]
    if len(rest) < _FEWEST_DIGITS:
        return False
    if rest == rest[0] * len(rest) or rest in _COUNTING_UP or national in _COUNTING_DOWN:
        return True
    dialled = "0" + national if len(national) % 2 else national
    pair = dialled[:2]
    return dialled == pair * (len(dialled) // 2) or dialled[2:] in _COUNTING_PAIRS


def is_placeholder_date(text: str) -> bool:
    """Say whether a date is written in zeros only: `0000-00-00`, `0/0/00`, `0.0.00`."""
    digits = [character for character in text if character.isdigit()]
    return bool(digits) and all(digit == "0" for digit in digits) and not _has_letters(text)


def _has_letters(text: str) -> bool:
    return any(character.isalpha() and character not in "TZ" for character in text)
