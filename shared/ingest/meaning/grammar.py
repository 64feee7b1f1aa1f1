"""One header read by the patterns: the fields it may be, each with a score and its role."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Final

from shared.ingest.meaning.companions import (
    CHANGES_SUBJECT,
    KINDS,
    ROLES,
    UNKNOWN,
    UNKNOWN_ASIDE,
    WITH,
    WITH_ANY,
    WITH_FIELD,
)
from shared.ingest.meaning.headers import Header, Term
from shared.ingest.meaning.patterns import PATTERNS

_ADDRESS_PARTS: Final = frozenset({"address", "street", "line", "address_more"})
_SAYS_WHOSE: Final = frozenset({*ROLES, "holder", "company"})
_WHOLE_ADDRESS: Final = frozenset({"address", "street"})
_OF_PEOPLE: Final = frozenset({"name", "reach", "place", "trait", "work"})
_CONTAINER: Final = 0.95
"""`answers.email`, `location.street`, `identity.civ` are the person's; `answers.id` is not."""
_FORM: Final = 0.3
_SECOND_OF_MANY: Final = 0.35
_NUMBERED: Final = 0.97
QUESTION: Final = 0.55
"""What is left of a score when the header asks: questions are often about something else."""
_WEAKEST: Final = 0.05


@dataclass(frozen=True, slots=True)
class Candidate:
    """A field a column may be."""

    field: str
    score: float
    role: str | None = None
    """The capacity the header names: `home`, `billing`, `buyer`, ... or None."""
    reasons: tuple[str, ...] = ()

    def times(self, factor: float, reason: str = "") -> Candidate:
        """The same candidate with its score multiplied, and why."""
        reasons = (*self.reasons, reason) if reason else self.reasons
        return replace(self, score=self.score * factor, reasons=reasons)


@dataclass(slots=True)
class _Reading:
    """The terms of a header, with its numbers told apart: `Address 2: Line 1`."""

    terms: list[Term]
    group: int | None = None
    line: int | None = None
    concepts: frozenset[str] = field(default_factory=frozenset)


def read_candidates(header: Header) -> dict[str, Candidate]:
    """The fields a header may be by its words alone, each with its best score."""
    reading = _read_numbers(header)
    found: dict[str, Candidate] = {}
    for pattern in _patterns_for(reading.concepts):
        candidate = _match(pattern, reading, header)
        if candidate is None or candidate.score < _WEAKEST:
            continue
        best = found.get(candidate.field)
        if best is None or candidate.score > best.score:
            found[candidate.field] = candidate
    _settle_address_lines(found, reading)
    return found


@dataclass(frozen=True, slots=True)
class _Pattern:
    field: str
    needs: tuple[str, ...]
    base: float


@lru_cache(maxsize=1)
def _all_patterns() -> Mapping[str, tuple[_Pattern, ...]]:
    """Patterns by their first concept."""
    by_concept: dict[str, list[_Pattern]] = {}
    for name, patterns in PATTERNS.items():
        for needed, base in patterns.items():
            needs = tuple(needed.split(" "))
            by_concept.setdefault(needs[0], []).append(_Pattern(name, needs, base))
    return {concept: tuple(patterns) for concept, patterns in by_concept.items()}


def _patterns_for(concepts: frozenset[str]) -> list[_Pattern]:
    known = _all_patterns()
    return [
        pattern
        for concept in concepts
        for pattern in known.get(concept, ())
        if concepts.issuperset(pattern.needs)
    ]


def _match(pattern: _Pattern, reading: _Reading, header: Header) -> Candidate | None:
    used = _assign(pattern.needs, reading.terms)
    if used is None or all(reading.terms[at].soft for at in used):
        return None
    kind = KINDS.get(pattern.field, "doing")
    score = pattern.base
    roles = []
    needed = frozenset(pattern.needs)
    for at, term in enumerate(reading.terms):
        if at in used:
            continue
        role = next((role for role in ROLES if role in term.concepts), None)
        if role:
            roles.append(role)
        elif "company" in term.concepts and kind in {"reach", "place"}:
            roles.append("work")
        elif "invoice" in term.concepts and kind == "place":
            roles.append("billing")
        score *= _beside(term, pattern.field, needed)
        if header.is_question and not term.concepts and term.number is None:
            score /= UNKNOWN  # a sentence has words around what it asks for
    if header.is_question:
        score *= QUESTION
    if reading.group is not None:
        score *= _NUMBERED if reading.group <= 1 else _SECOND_OF_MANY
    meant = " ".join(reading.terms[at].text for at in sorted(used))
    return Candidate(
        field=pattern.field,
        score=score,
        role=_main_role(roles),
        reasons=(f"the header says “{meant}”",),
    )


def _assign(needs: Sequence[str], terms: Sequence[Term]) -> frozenset[int] | None:
    """Places of distinct terms that together stand for all needed concepts, or None."""
    if not needs:
        return frozenset()
    for at in sorted(range(len(terms)), key=lambda place: terms[place].soft):
        if needs[0] in terms[at].concepts:
            rest = _assign(needs[1:], [*terms[:at], Term("", frozenset()), *terms[at + 1 :]])
            if rest is not None:
                return rest | {at}
    return None


def _beside(term: Term, name: str, needed: frozenset[str]) -> float:
    """How much of the score is left with this further term."""
    if term.number is not None:
        return 1.0
    if "answers" in term.concepts:
        of_people = KINDS.get(name, "doing") in _OF_PEOPLE and "title" not in needed
        container = term.soft and of_people
        return _CONTAINER if container else _FORM
    if term.soft and "full_name" in term.concepts and KINDS.get(name) in {"name", "trait"}:
        return _CONTAINER
    if term.soft and "location" in term.concepts and KINDS.get(name) == "place":
        return _CONTAINER
    if not term.concepts:
        return UNKNOWN_ASIDE if term.soft or len(term.text) == 1 else UNKNOWN
    if term.concepts & needed:
        return 0.98
    own = WITH_FIELD.get(name, {})
    kind = WITH[KINDS.get(name, "doing")]
    factor = max(own.get(c, kind.get(c, WITH_ANY.get(c, CHANGES_SUBJECT))) for c in term.concepts)
    return factor if not term.soft else factor**0.5


def _main_role(roles: Sequence[str]) -> str | None:
    """`Default billing address` is billing: a named capacity says more than `primary`."""
    named = [role for role in roles if role != "primary"]
    return next(iter(named or roles), None)


def _read_numbers(header: Header) -> _Reading:
    """Tell the number of a block (`Phone 2 - Type`) from the number of a line (`Address 2`)."""
    reading = _Reading(terms=[])
    for at, term in enumerate(header.terms):
        number = term.number
        if number is None or term.soft:
            reading.terms.append(term)
        elif _numbers_a_line(header.terms, at):
            reading.line = number
        elif at > 0 and "filler" in header.terms[at - 1].concepts:
            continue
        elif reading.group is None or number > reading.group:
            reading.group = number
    reading.concepts = frozenset().union(*(term.concepts for term in reading.terms))
    return reading


def _numbers_a_line(terms: Sequence[Term], at: int) -> bool:
    """A number after an address word, with nothing but a capacity between and behind."""
    before = [term for term in terms[:at] if not (term.soft or term.concepts & _SAYS_WHOSE)]
    after = [term for term in terms[at + 1 :] if not (term.soft or term.concepts & _SAYS_WHOSE)]
    if not before or not before[-1].concepts & _ADDRESS_PARTS:
        return False
    return not any(term.concepts for term in after)


def _settle_address_lines(found: dict[str, Candidate], reading: _Reading) -> None:
    """`Address 1` is the street, `Address 2` its second line, unless the number names a block."""
    if reading.line is None:
        return
    street = found.get("street_address")
    if street is None or not reading.concepts & _WHOLE_ADDRESS:
        if reading.line > 1:
            for name, candidate in found.items():
                found[name] = candidate.times(_SECOND_OF_MANY)
        return
    if reading.line == 1:
        found["street_address"] = replace(street, score=min(1.05, street.score * 1.12))
    elif reading.line == 2:
        reason = "the second line of the address"
        second = replace(street, field="address_line2", reasons=(*street.reasons, reason))
        found["address_line2"] = replace(second, score=min(1.05, street.score * 1.12))
        del found["street_address"]
    else:
        found["street_address"] = street.times(0.3)
