"""A person answers a doubtful pair; the answer changes the profiles, for good."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal, cast

import msgspec

from shared.errors import Conflict, InvalidInput, NotFound, Retry
from shared.identity.lineage import new_rcu
from shared.identity.review_queue import ReviewQueue
from shared.identity.separating import Separating
from shared.identity.splitting import split_off
from shared.identity.telling import Telling
from shared.identity.uniting import Plan, Uniting, new_decision
from shared.identity.weighing import Scales
from shared.model.profile import Link, Profile, Record, Review
from shared.model.ruling import Act, Ruling
from shared.model.trail import Entry
from shared.ports import Clock, Documents, Stored, Trail, Write
from shared.rules.golden import priorities_of

Answer = Literal["same", "different", "household", "later"]
ANSWERS: Final = ("same", "different", "household", "later")
_TRIES: Final = 20


@dataclass(frozen=True)
class Reviewing:
    """The review queue: what waits for a person, and what their answers do."""

    documents: Documents
    telling: Telling
    trail: Trail
    clock: Clock
    hash: Callable[..., str]
    scales: Scales
    new_rcu: Callable[[], str] = new_rcu

    def waiting(self) -> list[Review]:
        """Every open review, judged anew: what has become clear since is closed, and left out."""
        queue = ReviewQueue(self.documents, self.scales)
        now = self.clock.now().isoformat()
        queue.read()
        judged = [one.review for one in queue.judged(at=now)]
        queue.keep(judged)
        return [one for one in judged if one.state == "open"]

    def decide(self, id: str, answer: str, *, by: str) -> Review:
        """Settle a review: `same` merges, `different` and `household` part for ever, `later` waits.

        Raises NotFound, InvalidInput for another answer, Conflict when somebody else has answered
        otherwise. The same answer again changes nothing.
        """
        if answer not in ANSWERS:
            raise InvalidInput(
                f"the answer is {answer!r}; it must be one of: {', '.join(ANSWERS)}", field="answer"
            )
        decision = new_decision()
        for attempt in range(_TRIES):
            stored = self.documents.get(Review, id)
            if stored is None:
                raise NotFound(f"there is no review {id}")
            review = stored.value
            if review.state == "closed":
                if review.answer == answer:
                    return review
                raise Conflict(f"review {id} was answered {review.answer!r} by {review.by}")
            writes = self._writes(stored, cast(Answer, answer), by, decision)
            if attempt == 0:
                self._tell(review, f"review decided: {answer}", by)
                if any(write.kind is Record for write in writes):
                    is_merge = answer == "same"
                    self._tell(review, "profiles merged" if is_merge else "records split off", by)
            try:
                self.documents.commit(writes)
            except Conflict:
                self.clock.pause(attempt)
                continue
            self.telling.tell(*(one.value for one in writes if isinstance(one.value, Ruling)))
            return cast(Review, writes[0].value)
        raise Retry(f"review {id} is being changed by others; try again")

    def _tell(self, review: Review, act: str, by: str) -> None:
        self.trail.record(
            Entry(
                stream="compliance",
                act=act,
                actor=by,
                at=self.clock.now().isoformat(),
                purpose="review",
                profiles=(review.profile, review.candidate),
                subject=review.id,
            )
        )

    def _writes(self, stored: Stored[Review], answer: Answer, by: str, id: str) -> list[Write]:
        review = stored.value
        now = self.clock.now().isoformat()
        decided = msgspec.structs.replace(
            review,
            answer=answer,
            by=by,
            decided_at=now,
            state=review.state if answer == "later" else "closed",
        )
        writes = [Write(Review, review.id, decided, stored.version)]
        if answer == "later":
            return writes
        uniting = Uniting(self.documents, priorities_of(self.scales.contracts.all()))
        first = self._own(review, uniting)
        second = uniting.standing(review.candidate)
        if first is None or second is None:
            return writes  # one of them is gone: nothing to change
        act: Act = "merge" if answer == "same" else answer
        ruling = Ruling(id=id, act=act, by=by, at=now, kept="", other="", review=review.id)
        link = Link(
            decision="same" if answer == "same" else "split",
            probability=review.probability,
            weights=review.weights,
            prior=review.prior,
            evidence=review.evidence,
            at=now,
            by=by,
        )
        if first.value.rcu == second.value.rcu:
            # They are one already. Only who checks a link can say that they should not be.
            if review.state == "open" or answer == "same" or len(first.value.members) == 1:
                return writes
            plan = self._split(uniting, first, review, ruling, link)
            decided = msgspec.structs.replace(
                decided, profile=plan.ruling.other, candidate=plan.ruling.kept
            )
        elif answer == "same":
            plan = uniting.unite(first, second, ruling, link)
        else:
            plan = uniting.part(first, second, ruling, household=answer == "household")
        decided = msgspec.structs.replace(decided, decision=id)
        return [Write(Review, review.id, decided, stored.version), *plan.with_ruling()]

    def _own(self, review: Review, uniting: Uniting) -> Stored[Profile] | None:
        """The profile asked about: of a check, the one in which the record stands now."""
        if review.state == "open":
            return uniting.standing(review.profile)
        record = self.documents.get(Record, review.record)
        return uniting.standing(record.value.rcu) if record else None

    def _split(
        self, uniting: Uniting, own: Stored[Profile], review: Review, ruling: Ruling, link: Link
    ) -> Plan:
        """The record leaves the profile it was linked to, for good."""
        separating = Separating(self.documents, self.hash, uniting.priorities)
        return split_off(
            uniting,
            separating,
            own,
            links={review.record: msgspec.structs.replace(link, candidate=own.value.rcu)},
            ruling=ruling,
            rcu=self.new_rcu(),
            household=ruling.act == "household",
        )
