"""Plans what a person's word changes: two profiles become one, or are told apart for ever."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

import msgspec

from shared.errors import Conflict
from shared.identity.lineage import choose_survivor, members_of, merge, tell_apart
from shared.identity.rejudging import led_on
from shared.model.privacy import Restriction
from shared.model.profile import Link, Profile, Record, Review
from shared.model.ruling import Ruling
from shared.ports import ABSENT, Documents, Stored, Write
from shared.rules.golden import Priorities

LONGEST_WAY: Final = 20


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
        """All writes, the decision's own among them."""
        return [*self.writes, Write(Ruling, self.ruling.id, self.ruling, ABSENT)]


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
            was_apart=self.are_told_apart(one, other),
            was_home=other.rcu in one.households or one.rcu in other.households,
        )
        return Plan(
            kept_ruling,
            [
                Write(
                    Profile, one.rcu, tell_apart(one, other, household=household), first.version
                ),
                Write(
                    Profile, other.rcu, tell_apart(other, one, household=household), second.version
                ),
            ],
        )  # fmt: skip

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

    def tell_apart_too(
        self, rcus: Iterable[str], rcu: str, *, but: Collection[str]
    ) -> Iterator[Write]:
        """Whom a profile was told apart from is told apart as well from one that leaves it."""
        standing = {
            found.value.rcu: found for one in rcus if (found := self.standing(one)) is not None
        }
        for id, stored in standing.items():
            if id not in but and id != rcu:
                different = tuple(sorted({*stored.value.different, rcu}))
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


def lead(aliases: dict[str, Stored[Profile]], rcu: str) -> Iterator[Write]:
    """Aliases lead straight to where their people are: the way is never longer than one step."""
    for id, stored in aliases.items():
        led = msgspec.structs.replace(stored.value, alias_of=rcu)
        yield Write(Profile, id, led, stored.version)
