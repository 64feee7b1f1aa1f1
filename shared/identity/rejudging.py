"""Open reviews, judged anew as their profiles stand today, all together.

What speaks for one pair speaks against its rivals: the other profiles its own side may be, and,
where a source holds each person once, the other records of that source that the same profile is
asked about. When a record came, those after it were not known yet.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import partial
from math import log2
from typing import Final, NamedTuple

import msgspec

from shared.identity.comparison import compare
from shared.identity.decision import Score, adjusted, odds_of, score
from shared.identity.lessons import terms_of
from shared.identity.weights import Weights
from shared.model.profile import Evidence, Profile, Review

Standing = Callable[[str], Profile | None]
"""The profile an id leads to; None when it is gone."""

_DIGITS: Final = 6


@dataclass(frozen=True)
class Scale:
    """What a pair is weighed with."""

    weights: Weights
    token: Callable[[str], str]
    reliability: Mapping[str, float]
    """Of the source whose record raised the doubt."""


class Rejudged(NamedTuple):
    """A review as it would be asked today, closed where there is nothing left to ask."""

    review: Review
    is_clear: bool = False
    """It is open, and the two would be linked today without asking anybody."""


class _Pair(NamedTuple):
    """An open review that is led on to the profiles of today, and how alike they are."""

    review: Review
    own: Profile
    candidate: Profile
    rival: Profile | None
    score: Score
    odds: float
    rival_odds: float


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
    reviews: Iterable[Review],
    standing: Standing,
    scale_of: Callable[[str], Scale],
    *,
    unique: AbstractSet[str],
    at: str,
) -> list[Rejudged]:
    """These open reviews as they would be asked today; the very same where nothing has changed.

    A review is about the profiles its ids lead to. It is withdrawn when one of them is gone, when
    they are one, when a person told them apart, when an older one asks the same, or when they no
    longer fit. What was asked although it was unlikely, since a record had left the other profile,
    waits for a person in any case. `unique` names the sources that hold each person once; the
    scale is that of the source that raised the doubt.
    """
    led = _once((_led(one, standing, at=at) for one in reviews), at=at)
    asked = {
        one.id: _weighed(one, standing, scale_of(one.source), unique)
        for one in led
        if one.state == "open"
    }
    rivals = _Rivals(asked.values(), unique)
    return [
        _judged(asked[one.id], rivals, scale_of(one.source), unique, at=at)
        if one.id in asked
        else Rejudged(one)
        for one in led
    ]


def _led(review: Review, standing: Standing, *, at: str) -> Review:
    """The review about the profiles its ids lead to, closed where nothing is left to ask."""
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
    return msgspec.structs.replace(
        review, profile=own.rcu, candidate=candidate.rcu, rival=rival.rcu if rival else ""
    )


def _once(reviews: Iterable[Review], *, at: str) -> list[Review]:
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


def _weighed(review: Review, standing: Standing, scale: Scale, unique: AbstractSet[str]) -> _Pair:
    own, candidate = standing(review.profile), standing(review.candidate)
    assert own is not None
    assert candidate is not None
    found = score_of(own, candidate, scale)
    odds_of_two = partial(_odds, source=review.source, weights=scale.weights, unique=unique)
    rival = standing(review.rival) if review.rival else None
    rival_odds = 0.0
    if rival is not None:
        rival_odds = odds_of_two(score_of(own, rival, scale), own, rival)
    odds = odds_of_two(found, own, candidate)
    return _Pair(review, own, candidate, rival, found, odds, rival_odds)


def _odds(
    found: Score,
    own: Profile,
    other: Profile,
    *,
    source: str,
    weights: Weights,
    unique: AbstractSet[str],
) -> float:
    """The odds that two profiles are one; `source` is whose record raised the doubt."""
    promised = shared(own, other, unique)
    is_duplicate = promised or any(member.source == source for member in other.members)
    return odds_of(adjusted(found.log_odds, is_duplicate, weights, promised=promised))


class _Rivals:
    """What stands beside each pair: at most one of it and its rivals is one person."""

    def __init__(self, pairs: Iterable[_Pair], unique: AbstractSet[str]) -> None:
        self._unique = unique
        self._of_own: dict[str, dict[str, float]] = defaultdict(dict)
        self._of_candidate: dict[str, list[_Pair]] = defaultdict(list)
        for one in pairs:
            self._of_own[one.own.rcu][one.candidate.rcu] = one.odds
            self._of_candidate[one.candidate.rcu].append(one)
        for one in pairs:
            if one.rival:
                self._of_own[one.own.rcu].setdefault(one.rival.rcu, one.rival_odds)

    def of(self, pair: _Pair) -> list[float]:
        """The odds of each."""
        beside = self._of_own[pair.own.rcu].items()
        found = [odds for rcu, odds in beside if rcu != pair.candidate.rcu]
        found += [
            other.odds
            for other in self._of_candidate[pair.candidate.rcu]
            if other.own.rcu != pair.own.rcu and shared(other.own, pair.own, self._unique)
        ]
        return found


def shared(first: Profile, second: Profile, sources: AbstractSet[str]) -> bool:
    """Whether both have a record of one of these sources."""
    return not sources.isdisjoint(
        {one.source for one in first.members} & {one.source for one in second.members}
    )


def _judged(
    pair: _Pair, rivals: _Rivals, scale: Scale, unique: AbstractSet[str], *, at: str
) -> Rejudged:
    weights, review = scale.weights, pair.review
    others = rivals.of(pair)
    probability = pair.odds / (1.0 + pair.odds + sum(others))
    fits = pair.odds / (1.0 + pair.odds)
    says_the_same = _says(pair.score.evidence) == _says(review.evidence)
    if fits < weights.t_review <= review.probability and not says_the_same:
        return Rejudged(withdrawn(review, at=at))
    lead = log2(pair.odds / max(others)) if others and pair.odds > 0.0 else weights.margin
    is_clear = (
        probability >= weights.t_link
        and lead >= weights.margin
        and not pair.score.is_contradicted
        and not shared(pair.own, pair.candidate, unique)
    )
    if says_the_same and round(probability, 3) == round(review.probability, 3):
        return Rejudged(review, is_clear)
    judged = msgspec.structs.replace(review, probability=round(probability, _DIGITS))
    if not says_the_same:
        terms = terms_of(pair.own.comparables, pair.candidate.comparables, scale)
        judged = msgspec.structs.replace(
            judged,
            weights=weights.version,
            prior=pair.score.prior,
            evidence=pair.score.evidence,
            terms=terms if review.terms else (),
        )
    return Rejudged(judged, is_clear)


def _says(evidence: Sequence[Evidence]) -> list[tuple[str, str, float]]:
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


def _are_told_apart(first: Profile, second: Profile, standing: Standing) -> bool:
    return any(
        rcu == other.rcu or ((stands := standing(rcu)) is not None and stands.rcu == other.rcu)
        for one, other in ((first, second), (second, first))
        for rcu in one.different
    )
