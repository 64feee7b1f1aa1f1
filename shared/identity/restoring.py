"""What to write so that records say what they would had an upload never come."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce

import msgspec

from shared.identity.arrival import key_id
from shared.identity.blocking import blocking_keys
from shared.identity.comparables import comparables_of
from shared.identity.stating import values_of
from shared.model.comparables import Comparables, union
from shared.model.profile import Key, Profile, Record, Review, Statement
from shared.model.upload import Upload
from shared.ports import Documents, Stored, Write
from shared.rules.golden import survive


class Blast(msgspec.Struct, frozen=True, kw_only=True):
    """What taking an upload back would do, or did."""

    records_removed: int = 0
    records_restored: int = 0
    profiles_removed: int = 0
    profiles_changed: int = 0
    interactions_removed: int = 0
    interactions_restored: int = 0

    def plus(self, other: Blast) -> Blast:
        """Both together."""
        return Blast(
            **{name: getattr(self, name) + getattr(other, name) for name in Blast.__struct_fields__}
        )


@dataclass
class Plan:
    """The writes that take a group of records back, and what they do."""

    writes: list[Write] = field(default_factory=list)
    removed: set[str] = field(default_factory=set)
    """Profiles that lose their last record."""

    blast: Blast = field(default_factory=Blast)


@dataclass(frozen=True)
class Restoring:
    """Plans what taking an upload back changes; writes nothing."""

    documents: Documents
    hash: Callable[..., str]

    def plan(self, upload: Upload, group: Mapping[str, Statement | None]) -> Plan:
        """The writes after which these records say what is given; None: nobody states them."""
        found = self.documents.get_many(Record, sorted(group))
        stored = {id: one for id, one in found.items() if one.value.now != group[id]}
        after = {id: _restated(one.value, group[id], upload) for id, one in stored.items()}
        profiles = self.documents.get_many(
            Profile, sorted({one.value.rcu for one in stored.values()})
        )
        others = self.documents.get_many(
            Record,
            sorted(
                {m.record for one in profiles.values() for m in one.value.members} - after.keys()
            ),
        )
        plan = Plan(writes=[Write(Record, id, after[id], stored[id].version) for id in after])
        for rcu, profile in profiles.items():
            self._plan_profile(rcu, profile, after, others, plan)
        self._plan_keys([(one.value, after[id]) for id, one in stored.items()], plan)
        gone = sum(one is None for one in after.values())
        plan.blast = Blast(
            records_removed=gone,
            records_restored=len(after) - gone,
            profiles_removed=len(plan.removed),
            profiles_changed=len(profiles) - len(plan.removed),
        )
        return plan

    def _plan_profile(
        self,
        rcu: str,
        stored: Stored[Profile],
        after: dict[str, Record | None],
        others: dict[str, Stored[Record]],
        plan: Plan,
    ) -> None:
        standing = {}
        for member in stored.value.members:
            other = others.get(member.record)
            record = other.value if other else after.get(member.record)
            if record is not None:
                standing[member] = record
        if not standing:
            plan.removed.add(rcu)
            plan.writes.append(Write(Profile, rcu, None, stored.version))
            return
        said = (comparables_of(values_of(record.now)) for record in standing.values())
        changed = msgspec.structs.replace(
            stored.value,
            members=tuple(sorted(standing)),
            comparables=reduce(union, said, Comparables()),
            golden=survive((m.source, m.record, r.now.claims) for m, r in standing.items()),
        )
        plan.writes.append(Write(Profile, rcu, changed, stored.version))

    def _plan_keys(self, pairs: Sequence[tuple[Record, Record | None]], plan: Plan) -> None:
        """Take profiles that are gone from behind the keys of the records that are gone."""
        leaving: dict[str, set[str]] = {}
        for before, after in pairs:
            if after is None and before.rcu in plan.removed:
                for key in blocking_keys(comparables_of(values_of(before.now))):
                    leaving.setdefault(key_id(self.hash, key), set()).add(before.rcu)
        for id, stored in self.documents.get_many(Key, sorted(leaving)).items():
            left = tuple(rcu for rcu in stored.value.profiles if rcu not in leaving[id])
            if stored.value.generic or left == stored.value.profiles:
                continue
            value = msgspec.structs.replace(stored.value, profiles=left) if left else None
            plan.writes.append(Write(Key, id, value, stored.version))

    def consequences(self, removed: set[str], *, at: str) -> Iterator[Write]:
        """What goes with these profiles: ids that lead to them, and questions about them."""
        reviews: dict[str, Stored[Review]] = {}
        for rcu in sorted(removed):
            for alias, stored in self.documents.find(Profile, where={"alias_of": rcu}):
                yield Write(Profile, alias, None, stored.version)
            for side in ("profile", "candidate"):
                reviews.update(self.documents.find(Review, where={side: rcu}))
        for id, review in reviews.items():
            if review.value.state == "open":
                closed = msgspec.structs.replace(
                    review.value, state="closed", answer="withdrawn", decided_at=at
                )
                yield Write(Review, id, closed, review.version)


def _restated(record: Record, now: Statement | None, upload: Upload) -> Record | None:
    if now is None:
        return None
    outcomes = {
        part: outcome
        for part, outcome in record.outcomes.items()
        if not part.startswith(f"{upload.id}.")
    }
    return msgspec.structs.replace(record, now=now, outcomes=outcomes)
