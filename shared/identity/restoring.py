"""What to write so that records say what they would had an upload never come."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import cast

import msgspec

from shared.identity.arrival import key_id
from shared.identity.attachment import interaction_id, is_later
from shared.identity.blocking import BlockingKey, blocking_keys
from shared.identity.comparables import comparables_of
from shared.identity.indexing import put_in_place
from shared.identity.lineage import made_of
from shared.identity.rejudging import withdrawn
from shared.identity.remembrance import Remembrance
from shared.identity.stating import values_of
from shared.model.interaction import Interaction, StoredInteraction
from shared.model.profile import Key, Member, Profile, Record, Review, Statement
from shared.model.upload import Upload
from shared.ports import Documents, Stored, Write
from shared.rules.golden import Priorities


class Blast(msgspec.Struct, frozen=True, kw_only=True):
    """What taking an upload back would do, or did.

    What other uploads say in the same words changes its origin only, and is not counted.
    """

    records_removed: int = 0
    records_restored: int = 0
    """How many say something else again, as before the upload came."""

    profiles_removed: int = 0
    profiles_changed: int = 0
    """How many lose a record or show another value."""

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

    gone: set[str] = field(default_factory=set)
    """Their ids, and all that lead to them."""

    blast: Blast = field(default_factory=Blast)


@dataclass(frozen=True)
class Restoring:
    """Plans what taking an upload back changes; writes nothing."""

    documents: Documents
    hash: Callable[..., str]
    priorities: Priorities

    def plan(self, rest: Remembrance, group: Mapping[str, tuple[str, str]]) -> Plan:
        """The writes after which these records say what they would without the upload.

        `group` is record document id -> (source, record id). The records are read before anything
        that is said of them: whatever they hear later is in the way of the commit.
        """
        found = self.documents.get_many(Record, sorted(group))
        rest.look_if_news({(one.value.now.upload, one.value.now.part) for one in found.values()})
        after: dict[str, Record | None] = {}
        for id, one in found.items():
            now = rest.statement(group[id], one.value)
            if now != one.value.now:
                after[id] = _restated(one.value, now, rest.forgotten)
        touched = sorted({found[id].value.rcu for id in after})
        profiles = self.documents.get_many(Profile, touched)
        members = {m.record for one in profiles.values() for m in one.value.members}
        others = self.documents.get_many(Record, sorted(members - after.keys()))
        plan = Plan(writes=[Write(Record, id, after[id], found[id].version) for id in after])
        keys: dict[str, dict[str, BlockingKey]] = {}
        for rcu, profile in profiles.items():
            standing = _standing(profile.value, after, others)
            keys[rcu] = {
                key_id(self.hash, key): key
                for record in standing.values()
                for key in _keys_of(record.now)
            }
            _plan_profile(rcu, profile, standing, plan, self.priorities)
        said = {
            key_id(self.hash, key)
            for id in after
            for statement in (found[id].value.now, *rest.past(group[id]))
            for key in _keys_of(statement)
        }
        self._plan_keys(said, keys, plan)
        gone = sum(one is None for one in after.values())
        plan.blast = Blast(
            records_removed=gone,
            records_restored=sum(
                one is not None and _says(one.now) != _says(found[id].value.now)
                for id, one in after.items()
            ),
            profiles_removed=len(plan.removed),
            profiles_changed=sum(
                write.kind is Profile
                and write.value is not None
                and _shows(cast(Profile, write.value)) != _shows(profiles[write.id].value)
                for write in plan.writes
            ),
        )
        return plan

    def plan_interactions(self, rest: Remembrance, rows: Sequence[Interaction]) -> Plan:
        """The writes after which these interactions are as if the upload had not come."""
        own = {interaction_id(self.hash, one) for one in map(rest.stored, rows)}
        found = self.documents.get_many(StoredInteraction, sorted(own))
        rest.look_if_news({(one.value.upload, one.value.part) for one in found.values()})
        said: dict[str, StoredInteraction] = {}
        for one in rest.others(rows):
            id = interaction_id(self.hash, one)
            if id in found and (id not in said or is_later(one, said[id])):
                said[id] = one
        writes = [
            Write(StoredInteraction, id, said.get(id), stored.version)
            for id, stored in found.items()
            if stored.value.upload == rest.forgotten.id
        ]
        restored = sum(write.value is not None for write in writes)
        blast = Blast(interactions_removed=len(writes) - restored, interactions_restored=restored)
        return Plan(writes=writes, blast=blast)

    def _plan_keys(
        self, said: set[str], keys: Mapping[str, Mapping[str, BlockingKey]], plan: Plan
    ) -> None:
        """Behind the keys of all that was said, leave each profile where its records say so now.

        Profiles that are gone leave with all ids that led to them; what is restored is found again.
        """
        plan.gone = {id for rcu in plan.removed for id in self._led_by(rcu)}
        wanted = said.union(*keys.values())
        stored = self.documents.get_many(Key, sorted(wanted))
        plan.writes += put_in_place(stored, said, keys, plan.gone)

    def consequences(self, plan: Plan, *, at: str) -> Iterator[Write]:
        """What goes with the profiles a plan removes: ids that lead to them, and questions about
        them; and who is of the same home as they, or told apart from them, forgets it."""
        reviews: dict[str, Stored[Review]] = {}
        related: set[str] = set()
        for id, alias in self.documents.get_many(Profile, sorted(plan.gone)).items():
            related |= {*alias.value.households, *alias.value.different}
            if id not in plan.removed:
                yield Write(Profile, id, None, alias.version)
        for rcu in sorted(plan.removed):
            for side in ("profile", "candidate"):
                reviews.update(self.documents.find(Review, where={side: rcu}))
        for id, review in reviews.items():
            if review.value.state != "closed":
                yield Write(Review, id, withdrawn(review.value, at=at), review.version)
        written = {one.id: one for one in plan.writes if one.kind is Profile}
        for id, other in self.documents.get_many(Profile, sorted(related - plan.gone)).items():
            planned = written.get(id, Write(Profile, id, other.value, other.version))
            if id in written:
                plan.writes.remove(planned)
            profile = _without(cast(Profile, planned.value), plan.gone)
            yield planned._replace(value=profile)

    def _led_by(self, rcu: str) -> list[str]:
        """The profile's id, and every id that leads to it."""
        ids = [rcu]
        for id in ids:
            ids += [alias for alias, _ in self.documents.find(Profile, where={"alias_of": id})]
        return ids


def _standing(
    profile: Profile, after: Mapping[str, Record | None], others: Mapping[str, Stored[Record]]
) -> dict[Member, Record]:
    standing = {}
    for member in profile.members:
        other = others.get(member.record)
        record = other.value if other else after.get(member.record)
        if record is not None:
            standing[member] = record
    return standing


def _plan_profile(
    rcu: str,
    stored: Stored[Profile],
    standing: Mapping[Member, Record],
    plan: Plan,
    priorities: Priorities,
) -> None:
    if not standing:
        plan.removed.add(rcu)
        plan.writes.append(Write(Profile, rcu, None, stored.version))
        return
    changed = made_of(stored.value, standing, priorities)
    plan.writes.append(Write(Profile, rcu, changed, stored.version))


def _says(statement: Statement) -> tuple[dict[str, str], dict[str, str]]:
    return values_of(statement), statement.extensions


def _shows(profile: Profile) -> tuple[tuple[Member, ...], dict[str, str]]:
    return profile.members, {name: one.value for name, one in profile.golden.items()}


def _keys_of(statement: Statement) -> list[BlockingKey]:
    return blocking_keys(comparables_of(values_of(statement)))


def _without(profile: Profile, gone: set[str]) -> Profile:
    return msgspec.structs.replace(
        profile,
        households=tuple(rcu for rcu in profile.households if rcu not in gone),
        different=tuple(rcu for rcu in profile.different if rcu not in gone),
    )


def _restated(record: Record, now: Statement | None, upload: Upload) -> Record | None:
    if now is None:
        return None
    outcomes = {
        part: outcome
        for part, outcome in record.outcomes.items()
        if not part.startswith(f"{upload.id}.")
    }
    return msgspec.structs.replace(record, now=now, outcomes=outcomes)
