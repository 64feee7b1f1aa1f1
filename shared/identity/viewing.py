"""One profile, whole: its records, what they claim, what the person did, and who lives there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass

import msgspec

from shared.errors import NotFound
from shared.identity.arrival import key_id
from shared.identity.blocking import blocking_keys
from shared.identity.comparables import comparables_of
from shared.model.comparables import Comparables
from shared.model.interaction import StoredInteraction
from shared.model.privacy import Restriction
from shared.model.profile import Key, Profile, Record, Review
from shared.model.upload import Upload
from shared.ports import Contracts, Documents, Stored
from shared.rules.records import record_id
from shared.rules.values.postal import department


class ProfileView(msgspec.Struct, frozen=True, kw_only=True):
    """Everything we hold about one person, in one value."""

    profile: Profile
    asked_for: str
    """The id that was asked for; another than the profile's own when it leads there as an alias."""

    records: dict[str, Record]
    """By document id."""

    timeline: tuple[StoredInteraction, ...]
    """The union over the records, the latest first."""

    reviews: tuple[Review, ...]
    """Open ones, on either side."""

    restrictions: tuple[Restriction, ...] = ()
    department: str = ""
    """The French department that the postal code says; nobody stated it."""

    is_sample: bool = False
    """Only samples have stated its records so far."""


@dataclass(frozen=True)
class Viewing:
    """Finds profiles by what people know of a customer, and shows them whole."""

    documents: Documents
    contracts: Contracts
    hash: Callable[..., str]

    def view(self, rcu: str) -> ProfileView:
        """The profile behind this id, aliases followed. Raises NotFound."""
        profile = self.standing(rcu)
        records = self.documents.get_many(Record, [one.record for one in profile.members])
        timeline = [
            stored.value
            for member in profile.members
            for _, stored in self.documents.find(StoredInteraction, where={"record": member.record})
        ]
        reviews = {
            id: stored.value
            for side in ("profile", "candidate")
            for id, stored in self.documents.find(Review, where={side: profile.rcu})
            if stored.value.state == "open"
        }
        return ProfileView(
            profile=profile,
            asked_for=rcu,
            records={id: stored.value for id, stored in records.items()},
            timeline=tuple(sorted(timeline, key=lambda one: one.at, reverse=True)),
            reviews=tuple(reviews[id] for id in sorted(reviews)),
            restrictions=self.restrictions(profile.rcu),
            department=self.department(profile),
            is_sample=profile.rcu in self.sampled([profile], records),
        )

    def department(self, profile: Profile) -> str:
        """The French department of the surviving postal code; empty elsewhere."""
        code = profile.golden.get("postal_code")
        if code is None:
            return ""
        said = profile.golden.get("address_country")
        if said is not None:
            return department(code.value, country=said.value) or ""
        try:
            contract, source = self.contracts.source(code.source)
        except NotFound:
            return ""  # no contract names the source any more
        return department(code.value, country=source.country or contract.country) or ""

    def sampled(
        self, profiles: Iterable[Profile], records: Mapping[str, Stored[Record]]
    ) -> frozenset[str]:
        """Which of these profiles only samples have stated; `records` are theirs, by id."""
        stated = {
            one.rcu: _uploads_of(
                records[m.record].value for m in one.members if m.record in records
            )
            for one in profiles
        }
        found = self.documents.get_many(Upload, sorted(set().union(*stated.values())))
        samples = {id for id, stored in found.items() if stored.value.sample}
        return frozenset(rcu for rcu, uploads in stated.items() if uploads and uploads <= samples)

    def standing(self, rcu: str) -> Profile:
        """The profile an id leads to. Raises NotFound."""
        asked = rcu
        for _ in range(20):
            stored = self.documents.get(Profile, rcu)
            if stored is None:
                break
            if not stored.value.alias_of:
                return stored.value
            rcu = stored.value.alias_of
        raise NotFound(f"there is no profile {asked}")

    def restrictions(self, rcu: str) -> tuple[Restriction, ...]:
        """What restricts the use of this profile."""
        stored = self.documents.get(Restriction, rcu)
        return (stored.value,) if stored else ()

    def by_record(self, source: str, id: str) -> str:
        """The profile of one source's record. Raises NotFound."""
        stored = self.documents.get(Record, record_id(self.hash, source, id))
        if stored is None:
            raise NotFound(f"{source} has no such record here")
        return stored.value.rcu

    def by_fields(self, **fields: str) -> list[str]:
        """Profiles that hold every one of these canonical values (`email`, `name`…)."""
        wanted = comparables_of(fields)
        ids = [key_id(self.hash, key) for key in blocking_keys(wanted)]
        found = self.documents.get_many(Key, ids)
        behind = {rcu for stored in found.values() for rcu in stored.value.profiles}
        if any(stored.value.generic for stored in found.values()):
            behind |= {profile.rcu for profile in self.all() if _holds(profile, wanted)}
        standing = {}
        for rcu in sorted(behind):
            # A key may still name a profile that is gone: keys of old values are left standing.
            with suppress(NotFound):
                profile = self.standing(rcu)
                standing[profile.rcu] = profile
        return sorted(rcu for rcu, profile in standing.items() if _holds(profile, wanted))

    def all(self) -> Iterator[Profile]:
        """Every profile that stands by itself, in order of id."""
        for _, stored in self.documents.find(Profile, where={"alias_of": ""}):
            yield stored.value


def _uploads_of(records: Iterable[Record]) -> set[str]:
    """The uploads that stated these records, as far back as is remembered."""
    return {part.partition(".")[0] for one in records for part in one.outcomes}


def _holds(profile: Profile, wanted: Comparables) -> bool:
    held = profile.comparables
    return (
        set(wanted.emails) <= set(held.emails)
        and set(wanted.phones) <= set(held.phones)
        and all(
            any({name.given, name.family} - {""} <= {one.given, one.family} for one in held.names)
            for name in wanted.names
        )
    )
