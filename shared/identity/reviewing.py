"""A person answers a doubtful pair; the answer changes the profiles, for good."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal, cast

import msgspec

from shared.errors import Conflict, InvalidInput, NotFound, Retry
from shared.identity.lineage import choose_survivor, members_of, merge, new_rcu, tell_apart
from shared.identity.parting import part
from shared.identity.rejudging import Scale, led_on, once, rejudge
from shared.identity.weighing import Scales
from shared.model.message import ProfilesChanged
from shared.model.profile import Link, Profile, Record, Review
from shared.model.trail import Entry
from shared.ports import Clock, Documents, Messages, Stored, Trail, Write
from shared.rules.golden import priorities_of

Answer = Literal["same", "different", "household", "later"]
ANSWERS: Final = ("same", "different", "household", "later")
_TRIES: Final = 20
_PER_COMMIT: Final = 100
_LONGEST_WAY: Final = 20


@dataclass(frozen=True)
class Reviewing:
    """The review queue: what waits for a person, and what their answers do."""

    documents: Documents
    messages: Messages
    trail: Trail
    clock: Clock
    hash: Callable[..., str]
    scales: Scales
    new_rcu: Callable[[], str] = new_rcu

    def waiting(self) -> list[Review]:
        """Every open review, judged anew: what has become clear since is closed, and left out."""
        open_ones = dict(self.documents.find(Review, where={"state": "open"}))
        known = _Standing(self.documents)
        known.read(
            rcu
            for stored in open_ones.values()
            for rcu in (stored.value.profile, stored.value.candidate, stored.value.rival)
        )
        now = self.clock.now().isoformat()
        scale_of = self._scales_by_source()
        judged = once(
            (
                rejudge(stored.value, known.standing, scale_of(stored.value.source), at=now)
                for stored in open_ones.values()
            ),
            at=now,
        )
        writes = [
            Write(Review, one.id, one, open_ones[one.id].version)
            for one in judged
            if one != open_ones[one.id].value
        ]
        for start in range(0, len(writes), _PER_COMMIT):
            # Who answers one of them at this moment goes first: the next call judges it.
            with suppress(Conflict):
                self.documents.commit(writes[start : start + _PER_COMMIT])
        return [one for one in judged if one.state == "open"]

    def _scales_by_source(self) -> Callable[[str], Scale]:
        scales = self.scales
        weights, token = scales.current(), scales.token()

        @cache
        def scale_of(source: str) -> Scale:
            try:
                _, said = scales.contracts.source(source)
            except NotFound:  # its contract has ended; its records are still here
                return Scale(weights, token, {})
            return Scale(weights, token, said.reliability)

        return scale_of

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
                self._tell(review, f"review decided: {answer}", by)
                if any(write.kind is Record for write in writes):
                    is_merge = answer == "same"
                    self._tell(review, "profiles merged" if is_merge else "records split off", by)
            try:
                self.documents.commit(writes)
            except Conflict:
                self.clock.pause(attempt)
                continue
            changed = [one.id for one in writes if one.kind is Profile]
            if changed:
                self.messages.publish([ProfilesChanged(profiles=tuple(changed))])
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

    def _writes(self, stored: Stored[Review], answer: Answer, by: str) -> list[Write]:
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
        first = self._own(review)
        second = self._standing(review.candidate)
        if first is None or second is None:
            return writes  # one of them is gone: nothing to change
        if first.value.rcu == second.value.rcu:
            # They are one already. Only who checks a link can say that they should not be.
            if review.state == "open" or answer == "same":
                return writes
            return self._part(decided, first, stored, is_household=answer == "household") or writes
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

    def _own(self, review: Review) -> Stored[Profile] | None:
        """The profile asked about: of a check, the one in which the record stands now."""
        if review.state == "open":
            return self._standing(review.profile)
        record = self.documents.get(Record, review.record)
        return self._standing(record.value.rcu) if record else None

    def _part(
        self,
        review: Review,
        profile: Stored[Profile],
        before: Stored[Review],
        *,
        is_household: bool,
    ) -> list[Write]:
        """The record parted, and the review about the two profiles there are then."""
        apart = msgspec.structs.replace(review, profile=self.new_rcu(), candidate=profile.value.rcu)
        writes = part(
            self.documents,
            apart,
            hash=self.hash,
            priorities=priorities_of(self.scales.contracts.all()),
            is_household=is_household,
        )
        return [Write(Review, apart.id, apart, before.version), *writes] if writes else []

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
            survivor,
            absorbed,
            {id: one.value for id, one in records.items()},
            link=link,
            priorities=priorities_of(self.scales.contracts.all()),
        )
        return [
            Write(Profile, merged.rcu, merged, versions[merged.rcu]),
            Write(Profile, alias.rcu, alias, versions[alias.rcu]),
            *self._led_on(absorbed.rcu, survivor.rcu),
            *self._asked_on(review.id, absorbed.rcu, survivor.rcu, at=now),
            *(Write(Record, id, record, records[id].version) for id, record in moved.items()),
        ]

    def _led_on(self, absorbed: str, survivor: str) -> Iterator[Write]:
        """Older aliases lead straight to the survivor: the way is never longer than one step."""
        for rcu, stored in self.documents.find(Profile, where={"alias_of": absorbed}):
            led = msgspec.structs.replace(stored.value, alias_of=survivor)
            yield Write(Profile, rcu, led, stored.version)

    def _asked_on(self, answered: str, absorbed: str, survivor: str, *, at: str) -> Iterator[Write]:
        """What else was asked about the absorbed profile is asked about the survivor."""
        found: dict[str, Stored[Review]] = {}
        for side in ("profile", "candidate"):
            found.update(self.documents.find(Review, where={side: absorbed}))
        for id, stored in found.items():
            if stored.value.state == "open" and id != answered:
                led = led_on(stored.value, absorbed, survivor, at=at)
                yield Write(Review, id, led, stored.version)

    def _is_told_apart(self, first: Profile, second: Profile) -> bool:
        return any(
            (standing := self._standing(rcu)) is not None and standing.value.rcu == other.rcu
            for one, other in ((first, second), (second, first))
            for rcu in one.different
        )

    def _standing(self, rcu: str) -> Stored[Profile] | None:
        """The profile behind an id, its aliases followed."""
        for _ in range(_LONGEST_WAY):
            stored = self.documents.get(Profile, rcu)
            if stored is None or not stored.value.alias_of:
                return stored
            rcu = stored.value.alias_of
        return None


class _Standing:
    """Profiles by any of their ids, read in batches."""

    def __init__(self, documents: Documents) -> None:
        self._documents = documents
        self._read: dict[str, Profile | None] = {}

    def read(self, rcus: Iterable[str]) -> None:
        """Read these, what they lead to, and whom a person told apart from them."""
        while wanted := {rcu for rcu in rcus if rcu} - self._read.keys():
            found = self._documents.get_many(Profile, sorted(wanted))
            for rcu in wanted:
                self._read[rcu] = found[rcu].value if rcu in found else None
            profiles = [stored.value for stored in found.values()]
            rcus = {rcu for one in profiles for rcu in (one.alias_of, *one.different)}

    def standing(self, rcu: str) -> Profile | None:
        """The profile this id leads to, if it was read."""
        for _ in range(_LONGEST_WAY):
            profile = self._read.get(rcu)
            if profile is None or not profile.alias_of:
                return profile
            rcu = profile.alias_of
        return None
