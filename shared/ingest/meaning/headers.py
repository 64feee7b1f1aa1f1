"""Column headers as words: cut, fold, find the longest known terms, vote on the language."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from shared.ingest.meaning.lexicon import Lexicon, fold, load_lexicon
from shared.ingest.meaning.spelling import spell

_REPEAT: Final = re.compile(r"(?<=\S)#\d+$")
_XML_ATTRIBUTE: Final = re.compile(r"^((?:[\w@]+\.)*)(\w+)\[@(\w+)=['\"](.+)['\"]\]$")
_ATTRIBUTE_MARK: Final = re.compile(r"(?:^|(?<=\.))@(?=\w)")
_ATTRIBUTE_OF: Final = re.compile(r"(?<=\w\w)@(?=\w\w)")
_NAMESPACE: Final = re.compile(r"^(?:\{[^}]*\}|[a-z][a-z0-9]{0,9}:(?=[A-Za-z]\S*$))")
_CUSTOM_SUFFIX: Final = re.compile(r"__(?:c|pc|r)\b")
_INCLUSIVE: Final = re.compile(
    r"\((?:e|s|es|ne|nes|a|as|in|nen)\)|[·•](?:e|s|es|ne|nes)\b|(?<=[a-zß])[:*/_](?:in|innen)\b"
)
_BRACKETS: Final = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]")
_NUMERO: Final = re.compile(r"\b[nN]\s?[°º]|№|#")
_ADDRESS_LINE: Final = re.compile(r"(?<![^\W_])[lL](?=[1-7](?![^\W_]))")
"""`L1` to `L7`: the lines of an address, as on an envelope."""
_BIRTH: Final = re.compile(r"(?<![^\W_])D[oO]B(?![^\W_])")
_BOTH_LINES: Final = re.compile(r"(?<=\w)\s*1\s?[&+/]\s?2\b")
_PROTECTED: Final = re.compile(r"^\(do not modify\)\s*(?=\w)", re.IGNORECASE)
_CAMEL: Final = re.compile(r"(?<=[a-zà-ÿа-я])(?=[A-ZÀ-ÞА-Я])|(?<=[A-Z])(?=[A-Z][a-z])")
_WORD: Final = re.compile(r"[a-z]+|\d+", re.ASCII)
_QUESTION: Final = re.compile(
    r"\?\s*\*?\s*$|^(?:how|what|which|where|who|why|are you|do you|did you|would you|please|"
    r"comment|quel|quelle|quels|pourquoi|avez|etes|souhaitez|merci de|veuillez|si vous|"
    r"wie|was|welche|warum|haben sie|mochten|como|que|cual|por que|come|quale|perche|hai|vuoi)\b"
)
_WHEN: Final = frozenset({"at", "on", "le", "am", "el", "il", "op", "em"})
_WHICH: Final = frozenset({"filler", "home", "work", "primary", "other"})
"""What says which of several is meant, and not what it is."""

_NAMED_TOGETHER: Final = frozenset(
    {"given", "family", "full_name", "maiden_name", "middle_name", "birth_date"}
)
"""What an outer and an inner name may say only together: `nom.naissance`, `name.given`."""

_ELEMENTS: Final = frozenset({"phone", "email", "mail", "address", "street", "mobile", "name"})
"""XML elements that say what they hold: their attributes only say which."""

_LONGEST_LABEL: Final = 6
"""Headers of more terms than this are sentences, whatever their punctuation."""
_SHARED: Final = 0.12
_GLUED: Final = 0.25
_LONGEST_GLUED_PREFIX: Final = 3
_CLEAR_WIN: Final = 1.15


@dataclass(frozen=True, slots=True)
class Word:
    """One folded word or number; `soft` when it stood in brackets or in an outer JSON name."""

    text: str
    soft: bool = False


@dataclass(frozen=True, slots=True)
class Term:
    """A run of words and the concepts it may stand for; no concept means unknown."""

    text: str
    concepts: frozenset[str]
    soft: bool = False

    @property
    def number(self) -> int | None:
        """The number this term is (`2` in `Address 2`), or None."""
        return int(self.text) if self.text.isdigit() else None


@dataclass(frozen=True, slots=True)
class Header:
    """A column name as terms in reading order."""

    text: str
    terms: tuple[Term, ...]
    is_question: bool = False
    is_repeat: bool = False
    """The same header stood further left (`Company#2`)."""
    depth: int = 0
    """How many JSON objects the value is nested in."""

    @property
    def concepts(self) -> frozenset[str]:
        """Every concept any term may stand for."""
        return frozenset().union(*(term.concepts for term in self.terms))


def read_headers(columns: Sequence[str]) -> tuple[tuple[Header, ...], str | None]:
    """All headers of a file as terms, and the language they are in (None when undecided)."""
    lexicon = load_lexicon()
    worded = [split_words(column) for column in columns]
    language = vote_language((w.text for words in worded for w in words), lexicon)
    glued = _glued_prefix(worded)
    if glued:
        worded = [_without_letters(words, glued) for words in worded]
        language = vote_language((w.text for words in worded for w in words), lexicon)
    prefix = _shared_prefix(worded, lexicon, language)
    headers = []
    for column, words in zip(columns, worded, strict=True):
        kept = words[1:] if prefix and len(words) > 1 and words[0].text == prefix else words
        terms = _harden(find_terms(kept, language=language))
        headers.append(
            Header(
                text=column,
                terms=terms,
                is_question=_is_question(column, terms),
                is_repeat=bool(_REPEAT.search(column)) and _REPEAT.sub("", column) in columns,
                depth=_path(_plain_path(_name_by_attribute(column))).count("."),
            )
        )
    return tuple(headers), language


def split_words(column: str) -> tuple[Word, ...]:
    """The folded words of a column name: `Geb.Datum (TT.MM.)`, `homeZip__c`, `FL[@val='Zip']`."""
    text = _plain_path(_name_by_attribute(_REPEAT.sub("", column.strip())))
    text = _ADDRESS_LINE.sub("line ", _NAMESPACE.sub("", _PROTECTED.sub("", text)))
    text = _BOTH_LINES.sub("", _BIRTH.sub("dob", text))
    text = _CUSTOM_SUFFIX.sub(" ", _INCLUSIVE.sub("", text))
    text = _NUMERO.sub(" numero ", text)
    if text.count("@") == 1 and re.search(r"(?:^|\s)@", text):
        text = text.replace("@", " email ")
    aside = " ".join(a or b for a, b in _BRACKETS.findall(text))
    outer, _, inner = _BRACKETS.sub(" ", text).rpartition(".") if _path(text) else ("", "", text)
    if not outer:
        inner = _BRACKETS.sub(" ", text)
    words = [Word(w, soft=True) for w in _cut(outer)] + [Word(w) for w in _cut(inner)]
    asides = _cut(aside)
    hard = any(not word.soft for word in words)
    return (*words, *(Word(w, soft=hard) for w in asides))


def find_terms(words: Sequence[Word], *, language: str | None) -> tuple[Term, ...]:
    """The words as the longest known terms; words without meaning are dropped.

    A last `at`, `on`, `le`, `am` says that the column is a time: `Joined at`, `Créé le`.
    """
    lexicon = load_lexicon()
    last = len(words) - 1
    spelled: list[Word] = []
    for place, word in enumerate(words):
        if word.text in lexicon.stop_words and place < last:
            continue
        spelled.extend(Word(part, word.soft) for part in spell(word.text))
    terms: list[Term] = []
    for run, concepts in _divide(spelled, lexicon, language):
        text = " ".join(word.text for word in run)
        soft = all(word.soft for word in run)
        if not concepts and terms and run[-1] is spelled[-1] and text in _WHEN:
            terms.append(Term(text, frozenset({"date"}), soft))
        elif concepts or text.isdigit() or text not in lexicon.connectors | lexicon.stop_words:
            terms.append(Term(text, frozenset(concepts), soft))
    return tuple(terms)


def _harden(terms: tuple[Term, ...]) -> tuple[Term, ...]:
    """Let an outer name speak where the inner one only says which: `emails[].value`, `tel.home`."""
    outer = [place for place, term in enumerate(terms) if term.soft]
    silent = all(term.concepts and term.concepts <= _WHICH for term in terms if not term.soft)
    if not outer or not silent or len(outer) == len(terms):
        return terms
    last = outer[-1]
    return (*terms[:last], replace(terms[last], soft=False), *terms[last + 1 :])


def vote_language(words: Iterable[str], lexicon: Lexicon) -> str | None:
    """The language most of these words belong to, or None without a clear winner."""
    votes: Counter[str] = Counter()
    for word in words:
        known = lexicon.word_languages.get(word, frozenset())
        if len(word) > 2 and 1 <= len(known) <= 2:
            for language in known:
                votes[language] += 2 // len(known)
    ranked = votes.most_common(2)
    if not ranked or (len(ranked) == 2 and ranked[0][1] < _CLEAR_WIN * ranked[1][1]):
        return None
    return ranked[0][0]


def _cut(text: str) -> list[str]:
    return _WORD.findall(fold(_CAMEL.sub(" ", text)))


def _name_by_attribute(text: str) -> str:
    """`FL[@val='Zip']` -> `Zip`: an attribute names its element, or tells its kind.

    A kind stays with the element's own name, and so does what one of a telling name is for:
    `COORD.TEL[@TYPE='GSM']` -> `COORD.TEL_GSM`, `mail[@usage='pro']` -> `mail pro`.
    """
    attribute = _XML_ATTRIBUTE.match(text)
    if attribute is None:
        return text
    outer, element, name, value = attribute.groups()
    lexicon = load_lexicon()
    kinds = lexicon.concepts(fold(name), language=None)
    told = " ".join(_cut(element))
    holds = _ELEMENTS.intersection(lexicon.concepts(told, language=None))
    named = f"{element} {value}" if "kind" in kinds or holds else value
    return outer + re.sub(r"\W+", "_", named) if outer else named


def _plain_path(text: str) -> str:
    """The text with XML attributes named like elements: `@nom` -> `nom`, `home@zip` -> `home.zip`.

    An `@` that stands alone is left: it means e-mail.
    """
    return _ATTRIBUTE_OF.sub(".", _ATTRIBUTE_MARK.sub("", text)) if "@" in text else text


def _path(text: str) -> str:
    """The text when it is a dotted JSON path, else the empty string."""
    return text if re.fullmatch(r"[\w$@-]+(?:\[\])?(?:\.[\w$@-]+(?:\[\])?)+", text) else ""


def _divide(
    words: Sequence[Word], lexicon: Lexicon, language: str | None
) -> list[tuple[Sequence[Word], tuple[str, ...]]]:
    """The words cut into the longest known terms, those of the file's language first."""
    best: list[tuple[float, int, tuple[str, ...]]] = [(0.0, 0, ())]
    for end in range(1, len(words) + 1):
        options: list[tuple[float, int, tuple[str, ...]]] = []
        for size in range(1, min(lexicon.longest_term, end) + 1):
            run = words[end - size : end]
            text = " ".join(word.text for word in run)
            concepts = lexicon.concepts(text, language=language)
            if run[0].soft != run[-1].soft and not _NAMED_TOGETHER.issuperset(concepts):
                continue
            if concepts or size == 1:
                native = language in lexicon.term_languages.get(text, ())
                worth = (size * size + 0.5 * native) if concepts else 0.0
                options.append((best[end - size][0] + worth, size, concepts))
        best.append(max(options, key=lambda option: option[:2]))
    runs = []
    end = len(words)
    while end > 0:
        _, size, concepts = best[end]
        runs.append((words[end - size : end], concepts))
        end -= size
    return runs[::-1]


def _shared_prefix(
    worded: Sequence[Sequence[Word]], lexicon: Lexicon, language: str | None
) -> str | None:
    """A first word without meaning that at least three and an eighth of the headers begin with."""
    firsts = Counter(words[0].text for words in worded if len(words) > 1)
    for word, times in firsts.most_common(3):
        if times < 3 or times < _SHARED * len(worded) or word.isdigit():
            continue
        if spell(word) != (word,):
            continue  # it is known, glued or misspelt
        languages = lexicon.word_languages.get(word, frozenset())
        foreign = len(word) <= 2 and language is not None and language not in languages
        if not languages or foreign:
            return word
    return None


def _glued_prefix(worded: Sequence[Sequence[Word]]) -> str | None:
    """Letters glued before the headers of a whole file: `dsnombre`, `dsapellidos`, `dscalle`."""
    known = load_lexicon().word_languages
    votes: Counter[str] = Counter()
    for words in worded:
        first = words[0].text if words else ""
        if first in known or first.isdigit():
            continue
        for size in range(1, _LONGEST_GLUED_PREFIX + 1):
            rest = first[size:]
            if len(rest) >= 4 and all(part in known for part in spell(rest)):
                votes[first[:size]] += 1
    for letters, times in votes.most_common(1):
        if times >= 4 and times >= _GLUED * len(worded):
            return letters
    return None


def _without_letters(words: tuple[Word, ...], letters: str) -> tuple[Word, ...]:
    known = load_lexicon().word_languages
    first = words[0].text if words else ""
    rest = first.removeprefix(letters)
    if rest == first or first in known or not rest:
        return words
    return (Word(rest, words[0].soft), *words[1:])


def _is_question(column: str, terms: Sequence[Term]) -> bool:
    return len(terms) > _LONGEST_LABEL or bool(_QUESTION.search(fold(column)))
