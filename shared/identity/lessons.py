"""What an asked pair keeps so that its answer can be learnt from, under later weights too.

No value is kept: for each field its level, and how probable that was for one person, one household
and two strangers. Later weights put their own probabilities in place of those; only how common the
value itself was stays as it was then.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from math import log2
from typing import Final, Protocol

from shared.identity.comparison import Levels, compare
from shared.identity.correction import Example
from shared.identity.decision import adjusted, trusted
from shared.identity.likelihood import likelihoods, names_agree, write_alike
from shared.identity.weights import GENERIC_ABOVE, Weights
from shared.model.comparables import Comparables
from shared.model.profile import Review, Term

ANSWERS_THAT_TEACH: Final[Mapping[str, bool]] = {
    "same": True,
    "different": False,
    "household": False,
}
"""What each answer says of a match. Those put off or withdrawn say nothing."""

_SURE: Final = 0.9999
"""Probability from which rivals, kept to six digits, cannot be told from none."""


class Weighing(Protocol):
    """What a pair is weighed with: a judge's, or a review's scale."""

    @property
    def weights(self) -> Weights: ...
    @property
    def token(self) -> Callable[[str], str]: ...
    @property
    def reliability(self) -> Mapping[str, float]: ...


def terms_of(contact: Comparables, profile: Comparables, scale: Weighing) -> tuple[Term, ...]:
    """What the weights say of this pair, field by field.

    Empty when an identifier both share is generic: what people answer about a switchboard's number
    says nothing about numbers.
    """
    levels = compare(contact, profile)
    fields = likelihoods(levels, contact, profile, scale.weights, hash=scale.token)
    known = {one.field for one in fields}
    if any(getattr(levels, name) == "same" and name not in known for name in GENERIC_ABOVE):
        return ()
    reliability = scale.reliability
    return tuple(Term(*trusted(one, reliability.get(one.field, 1.0))) for one in fields)


def example_of(review: Review, then: Weights, now: Weights) -> Example | None:
    """The answered review as an example for the weights `now`, correction aside, or None.

    `then` are the weights it was asked under. Its rivals count as they did then.
    """
    if review.answer not in ANSWERS_THAT_TEACH or not review.terms:
        return None
    strangers = _strangers(review.terms)
    terms = [_reweighed(one, then, now, strangers=strangers(one.field)) for one in review.terms]
    log_odds = _log_odds(terms, now, same_source=review.same_source)
    return Example(
        id=review.id,
        log_odds=log_odds - _rivals(review, then),
        levels=tuple((one.field, one.level) for one in review.terms),
        is_match=ANSWERS_THAT_TEACH[review.answer],
        weight=1.0 / review.share,
        at=review.decided_at,
    )


def _strangers(terms: Sequence[Term]) -> Callable[[str], str]:
    """For each field the table that says how alike strangers are: namesakes have one of their own
    (as `likelihood` chooses)."""
    levels = Levels(**{one.field: one.level for one in terms})  # type: ignore[arg-type]
    namesakes = names_agree(levels)
    writes_alike = write_alike(levels)
    return lambda field: (
        "namesake" if namesakes or (field == "email" and writes_alike) else "unrelated"
    )


def _reweighed(one: Term, then: Weights, now: Weights, *, strangers: str) -> Term:
    """The term as other weights have it."""

    def moved(name: str) -> float:
        before, after = (
            getattr(weights, name).get(one.field) or weights.unrelated.get(one.field, {})
            for weights in (then, now)
        )
        if one.level not in before or one.level not in after:
            return 1.0
        return float(after[one.level] / before[one.level])

    # How probable agreement is among strangers was told by the value, not by the table.
    unrelated = one.unrelated if one.level == "same" else one.unrelated * moved(strangers)
    match, household = one.match * moved("match"), one.household * moved("household")
    if one.level == "different":
        household = max(household, match)
    elif one.level == "same":
        household = min(household, match)
    return Term(one.field, one.level, match, household, unrelated)


def _log_odds(terms: Sequence[Term], weights: Weights, *, same_source: bool) -> float:
    match = weights.match_rate / weights.population
    household = weights.household_rate / weights.population
    unrelated = 1.0
    for one in terms:
        match *= one.match
        household *= one.household
        unrelated *= one.unrelated
    return adjusted(log2(match / (household + unrelated)), same_source, weights)


def _rivals(review: Review, then: Weights) -> float:
    """Bits that other profiles took from this one when it was asked about."""
    if not 0.0 < review.probability < _SURE:
        return 0.0
    alone = _log_odds(review.terms, then, same_source=review.same_source)
    if then.correction is not None:
        alone += then.correction.bits(alone, ((one.field, one.level) for one in review.terms))
    return max(0.0, alone - log2(review.probability / (1.0 - review.probability)))
