"""How far a person's decision reaches, before it is carried out."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from shared.identity.uniting import Plan
from shared.model.change import Change
from shared.model.interaction import StoredInteraction
from shared.model.profile import Profile, Review
from shared.ports import Documents


class Reach(msgspec.Struct, frozen=True, kw_only=True):
    """What a decision would change, or did. Segments do not exist yet."""

    act: str
    kept: str
    other: str
    """The two profiles; of a split, `other` is an id made anew when it is carried out."""

    profiles_changed: int = 0
    """Standing profiles made, merged, told apart or otherwise rewritten."""

    aliases_led: int = 0
    """Older ids that lead elsewhere from then on."""

    records_moved: int = 0
    interactions_moved: int = 0
    records_staying: int = 0
    """Records of the profile left that stay where they are, those that joined since included."""

    deliveries_made: int = 0
    """Changes that sources were told of these records; since the decision, where one is undone."""

    reviews_open: int = 0
    """Open questions about either profile."""


def reach_of(documents: Documents, plan: Plan) -> Reach:
    """Count what the plan touches."""
    ruling = plan.ruling
    written = [one.value for one in plan.writes if isinstance(one.value, Profile)]
    pair = {ruling.kept, ruling.other}
    before = documents.get_many(Profile, sorted(pair))
    members = {m.record for one in written for m in one.members if one.rcu in pair}
    left = before.get(ruling.kept)
    staying = members - set(ruling.records)
    return Reach(
        act=ruling.act,
        kept=ruling.kept,
        other=ruling.other,
        profiles_changed=sum(one.rcu in pair or not one.alias_of for one in written),
        aliases_led=sum(bool(one.alias_of) and one.rcu not in pair for one in written),
        records_moved=len(ruling.records),
        interactions_moved=sum(
            documents.count(StoredInteraction, where={"record": id}) for id in ruling.records
        ),
        records_staying=len(staying) if ruling.records and left is not None else 0,
        deliveries_made=sum(
            change.state == "delivered" and change.done_at >= plan.since
            for record in sorted(members)
            for change in _changes(documents, record)
        ),
        reviews_open=len(
            {
                id
                for rcu in pair
                for side in ("profile", "candidate")
                for id, one in documents.find(Review, where={side: rcu})
                if one.value.state == "open"
            }
        ),
    )


def _changes(documents: Documents, record: str) -> Iterator[Change]:
    return (stored.value for _, stored in documents.find(Change, where={"record": record}))
