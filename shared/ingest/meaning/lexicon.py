"""The vocabulary, folded and indexed: which concepts a run of header words may stand for."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import ModuleType
from typing import Final

from anyascii import anyascii

from shared.ingest.meaning.vocabulary import (
    dutch,
    english,
    french,
    german,
    italian,
    polish,
    portuguese,
    russian,
    spanish,
)

LANGUAGES: Final[Mapping[str, ModuleType]] = {
    "en": english,
    "fr": french,
    "de": german,
    "es": spanish,
    "it": italian,
    "nl": dutch,
    "pl": polish,
    "pt": portuguese,
    "ru": russian,
}

_GERMAN_SPELLING: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
_LIGATURES: Final = str.maketrans({"ß": "ss", "œ": "oe", "æ": "ae", "’": "'", "ø": "o", "ł": "l"})
_OTHER_ALPHABETS: Final = re.compile(r"[\u0370-\u052f]+")
"""Greek and Cyrillic."""

_WORD: Final = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Meaning:
    """One concept a term stands for; `only_in` names the languages it is limited to, if any."""

    concept: str
    only_in: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Terms by their folded words joined with a space, and what is known of single words."""

    terms: Mapping[str, tuple[Meaning, ...]]
    term_languages: Mapping[str, frozenset[str]]
    longest_term: int
    """Most words in one term."""
    word_languages: Mapping[str, frozenset[str]]
    """For every word of every term, the languages that use it."""
    stop_words: frozenset[str]
    connectors: frozenset[str]

    def concepts(self, words: str, *, language: str | None) -> tuple[str, ...]:
        """Concepts of these folded words in a file of this language; empty when unknown.

        One or two letters mean something in their own language only: `ca` is French turnover.
        """
        if len(words) <= 2 and language and language not in self.term_languages.get(words, ()):
            return ()
        meanings = self.terms.get(words, ())
        return tuple(m.concept for m in meanings if m.only_in is None or language in m.only_in)


def fold(text: str) -> str:
    """The text in lower case and Latin letters, without accents.

    `Prénom` -> `prenom`, `Straße` -> `strasse`, `Имя` -> `imya`.
    """
    lowered = text.lower()
    if lowered.isascii():
        return lowered
    lowered = _OTHER_ALPHABETS.sub(_in_latin, lowered)
    decomposed = unicodedata.normalize("NFKD", lowered.translate(_LIGATURES))
    return "".join(ch for ch in decomposed if not unicodedata.combining(ch))


def _in_latin(found: re.Match[str]) -> str:
    """The letters as Latin ones; soft and hard signs are nothing."""
    return "".join(ch for ch in anyascii(found[0]) if ch.isalnum())


@lru_cache(maxsize=1)
def load_lexicon() -> Lexicon:
    """The lexicon of all languages, built once per process (tens of milliseconds)."""
    stop_words = frozenset(
        word for module in LANGUAGES.values() for word in _words_of(module.STOP_WORDS)
    )
    connectors = frozenset(
        word for module in LANGUAGES.values() for word in _words_of(module.CONNECTORS)
    )
    terms: dict[str, dict[str, Meaning]] = {}
    term_languages: dict[str, set[str]] = {}
    word_languages: dict[str, set[str]] = {}
    for language, module in LANGUAGES.items():
        for table, only_in in ((module.TERMS, None), (module.LOCAL, frozenset({language}))):
            for concept, listed in table.items():
                for key in _keys(listed, language=language, stop_words=stop_words):
                    known = terms.setdefault(key, {}).get(concept)
                    if known is None or only_in is None:
                        terms[key][concept] = Meaning(concept, only_in)
                    elif known.only_in is not None:
                        terms[key][concept] = Meaning(concept, known.only_in | only_in)
                    term_languages.setdefault(key, set()).add(language)
                    for word in key.split(" "):
                        word_languages.setdefault(word, set()).add(language)
    return Lexicon(
        terms={key: tuple(meanings.values()) for key, meanings in terms.items()},
        term_languages={key: frozenset(known) for key, known in term_languages.items()},
        longest_term=max(key.count(" ") + 1 for key in terms),
        word_languages={word: frozenset(known) for word, known in word_languages.items()},
        stop_words=stop_words,
        connectors=connectors,
    )


def _words_of(listed: str) -> list[str]:
    return _WORD.findall(fold(listed))


def _keys(listed: str, *, language: str, stop_words: frozenset[str]) -> set[str]:
    """Every spelling under which these terms are looked up; numbered ones are left to grammar."""
    spellings = {fold(listed)}
    if language == "de":
        spellings.add(fold(listed.translate(_GERMAN_SPELLING)))
    keys = set()
    for term in (term for spelling in spellings for term in spelling.split(",")):
        words = _WORD.findall(term)
        kept = [word for word in words if word not in stop_words] or words
        # "reçu le" must not make "reçu" alone a date, nor "l name" make "name" a surname.
        shrunk = len(words) > 1 == len(kept)
        if kept and not shrunk and not any(word[-1].isdigit() for word in kept):
            keys.add(" ".join(kept))
    return keys
