"""An open review, judged anew as its two profiles stand today."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import msgspec

from shared.identity.comparison import compare
from shared.identity.decision import Score, decide, score
from shared.identity.lessons import terms_of
from shared.identity.weights import Weights
from shared.model.profile import Evidence, Profile, Review


@dataclass(frozen=True)
class Scale:
    """What a pair is weighed with."""

    weights: Weights
    token: Callable[[str], str]
    reliability: Mapping[str, float]
    """Of the source whose record raised the doubt."""


def withdrawn(review: Review, *, at: str) -> Review:
    """The review, closed because there is nothing left to answer."""
    return msgspec.structs.replace(review, state="closed", answer="withdrawn", decided_at=at)


def led_on(review: Review, absorbed: str, survivor: str, *, at: str) -> Review:
    """The review after a merge: about the survivor, or closed where both sides are one now."""
    names = {
        side: survivor if getattr(review, side) == absorbed else getattr(review, side)
        for side in ("profile", "candidate", "rival")
    }
    if names["rival"] in (names["profile"], names["candidate"]):
        names["rival"] = ""
    led = msgspec.structs.replace(review, **names)
    return withdrawn(led, at=at) if led.profile == led.candidate else led


def rejudge(
    review: Review,
    standing: Callable[[str], Profile | None],
    scale: Scale,
    *,
    at: str,
) -> Review:
    """The review as it would be asked today; the very same where nothing has changed.

    It is about the profiles its ids lead to. It is withdrawn when one of them is gone, when they
    are one, when a person told them apart, or when they no longer fit. What was asked although it
    was unlikely, since a record had left the other profile, waits for a person in any case.
    """
    own, candidate = standing(review.profile), standing(review.candidate)
    if own is None or candidate is None or own.rcu == candidate.rcu:
        return withdrawn(review, at=at)
    if _are_told_apart(own, candidate, standing):
        return withdrawn(review, at=at)
    rival = standing(review.rival) if review.rival else None
    if rival is not None and (
        rival.rcu in (own.rcu, candidate.rcu) or _are_told_apart(own, rival, standing)
    ):
        rival = None
    led = msgspec.structs.replace(
        review, profile=own.rcu, candidate=candidate.rcu, rival=rival.rcu if rival else ""
    )
    return _weighed(led, own, candidate, rival, scale=scale, at=at)


def once(reviews: Iterable[Review], *, at: str) -> list[Review]:
    """These reviews, of those about the same two profiles all but the oldest withdrawn."""
    asked: set[frozenset[str]] = set()
    found = []
    for review in sorted(reviews, key=lambda one: (one.created_at, one.id)):
        pair = frozenset((review.profile, review.candidate))
        is_repeated = review.state == "open" and pair in asked
        found.append(withdrawn(review, at=at) if is_repeated else review)
        if review.state == "open":
            asked.add(pair)
    return found


def _weighed(
    review: Review,
    own: Profile,
    candidate: Profile,
    rival: Profile | None,
    *,
    scale: Scale,
    at: str,
) -> Review:
    score = score_of(own, candidate, scale)
    scored = [(candidate.rcu, score)]
    if rival is not None:
        scored.append((rival.rcu, score_of(own, rival, scale)))
    decision = decide(
        scored,
        scale.weights,
        same_source={
            one.rcu
            for one in (candidate, rival)
            if one and any(member.source == review.source for member in one.members)
        },
    )
    if _says(score.evidence) == _says(review.evidence):
        return review
    is_second = decision.runner_up == candidate.rcu
    probability = decision.runner_up_probability if is_second else decision.probability
    if decision.kind == "new" and review.probability >= scale.weights.t_review:
        return withdrawn(review, at=at)
    return msgspec.structs.replace(
        review,
        probability=round(probability, 6),
        weights=scale.weights.version,
        prior=score.prior,
        evidence=score.evidence,
        terms=terms_of(own.comparables, candidate.comparables, scale) if review.terms else (),
    )


def _says(evidence: Iterable[Evidence]) -> list[tuple[str, str, float]]:
    """What evidence kept before frequencies stood on it says as well."""
    return [(one.field, one.level, one.bits) for one in evidence]


def score_of(own: Profile, other: Profile, scale: Scale) -> Score:
    """How alike two profiles are today."""
    levels = compare(own.comparables, other.comparables)
    return score(
        levels,
        own.comparables,
        other.comparables,
        scale.weights,
        scale.token,
        reliability=scale.reliability,
    )


def _are_told_apart(
    first: Profile, second: Profile, standing: Callable[[str], Profile | None]
) -> bool:
    return any(
        rcu == other.rcu or ((stands := standing(rcu)) is not None and stands.rcu == other.rcu)
        for one, other in ((first, second), (second, first))
        for rcu in one.different
    )
