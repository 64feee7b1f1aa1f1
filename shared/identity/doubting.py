"""Asking a person: the doubtful pairs of an arrival become reviews."""

from __future__ import annotations

from typing import NamedTuple

from shared.identity.arrival import Arrival
from shared.identity.decision import Decision
from shared.identity.judging import Judge, holds_its_source, score_between
from shared.identity.lessons import terms_of
from shared.identity.workspace import Workspace
from shared.model.profile import Evidence, Review, Term

RIVAL = 0.2
"""Probability from which the second-best candidate of a doubtful pair is asked about too."""


class Doubt(NamedTuple):
    """One profile the arrival may be, and the other that fits too."""

    candidate: str
    probability: float
    prior: float
    evidence: tuple[Evidence, ...]
    rival: str = ""
    teaches: bool = True
    """Whether the answer says something about pairs like this; not of a record that changed."""


def stage_reviews(
    arrival: Arrival, rcu: str, decision: Decision, workspace: Workspace, judge: Judge
) -> None:
    """Ask about the best candidate, and about the second where it fits nearly as well.

    When both are the same person, two answers bring all three together.
    """
    best = Doubt(
        decision.rcu,
        decision.probability,
        decision.prior,
        decision.evidence,
        rival=decision.runner_up,
    )
    stage_review(arrival, rcu, best, workspace, judge)
    second = workspace.profile(decision.runner_up) if decision.runner_up else None
    if second is not None and decision.runner_up_probability >= RIVAL:
        score = score_between(arrival.comparables, second.comparables, judge)
        rival = Doubt(
            second.rcu,
            decision.runner_up_probability,
            score.prior,
            score.evidence,
            rival=decision.rcu,
        )
        stage_review(arrival, rcu, rival, workspace, judge)


def stage_review(
    arrival: Arrival, rcu: str, doubt: Doubt, workspace: Workspace, judge: Judge
) -> None:
    """Ask whether the arrival's profile and the candidate are one person, unless that was asked.

    What a person answered, or is about to, stands; what was withdrawn unanswered is asked again.
    """
    id = judge.hash("review", arrival.record, doubt.candidate)
    asked = workspace.reviews.get(id)
    if asked is not None and asked.answer != "withdrawn":
        return
    candidate = workspace.profile(doubt.candidate)
    terms: tuple[Term, ...] = ()
    if doubt.teaches and candidate is not None:
        terms = terms_of(arrival.comparables, candidate.comparables, judge)
    review = Review(
        id=id,
        record=arrival.record,
        source=arrival.source,
        profile=rcu,
        candidate=doubt.candidate,
        rival=doubt.rival if doubt.rival != doubt.candidate else "",
        probability=round(doubt.probability, 6),
        weights=judge.weights.version,
        prior=doubt.prior,
        evidence=doubt.evidence,
        created_at=judge.now,
        terms=terms,
        same_source=candidate is not None and holds_its_source(candidate, arrival),
    )
    workspace.reviews.stage(id, review)
