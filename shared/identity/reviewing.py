"""A person answers a doubtful pair; the answer changes the profiles, for good."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final, Literal, cast

import msgspec

from shared.errors import Conflict, InvalidInput, NotFound, Retry
from shared.identity.lineage import choose_survivor, members_of, merge, tell_apart
from shared.model.profile import Link, Profile, Record, Review
from shared.model.trail import Entry
from shared.ports import Clock, Documents, Stored, Trail, Write

Answer = Literal["same", "different", "household", "later"]
ANSWERS: Final = ("same", "different", "household", "later")
_TRIES: Final = 20


@dataclass(frozen=True)
class Reviewing:
    """The review queue: what waits for a person, and what their answers do."""

    documents: Documents
    trail: Trail
    clock: Clock
    hash: Callable[..., str]

    def waiting(self) -> Iterator[Review]:
        """Every open review."""
        for _, stored in self.documents.find(Review, where={"state": "open"}):
            yield stored.value

    def decide(self, id: str, answer: str, *, by: str) -> Review:
        """Settle a review: `same` merges, `different` and `household` part for ever, `later` waits.

        Raises NotFound, InvalidInput for another answer, Conflict when somebody else has answered
        otherwise. The same answer again changes nothing.
        """
        if answer not in ANSWERS:
            raise InvalidInput(
                f"the answer is {answer!r}; it must be one of: {', '.join(ANSWERS)}", field="answer"
            )
        for attempt in range(_TRIES):
            stored = self.documents.get(Review, id)
            if stored is None:
                raise NotFound(f"there is no review {id}")
            review = stored.value
            if review.state == "closed":
                if review.answer == answer:
                    return review
                raise Conflict(f"review {id} was answered {review.answer!r} by {review.by}")
            writes = self._writes(stored, cast(Answer, answer), by)
            if attempt == 0:
                self._tell(review, answer, by)
            try:
                self.documents.commit(writes)
            except Conflict:
                self.clock.pause(attempt)
                continue
            return cast(Review, writes[0].value)
        raise Retry(f"review {id} is being changed by others; try again")

    def _tell(self, review: Review, answer: str, by: str) -> None:
        self.trail.record(
            Entry(
                stream="compliance",
                act=f"review decided: {answer}",
                actor=by,
                at=self.clock.now().isoformat(),
                purpose="review",
                profiles=(review.profile, review.candidate),
                subject=review.id,
            )
        )

    def _writes(self, stored: Stored[Review], answer: Answer, by: str) -> list[Write]:
        review = stored.value
        now = self.clock.now().isoformat()
        decided = msgspec.structs.replace(
            review,
            answer=answer,
            by=by,
            decided_at=now,
            state="open" if answer == "later" else "closed",
        )
        writes = [Write(Review, review.id, decided, stored.version)]
        if answer == "later":
            return writes
        first = self._standing(review.profile)
        second = self._standing(review.candidate)
        if first is None or second is None or first.value.rcu == second.value.rcu:
            return writes  # one of them is gone, or they are one already: nothing to change
        if answer == "same":
            return writes + self._merge(first, second, decided, now)
        household = answer == "household"
        return [
            *writes,
            Write(
                Profile,
                first.value.rcu,
                tell_apart(first.value, second.value, household=household),
                first.version,
            ),
            Write(
                Profile,
                second.value.rcu,
                tell_apart(second.value, first.value, household=household),
                second.version,
            ),
        ]

    def _merge(
        self, first: Stored[Profile], second: Stored[Profile], review: Review, now: str
    ) -> list[Write]:
        versions = {one.value.rcu: one.version for one in (first, second)}
        survivor, absorbed = choose_survivor(first.value, second.value)
        records = self.documents.get_many(Record, members_of((survivor, absorbed)))
        link = Link(
            decision="same",
            probability=review.probability,
            weights=review.weights,
            evidence=review.evidence,
            candidate=survivor.rcu,
            at=now,
            by=review.by,
        )
        if self._is_told_apart(survivor, absorbed):
            raise Conflict(
                "a person said before that these two are different people; their word stands"
            )
        merged, alias, moved = merge(
            survivor, absorbed, {id: one.value for id, one in records.items()}, link=link
        )
        return [
            Write(Profile, merged.rcu, merged, versions[merged.rcu]),
            Write(Profile, alias.rcu, alias, versions[alias.rcu]),
            *self._led_on(absorbed.rcu, survivor.rcu),
            *(Write(Record, id, record, records[id].version) for id, record in moved.items()),
        ]

    def _led_on(self, absorbed: str, survivor: str) -> Iterator[Write]:
        """Older aliases lead straight to the survivor: the way is never longer than one step."""
        for rcu, stored in self.documents.find(Profile, where={"alias_of": absorbed}):
            led = msgspec.structs.replace(stored.value, alias_of=survivor)
            yield Write(Profile, rcu, led, stored.version)

    def _is_told_apart(self, first: Profile, second: Profile) -> bool:
        return any(
            (standing := self._standing(rcu)) is not None and standing.value.rcu == other.rcu
            for one, other in ((first, second), (second, first))
            for rcu in one.different
        )

    def _standing(self, rcu: str) -> Stored[Profile] | None:
        """The profile behind an id, its aliases followed."""
        for _ in range(20):
            stored = self.documents.get(Profile, rcu)
            if stored is None or not stored.value.alias_of:
                return stored
            rcu = stored.value.alias_of
        return None
