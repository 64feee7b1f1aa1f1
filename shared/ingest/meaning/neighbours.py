"""Headers that only their neighbours explain: `Title`, `Account Name`, `owner.email`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from shared.ingest.meaning.columns import Column, best_score, judge
from shared.ingest.meaning.grammar import Candidate
from shared.ingest.meaning.person_names import settle_person_names

_CLEAR: Final = 0.5
_OWN: Final = 0.9
"""Agents' addresses repeat from row to row; people's own hardly do."""
_MOSTLY: Final = 0.6


def settle_neighbours(columns: Sequence[Column], *, language: str | None) -> None:
    """Rewrite the candidates of headers that mean different things beside different columns."""
    _settle_owners(columns)
    settle_person_names(columns)
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
