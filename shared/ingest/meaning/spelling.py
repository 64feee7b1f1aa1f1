"""A header word as known words: itself, its singular, or the words it is glued from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Final

from rapidfuzz.distance import OSA

from shared.ingest.meaning.lexicon import load_lexicon

_LINKS: Final = ("", "s", "n", "es", "en", "er", "of", "or", "and", "und")
"""What may stand between two words: `Geburtsdatum`, `OptedOutOfEmail`."""
_SHORTEST_GLUED: Final = 6
_LONGEST_GLUED: Final = 60
"""No header: cutting it up would only take time."""
_SHORTEST_PIECE: Final = 4
_SHORT_PIECES: Final = frozenset(
    {
        *("nom", "ort", "plz", "tel", "cap", "rue", "fax", "sms", "zip", "geb", "dob"),
        *("opt", "out", "not", "org"),
    }
)
_DETAILS: Final = frozenset(
    {
        *("given", "family", "email", "phone", "mobile", "landline", "address", "street", "zip"),
        *("city", "country", "birth_date", "birth", "newsletter"),
    }
)
_FIRST_PIECES: Final = frozenset({"is", "has", "do"})
_FINAL_PIECES: Final = frozenset({"id", "nr", "no", "cp", "in", "on", "at", "am"})


@lru_cache(maxsize=4096)
def spell(word: str) -> tuple[str, ...]:
    """The word, its known singular, or the fewest known words it is glued from."""
    known = load_lexicon().word_languages
    if word in known or word.isdigit():
        return (word,)
    for ending in ("s", "x", "n", "en", "e"):
        stem = word.removesuffix(ending)
        if stem != word and len(stem) >= 4 and stem in known:
            return (stem,)
    if not _SHORTEST_GLUED <= len(word) <= _LONGEST_GLUED:
        return (word,)
    return _unglue(word) or (_nearest(word) or word,)


def _nearest(word: str) -> str:
    """The word of a person's details this is a slip of: `addresse`, `telepone`; else empty.

    All the words it may be must mean one thing. Other words are left alone: a letter makes another
    thing of them.
    """
    near = {
        known: concepts
        for known, concepts in _details().items()
        if abs(len(known) - len(word)) <= 1 and OSA.distance(known, word, score_cutoff=1) <= 1
    }
    shared = frozenset.intersection(*near.values()) if near else frozenset()
    return next(iter(near)) if shared else ""


@lru_cache(maxsize=1)
def _details() -> Mapping[str, frozenset[str]]:
    """The longer words that name what people are called, and how and where they are reached."""
    found = {}
    for word, meanings in sorted(load_lexicon().terms.items()):
        concepts = _DETAILS.intersection(meaning.concept for meaning in meanings)
        if concepts and len(word) >= _SHORTEST_GLUED and word.isalpha():
            found[word] = concepts
    return found


def _unglue(word: str) -> tuple[str, ...]:
    """The fewest known words the word is made of, letters that only link them left out."""
    best: list[tuple[str, ...] | None] = [()] + [None] * len(word)
    for end in range(1, len(word) + 1):
        for start in range(end):
            before = best[start]
            if before is None:
                continue
            for piece in _pieces(word, start, end):
                current = best[end]
                if current is None or len(before) + 1 < len(current):
                    best[end] = (*before, piece)
    return best[-1] or ()


def _pieces(word: str, start: int, end: int) -> Iterator[str]:
    """The known word these letters are, and what is left of them without a link behind."""
    known = load_lexicon().word_languages
    letters = word[start:end]
    for link in _LINKS if end < len(word) else ("",):
        piece = letters.removesuffix(link)
        if (piece != letters or not link) and piece in known:
            long = len(piece) >= _SHORTEST_PIECE or piece in _SHORT_PIECES
            first = start == 0 and len(word) - end > _SHORTEST_PIECE and piece in _FIRST_PIECES
            last = start > 0 and end == len(word) and piece in _FINAL_PIECES
            if long or first or last:
                yield piece
