"""Plans the undo of a person's decision: what was one is two again, or what was two is one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import msgspec

from shared.errors import Conflict, InvalidInput, NotFound
from shared.identity.lineage import bring_together
from shared.identity.separating import Separating
from shared.identity.uniting import Plan, Uniting
from shared.model.profile import Link, Profile, Record, Review
from shared.model.ruling import PARTING, Ruling
from shared.ports import Documents, Stored, Write


@dataclass(frozen=True)
class Reversing:
    """Reads what an undo rests on and plans its writes; writes nothing."""

    documents: Documents
    uniting: Uniting
    separating: Separating

    def undo(self, id: str, ruling: Ruling) -> Plan:
        """Undo decision `id`; `ruling` says who does, when, and under which id it is kept.

        Raises NotFound, InvalidInput for an undo, and Conflict when it was undone already, or
        later decisions stand on it.
        """
        stored = self.documents.get(Ruling, id)
        if stored is None:
            raise NotFound(f"there is no decision {id}")
        old = stored.value
        if old.act == "undo":
            raise InvalidInput(f"{id} is itself an undo; decide anew instead", field="decision")
        if old.undone_by:
            raise Conflict(f"decision {id} was undone already, by {old.undone_by}")
        undone = msgspec.structs.replace(
            ruling, act="undo", kept=old.kept, other=old.other, undoes=id
        )
        if old.act == "merge":
            plan = self._unmerge(old, undone)
        elif old.act == "split":
            plan = self._unsplit(old, undone)
        else:
            plan = self._unpart(old, undone)
        closed = msgspec.structs.replace(old, undone_by=ruling.id)
        plan.writes.append(Write(Ruling, id, closed, stored.version))
        plan.writes += self._asked_again(old, plan)
        plan.since = old.at
        return plan

    def _unmerge(self, old: Ruling, undone: Ruling) -> Plan:
        """The records that moved, and are still there, go back to the id they had."""
        own = self._standing(old.kept)
        alias = self.documents.get(Profile, old.other)
        if alias is None or alias.value.alias_of != own.value.rcu:
            raise Conflict(
                f"{old.other} does not lead to {own.value.rcu} any more: later decisions changed "
                "it; undo those first"
            )
        present = {one.record for one in own.value.members}
        records = self.documents.get_many(Record, [one for one in old.records if one in present])
        if not records:
            raise Conflict(f"none of the records that came from {old.other} is there any more")
        back = msgspec.structs.replace(alias.value, alias_of="")
        apart = self.separating.separate(
            own,
            back,
            {id: old.links[id] for id in records},
            version=alias.version,
            restricted_since=old.at,
        )
        came_along = set(back.different) - set(old.different)
        said_since = set(apart.left.different) - set(old.different) - set(back.different)
        # what was said of both together since holds for each of them
        later = self._said_later(old, own.value.rcu)
        stays = {rcu for rcu in came_along if self.uniting.stands(rcu) in later}
        left = msgspec.structs.replace(
            apart.left,
            households=_without(apart.left.households, set(back.households) - set(old.households)),
            different=_without(apart.left.different, came_along - stays),
        )
        gone = msgspec.structs.replace(
            apart.gone, different=tuple(sorted({*back.different, *said_since}))
        )
        aliases = self._led_by_it(old, own.value.rcu, set(apart.aliases))
        kept = msgspec.structs.replace(
            undone, kept=left.rcu, records=tuple(sorted(records)), aliases=tuple(sorted(aliases))
        )
        writes = [
            *apart.profiles(left, gone),
            *(
                Write(
                    Profile,
                    id,
                    msgspec.structs.replace(one.value, alias_of=gone.rcu),
                    one.version,
                )
                for id, one in aliases.items()
            ),
            *self.uniting.tell_apart_too(
                {gone.rcu: said_since, left.rcu: stays}, but={left.rcu, gone.rcu}
            ),
            *apart.writes,
        ]
        return Plan(kept, writes, apart.restriction)

    def _unsplit(self, old: Ruling, undone: Ruling) -> Plan:
        """The profile the records left for becomes an alias of the one they left."""
        own = self._standing(old.kept)
        other = self.documents.get(Profile, old.other)
        if other is None or other.value.alias_of:
            raise Conflict(f"{old.other} does not stand by itself any more; undo that first")
        for one in self.uniting.parted_by(own.value, other.value, but=old.id):
            raise Conflict(f"decision {one.id} says as well that they are different; undo it first")
        # No decision says so any more: what else keeps them apart was only inherited.
        ids = {old.kept, old.other, own.value.rcu}
        for mine, theirs in ((own.value, other.value), (other.value, own.value)):
            ids |= self.uniting.ids_among((*mine.different, *mine.households), theirs)
        # Whom the records that left were told apart from they inherited, but for what was said of
        # their own profile since; it goes with the split, on both sides.
        said = self._said_of(old.other, but=old.id)
        inherited = {rcu for rcu in other.value.different if self.uniting.stands(rcu) not in said}
        first = own._replace(value=bring_together(own.value, ids))
        second = other._replace(value=bring_together(other.value, ids | inherited))
        link = Link(decision="same", at=undone.at, by=undone.by)
        plan = self.uniting.unite(first, second, undone, link, survivor=own.value.rcu)
        plan.writes += self._without(old.other, inherited - ids)
        # those that left come back for the reasons they were there for before
        plan.writes = [
            one._replace(value=msgspec.structs.replace(one.value, link=old.links[one.id]))
            if isinstance(one.value, Record) and one.id in old.links
            else one
            for one in plan.writes
        ]
        return plan

    def _said_of(self, rcu: str, *, but: str) -> set[str]:
        """Whom decisions in force, but one, tell apart from this id itself, as they stand."""
        return {
            self.uniting.stands(other)
            for one in self.uniting.about(rcu)
            if one.id != but and one.act in PARTING and not one.undone_by
            for side, other in ((one.kept, one.other), (one.other, one.kept))
            if side == rcu
        }

    def _without(self, rcu: str, others: set[str]) -> list[Write]:
        """These are not told apart from this id any more."""
        found = {self.uniting.stands(other) for other in others} - {""}
        stored = self.documents.get_many(Profile, sorted(found))
        return [
            Write(
                Profile,
                id,
                msgspec.structs.replace(one.value, different=_without(one.value.different, {rcu})),
                one.version,
            )
            for id, one in stored.items()
            if rcu in one.value.different
        ]

    def _unpart(self, old: Ruling, undone: Ruling) -> Plan:
        """A person's "never these two" is taken back, and with it what it said of their home."""
        first, second = self._standing(old.kept), self._standing(old.other)
        if first.value.rcu == second.value.rcu:
            raise Conflict("the two are one profile now; nothing is left to undo")
        stay_apart = bool(self.uniting.parted_by(first.value, second.value, but=old.id))
        writes = []
        for one, other, homes in (
            (first, second, old.homes),
            (second, first, old.other_homes),
        ):
            ids = self.uniting.ids_among((*one.value.different, *one.value.households), other.value)
            brought = bring_together(one.value, ids, homes=homes)
            if stay_apart:  # another decision says so as well
                brought = msgspec.structs.replace(brought, different=one.value.different)
            writes.append(Write(Profile, one.value.rcu, brought, one.version))
        kept = msgspec.structs.replace(undone, kept=first.value.rcu, other=second.value.rcu)
        return Plan(kept, writes)  # fmt: skip

    def _said_later(self, old: Ruling, rcu: str) -> set[str]:
        """Whom the profile was told apart from after the merge, as they stand."""
        return {
            self.uniting.stands(other)
            for one in self.uniting.about(rcu)
            if one.at >= old.at and one.act in PARTING and not one.undone_by
            for side, other in ((one.kept, one.other), (one.other, one.kept))
            if side in (old.kept, rcu)
        }

    def _led_by_it(
        self, old: Ruling, rcu: str, taken: set[str]
    ) -> dict[str, Stored[Profile]]:  # fmt: skip
        """The ids that led to the absorbed profile before the merge, and follow it back."""
        found = self.documents.get_many(Profile, [one for one in old.aliases if one not in taken])
        return {id: one for id, one in found.items() if one.value.alias_of == rcu}

    def _asked_again(self, old: Ruling, plan: Plan) -> list[Write]:
        """Questions the decision changed or answered are open again, as they were before."""
        written = {one.id for one in plan.writes}
        before = {one.id: one for one in old.reviews}
        found = self.documents.get_many(Review, sorted({*before, old.review} - {""}))
        writes = []
        for id, stored in found.items():
            one = stored.value
            if id == old.review:
                state: Literal["open", "check"] = "open" if one.asked_as == "doubt" else "check"
                asked = msgspec.structs.replace(
                    one, state=state, answer="", by="", decision="", decided_at=""
                )
            elif one.state == "open" or (one.answer == "withdrawn" and one.decided_at == old.at):
                asked = before[id]
            else:
                continue  # answered by a person since
            if id in written:
                plan.writes = [write for write in plan.writes if write.id != id]
            writes.append(Write(Review, id, asked, stored.version))
        return writes

    def _standing(self, rcu: str) -> Stored[Profile]:
        found = self.uniting.standing(rcu)
        if found is None:
            raise NotFound(f"there is no profile {rcu} any more")
        return found


def _without(rcus: tuple[str, ...], gone: set[str]) -> tuple[str, ...]:
    return tuple(rcu for rcu in rcus if rcu not in gone)
