"""A person contradicts a link: the record leaves its profile for one of its own, for good."""

from __future__ import annotations

import msgspec

from shared.identity.arrival import Hasher, key_id
from shared.identity.blocking import blocking_keys
from shared.identity.comparables import comparables_of
from shared.identity.lineage import tell_apart
from shared.identity.lookup import Lookup
from shared.identity.placing import stage_golden
from shared.identity.stating import values_of
from shared.identity.workspace import Workspace
from shared.model.profile import Link, Profile, Review
from shared.ports import Documents, Write
from shared.rules.golden import Priorities


def part(
    documents: Documents,
    review: Review,
    *,
    hash: Hasher,
    priorities: Priorities,
    is_household: bool,
) -> list[Write]:
    """What to commit so that the reviewed record leaves the candidate, told apart from it.

    It moves into a new profile, the review's `profile`; the others keep the id. Nothing to commit
    where the record stands alone.
    """
    rcu = review.candidate
    workspace, lookup = Workspace(), Lookup(documents)
    lookup.profiles(workspace, [rcu])
    profile = workspace.profiles.get(rcu)
    ids = [member.record for member in profile.members] if profile else []
    if profile is None or ids == [review.record] or review.record not in ids:
        return []
    lookup.records(workspace, ids)
    record = workspace.records.get(review.record)
    assert record is not None
    comparables = comparables_of(values_of(record.now))
    keys = {key_id(hash, key): key for key in blocking_keys(comparables)}
    lookup.keys(workspace, keys)
    founded = Profile(
        rcu=review.profile,
        members=tuple(one for one in profile.members if one.record == review.record),
        comparables=comparables,
        created_at=review.decided_at,
    )
    left = msgspec.structs.replace(
        profile, members=tuple(one for one in profile.members if one.record != review.record)
    )
    link = Link(
        decision="different",
        probability=review.probability,
        weights=review.weights,
        evidence=review.evidence,
        candidate=profile.rcu,
        at=review.decided_at,
        by=review.by,
    )
    workspace.records.stage(
        review.record, msgspec.structs.replace(record, rcu=founded.rcu, link=link)
    )
    for one, other in ((founded, left), (left, founded)):
        apart = tell_apart(one, other, household=is_household)
        workspace.profiles.stage(one.rcu, apart)
        workspace.renewed.add(one.rcu)
        workspace.restated.add(one.rcu)
    workspace.stage_keys(keys, founded.rcu)
    stage_golden(workspace, priorities)
    return workspace.writes()
