"""Plans what a person's word changes: two profiles become one, or are told apart for ever."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

import msgspec

from shared.errors import Conflict
from shared.identity.lineage import choose_survivor, members_of, merge, tell_apart
from shared.identity.rejudging import led_on
from shared.model.privacy import Request, Restriction
from shared.model.profile import Link, Profile, Record, Review
from shared.model.ruling import PARTING, Ruling
from shared.ports import ABSENT, Documents, Stored, Write
from shared.rules.golden import Priorities

LONGEST_WAY: Final = 20
_RUNS: Final = ("accepted", "in_progress")


def new_decision() -> str:
    """An id for a person's decision: random, so that it says nothing of anybody."""
    return f"decision_{secrets.token_hex(8)}"


@dataclass
class Plan:
    """The writes that carry a decision out, and the decision as it will be kept."""

    ruling: Ruling
    writes: list[Write] = field(default_factory=list)
    restriction: Restriction | None = None
    """To be written before the rest."""

    since: str = ""
    """When the decision that this undoes was made."""

    def with_ruling(self) -> list[Write]:
        """All writes, the decision's own among them, with the intent to tell it."""
        untold = msgspec.structs.replace(self.ruling, state="untold")
        return [*self.writes, Write(Ruling, untold.id, untold, ABSENT)]


@dataclass(frozen=True)
class Uniting:
    """Reads what a decision rests on and plans its writes; writes nothing."""

    documents: Documents
    priorities: Priorities

    def standing(self, rcu: str) -> Stored[Profile] | None:
        """The profile behind an id, its aliases followed."""
        for _ in range(LONGEST_WAY):
            stored = self.documents.get(Profile, rcu)
            if stored is None or not stored.value.alias_of:
                return stored
            rcu = stored.value.alias_of
        return None

    def unite(
        self,
        first: Stored[Profile],
        second: Stored[Profile],
        ruling: Ruling,
        link: Link,
        *,
        survivor: str = "",
    ) -> Plan:
        """Make the two one: the older id stays, unless the survivor is named.

        `ruling` says who decided, when and what; `link` why the records that move are one with the
        others. Raises Conflict where a person told the two apart.
        """
        versions = {one.value.rcu: one.version for one in (first, second)}
        kept, absorbed = choose_survivor(first.value, second.value)
        if survivor == absorbed.rcu:
            kept, absorbed = absorbed, kept
        if self.are_told_apart(kept, absorbed):
            raise Conflict(
                "a person said before that these two are different people; their word stands until "
                "that decision is undone"
            )
        records = self.documents.get_many(Record, members_of((kept, absorbed)))
        merged, alias, moved = merge(
            kept,
            absorbed,
            {id: one.value for id, one in records.items()},
            link=msgspec.structs.replace(link, candidate=kept.rcu),
            priorities=self.priorities,
        )
        aliases = dict(self.documents.find(Profile, where={"alias_of": absorbed.rcu}))
        asked = self._asked(absorbed.rcu, but=ruling.review)
        kept_ruling = msgspec.structs.replace(
            ruling,
            kept=kept.rcu,
            other=absorbed.rcu,
            records=tuple(sorted(moved)),
            links={id: records[id].value.link for id in sorted(moved)},
            aliases=tuple(sorted(aliases)),
            households=kept.households,
            different=kept.different,
            reviews=tuple(asked[id].value for id in sorted(asked)),
        )
        return Plan(
            kept_ruling,
            [
                Write(Profile, merged.rcu, merged, versions[merged.rcu]),
                Write(Profile, alias.rcu, alias, versions[alias.rcu]),
                *lead(aliases, kept.rcu),
                *(
                    Write(
                        Review, id, led_on(one.value, absorbed.rcu, kept.rcu, at=ruling.at),
                        one.version,
                    )
                    for id, one in asked.items()
                ),
                *(Write(Record, id, one, records[id].version) for id, one in moved.items()),
            ],
        )  # fmt: skip

    def part(
        self, first: Stored[Profile], second: Stored[Profile], ruling: Ruling, *, household: bool
    ) -> Plan:
        """Tell the two apart for ever; `household` says that they share a home."""
        one, other = first.value, second.value
        kept_ruling = msgspec.structs.replace(
            ruling,
            kept=one.rcu,
            other=other.rcu,
            homes=tuple(sorted(self.ids_among(one.households, other))),
            other_homes=tuple(sorted(self.ids_among(other.households, one))),
        )
        told = {
            of.rcu: tell_apart(of, by, household=household)
            for of, by in ((one, other), (other, one))
        }
        homes = {*kept_ruling.homes, *kept_ruling.other_homes} - {one.rcu, other.rcu}
        if not household and homes:  # a home told under ids of before
            told = {rcu: without_homes(of, homes) for rcu, of in told.items()}
        if self.are_told_apart(one, other):  # under whichever ids; saying it again adds none
            told = {
                of.rcu: msgspec.structs.replace(told[of.rcu], different=of.different)
                for of in (one, other)
            }
        writes = [
            Write(Profile, of.value.rcu, told[of.value.rcu], of.version) for of in (first, second)
        ]
        return Plan(kept_ruling, writes)

    def parted_by(self, first: Profile, second: Profile, *, but: str) -> list[Ruling]:
        """The decisions in force, but one, that say of these two that they are never one."""
        pair = {first.rcu, second.rcu}
        return [
            one
            for one in self.about(first.rcu)
            if one.id != but
            and one.act in PARTING
            and not one.undone_by
            and {self.stands(one.kept), self.stands(one.other)} == pair
        ]

    def about(self, rcu: str) -> list[Ruling]:
        """The decisions about a standing profile, under any of its ids."""
        ids = [rcu, *(id for id, _ in self.documents.find(Profile, where={"alias_of": rcu}))]
        found = {
            id: stored.value
            for one in ids
            for side in ("kept", "other")
            for id, stored in self.documents.find(Ruling, where={side: one})
        }
        return list(found.values())

    def stands(self, rcu: str) -> str:
        """The id that this one leads to; empty when it leads nowhere."""
        found = self.standing(rcu)
        return found.value.rcu if found else ""

    def are_told_apart(self, first: Profile, second: Profile) -> bool:
        """Whether a person said that these are two, under whatever ids they had then."""
        return bool(self.ids_among(first.different, second)) or bool(
            self.ids_among(second.different, first)
        )

    def ids_among(self, rcus: tuple[str, ...], profile: Profile) -> set[str]:
        """Those of the ids that lead to this profile."""
        return {
            rcu
            for rcu in rcus
            if (stored := self.standing(rcu)) is not None and stored.value.rcu == profile.rcu
        }

    def open_request(self, rcus: Iterable[str]) -> str:
        """The request that runs about one of these, and about which: `<id> about <RCU>`, or none.

        While it does, who they are must not change under it.
        """
        for rcu in sorted(rcus):
            for id, request in self.documents.find(Request, where={"rcu": rcu}):
                if request.value.state in _RUNS:
                    return f"{id} about {rcu}"
        return ""

    def tell_apart_too(
        self, said: Mapping[str, Iterable[str]], *, but: Collection[str]
    ) -> Iterator[Write]:
        """Whom a profile was told apart from is told apart as well from one that leaves it.

        `said` is RCU id -> whom it is told apart from; profiles in `but` are written elsewhere.
        """
        found: dict[str, Stored[Profile]] = {}
        added: dict[str, set[str]] = {}
        for rcu, others in said.items():
            for other in others:
                stored = self.standing(other)
                if stored is not None and stored.value.rcu not in but:
                    found[stored.value.rcu] = stored
                    added.setdefault(stored.value.rcu, set()).add(rcu)
        for id, stored in found.items():
            different = tuple(sorted({*stored.value.different, *added[id]}))
            told = msgspec.structs.replace(stored.value, different=different)
            yield Write(Profile, id, told, stored.version)

    def _asked(self, rcu: str, *, but: str) -> dict[str, Stored[Review]]:
        """What is asked about a profile, except in the review that is being answered."""
        found: dict[str, Stored[Review]] = {}
        for side in ("profile", "candidate"):
            found.update(self.documents.find(Review, where={side: rcu}))
        return {
            id: one for id, one in found.items() if one.value.state == "open" and id != but
        }  # fmt: skip


def without_homes(profile: Profile, rcus: Collection[str]) -> Profile:
    """The profile, of one home with none of these any more."""
    households = tuple(rcu for rcu in profile.households if rcu not in rcus)
    return msgspec.structs.replace(profile, households=households)


def lead(aliases: dict[str, Stored[Profile]], rcu: str) -> Iterator[Write]:
    """Aliases lead straight to where their people are: the way is never longer than one step."""
    for id, stored in aliases.items():
        led = msgspec.structs.replace(stored.value, alias_of=rcu)
        yield Write(Profile, id, led, stored.version)
