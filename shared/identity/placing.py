"""Place a newcomer: join a profile, wait under review beside one, or become a profile."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import reduce

import msgspec

from shared.identity.arrival import Arrival
from shared.identity.checking import stage_check
from shared.identity.comparables import comparables_of
from shared.identity.decision import Decision, decide
from shared.identity.doubting import stage_reviews
from shared.identity.judging import Judge, holds_its_source, score_between
from shared.identity.stating import values_of
from shared.identity.workspace import Workspace
from shared.model.comparables import Comparables, union
from shared.model.profile import Link, Member, Outcome, Profile, Record
from shared.rules.golden import Priorities, survive

CROWDED = 200
"""Records after which a profile takes no more without a person's word."""

_OUTCOMES_KEPT = 24
"""Parts a record remembers its outcome of: those that may still be delivered again."""


def judge_arrival(arrival: Arrival, workspace: Workspace, judge: Judge) -> Decision:
    """What becomes of this arrival as things stand: its best profile, a doubtful one, or none.

    The profile it stands in already is not among those it is compared with.
    """
    known = workspace.records.get(arrival.record)
    own = workspace.profile(known.rcu) if known else None
    candidates = {
        profile.rcu: profile
        for rcu in workspace.behind(arrival.keys)
        if (profile := workspace.profile(rcu)) and (own is None or profile.rcu != own.rcu)
    }
    scored = [
        (rcu, score_between(arrival.comparables, candidates[rcu].comparables, judge))
        for rcu in sorted(candidates)
    ]
    return decide(
        scored,
        judge.weights,
        occupied={rcu for rcu, profile in candidates.items() if _is_taken(profile, arrival, judge)},
        same_source={
            rcu for rcu, profile in candidates.items() if holds_its_source(profile, arrival)
        },
        barred=_told_apart(own, workspace) if own else frozenset(),
    )


def stage_arrival(
    arrival: Arrival, decision: Decision, workspace: Workspace, judge: Judge
) -> Outcome:
    """Stage every change the decision asks for, and say what it counts as.

    The golden values of the profile are left to `stage_golden`, once its records are read.
    """
    target = workspace.profile(decision.rcu) if decision.kind == "link" else None
    link = link_of(decision, judge, duplicate=bool(target and holds_its_source(target, arrival)))
    outcome: Outcome = "linked"
    if target is None:
        outcome = "review" if decision.kind == "review" else "created"
    profile = founded(arrival, judge) if target is None else joined(target, arrival)
    stage_place(arrival, profile, link, {judge.part: outcome}, workspace)
    _stage_households(profile.rcu, decision.households, workspace)
    if decision.kind == "review":
        stage_reviews(arrival, profile.rcu, decision, workspace, judge)
    elif judge.checks:
        compared = target or workspace.profile(decision.nearest)
        stage_check(arrival, profile.rcu, decision, compared, workspace=workspace, judge=judge)
    return outcome


def stage_place(
    arrival: Arrival,
    profile: Profile,
    link: Link,
    outcomes: Mapping[str, Outcome],
    workspace: Workspace,
) -> None:
    """Stage that the record stands in this profile, which has it among its members already."""
    record = Record(
        source=arrival.source,
        record_id=arrival.contacts[0].record_id,
        rcu=profile.rcu,
        now=arrival.statement,
        link=link,
        outcomes=recent(outcomes),
    )
    workspace.records.stage(arrival.record, record)
    workspace.profiles.stage(profile.rcu, profile)
    workspace.renewed.add(profile.rcu)
    workspace.stage_keys(arrival.keys, profile.rcu)


def stage_confirmation(arrival: Arrival, known: Record, workspace: Workspace, judge: Judge) -> None:
    """Stage that a record said the same again, and when: an older word cannot overrule it now.

    Since when its values are so decides between records, so the golden values follow.
    """
    if arrival.statement.claims != known.now.claims:
        workspace.renewed.add(known.rcu)
    workspace.records.stage(
        arrival.record,
        msgspec.structs.replace(
            known,
            now=arrival.statement,
            outcomes=recent({judge.part: "unchanged", **known.outcomes}),
        ),
    )


def stage_golden(workspace: Workspace, priorities: Priorities) -> None:
    """Renew the golden values of every profile whose records changed, from all their claims."""
    for rcu in workspace.renewed:
        profile = workspace.profiles.get(rcu)
        assert profile is not None
        if profile.alias_of:
            continue  # its last record left for another, which is renewed as well
        records = [
            (member, record)
            for member in profile.members
            if (record := workspace.records.get(member.record))
        ]
        golden = survive(
            ((one.source, one.record, record.now.claims) for one, record in records), priorities
        )
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


def link_of(decision: Decision, judge: Judge, *, duplicate: bool = False) -> Link:
    """The decision as the record keeps it: with everything it rested on."""
    return Link(
        decision=decision.kind,
        probability=round(decision.probability, 6),
        weights=judge.weights.version,
        prior=decision.prior,
        evidence=decision.evidence,
        candidate=decision.rcu,
        duplicate=duplicate,
        at=judge.now,
    )


def joined(profile: Profile, arrival: Arrival) -> Profile:
    """The profile with the arrival among its records."""
    member = Member(arrival.source, arrival.record)
    return msgspec.structs.replace(
        profile,
        members=tuple(sorted({*profile.members, member})),
        comparables=union(profile.comparables, arrival.comparables),
    )


def recent(outcomes: Mapping[str, Outcome]) -> dict[str, Outcome]:
    """The outcomes of the latest parts."""
    return dict(list(outcomes.items())[-_OUTCOMES_KEPT:])


def founded(arrival: Arrival, judge: Judge) -> Profile:
    """A profile of the arrival alone."""
    return Profile(
        rcu=judge.new_rcu(),
        members=(Member(arrival.source, arrival.record),),
        comparables=arrival.comparables,
        created_at=judge.now,
    )


def _told_apart(own: Profile, workspace: Workspace) -> frozenset[str]:
    """Who a person said is somebody else, under the ids they stand by today."""
    standing = (workspace.profile(rcu) for rcu in own.different)
    return frozenset(own.different) | {profile.rcu for profile in standing if profile}


def _is_taken(profile: Profile, arrival: Arrival, judge: Judge) -> bool:
    return len(profile.members) >= CROWDED or (judge.unique and holds_its_source(profile, arrival))


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
