"""Sentences with braces for what was met: found again in a text, and filled anew."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

_SHAPES: Final[Mapping[str, str]] = {
    "day": r"[0-9-]+",
    "by": r"(?:, by upload [0-9a-f]+)?",
    "said": r"(?:, where .*)?",
}
"""What may stand at some braces; anything at the others."""

_BRACES: Final = re.compile(r"\{([a-z]+)\}")


def patterns(sentences: Mapping[str, str]) -> Iterator[tuple[re.Pattern[str], str]]:
    """(pattern of a sentence, its translation), those with the most words of their own first:
    `{count} files` must not be met by chance."""
    ranked = sorted(sentences.items(), key=lambda one: len(_BRACES.sub("", one[0])), reverse=True)
    for sentence, translation in ranked:
        yield re.compile(as_pattern(sentence), re.DOTALL), translation


def as_pattern(sentence: str) -> str:
    """A sentence as a pattern, with a group for each pair of braces."""
    words = iter(_BRACES.split(sentence))
    pattern = re.escape(next(words))
    for name, text in zip(words, words, strict=True):
        pattern += f"(?P<{name}>{_SHAPES.get(name, '.*')}){re.escape(text)}"
    return pattern


def filled(sentence: str, said: Mapping[str, str]) -> str:
    """The sentence with what was met at its braces."""
    return _BRACES.sub(lambda brace: said[brace[1]], sentence)
