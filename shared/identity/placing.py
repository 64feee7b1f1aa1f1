"""Place one arrival: join a profile, wait under review beside one, or become a profile."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import reduce
from typing import NamedTuple

import msgspec

from shared.identity.arrival import Arrival, Hasher
from shared.identity.comparables import comparables_of
from shared.identity.comparison import compare
from shared.identity.decision import Decision, Score, decide, score
from shared.identity.stating import values_of
from shared.identity.weights import Weights
from shared.identity.workspace import Workspace
from shared.model.comparables import Comparables, union
from shared.model.profile import Evidence, Link, Member, Outcome, Profile, Record, Review
from shared.rules.golden import survive

RIVAL = 0.2
"""Probability from which the second-best candidate of a doubtful pair is asked about too."""

CROWDED = 200
"""Records after which a profile takes no more without a person's word."""


@dataclass(frozen=True)
class Judge:
    """Everything a decision rests on besides the documents: the same for a whole part."""

    weights: Weights
    hash: Hasher
    unique: bool
    """The source promises one record per person."""

    now: str
    upload: str
    number: int
    received_at: str

    new_rcu: Callable[[], str]
    token: Callable[[str], str]
    """What the weights' frequency tables know a value by."""

    reliability: Mapping[str, float]
    """Canonical field -> how far this source's values are trusted, up to 1."""

    @property
    def part(self) -> str:
        """`<upload>.<part>`: where outcomes are counted."""
        return f"{self.upload}.{self.number}"


def judge_arrival(arrival: Arrival, workspace: Workspace, judge: Judge) -> Decision:
    """What becomes of this arrival as things stand: its best profile, a doubtful one, or none."""
    own = _own_profile(arrival, workspace)
    candidates = {
        profile.rcu: profile
        for rcu in workspace.behind(arrival.keys)
        if (profile := workspace.profile(rcu)) and (own is None or profile.rcu != own.rcu)
    }
    scored = [(rcu, score_against(arrival, candidates[rcu], judge)) for rcu in sorted(candidates)]
    return decide(
        scored,
        judge.weights,
        occupied={rcu for rcu, profile in candidates.items() if _is_taken(profile, arrival, judge)},
        same_source={
            rcu for rcu, profile in candidates.items() if _holds_its_source(profile, arrival)
        },
        barred=_told_apart(own, workspace) if own else frozenset(),
    )


def score_against(arrival: Arrival, profile: Profile, judge: Judge) -> Score:
    """How alike the arrival and the profile are, in bits, field by field."""
    levels = compare(arrival.comparables, profile.comparables)
    return score(
        levels,
        arrival.comparables,
        profile.comparables,
        judge.weights,
        judge.token,
        reliability=judge.reliability,
    )


def stage_arrival(
    arrival: Arrival, decision: Decision, workspace: Workspace, judge: Judge
) -> Outcome:
    """Stage every change the decision asks for, and say what it counts as.

    The golden values of the profile are left to `stage_golden`, once its records are read.
    """
    known = workspace.records.get(arrival.record)
    if known:
        return _stage_update(arrival, known, decision, workspace, judge)
    if decision.kind == "link":
        target = workspace.profile(decision.rcu)
        assert target is not None
        profile = _joined(target, arrival, judge)
        duplicate = _holds_its_source(target, arrival)
        outcome: Outcome = "linked"
    else:
        profile = _founded(arrival, judge)
        duplicate = False
        outcome = "review" if decision.kind == "review" else "created"
    link = Link(
        decision=decision.kind,
        probability=round(decision.probability, 6),
        weights=judge.weights.version,
        evidence=decision.evidence,
        candidate=decision.rcu,
        duplicate=duplicate,
        at=judge.now,
    )
    workspace.records.stage(
        arrival.record,
        Record(
            source=arrival.source,
            record_id=arrival.contacts[0].record_id,
            rcu=profile.rcu,
            now=arrival.statement,
            link=link,
            outcomes={judge.part: outcome},
        ),
    )
    workspace.profiles.stage(profile.rcu, profile)
    workspace.renewed.add(profile.rcu)
    workspace.stage_keys(arrival.keys, profile.rcu)
    _stage_households(profile.rcu, decision.households, workspace)
    if decision.kind == "review":
        _stage_reviews(arrival, profile.rcu, decision, workspace, judge)
    return outcome


def stage_confirmation(arrival: Arrival, known: Record, workspace: Workspace, judge: Judge) -> None:
    """Stage that a record said the same again, and when: an older word cannot overrule it now."""
    workspace.records.stage(
        arrival.record,
        msgspec.structs.replace(
            known,
            now=arrival.statement,
            outcomes=_recent({judge.part: "unchanged", **known.outcomes}),
        ),
    )


def stage_golden(workspace: Workspace) -> None:
    """Renew the golden values of every profile whose records changed, from all their claims."""
    for rcu in workspace.renewed:
        profile = workspace.profile(rcu)
        assert profile is not None
        records = [
            (member, record)
            for member in profile.members
            if (record := workspace.records.get(member.record))
        ]
        golden = survive((one.source, one.record, record.now.claims) for one, record in records)
        comparables = profile.comparables
        if rcu in workspace.restated:
            # What a record no longer says must not recognise anybody any more.
            said = (comparables_of(values_of(record.now)) for _, record in records)
            comparables = reduce(union, said, Comparables())
        workspace.profiles.stage(
            rcu, msgspec.structs.replace(profile, golden=golden, comparables=comparables)
        )


def records_wanted(workspace: Workspace) -> set[str]:
    """The records of renewed profiles that were not read yet."""
    return {
        member.record
        for rcu in workspace.renewed
        if (profile := workspace.profile(rcu))
        for member in profile.members
        if workspace.records.get(member.record) is None
        and not workspace.records.was_read(member.record)
    }


def _own_profile(arrival: Arrival, workspace: Workspace) -> Profile | None:
    known = workspace.records.get(arrival.record)
    return workspace.profile(known.rcu) if known else None


def _told_apart(own: Profile, workspace: Workspace) -> frozenset[str]:
    """Who a person said is somebody else, under the ids they stand by today."""
    standing = (workspace.profile(rcu) for rcu in own.different)
    return frozenset(own.different) | {profile.rcu for profile in standing if profile}


def _is_taken(profile: Profile, arrival: Arrival, judge: Judge) -> bool:
    return len(profile.members) >= CROWDED or (judge.unique and _holds_its_source(profile, arrival))


def _holds_its_source(profile: Profile, arrival: Arrival) -> bool:
    return any(
        member.source == arrival.source and member.record != arrival.record
        for member in profile.members
    )


def _founded(arrival: Arrival, judge: Judge) -> Profile:
    return Profile(
        rcu=judge.new_rcu(),
        members=(Member(arrival.source, arrival.record),),
        comparables=arrival.comparables,
        created_at=judge.now,
    )


def _joined(profile: Profile, arrival: Arrival, judge: Judge) -> Profile:
    member = Member(arrival.source, arrival.record)
    return msgspec.structs.replace(
        profile,
        members=tuple(sorted({*profile.members, member})),
        comparables=union(profile.comparables, arrival.comparables),
    )


def _stage_update(
    arrival: Arrival, known: Record, decision: Decision, workspace: Workspace, judge: Judge
) -> Outcome:
    """A record we know says something new: it stays with its profile, whatever it says.

    Ids stay put. When it now looks like another profile as well, a person is asked.
    """
    profile = workspace.profile(known.rcu)
    assert profile is not None
    profile = _joined(profile, arrival, judge)
    outcome: Outcome = "linked"
    if decision.kind in ("link", "review"):
        _stage_reviews(arrival, profile.rcu, decision, workspace, judge)
        outcome = "review"
    workspace.records.stage(
        arrival.record,
        msgspec.structs.replace(
            known,
            rcu=profile.rcu,
            now=arrival.statement,
            outcomes=_recent({**known.outcomes, judge.part: outcome}),
        ),
    )
    workspace.profiles.stage(profile.rcu, profile)
    workspace.renewed.add(profile.rcu)
    workspace.restated.add(profile.rcu)
    workspace.stage_keys(arrival.keys, profile.rcu)
    return outcome


def _recent(outcomes: dict[str, Outcome]) -> dict[str, Outcome]:
    return dict(list(outcomes.items())[-24:])


def _stage_households(rcu: str, households: Iterable[str], workspace: Workspace) -> None:
    for other in households:
        if other == rcu:
            continue
        for one, related in ((rcu, other), (other, rcu)):
            profile = workspace.profile(one)
            if profile and related not in profile.households and len(profile.households) < 20:
                workspace.profiles.stage(
                    profile.rcu,
                    msgspec.structs.replace(
                        profile, households=tuple(sorted({*profile.households, related}))
                    ),
                )


def _stage_reviews(
    arrival: Arrival, rcu: str, decision: Decision, workspace: Workspace, judge: Judge
) -> None:
    """Ask about the best candidate, and about the second where it fits nearly as well.

    When both are the same person, two answers bring all three together.
    """
    best = Doubt(decision.rcu, decision.probability, decision.evidence, decision.runner_up)
    _stage_review(arrival, rcu, best, workspace, judge)
    second = workspace.profile(decision.runner_up) if decision.runner_up else None
    if second is not None and decision.runner_up_probability >= RIVAL:
        score = score_against(arrival, second, judge)
        rival = Doubt(second.rcu, decision.runner_up_probability, score.evidence, decision.rcu)
        _stage_review(arrival, rcu, rival, workspace, judge)


class Doubt(NamedTuple):
    """One profile the arrival may be, and the other that fits too."""

    candidate: str
    probability: float
    evidence: tuple[Evidence, ...]
    rival: str


def _stage_review(
    arrival: Arrival, rcu: str, doubt: Doubt, workspace: Workspace, judge: Judge
) -> None:
    id = judge.hash("review", arrival.record, doubt.candidate)
    if workspace.reviews.get(id) is not None:
        return  # asked before: what a person answered, or is about to, stands
    review = Review(
        id=id,
        record=arrival.record,
        source=arrival.source,
        profile=rcu,
        candidate=doubt.candidate,
        rival=doubt.rival if doubt.rival != doubt.candidate else "",
        probability=round(doubt.probability, 6),
        weights=judge.weights.version,
        evidence=doubt.evidence,
        created_at=judge.now,
    )
    workspace.reviews.stage(id, review)
