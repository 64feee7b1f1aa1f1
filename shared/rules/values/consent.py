"""Consent as `yes` or `no`; whatever is not clearly one of them stays open."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from shared.rules.values.cleaned import CACHE_SIZE, EMPTY, PLACEHOLDER, Cleaned, Locale
from shared.rules.values.date import clean_date_time
from shared.rules.values.name import fold
from shared.rules.values.placeholder import is_placeholder
from shared.rules.values.text import tidy
from shared.rules.values.wordlist import phrase_set

_SUBSCRIBED: Final = phrase_set("""
    opt in|optin|opted in|double opt in|double optin|doi|subscribed|subscriber|abonne|abonnee
    inscrit|inscrite|abonniert|angemeldet|suscrito|suscrita|inscrito|inscrita|iscritto|iscritta
    ingeschreven|aangemeld|subscrito|subscrita|zapisany|zapisana
    """)
_UNSUBSCRIBED: Final = phrase_set("""
    opt out|optout|opted out|unsubscribed|unsubscribe|unsub|desabonne|desabonnee|desinscrit
    desinscrite|non abonne|non abonnee|non inscrit|non inscrite|abgemeldet|abbestellt
    nicht abonniert|dado de baja|baja|no suscrito|no suscrita|disiscritto|disiscritta|cancellato
    non iscritto|not subscribed|never subscribed|blacklisted|blocked|do not contact|do not mail
    do not call|do not email|uitgeschreven|afgemeld|nao subscrito|wypisany|wypisana
    """)
_YES_WORDS: Final = _SUBSCRIBED | phrase_set("""
    oui|yes|ja|si|sim|tak|da|y|j|x|true|vrai|wahr|verdadero|vero|t|on|ok|active|actif|enabled|checked
    coche|granted|given|accorde|accordee|accepte|acceptee|accepted|accept|j accepte|agreed
    agree|allowed|autorise|autorisee|consent|consented|confirmed|confirme|erteilt|zugestimmt
    einwilligung erteilt|aceptado|acepto|acepta|concedido|concesso|accettato|accetto|d accord
    """)
_NO_WORDS: Final = _UNSUBSCRIBED | phrase_set("""
    non|no|nein|nao|nee|nie|net|n|false|faux|falsch|falso|f|off|disabled|inactive|inactif|unchecked|revoked|withdrawn|retire|retiree|revoque|revoquee|refuse
    refusee|refused|denied|declined|rejected|je refuse|not granted|not accepted|not allowed
    widerrufen|abgelehnt|verweigert|rechazado|revocado|denegado|rifiutato|revocato|negato
    """)
_YES_SIGNS: Final = frozenset({"1", "1.0", "✓", "✔", "☑", "✅"})
_NO_SIGNS: Final = frozenset({"0", "0.0", "✗", "✘", "☐", "❌"})
_SENTENCE: Final = re.compile(r"(oui|non|yes|no|ja|nein|s[ií])\s*[,;:.!–-]\s*\w", re.IGNORECASE)
_UNCLEAR: Final = Cleaned(None, "neither yes nor no")


@lru_cache(maxsize=CACHE_SIZE)
def clean(text: str, *, locale: Locale) -> Cleaned:
    """Return `yes` or `no`; None when the cell commits to neither.

    A date means yes since then: systems stamp the day a box was ticked.
    """
    value = tidy(text)
    if not value:
        return EMPTY
    answer = _answer(value, language=locale.language)
    if answer is not None:
        return Cleaned(answer, None if answer == text else "wording")
    if is_placeholder(value):
        return PLACEHOLDER
    moment = clean_date_time(value, locale=locale)
    if moment.value is not None:
        return Cleaned("yes", "a date: yes since then")
    return moment if moment == PLACEHOLDER else _UNCLEAR


def names_state(text: str) -> bool:
    """True when the cell says by itself what holds: `unsubscribed`, whatever the column asks."""
    return fold(text) in _SUBSCRIBED | _UNSUBSCRIBED


def read_refusal(value: str | None) -> str | None:
    """Return what an answer in an opt-out column says of consent: `yes` is `no`, `no` is nothing.

    Somebody who has not refused has not agreed either.
    """
    return "no" if value == "yes" else None


def _answer(value: str, *, language: str) -> str | None:
    sentence = _SENTENCE.match(value)
    folded = fold(sentence[1] if sentence else value)
    # A lone O is `oui` to the French and nothing to anybody else.
    if value in _YES_SIGNS or folded in _YES_WORDS or (folded == "o" and language == "fr"):
        return "yes"
    if value in _NO_SIGNS or folded in _NO_WORDS:
        return "no"
    return None
