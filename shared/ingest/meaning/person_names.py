"""Names of people that only their neighbours explain: `Nom`, `First`, `Client`, `Birth name`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from shared.ingest.meaning.columns import Column, best_score
from shared.ingest.meaning.grammar import Candidate
from shared.ingest.meaning.lexicon import fold

_CLEAR: Final = 0.5
_SAYS_WHICH_NAME: Final = frozenset({"family", "given", "full_name"})
_TWO_NAMES: Final = 1.8
"""Mean words per value from which a name column holds given and family name."""

_AT_BIRTH: Final = 2.7
"""Makes a clear family name of a name at birth, which by itself is none."""

_HALF: Final = 0.5
_SOME: Final = 0.3
"""Of whole names, so many repeat a given name that stands beside them; family names hardly do."""


def settle_person_names(columns: Sequence[Column]) -> None:
    """Rewrite the candidates of headers that name people, by the other names beside them."""
    _settle_names(columns)
    _settle_names_at_birth(columns)
    _settle_nicknames(columns)
    _settle_first_and_last(columns)
    _settle_bare_people(columns)


def _settle_names(columns: Sequence[Column]) -> None:
    """`Nom` beside `Prénom` is the family name; alone it is the whole name."""
    for column in columns:
        own = frozenset[str]().union(*(t.concepts for t in column.header.terms if not t.soft))
        if "name" not in own or own & _SAYS_WHICH_NAME:
            continue
        whole, family = column.candidates.get("name"), column.candidates.get("family_name")
        if whole is None or family is None:
            continue
        others = [other for other in columns if other is not column and _same_side(other, whole)]
        has_given = any(other.says("given") and other.score("given_name") > 0.3 for other in others)
        has_family = any(
            other.says("family") and other.score("family_name") > 0.3 for other in others
        )
        lone = has_given and not has_family and not _is_whole(column, others)
        if (
            has_given
            and has_family
            and (
                any(not t.concepts for t in column.header.terms)
                or 0 < column.profile.words_each < _TWO_NAMES
            )
        ):
            column.scale("name", 0.5, "the person's names stand beside it")
        if lone:
            column.scale("name", 0.3)
            column.scale("family_name", 1.1, "a given name stands beside it")
        elif has_family and not has_given:
            column.candidates["given_name"] = Candidate(
                "given_name",
                whole.score,
                whole.role,
                (*whole.reasons, "a family name stands beside it"),
            )
            column.scale("name", 0.3)
            column.scale("family_name", 0.2)
        else:
            column.scale("family_name", 0.4)


def _is_whole(column: Column, others: Sequence[Column]) -> bool:
    """Most values are two words, one the given name beside them: `van Dam` is no whole name."""
    if column.profile.words_each < _TWO_NAMES:
        return False
    for other in others:
        if other.score("given_name") > _SOME and other.profile.filled == column.profile.filled:
            return _share_repeating(column, other) >= _SOME
    return True


def _share_repeating(column: Column, other: Column) -> float:
    """Share of the column's values that hold a word of the other one's."""
    known = {word for value in other.profile.folded for word in value.split()}
    return column.profile.share(lambda value: not known.isdisjoint(fold(value).split()))


def _same_side(other: Column, candidate: Candidate) -> bool:
    """The other column speaks of the same capacity (buyer, participant, ...) or of none."""
    roles = {c.role for c in other.candidates.values()}
    return candidate.role in roles or roles == {None} or not roles


def _settle_names_at_birth(columns: Sequence[Column]) -> None:
    """The usual name is the family name, and the one at birth only where there is no other.

    Some systems fill the usual name in only where it differs: then most rows would lose theirs.
    """
    for column in columns:
        if not column.says("maiden_name") or not column.score("family_name"):
            continue
        others = [other for other in columns if other is not column]
        usual = [o for o in others if _is_usual(o)]
        if any(other.profile.is_empty or _is_well_filled(other, column) for other in usual):
            column.scale("family_name", 0.3, "the usual name stands beside it")
        elif usual:
            column.scale("family_name", _AT_BIRTH, "the usual name is mostly empty")
            for other in usual:
                other.scale("family_name", 0.4, "it is mostly empty, and the name at birth is not")
        elif best_score(others, "given_name") >= _CLEAR:
            column.scale("family_name", _AT_BIRTH, "the only family name there is")


def _settle_nicknames(columns: Sequence[Column]) -> None:
    """`Apelido` is the family name in Portugal, and a nickname beside a Brazilian `Sobrenome`."""
    plain = [c for c in columns if c.says("family") and not c.says("nickname")]
    if best_score(plain, "family_name") < _CLEAR:
        return
    for column in columns:
        if column.says("nickname"):
            column.scale("family_name", 0.3, "a plainer family name stands beside it")


def _is_usual(column: Column) -> bool:
    """A family name, or a whole name, of the row's own person."""
    named = max(column.score("family_name"), column.score("name")) >= _CLEAR
    return named and not column.says("maiden_name", "account", "company")


def _is_well_filled(usual: Column, at_birth: Column) -> bool:
    return usual.profile.filled >= _HALF * at_birth.profile.filled


def _settle_first_and_last(columns: Sequence[Column]) -> None:
    """Bare `First` and `Last` are names when both are there."""
    firsts = [c for c in columns if c.header.terms and c.score("given_name") and c.says("first")]
    lasts = [c for c in columns if c.header.terms and c.score("family_name") and c.says("last")]
    if firsts and lasts:
        for column in firsts:
            column.scale("given_name", 1.5, "a last name stands beside it")
        for column in lasts:
            column.scale("family_name", 1.5, "a first name stands beside it")


def _settle_bare_people(columns: Sequence[Column]) -> None:
    """`Client` or `Participant` alone is a name when no other column is."""
    if max(best_score(columns, name) for name in ("name", "given_name", "family_name")) >= 0.5:
        return
    for column in columns:
        if column.profile.words_each >= 1.5 and column.profile.distinct > 0.5:
            column.scale("name", 1.6, "no other column is a name")
