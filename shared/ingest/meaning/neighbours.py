"""Headers that only their neighbours explain: `Nom`, `First`, `Client`, `Title`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from shared.ingest.meaning.columns import Column, best_score, judge
from shared.ingest.meaning.grammar import Candidate

_CLEAR: Final = 0.5
_OWN: Final = 0.9
"""Agents' addresses repeat from row to row; people's own hardly do."""
_MOSTLY: Final = 0.6
_SAYS_WHICH_NAME: Final = frozenset({"family", "given", "full_name"})
_TWO_NAMES: Final = 1.8
"""Mean words per value from which a name column holds given and family name."""


def settle_neighbours(columns: Sequence[Column], *, language: str | None) -> None:
    """Rewrite the candidates of headers that mean different things beside different columns."""
    _settle_owners(columns)
    _settle_names(columns)
    _settle_first_and_last(columns)
    _settle_bare_people(columns)
    _settle_titles(columns, language=language)
    _settle_accounts(columns)
    _settle_organisations(columns)


def _settle_owners(columns: Sequence[Column]) -> None:
    """`owner.email` is the person's when every row has another one and no other person."""
    owned: dict[str, list[Column]] = {}
    for column in columns:
        if column.header.depth and column.says("agent"):
            owned.setdefault(column.name.rpartition(".")[0], []).append(column)
    for block in owned.values():
        others = [column for column in columns if column not in block]
        someone = any(
            candidate.role != "buyer" and candidate.score >= _CLEAR
            for column in others
            for name in ("email", "given_name", "name")
            if (candidate := column.candidates.get(name))
        )
        own = any(c.profile.emails > 0.5 and c.profile.distinct > _OWN for c in block)
        if someone or not own:
            continue
        for column in block:
            terms = tuple(t for t in column.header.terms if "agent" not in t.concepts)
            read = judge(column.place, replace(column.header, terms=terms), column.profile)
            column.candidates = {
                name: replace(candidate, role="participant")
                for name, candidate in read.candidates.items()
            }


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
        lone = has_given and not has_family and column.profile.words_each < _TWO_NAMES
        if has_given and has_family and any(not t.concepts for t in column.header.terms):
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


def _same_side(other: Column, candidate: Candidate) -> bool:
    """The other column speaks of the same capacity (buyer, participant, ...) or of none."""
    roles = {c.role for c in other.candidates.values()}
    return candidate.role in roles or roles == {None} or not roles


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


def _settle_accounts(columns: Sequence[Column]) -> None:
    """`Account Name`, `Nom du compte`: beside the person's own names it is the company's."""
    named = min(best_score(columns, name) for name in ("given_name", "family_name"))
    for column in columns:
        # `Account Owner Name` names somebody of ours.
        if named >= _CLEAR and column.says("account") and not column.says("agent", "login", "bank"):
            reason = "the person's names stand beside it"
            column.scale("works_for", 1.4, reason)
            column.scale("name", 0.4, reason)
            column.scale("family_name", 0.4, reason)


def _settle_organisations(columns: Sequence[Column]) -> None:
    """A column of names that are mostly organisations is what people work for."""
    for column in columns:
        if column.profile.organisations <= _MOSTLY:
            continue
        named = max(column.score("name"), column.score("family_name"))
        if named > column.score("works_for"):
            reason = "the values are organisations"
            column.candidates["works_for"] = Candidate("works_for", named, None, (reason,))
            column.scale("name", 0.3, reason)
            column.scale("family_name", 0.3, reason)


def _settle_titles(columns: Sequence[Column], *, language: str | None) -> None:
    """`Title` is a form of address or a job: by values, then neighbours, then language."""
    for column in columns:
        if not column.says("title") or column.says("honorific", "job", "company"):
            continue
        others = [other for other in columns if other is not column]
        if column.profile.forms_of_address > 0.5:
            column.scale("honorific_prefix", 1.6, "the values are forms of address")
            column.scale("job_title", 0.1)
        elif not column.profile.is_empty and column.profile.with_letters > 0.5:
            column.scale("honorific_prefix", 0.5)
            column.scale("job_title", 1.35, "the values are not forms of address")
        elif best_score(others, "honorific_prefix") > 0.7:
            column.scale("honorific_prefix", 0.3)
            column.scale("job_title", 1.2 if language != "de" else 0.5)
        elif (
            best_score(others, "job_title") > 0.7
            or language != "en"
            or _before_a_name(column, columns)
        ):
            column.scale("honorific_prefix", 1.4, "it stands for the form of address")
            column.scale("job_title", 0.3)
        else:
            column.scale("job_title", 1.3)
            column.scale("honorific_prefix", 0.5)


def _is_job_title(column: Column, columns: Sequence[Column], language: str | None) -> bool:
    """An English `Title` away from the name, in a file without another job column."""
    others = [other for other in columns if other is not column]
    if language != "en" or best_score(others, "job_title") > 0.7:
        return False
    return not _before_a_name(column, columns)


def _before_a_name(column: Column, columns: Sequence[Column]) -> bool:
    following = [other for other in columns if other.place == column.place + 1]
    return any(other.says("given", "full_name") for other in following)
