"""The review queue as it stands: all open reviews, the profiles they lead to, and how alike."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from typing import Final

from shared.errors import Conflict, NotFound
from shared.identity.rejudging import Rejudged, Scale, rejudge
from shared.identity.uniting import LONGEST_WAY
from shared.identity.weighing import Scales
from shared.model.profile import Profile, Review
from shared.ports import Documents, Stored, Write

_PER_COMMIT: Final = 100


@dataclass
class ReviewQueue:
    """Reads the open reviews and everything they rest on, and judges them anew, all together."""

    documents: Documents
    scales: Scales
    open: dict[str, Stored[Review]] = field(default_factory=dict)
    _profiles: dict[str, Profile | None] = field(default_factory=dict)

    def read(self) -> None:
        """Read every open review, the profiles, and whom a person told apart from them."""
        self.open = dict(self.documents.find(Review, where={"state": "open"}))
        rcus = {
            rcu
            for stored in self.open.values()
            for rcu in (stored.value.profile, stored.value.candidate, stored.value.rival)
        }
        while wanted := {rcu for rcu in rcus if rcu} - self._profiles.keys():
            found = self.documents.get_many(Profile, sorted(wanted))
            for rcu in wanted:
                self._profiles[rcu] = found[rcu].value if rcu in found else None
            profiles = [stored.value for stored in found.values()]
            rcus = {rcu for one in profiles for rcu in (one.alias_of, *one.different)}

    def judged(self, *, at: str) -> list[Rejudged]:
        """What was read, as it would be asked today."""
        scales = self.scales
        weights, token = scales.current(), scales.token()

        @cache
        def scale_of(source: str) -> Scale:
            said: dict[str, float] = {}
            with suppress(NotFound):  # its contract has ended; its records are still here
                said = dict(scales.contracts.source(source)[1].reliability)
            return Scale(weights, token, weights.trust_in(source, said))

        return rejudge(
            (stored.value for stored in self.open.values()),
            self.standing,
            scale_of,
            unique=scales.promised() - set(weights.disbelieved),
            at=at,
        )

    def keep(self, judged: Iterable[Review]) -> None:
        """Write those that are otherwise than they were read."""
        writes = [
            Write(Review, one.id, one, self.open[one.id].version)
            for one in judged
            if one != self.open[one.id].value
        ]
        for start in range(0, len(writes), _PER_COMMIT):
            # Who answers one of them at this moment goes first: the next call judges it.
            with suppress(Conflict):
                self.documents.commit(writes[start : start + _PER_COMMIT])

    def standing(self, rcu: str) -> Profile | None:
        """The profile this id leads to, if it was read."""
        for _ in range(LONGEST_WAY):
            profile = self._profiles.get(rcu)
            if profile is None or not profile.alias_of:
                return profile
            rcu = profile.alias_of
        return None
