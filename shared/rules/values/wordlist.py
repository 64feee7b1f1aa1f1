"""Word lists as a person writes them: one text, read into a set."""

from __future__ import annotations


def word_set(text: str) -> frozenset[str]:
    """Return the words that spaces and line ends part."""
    return frozenset(text.split())


def phrase_set(text: str) -> frozenset[str]:
    """Return the phrases that bars and line ends part, for words that hold spaces."""
    return frozenset(
        phrase.strip() for phrase in text.replace("\n", "|").split("|") if phrase.strip()
    )
