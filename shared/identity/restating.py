"""A record we know says something new: it stays in its profile, leaves it, or brings it along.

Its key is strong evidence that it still speaks of the same person, but no proof: systems use keys
again. So what it says now is held against what the other records of its profile say.
"""

from __future__ import annotations

from functools import reduce
from typing import Final

import msgspec

from shared.identity.arrival import Arrival, key_id
from shared.identity.blocking import blocking_keys
from shared.identity.comparables import comparables_of
from shared.identity.decision import Decision, Score
from shared.identity.doubting import Doubt, stage_review, stage_reviews
from shared.identity.judging import Judge, holds_its_source, score_between
from shared.identity.lineage import alias_to
from shared.identity.placing import founded, joined, link_of, recent, stage_place
from shared.identity.stating import values_of
from shared.identity.weights import Weights
from shared.identity.workspace import Workspace
from shared.model.comparables import Comparables, union
from shared.model.profile import Outcome, Profile, Record

SAME_PERSON: Final = 0.98
"""Of all records whose person's values change, the share that goes on about the same person."""

SAME_HOME: Final = 0.005
"""The share that speaks of somebody else of the same household from then on."""

_MORE_LIKELY_THAN_NOT: Final = 0.5


def stage_restatement(
    arrival: Arrival, known: Record, decision: Decision, workspace: Workspace, judge: Judge
) -> Outcome:
    """Stage what the record says now, where that puts it, and why; say what it counts as.

    `decision` is made against all profiles but its own. A record leaves company it more likely
    than not has nothing to do with any more, and a person is asked. A record that stands alone
    takes its id along into the profile it clearly belongs to. Otherwise ids stay put, and when it
    looks like another profile as well, a person is asked.
    """
    own = workspace.profile(known.rcu)
    assert own is not None
    if is_moving(known, decision, workspace):
        return _stage_move(arrival, known, workspace, judge, decision=decision)
    others = _said_by_others(own, arrival, workspace)
    if others is None:
        link = known.link if known.link.by else link_of(decision, judge)
        return _stage_stay(
            arrival, msgspec.structs.replace(known, link=link), decision, workspace, judge
        )
    score = score_between(arrival.comparables, others, judge)
    holds = probability_of_holding(score, judge.weights)
    if holds < _MORE_LIKELY_THAN_NOT and not _was_put_there_like_that(known, others, judge):
        return _stage_departure(arrival, known, workspace, judge, score=score, decision=decision)
    link = known.link
    if not link.by:
        link = msgspec.structs.replace(
            link,
            decision="link",
            probability=round(holds, 6),
            weights=judge.weights.version,
            prior=0.0,  # a record known by its key starts elsewhere than a stranger
            evidence=score.evidence,
            candidate=own.rcu,
            at=judge.now,
        )
    return _stage_stay(
        arrival, msgspec.structs.replace(known, link=link), decision, workspace, judge
    )


def is_moving(known: Record, decision: Decision, workspace: Workspace) -> bool:
    """Whether the record takes its whole profile into another one.

    Only where it is the profile's one record, clearly belongs elsewhere, and no person has decided
    anything about either: as if it had said from the start what it says now.
    """
    own = workspace.profile(known.rcu)
    return (
        decision.kind == "link"
        and own is not None
        and len(own.members) == 1
        and not own.different
        and not known.link.by
    )


def keys_before(known: Record, judge: Judge) -> list[str]:
    """The ids of the keys the record was found by until now."""
    said = comparables_of(values_of(known.now))
    return [key_id(judge.hash, key) for key in blocking_keys(said)]


def probability_of_holding(score: Score, weights: Weights) -> float:
    """How likely a record is still about its profile's person, from how alike they are now.

    Unlike among strangers, two who share a record key are one person nearly always.
    """
    match = SAME_PERSON * score.p_match * weights.population / weights.match_rate
    household = SAME_HOME * score.p_household * weights.population / weights.household_rate
    unrelated = (1.0 - SAME_PERSON - SAME_HOME) * score.p_unrelated
    return match / (match + household + unrelated)


def _said_by_others(own: Profile, arrival: Arrival, workspace: Workspace) -> Comparables | None:
    """What the other records of the profile say; None when there are none."""
    records = [
        record
        for member in own.members
        if member.record != arrival.record
        and (record := workspace.records.get(member.record)) is not None
    ]
    if not records:
        return None
    return reduce(union, (comparables_of(values_of(one.now)) for one in records))


def _was_put_there_like_that(known: Record, others: Comparables, judge: Judge) -> bool:
    """Whether a person put the record there although it was no more alike then."""
    if not known.link.by:
        return False
    before = comparables_of(values_of(known.now))
    score = score_between(before, others, judge)
    return probability_of_holding(score, judge.weights) < _MORE_LIKELY_THAN_NOT


def _stage_stay(
    arrival: Arrival, known: Record, decision: Decision, workspace: Workspace, judge: Judge
) -> Outcome:
    own = workspace.profile(known.rcu)
    assert own is not None
    is_asked = decision.kind in ("link", "review")
    outcome: Outcome = "review" if is_asked else "linked"
    workspace.records.stage(
        arrival.record,
        msgspec.structs.replace(
            known,
            rcu=own.rcu,
            now=arrival.statement,
            outcomes=recent({**known.outcomes, judge.part: outcome}),
        ),
    )
    workspace.profiles.stage(own.rcu, joined(own, arrival))
    workspace.renewed.add(own.rcu)
    workspace.restated.add(own.rcu)
    workspace.stage_keys(arrival.keys, own.rcu)
    if is_asked:
        stage_reviews(arrival, own.rcu, decision, workspace, judge)
    return outcome


def _stage_departure(
    arrival: Arrival,
    known: Record,
    workspace: Workspace,
    judge: Judge,
    *,
    score: Score,
    decision: Decision,
) -> Outcome:
    """The record leaves: for the profile it clearly belongs to now, or for one of its own.

    The others keep the id. A person is asked whether the two are one after all.
    """
    own = workspace.profile(known.rcu)
    assert own is not None
    left = tuple(member for member in own.members if member.record != arrival.record)
    workspace.profiles.stage(own.rcu, msgspec.structs.replace(own, members=left))
    workspace.renewed.add(own.rcu)
    workspace.restated.add(own.rcu)
    target = workspace.profile(decision.rcu) if decision.kind == "link" else None
    doubt = Doubt(own.rcu, score.p_match, score.prior, score.evidence, teaches=False)
    if target is not None:
        link = link_of(decision, judge, duplicate=holds_its_source(target, arrival))
    else:
        beside = Decision(
            kind="review",
            rcu=own.rcu,
            probability=score.p_match,
            prior=score.prior,
            evidence=score.evidence,
        )
        link = link_of(beside, judge)
    outcomes: dict[str, Outcome] = {**known.outcomes, judge.part: "review"}
    profile = founded(arrival, judge) if target is None else joined(target, arrival)
    stage_place(arrival, profile, link, outcomes, workspace)
    stage_review(arrival, profile.rcu, doubt, workspace, judge)
    if decision.kind == "review":
        stage_reviews(arrival, profile.rcu, decision, workspace, judge)
    return "review"


def _stage_move(
    arrival: Arrival,
    known: Record,
    workspace: Workspace,
    judge: Judge,
    *,
    decision: Decision,
) -> Outcome:
    """The record's profile becomes an alias of the one it clearly belongs to."""
    own, target = workspace.profile(known.rcu), workspace.profile(decision.rcu)
    assert own is not None
    assert target is not None
    link = link_of(decision, judge, duplicate=holds_its_source(target, arrival))
    workspace.profiles.stage(own.rcu, alias_to(target.rcu, own))
    households = {*target.households, *own.households} - {own.rcu, target.rcu}
    target = msgspec.structs.replace(target, households=tuple(sorted(households)))
    outcomes: dict[str, Outcome] = {**known.outcomes, judge.part: "linked"}
    workspace.lead_on({*keys_before(known, judge), *arrival.keys}, own.rcu, target.rcu)
    stage_place(arrival, joined(target, arrival), link, outcomes, workspace)
    return "linked"
