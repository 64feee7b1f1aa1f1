"""A person changes which records are one: merge, split, tell apart for ever, and undo of each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import msgspec

from shared.errors import Conflict, InvalidInput, NotFound, Retry
from shared.identity.reach import Reach, reach_of
from shared.identity.rejudging import Scale, score_of
from shared.identity.reversing import Reversing
from shared.identity.separating import Separating
from shared.identity.splitting import split_off
from shared.identity.telling import Telling
from shared.identity.uniting import Plan, Uniting, new_decision
from shared.identity.weighing import Scales
from shared.model.privacy import Restriction
from shared.model.profile import Link, Profile
from shared.model.ruling import SECOND_LOOK, Ruling
from shared.model.trail import Entry
from shared.ports import Clock, Contracts, Documents, Stored, Trail
from shared.rules.golden import priorities_of
from shared.rules.records import record_id

_TRIES: Final = 20
_ACTS: Final = {
    "merge": "profiles merged",
    "split": "profile split",
    "different": "profiles told apart",
    "household": "profiles told apart",
    "undo": "decision undone",
}


class Merge(msgspec.Struct, frozen=True):
    """Two profiles are one person. The older id stays; the other leads to it."""

    first: str
    second: str


class Split(msgspec.Struct, frozen=True):
    """These records, (source, record id) each, are somebody else: they get a new id."""

    rcu: str
    records: tuple[tuple[str, str], ...]


class Part(msgspec.Struct, frozen=True):
    """Never these two, whatever comes to be known of them; perhaps of one household."""

    first: str
    second: str
    household: bool = False


class Undo(msgspec.Struct, frozen=True):
    """As if this decision had not been made."""

    decision: str


Wish = Merge | Split | Part | Undo


@dataclass(frozen=True)
class Deciding:
    """Carries a person's decisions out, and says first how far they reach."""

    documents: Documents
    telling: Telling
    contracts: Contracts
    trail: Trail
    clock: Clock
    hash: Callable[..., str]
    new_rcu: Callable[[], str]
    scales: Scales

    def preview(self, wish: Wish, *, by: str) -> Reach:
        """How far it would reach. Raises what `decide` raises; changes nothing."""
        return reach_of(self.documents, self._plan(wish, by, new_decision(), self.new_rcu()))

    def decide(self, wish: Wish, *, by: str) -> Ruling:
        """Carry it out, and keep it so that it can be undone: the kept decision.

        Raises NotFound for an id that leads nowhere, InvalidInput for a wish that makes no sense,
        Conflict where an earlier decision or an open request stands against it.
        """
        id, rcu = new_decision(), self.new_rcu()
        told = False
        for attempt in range(_TRIES):
            plan = self._plan(wish, by, id, rcu)
            if not told:
                self._tell(plan.ruling)
                told = True
            if plan.restriction is not None:
                self._restrict(plan.restriction)
            try:
                self.documents.commit(plan.with_ruling())
            except Conflict:
                self.clock.pause(attempt)
                continue
            self.telling.tell(plan.ruling)
            return plan.ruling
        raise Retry("these profiles are being changed by others; try again")

    def decisions(self, rcu: str | None = None) -> list[Ruling]:
        """What people decided, the latest first; or all decisions about one profile, by any id."""
        if rcu is not None:
            found = self._uniting.about(self._standing(rcu).value.rcu)
        else:
            kept = (stored.value for _, stored in self.documents.find(Ruling))
            found = [one for one in kept if one.by != SECOND_LOOK]
        return sorted(found, key=lambda one: (one.at, one.id), reverse=True)

    @property
    def _uniting(self) -> Uniting:
        return Uniting(self.documents, priorities_of(self.contracts.all()))

    def _plan(self, wish: Wish, by: str, id: str, rcu: str) -> Plan:
        now = self.clock.now().isoformat()
        ruling = Ruling(id=id, act="merge", by=by, at=now, kept="", other="")
        if isinstance(wish, Undo):
            plan = self._reversing.undo(wish.decision, ruling)
        elif isinstance(wish, Split):
            plan = self._split(wish, ruling, rcu)
        else:
            first, second = self._standing(wish.first), self._standing(wish.second)
            if first.value.rcu == second.value.rcu:
                raise InvalidInput(f"both are {first.value.rcu}; two profiles are needed")
            if isinstance(wish, Merge):
                link = self._as_seen(first.value, second.value, ruling)
                plan = self._uniting.unite(first, second, ruling, link)
            else:
                act = msgspec.structs.replace(
                    ruling, act="household" if wish.household else "different"
                )
                plan = self._uniting.part(first, second, act, household=wish.household)
        self._check_requests(plan)
        return plan

    def _as_seen(self, first: Profile, second: Profile, ruling: Ruling) -> Link:
        """A person's word that they are one, with how alike they were when it was given."""
        scale = Scale(self.scales.current(), self.scales.token(), {})
        score = score_of(first, second, scale)
        return Link(
            decision="same",
            probability=round(score.p_match, 6),
            weights=scale.weights.version,
            prior=score.prior,
            evidence=score.evidence,
            at=ruling.at,
            by=ruling.by,
        )

    @property
    def _separating(self) -> Separating:
        return Separating(self.documents, self.hash, priorities_of(self.contracts.all()))

    @property
    def _reversing(self) -> Reversing:
        return Reversing(self.documents, self._uniting, self._separating)

    def _split(self, wish: Split, ruling: Ruling, rcu: str) -> Plan:
        if not wish.records:
            raise InvalidInput("say which records leave, at least one", field="record")
        own = self._standing(wish.rcu)
        link = Link(decision="split", candidate=own.value.rcu, at=ruling.at, by=ruling.by)
        ids = [record_id(self.hash, source, id) for source, id in wish.records]
        return split_off(
            self._uniting,
            self._separating,
            own,
            links=dict.fromkeys(ids, link),
            ruling=ruling,
            rcu=rcu,
        )

    def _standing(self, rcu: str) -> Stored[Profile]:
        found = self._uniting.standing(rcu)
        if found is None:
            raise NotFound(f"there is no profile {rcu}")
        return found

    def _check_requests(self, plan: Plan) -> None:
        """While a person's request runs, who they are must not change under it."""
        if plan.ruling.act in ("different", "household"):
            return
        ids = {write.id for write in plan.writes if write.kind is Profile}
        if found := self._uniting.open_request(ids):
            raise Conflict(f"request {found} is open; wait until it is closed")

    def _restrict(self, restriction: Restriction) -> None:
        self.documents.update(
            Restriction, restriction.rcu, lambda standing: standing or restriction
        )

    def _tell(self, ruling: Ruling) -> None:
        self.trail.record(
            Entry(
                stream="compliance",
                act=_ACTS[ruling.act],
                actor=ruling.by,
                at=ruling.at,
                purpose="review",
                profiles=(ruling.kept, ruling.other),
                subject=ruling.undoes or ruling.id,
                count=len(ruling.records),
            )
        )
