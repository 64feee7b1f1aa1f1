"""From comparison levels to a match probability, and from probabilities to a decision."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from math import log2
from typing import Final, Literal

import msgspec

from shared.identity.comparison import Levels
from shared.identity.correction import Correction
from shared.identity.likelihood import (
    Likelihood,
    is_another_name,
    is_contradicted,
    likelihoods,
)
from shared.identity.weights import BROKEN_PROMISE, Weights
from shared.model.comparables import Comparables
from shared.model.profile import Evidence

Kind = Literal["link", "review", "new"]

REVIEWS: Final = "reviews"
"""The piece of evidence that is no field: what answered reviews taught (`correction`)."""

_FAR: Final = -8.0
"""log2 odds below which two are not one person for what no key tells: a street, a company."""

_MORE_LIKELY_THAN_NOT: Final = 0.5
_MOST_BITS: Final = 500.0


class Score(msgspec.Struct, frozen=True, kw_only=True):
    """How likely a contact and one profile are the same person, before rivals are considered."""

    log_odds: float
    """log2 odds of a match against household and unrelated together."""
    p_match: float
    p_household: float
    p_unrelated: float
    is_contradicted: bool = False
    """Never linked without a person (`likelihood.is_contradicted`)."""
    prior: float = 0.0
    """Where `log_odds` starts before any field: what it is without the bits of the evidence."""
    is_somebody_else: bool = False
    """The given names conflict, and no birth date can lift that, whatever the profile yet says."""
    evidence: tuple[Evidence, ...] = ()


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """What becomes of one contact: linked to a profile, shown to a person, or new."""

    kind: Kind
    rcu: str = ""
    """The profile to link or to review; empty when new."""
    nearest: str = ""
    """The likeliest profile, though it was not likely enough; empty unless new."""

    probability: float = 0.0
    """Match probability of the likeliest among all its rivals, "none of them" included."""
    runner_up: str = ""
    runner_up_probability: float = 0.0
    households: tuple[str, ...] = ()
    """Profiles that most likely share the contact's household."""
    merges: tuple[str, ...] = ()
    """Other profiles that fit too and look like one person with `rcu`: to be merged with it."""
    prior: float = 0.0
    """`Score.prior` of `rcu`."""
    others: frozenset[str] = frozenset()
    """Profiles behind a common key that are somebody else whatever they yet say: by their given
    name, or so unlike that only an identifier could tell otherwise, which is a key of its own."""
    evidence: tuple[Evidence, ...] = ()


def score(
    levels: Levels,
    contact: Comparables,
    profile: Comparables,
    weights: Weights,
    hash: Callable[[str], str],
    *,
    reliability: Mapping[str, float] | None = None,
) -> Score:
    """Weigh the levels of one pair: the odds of a match, and of the two ways not to be one.

    `reliability` says per field how far the contact's source is trusted, 0 to 1 (1 when absent):
    the weight of an untrusted field shrinks towards nothing, for and against.
    """
    fields = likelihoods(levels, contact, profile, weights, hash=hash)
    match = weights.match_rate / weights.population
    household = weights.household_rate / weights.population
    unrelated = 1.0
    if reliability:
        fields = [trusted(one, reliability.get(one.field, 1.0)) for one in fields]
    for one in fields:
        match *= one.match
        household *= one.household
        unrelated *= one.unrelated
    total = match + household + unrelated
    log_odds = log2(match / (household + unrelated))
    at_home = household / (household + unrelated)
    evidence = _evidence(fields, reliability or {}, at_home=at_home)
    plain = Score(
        log_odds=log_odds,
        p_match=match / total,
        p_household=household / total,
        p_unrelated=unrelated / total,
        is_contradicted=is_contradicted(levels),
        is_somebody_else=is_another_name(levels) and not contact.birth_dates,
        prior=round(log_odds - sum(one.bits for one in evidence), 2),
        evidence=evidence,
    )
    if weights.correction is None:
        return plain
    return _corrected(plain, weights.correction, fields, at_home=at_home)


def _corrected(
    plain: Score, correction: Correction, fields: Sequence[Likelihood], *, at_home: float
) -> Score:
    """The score with what answered reviews taught: one more piece of evidence.

    Household and unrelated keep their proportion.
    """
    taught = correction.bits(plain.log_odds, ((one.field, one.level) for one in fields))
    log_odds = plain.log_odds + taught
    p_other = 1.0 / (1.0 + 2.0 ** min(log_odds, _MOST_BITS))
    piece = Evidence(field=REVIEWS, level="taught", bits=round(taught, 2))
    return msgspec.structs.replace(
        plain,
        log_odds=log_odds,
        p_match=1.0 / (1.0 + 2.0 ** min(-log_odds, _MOST_BITS)),
        p_household=p_other * at_home,
        p_unrelated=p_other * (1.0 - at_home),
        evidence=(*plain.evidence, piece),
    )


def decide(
    scored: Sequence[tuple[str, Score]],
    weights: Weights,
    *,
    occupied: AbstractSet[str] = frozenset(),
    barred: AbstractSet[str] = frozenset(),
    same_source: AbstractSet[str] = frozenset(),
    is_one_person: Callable[[str, str], bool] | None = None,
) -> Decision:
    """Link, review or new, from the scores of all candidate profiles; their order is free.

    `occupied` profiles hold another record of the contact's source, which promises one record per
    person: never linked, shown to a person when they fit. `same_source` profiles hold one as well,
    but the source promises nothing: duplicates inside a source are rarer than matches across.
    `barred` profiles were said to be somebody else, for ever.

    Two profiles that fit are rivals, and the contact goes to a person; unless `is_one_person` says
    that they look like one person who was not recognised before: then the contact joins the better
    one, and the others are named in `merges`.
    """
    ranked = sorted(
        (
            (
                adjusted(
                    given.log_odds,
                    rcu in occupied or rcu in same_source,
                    weights,
                    promised=rcu in occupied,
                ),
                rcu,
                given,
            )
            for rcu, given in scored
            if rcu not in barred
        ),
        key=lambda entry: (-entry[0], entry[1]),
    )
    households = tuple(rcu for _, rcu, given in ranked if given.p_household > _MORE_LIKELY_THAN_NOT)
    others = frozenset(
        rcu for rcu, given in scored if given.is_somebody_else or given.log_odds < _FAR
    )
    if not ranked:
        return Decision(kind="new", households=households, others=others)
    merges: list[str] = []
    if is_one_person is not None:
        ranked, merges = _without_fragments(ranked, weights, is_one_person)
    odds = [odds_of(log_odds) for log_odds, _, _ in ranked]
    everything = 1.0 + sum(odds)
    best_bits, best, best_score = ranked[0]
    probability = odds[0] / everything
    runner_up, runner_up_probability, lead = "", 0.0, _MOST_BITS
    if len(ranked) > 1:
        runner_up, runner_up_probability = ranked[1][1], odds[1] / everything
        lead = best_bits - ranked[1][0]
    fits = odds[0] / (1.0 + odds[0])
    kind: Kind = "new"
    if (
        probability >= weights.t_link
        and lead >= weights.margin
        and best not in occupied
        and not best_score.is_contradicted
    ):
        kind = "link"
    elif fits >= weights.t_review:
        kind = "review"
    return Decision(
        kind=kind,
        rcu="" if kind == "new" else best,
        nearest=best if kind == "new" else "",
        probability=probability,
        runner_up=runner_up,
        runner_up_probability=runner_up_probability,
        households=tuple(rcu for rcu in households if rcu != best or kind == "new"),
        merges=tuple(merges) if kind == "link" else (),
        prior=best_score.prior,
        others=others,
        evidence=best_score.evidence,
    )


def _without_fragments(
    ranked: list[tuple[float, str, Score]],
    weights: Weights,
    is_one_person: Callable[[str, str], bool],
) -> tuple[list[tuple[float, str, Score]], list[str]]:
    """The ranking without profiles that fit as well and are one person with the best."""
    best = ranked[0][1]
    rivals, fragments = ranked[:1], []
    for entry in ranked[1:]:
        fits = odds_of(entry[0])
        if fits / (1.0 + fits) >= weights.t_review and is_one_person(best, entry[1]):
            fragments.append(entry[1])
        else:
            rivals.append(entry)
    return rivals, fragments


def odds_of(log_odds: float) -> float:
    """Odds from their log2, within what a float holds."""
    odds: float = 2.0 ** min(log_odds, _MOST_BITS)
    return odds


def adjusted(
    log_odds: float, from_own_source: bool, weights: Weights, *, promised: bool = False
) -> float:
    """The log2 odds, where the profile holds a record of the same source: duplicates are rarer.

    They are rarest where the source `promised` that there are none, and is believed.
    """
    if not from_own_source:
        return log_odds
    rate = weights.duplicate_rate
    return log_odds + log2((min(rate, BROKEN_PROMISE) if promised else rate) / weights.match_rate)


def trusted(one: Likelihood, trust: float) -> Likelihood:
    """The likelihood as far as its field is trusted, 0 to 1: shrunk towards saying nothing."""
    if trust >= 1.0:
        return one
    nothing = (1.0 - trust) * one.unrelated
    return one._replace(
        match=trust * one.match + nothing, household=trust * one.household + nothing
    )


def _evidence(
    fields: Sequence[Likelihood], reliability: Mapping[str, float], *, at_home: float
) -> tuple[Evidence, ...]:
    """Each field's bits against the two ways not to match, in proportion to their likelihood."""
    return tuple(
        Evidence(
            field=field,
            level=level,
            bits=round(
                at_home * log2(match / household) + (1.0 - at_home) * log2(match / unrelated), 2
            ),
            common=float(f"{unrelated:.2g}"),
            trust=reliability.get(field, 1.0),
        )
        for field, level, match, household, unrelated in fields
    )
