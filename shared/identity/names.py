"""How alike two names are: one level for the given, one for the family name."""

from __future__ import annotations

from typing import Final

from rapidfuzz.distance import OSA, JaroWinkler

from shared.rules.values.nicknames import is_nickname

SWAP_SIMILARITY: Final = 0.88
_WEAK_GIVEN: Final = 0.82
_WEAK_FAMILY: Final = 0.86
_TYPO_SIMILARITY: Final = 0.92


def given_level(first: str, second: str) -> str:
    """How alike two folded given names are; the strongest level that holds.

    `same`, `nickname` (also one beginning the other, or a shared part), `typo`, `initial`,
    `similar`, `different`; `missing` when either is empty.
    """
    if not first or not second:
        return "missing"
    if first == second:
        return "same"
    if len(first) == 1 or len(second) == 1:
        return "initial" if first[0] == second[0] else "different"
    if " " in first or " " in second:
        called, other = _without_initials(first), _without_initials(second)
        if called and other and (called, other) != (first, second):
            return "nickname" if called == other else given_level(called, other)
    if is_nickname(first, second) or _is_short_form(first, second):
        return "nickname"
    if is_typo(first, second):
        return "typo"
    return "initial" if _are_initials(first, second) else _vague_given_level(first, second)


def family_level(first: str, second: str) -> str:
    """How alike two folded family names are; the strongest level that holds.

    `same`, `part` (a compound cut, joined or turned round), `typo`, `similar`, `different`;
    `missing` when either is empty.
    """
    if not first or not second:
        return "missing"
    if first == second:
        return "same"
    if len(first) == 1 or len(second) == 1:
        return "similar" if first[0] == second[0] else "different"
    is_compound = " " in first or " " in second
    if is_compound and _is_part(first, second):
        return "part"
    if is_typo(first, second):
        return "typo"
    if is_compound and _share_a_word(first, second):
        return "similar"
    similarity = JaroWinkler.similarity(first, second, score_cutoff=_WEAK_FAMILY)
    return "similar" if similarity else "different"


def is_swapped(first: tuple[str, str], second: tuple[str, str]) -> bool:
    """Whether one pair of names is the other with given and family name exchanged."""
    given, family = first
    other_given, other_family = second
    if not (given and family and other_given and other_family):
        return False
    if given == other_family and family == other_given:
        return given != family
    if min(len(given), len(family), len(other_given), len(other_family)) < 3:
        return False
    if not JaroWinkler.similarity(given, other_family, score_cutoff=SWAP_SIMILARITY):
        return False
    return bool(JaroWinkler.similarity(family, other_given, score_cutoff=SWAP_SIMILARITY))


def is_typo(first: str, second: str) -> bool:
    """Whether two texts differ as by a slip of the fingers, long enough for that to mean much."""
    shorter = min(len(first), len(second))
    if shorter < 4 or abs(len(first) - len(second)) > 2:
        return False
    slips = OSA.distance(first, second, score_cutoff=2)
    if slips <= 1:
        return True
    if slips > 2:
        return False
    return shorter >= 7 or JaroWinkler.similarity(first, second) >= _TYPO_SIMILARITY


def _without_initials(name: str) -> str:
    """The name somebody is called by: "bob" of "bob j"; nothing of "b j"."""
    return " ".join(word for word in name.split() if len(word) > 1)


def _is_short_form(first: str, second: str) -> bool:
    shorter, longer = (first, second) if len(first) <= len(second) else (second, first)
    if len(shorter) >= 3 and longer.startswith(shorter):
        return True
    if " " not in longer and " " not in shorter:
        return False
    if shorter.replace(" ", "") == longer.replace(" ", ""):
        return True
    words, others = set(shorter.split()), set(longer.split())
    return any(len(word) >= 3 for word in words & others)


def _are_initials(first: str, second: str) -> bool:
    """Whether one is the initials of the other's several names: jp and jean pierre."""
    shorter, longer = (first, second) if len(first) < len(second) else (second, first)
    if " " not in longer:
        return False
    return shorter.replace(" ", "") == "".join(word[0] for word in longer.split())


def _vague_given_level(first: str, second: str) -> str:
    if first[:3] == second[:3] or OSA.distance(first, second, score_cutoff=1) <= 1:
        return "similar"
    similarity = JaroWinkler.similarity(first, second, score_cutoff=_WEAK_GIVEN)
    return "similar" if similarity else "different"


def _is_part(first: str, second: str) -> bool:
    words, others = set(first.split()), set(second.split())
    if words <= others or others <= words:
        return _share_a_word(first, second)
    return first.replace(" ", "") == second.replace(" ", "")


def _share_a_word(first: str, second: str) -> bool:
    """Whether a word longer than a particle stands in both."""
    return any(len(word) > 2 for word in set(first.split()) & set(second.split()))
