"""Plans how records leave a profile: for a new id, or for the one they had before a merge."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

import msgspec

from shared.errors import InvalidInput
from shared.identity.arrival import key_id
from shared.identity.blocking import BlockingKey, blocking_keys
from shared.identity.comparables import comparables_of
from shared.identity.indexing import put_in_place
from shared.identity.lineage import made_of
from shared.identity.stating import values_of
from shared.identity.uniting import lead
from shared.model.privacy import Restriction
from shared.model.profile import Key, Link, Member, Profile, Record, Review
from shared.ports import ABSENT, Documents, Stored, Version, Write
from shared.rules.golden import Priorities


@dataclass(frozen=True)
class Separation:
    """Both profiles as they are apart, and all other writes."""

    left: Profile
    """The profile that stays, without the records."""

    gone: Profile
    """The profile of the records that left."""

    versions: Mapping[str, Version]
    links: Mapping[str, Link]
    """Why each record stood where it did before."""

    aliases: tuple[str, ...]
    reviews: tuple[Review, ...]
    restriction: Restriction | None
    """What the records that left are restricted by from then on; to be written first."""

    writes: list[Write]
    """All but those of the two profiles."""

    def profiles(self, left: Profile, gone: Profile) -> list[Write]:
        """The writes of the two profiles, as the caller leaves them."""
        return [Write(Profile, one.rcu, one, self.versions[one.rcu]) for one in (left, gone)]


@dataclass(frozen=True)
class Separating:
    """Reads what a separation rests on and plans its writes; writes nothing."""

    documents: Documents
    hash: Callable[..., str]
    priorities: Priorities

    def separate(
        self,
        own: Stored[Profile],
        target: Profile,
        links: Mapping[str, Link],
        *,
        version: Version = ABSENT,
        restricted_since: str = "",
    ) -> Separation:
        """Let the records of `links` (document id -> why they stand apart) leave for `target`.

        Ids that lead to the profile, and whose people all leave, lead to the target from then on.
        A restriction set at `restricted_since` or later holds for both. Raises InvalidInput when a
        record is not in the profile, or none would stay.
        """
        profile = own.value
        leaving = {one for one in profile.members if one.record in links}
        if len(leaving) != len(links):
            raise InvalidInput(f"not all of these records are in {profile.rcu}", field="record")
        if len(leaving) == len(profile.members):
            raise InvalidInput(
                f"these are all records of {profile.rcu}; at least one must stay", field="record"
            )
        stored = self.documents.get_many(Record, [one.record for one in profile.members])
        members = {one: stored[one.record].value for one in profile.members if one.record in stored}
        moved = {
            one: msgspec.structs.replace(
                members[one], rcu=target.rcu, link=links[one.record]
            )
            for one in leaving & members.keys()
        }  # fmt: skip
        staying = {one: record for one, record in members.items() if one not in leaving}
        left = made_of(profile, staying, self.priorities)
        gone = made_of(target, moved, self.priorities)
        led = dict(self.documents.find(Profile, where={"alias_of": profile.rcu}))
        led.pop(target.rcu, None)
        follow = {id: one for id, one in led.items() if _all_left(one.value, leaving)}
        reviews = self._reviews(profile.rcu, links)
        return Separation(
            left=left,
            gone=gone,
            versions={left.rcu: own.version, gone.rcu: version},
            links={one.record: members[one].link for one in moved},
            aliases=tuple(sorted(follow)),
            restriction=self._restriction(profile.rcu, gone.rcu, since=restricted_since),
            reviews=tuple(reviews[id].value for id in sorted(reviews)),
            writes=[
                *lead(follow, gone.rcu),
                *(
                    Write(Record, one.record, record, stored[one.record].version)
                    for one, record in moved.items()
                ),
                *self._keys(left, gone, staying, moved, aliases=led.keys()),
                *(
                    Write(
                        Review, id, msgspec.structs.replace(one.value, profile=gone.rcu),
                        one.version,
                    )
                    for id, one in reviews.items()
                ),
            ],
        )  # fmt: skip

    def _keys(
        self,
        left: Profile,
        gone: Profile,
        staying: Mapping[Member, Record],
        moved: Mapping[Member, Record],
        *,
        aliases: Collection[str],
    ) -> list[Write]:
        """Each of the two stands behind the keys of its own records, by its own id."""
        keys = {left.rcu: self._keys_of(staying), gone.rcu: self._keys_of(moved)}
        said = {id for one in keys.values() for id in one}
        stored = self.documents.get_many(Key, sorted(said))
        return list(put_in_place(stored, said, keys, frozenset(aliases)))

    def _keys_of(self, records: Mapping[Member, Record]) -> dict[str, BlockingKey]:
        return {
            key_id(self.hash, key): key
            for record in records.values()
            for key in blocking_keys(comparables_of(values_of(record.now)))
        }

    def _reviews(self, rcu: str, links: Mapping[str, Link]) -> dict[str, Stored[Review]]:
        """What is asked about the records that leave goes with them."""
        return {
            id: stored
            for id, stored in self.documents.find(Review, where={"profile": rcu})
            if stored.value.state == "open" and stored.value.record in links
        }

    def _restriction(self, rcu: str, gone: str, *, since: str) -> Restriction | None:
        """Who was restricted together stays restricted: nobody is freed by being told apart."""
        standing = self.documents.get(Restriction, rcu)
        if standing is None or standing.value.since < since:
            return None
        return msgspec.structs.replace(standing.value, rcu=gone)


def _all_left(alias: Profile, leaving: set[Member]) -> bool:
    return bool(alias.members) and leaving.issuperset(alias.members)
