"""A column while it is being judged: its header, its values, and the fields it may be."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from shared.ingest.meaning.consents import ConsentReading, read_consent
from shared.ingest.meaning.detectors import fit, likely_field
from shared.ingest.meaning.grammar import QUESTION, Candidate, read_candidates
from shared.ingest.meaning.headers import Header
from shared.ingest.meaning.profiles import Profile

_CONTRADICTED: Final = 0.05
_DOUBTFUL: Final = 0.45
_PARTLY: Final = 0.9
_CONFIRMED: Final = 0.02
_UNSEEN: Final = 0.95
"""An empty column keeps nearly all its score: its header may still be right."""
_VALUES_ALONE: Final = 0.56
_NAMED_OTHERWISE: Final = 0.8
_SHORT_NAME: Final = 3
_CONSENT_BY_VALUES: Final = 0.6
_TELLING: Final = frozenset({"email", "telephone", "mobile", "postal_code", "birth_date"})
"""Fields whose values answer a question beyond doubt."""
_ANSWERED: Final = 0.9


@dataclass(slots=True)
class Column:
    """One column and the fields it may be; context and roles rewrite `candidates`."""

    place: int
    header: Header
    profile: Profile
    candidates: dict[str, Candidate] = field(default_factory=dict)
    opted_out: bool = False

    @property
    def name(self) -> str:
        """The column's name as the file has it."""
        return self.header.text

    def score(self, name: str) -> float:
        """The score of one field, 0 when the column cannot be it."""
        candidate = self.candidates.get(name)
        return candidate.score if candidate else 0.0

    def scale(self, name: str, factor: float, reason: str = "") -> None:
        """Multiply the score of one field, if the column may be it."""
        candidate = self.candidates.get(name)
        if candidate is not None:
            self.candidates[name] = candidate.times(factor, reason)

    def scale_all(self, factor: float, reason: str = "") -> None:
        """Multiply the score of every field the column may be."""
        for name in list(self.candidates):
            self.scale(name, factor, reason)

    def says(self, *concepts: str) -> bool:
        """True when the header may speak of any of these concepts."""
        return not self.header.concepts.isdisjoint(concepts)


def best_score(columns: Iterable[Column], name: str) -> float:
    """The best score any column has for a field, 0 when none may be it."""
    return max((column.score(name) for column in columns), default=0.0)


def judge(place: int, header: Header, profile: Profile) -> Column:
    """A column judged on its own: header patterns, consent, then how well the values fit."""
    column = Column(place, header, profile, read_candidates(header))
    consent = read_consent(header)
    if consent is not None:
        _add_consent(column, consent)
    for name in list(column.candidates):
        _weigh_values(column, name)
    _add_by_values(column)
    return column


def _add_by_values(column: Column) -> None:
    """Values that speak for themselves rescue a header without meaning."""
    likely = likely_field(column.profile)
    if likely is None or column.score(likely[0]):
        return
    name, share, seen = likely
    meaningless = not any(term.concepts for term in column.header.terms if not term.soft)
    if name == "address_country" and len(column.name) > _SHORT_NAME:
        return  # A language, a market, a site: only `CC` has nothing better to be.
    qualified = name == "honorific_prefix" and column.says("job")
    if meaningless or qualified or name == "email":
        certainty = 1.0 if meaningless or qualified else _NAMED_OTHERWISE
        score = _VALUES_ALONE * share * certainty
        column.candidates[name] = Candidate(name, score, None, (f"the values are {seen}",))


def _add_consent(column: Column, consent: ConsentReading) -> None:
    """A consent column answers yes or no; one that holds dates of refusal is `unsubscribed_at`."""
    reason = f"the header speaks of consent: “{consent.meant}”"
    score = consent.score
    answers = column.profile.yes_no
    if column.says("status") and not column.profile.is_empty and answers < 0.5:
        score *= 0.4
    if score < _CONSENT_BY_VALUES and answers > 0.9:
        score = max(score, _CONSENT_BY_VALUES * min(1.0, score / 0.25))
    if consent.opted_out and column.profile.dates > 0.6:
        dated = Candidate("unsubscribed_at", score * 0.95, None, (reason, "the values are dates"))
        if column.score("unsubscribed_at") < dated.score:
            column.candidates["unsubscribed_at"] = dated
        score *= 0.3
    elif column.says("date", "time", "unsubscribed"):
        score *= 0.3
    if consent.opted_out:
        reason += ", a yes refuses, and a no says nothing"
    column.opted_out = consent.opted_out
    column.candidates[consent.field] = Candidate(consent.field, score, None, (reason,))


def _weigh_values(column: Column, name: str) -> None:
    fitting = fit(name, column.profile)
    if fitting is None:
        column.scale(name, _UNSEEN if column.profile.is_empty else 1.0)
        return
    seen = f"{fitting:.0%} of the sample values look like one"
    if fitting < 0.15:
        column.scale(name, _CONTRADICTED, "the values contradict it")
    elif fitting < 0.5:
        column.scale(name, _DOUBTFUL, f"only {seen}")
    elif fitting < 0.75:
        column.scale(name, _PARTLY, seen)
    else:
        candidate = column.candidates[name]
        raised = min(1.0, candidate.score + _CONFIRMED) / max(candidate.score, 1e-9)
        column.scale(name, max(1.0, raised), seen)
    if column.header.is_question and name in _TELLING and fitting >= _ANSWERED:
        column.scale(name, _ANSWERED / QUESTION)
