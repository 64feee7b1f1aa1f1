"""The blind checks that wait, and what those answered say of the machine's own decisions."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass

import msgspec

from shared.errors import Conflict
from shared.identity.arrival import Hasher
from shared.identity.quality import Quality, quality
from shared.identity.rejudging import withdrawn
from shared.model.profile import Profile, Record, Review
from shared.ports import Clock, Contracts, Documents, Stored, Write
from shared.rules.golden import priorities_of, survive

_PER_COMMIT = 100


@dataclass(frozen=True)
class Measuring:
    """Shows checks without what the machine decided, and sums up their answers."""

    documents: Documents
    contracts: Contracts
    clock: Clock
    hash: Hasher

    def waiting(self) -> list[Review]:
        """Every check that can still be answered, in an order that says nothing of them.

        Each is about the profiles as they stand today. Those whose record is gone, or was placed or
        told apart by a person since, are withdrawn.
        """
        found = dict(self.documents.find(Review, where={"state": "check"}))
        records = self.documents.get_many(
            Record, sorted({one.value.record for one in found.values()})
        )
        open_ones, writes = [], []
        for id, stored in found.items():
            standing = self._as_it_stands(stored.value, records.get(stored.value.record))
            if standing is not None:
                open_ones.append(standing)
            else:
                closed = withdrawn(stored.value, at=self.clock.now().isoformat())
                writes.append(Write(Review, id, closed, stored.version))
        for start in range(0, len(writes), _PER_COMMIT):
            with suppress(Conflict):  # who answers one at this moment goes first
                self.documents.commit(writes[start : start + _PER_COMMIT])
        return sorted(open_ones, key=lambda one: self.hash("order", one.id))

    def sides(self, check: Review) -> tuple[dict[str, str], dict[str, str]]:
        """(what the record says, what those say that it is compared with), field by field."""
        candidate = self._standing(check.candidate)
        others = [one.record for one in candidate.members] if candidate else []
        records = dict(self.documents.get_many(Record, sorted({check.record, *others})))
        own = records.pop(check.record, None)
        return _claims(own), _survivors(records, self.contracts)

    def quality(self) -> list[Quality]:
        """Precision and recall of what is decided without a person, by company and month."""
        return quality(one.value for _, one in self.documents.find(Review))

    def _as_it_stands(self, check: Review, record: Stored[Record] | None) -> Review | None:
        if record is None or record.value.link.by:
            return None
        own, candidate = self._standing(record.value.rcu), self._standing(check.candidate)
        if own is None or candidate is None or candidate.rcu in own.different:
            return None
        return msgspec.structs.replace(check, profile=own.rcu, candidate=candidate.rcu)

    def _standing(self, rcu: str) -> Profile | None:
        stored = self.documents.get(Profile, rcu)
        if stored is None or not stored.value.alias_of:
            return stored.value if stored else None
        return self._standing(stored.value.alias_of)


def _claims(stored: Stored[Record] | None) -> dict[str, str]:
    claims = stored.value.now.claims if stored else {}
    return {name: claim.value for name, claim in claims.items()}


def _survivors(records: Mapping[str, Stored[Record]], contracts: Contracts) -> dict[str, str]:
    claims = ((one.value.source, id, one.value.now.claims) for id, one in records.items())
    golden = survive(claims, priorities_of(contracts.all()))
    return {name: won.value for name, won in golden.items()}
