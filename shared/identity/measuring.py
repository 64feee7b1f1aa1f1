"""The blind checks that wait, and what those answered say of the machine's own decisions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from shared.identity.arrival import Hasher
from shared.identity.quality import Quality, quality
from shared.model.profile import Profile, Record, Review
from shared.ports import Contracts, Documents, Stored
from shared.rules.golden import priorities_of, survive


@dataclass(frozen=True)
class Measuring:
    """Shows checks without what the machine decided, and sums up their answers."""

    documents: Documents
    contracts: Contracts
    hash: Hasher

    def waiting(self) -> list[Review]:
        """Every check that can still be answered, in an order that says nothing of them."""
        found = [one.value for _, one in self.documents.find(Review, where={"state": "check"})]
        records = self.documents.get_many(Record, sorted({one.record for one in found}))
        profiles = self.documents.get_many(Profile, sorted({one.candidate for one in found}))
        return sorted(
            (one for one in found if one.record in records and one.candidate in profiles),
            key=lambda one: self.hash("order", one.id),
        )

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
