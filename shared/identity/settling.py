"""A second look at what waits: doubts that newer weights have made clear are linked by themselves.

Each contact was judged when it came, by the weights of that moment and against those who were
there. When weights are new, or many more wait, the queue is judged anew, all of it together: pairs
that would be linked without asking anybody are, each as a decision with its evidence, that can be
taken back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

import msgspec

from shared.errors import Conflict, TooLarge
from shared.identity.arrival import Hasher
from shared.identity.checking import check_of_link
from shared.identity.lineage import members_of
from shared.identity.review_queue import ReviewQueue
from shared.identity.telling import Telling
from shared.identity.uniting import Plan, Uniting, new_decision
from shared.identity.viewing import Viewing
from shared.identity.weighing import CURRENT, Scales
from shared.model.profile import Link, Profile, Record, Review
from shared.model.ruling import SECOND_LOOK, Ruling
from shared.model.settings import WeightsVersion
from shared.model.trail import Entry
from shared.ports import ABSENT, Clock, Documents, Trail, Write
from shared.rules.golden import priorities_of

_TOGETHER: Final = 50
"""Most merges in one commit, where the backend takes so many."""

_GROWTH: Final = 1.2
"""By so much the queue has grown when it is worth another look."""

_SECONDS: Final = 300.0
"""After which the rest is left to the next look: a function may not run for ever."""


@dataclass(frozen=True)
class Settling:
    """Looks at every open review under new weights, and when many more have come."""

    documents: Documents
    telling: Telling
    trail: Trail
    clock: Clock
    hash: Hasher
    scales: Scales
    viewing: Viewing

    def look_again(self) -> int:
        """Link what has become clear, if that is due: how many pairs.

        It is under new weights, and when a fifth more wait than the last look has left: whoever
        came since was judged without those who came later. Who is stopped half-way is gone on for
        by the next call: what was linked is linked.
        """
        named = self.documents.get(WeightsVersion, CURRENT)
        if named is None or not self._is_due(named.value):
            return 0
        began = self.clock.now()
        queue = ReviewQueue(self.documents, self.scales)
        queue.read()
        judged = queue.judged(at=began.isoformat())
        queue.keep(one.review for one in judged)
        clear = [one.review for one in judged if one.is_clear and _is_settled_alone(one.review)]
        clear = self._without_samples(clear, queue)
        count = 0
        for group in self._groups(clear):
            if (self.clock.now() - began).total_seconds() > _SECONDS:
                return count
            count += self._link(group)
        self._note(named.value.version)
        return count

    def _is_due(self, weights: WeightsVersion) -> bool:
        return self._waiting() > weights.waited * _GROWTH

    def _waiting(self) -> int:
        return self.documents.count(Review, where={"state": "open"})

    def _without_samples(self, clear: Sequence[Review], queue: ReviewQueue) -> list[Review]:
        """Those about nobody whom only a sample has stated: that one is told to nobody yet."""
        rcus = {rcu for one in clear for rcu in (one.profile, one.candidate)}
        profiles = [found for rcu in sorted(rcus) if (found := queue.standing(rcu))]
        records = self.documents.get_many(Record, sorted(set(members_of(profiles))))
        sampled = self.viewing.sampled(profiles, records)
        return [one for one in clear if sampled.isdisjoint((one.profile, one.candidate))]

    def _groups(self, clear: Iterable[Review]) -> Iterator[list[Review]]:
        """The likeliest first; each profile once, since it is another one after a merge."""
        size = min(_TOGETHER, self.documents.contacts_per_commit)
        met: set[str] = set()
        group: list[Review] = []
        for review in sorted(clear, key=lambda one: (-one.probability, one.id)):
            pair = {review.profile, review.candidate}
            if met.isdisjoint(pair):
                met |= pair
                group.append(review)
            if len(group) == size:
                yield group
                group = []
        if group:
            yield group

    def _link(self, reviews: Sequence[Review], told: Mapping[str, str] | None = None) -> int:
        """Link these pairs in one commit, or one by one where that finds others at some of them, or
        is too large; a pair that is too large by itself is left to people.

        Each stands on the trail once, from before its commit, and once more if nothing came of it.
        `told` are the decisions that stand there already, by review.
        """
        ids = told or {one.id: new_decision() for one in reviews}
        planned = [(one, plan) for one in reviews if (plan := self._plan(one, ids[one.id]))]
        if not planned:
            if told:
                self._tell("profiles not merged", reviews, ids)
            return 0
        pairs, plans = [one for one, _ in planned], [plan for _, plan in planned]
        writes = {(one.kind, one.id): one for plan in plans for one in plan.with_ruling()}
        if len(writes) < sum(len(plan.with_ruling()) for plan in plans) and len(reviews) > 1:
            return sum(self._link([one]) for one in reviews)  # two of them touch one document
        if not told:
            self._tell("profiles merged", pairs, ids)
        try:
            self.documents.commit(list(writes.values()))
        except (Conflict, TooLarge):
            if len(pairs) > 1:
                return sum(self._link([one], ids) for one in pairs)
            self._tell("profiles not merged", pairs, ids)
            return 0
        self.telling.tell(*(one.ruling for one in plans))
        return len(plans)

    def _tell(self, act: str, reviews: Sequence[Review], decisions: Mapping[str, str]) -> None:
        """Say on the trail, in one entry, which profiles are or are not merged."""
        both = {rcu for one in reviews for rcu in (one.profile, one.candidate)}
        self.trail.record(
            Entry(
                stream="compliance",
                act=act,
                actor=SECOND_LOOK,
                at=self.clock.now().isoformat(),
                profiles=tuple(sorted(both)),
                subject=decisions[reviews[0].id],
                count=len(reviews),
            )
        )

    def _plan(self, review: Review, id: str) -> Plan | None:
        """The merge of a clear pair; None where something else stands against it."""
        uniting = Uniting(self.documents, priorities_of(self.scales.contracts.all()))
        first, second = uniting.standing(review.profile), uniting.standing(review.candidate)
        if first is None or second is None or first.value.rcu == second.value.rcu:
            return None
        pair = {first.value.rcu, second.value.rcu}
        if uniting.open_request(pair) or _was_taken_back(uniting, first.value, pair):
            return None
        now = self.clock.now().isoformat()
        ruling = Ruling(id=id, act="merge", by=SECOND_LOOK, at=now, kept="", other="")
        link = Link(
            decision="link",
            probability=review.probability,
            weights=review.weights,
            prior=review.prior,
            evidence=review.evidence,
            at=now,
        )
        with suppress(Conflict):  # told apart meanwhile
            plan = uniting.unite(first, second, ruling, link)
            plan.writes += self._check(review, plan.ruling.kept)
            return plan
        return None

    def _check(self, review: Review, kept: str) -> Iterable[Write]:
        """A blind check of the link, if it is drawn: what is linked late is measured as well."""
        now = self.clock.now().isoformat()
        check = check_of_link(review, kept, hash=self.hash, at=now)
        if check is not None and self.documents.get(Review, check.id) is None:
            yield Write(Review, check.id, check, ABSENT)

    def _note(self, version: str) -> None:
        waiting = self._waiting()

        def noted(named: WeightsVersion | None) -> WeightsVersion:
            assert named is not None
            if named.version != version:
                return named  # newer ones came meanwhile
            return msgspec.structs.replace(named, waited=waiting)

        self.documents.update(WeightsVersion, CURRENT, noted)


def _is_settled_alone(review: Review) -> bool:
    """Whether nobody put it off, and it is not about a record that left the other profile."""
    return review.answer != "later" and bool(review.terms)


def _was_taken_back(uniting: Uniting, first: Profile, pair: set[str]) -> bool:
    """Whether a person undid a merge of these two: it is theirs to say then."""
    return any(
        one.act == "merge"
        and one.undone_by
        and {uniting.stands(one.kept), uniting.stands(one.other)} == pair
        for one in uniting.about(first.rcu)
    )
