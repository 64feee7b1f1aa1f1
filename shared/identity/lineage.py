"""Two profiles become one, or are told apart: pure changes of documents."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from functools import reduce

import msgspec

from shared.identity.comparables import comparables_of
from shared.identity.stating import values_of
from shared.model.comparables import Comparables, union
from shared.model.profile import Link, Member, Profile, Record
from shared.rules.golden import Priorities, survive


def new_rcu() -> str:
    """A new RCU id: 100 random bits, derived from nothing, never given twice."""
    return f"rcu_{secrets.token_hex(13)[:25]}"


def choose_survivor(first: Profile, second: Profile) -> tuple[Profile, Profile]:
    """(survivor, absorbed): the older id stays, so that what was handed out goes on working."""
    older, younger = sorted((first, second), key=lambda one: (one.created_at, one.rcu))
    return older, younger


def merge(
    survivor: Profile,
    absorbed: Profile,
    records: Mapping[str, Record],
    *,
    link: Link,
    priorities: Priorities | None = None,
) -> tuple[Profile, Profile, dict[str, Record]]:
    """The merged profile, the alias the absorbed one becomes, and the records that move.

    `records` are all records of both. The alias keeps its members as they were: a merge can be
    told apart again. `link` says who merged them, and stands on every record that moves.
    """
    moved = {
        member.record: msgspec.structs.replace(records[member.record], rcu=survivor.rcu, link=link)
        for member in absorbed.members
    }
    members = tuple(sorted({*survivor.members, *absorbed.members}))
    merged = msgspec.structs.replace(
        survivor,
        members=members,
        comparables=union(survivor.comparables, absorbed.comparables),
        golden=survive(
            (
                (member.source, member.record, records[member.record].now.claims)
                for member in members
            ),
            priorities or {},
        ),
        households=_others(survivor, absorbed, *survivor.households, *absorbed.households),
        different=_others(survivor, absorbed, *survivor.different, *absorbed.different),
    )
    return merged, alias_to(survivor.rcu, absorbed), moved


def alias_to(survivor: str, absorbed: Profile) -> Profile:
    """What is left of an absorbed profile: an id that leads on, and its members as they were."""
    return msgspec.structs.replace(absorbed, alias_of=survivor, golden={})


def made_of(profile: Profile, standing: Mapping[Member, Record], priorities: Priorities) -> Profile:
    """The profile as these records alone make it."""
    said = (comparables_of(values_of(record.now)) for record in standing.values())
    return msgspec.structs.replace(
        profile,
        members=tuple(sorted(standing)),
        comparables=reduce(union, said, Comparables()),
        golden=survive(
            ((one.source, one.record, record.now.claims) for one, record in standing.items()),
            priorities,
        ),
    )


def tell_apart(profile: Profile, other: Profile, *, household: bool) -> Profile:
    """The profile, knowing that a person said the other is somebody else."""
    return msgspec.structs.replace(
        profile,
        different=tuple(sorted({*profile.different, other.rcu})),
        households=tuple(sorted({*profile.households, other.rcu}))
        if household
        else tuple(rcu for rcu in profile.households if rcu != other.rcu),
    )


def bring_together(
    profile: Profile, rcus: AbstractSet[str], *, homes: Iterable[str] | None = None
) -> Profile:
    """The profile without a person's word that another, by any of these ids, is somebody else.

    `homes` are those of its ids that are of one home with it from then on; None leaves them.
    """
    households = profile.households
    if homes is not None:
        households = tuple(sorted((set(households) - rcus) | set(homes)))
    return msgspec.structs.replace(
        profile,
        different=tuple(rcu for rcu in profile.different if rcu not in rcus),
        households=households,
    )


def members_of(profiles: Iterable[Profile]) -> list[str]:
    """The record ids of these profiles."""
    return [member.record for profile in profiles for member in profile.members]


def _others(survivor: Profile, absorbed: Profile, *related: str) -> tuple[str, ...]:
    return tuple(sorted(set(related) - {survivor.rcu, absorbed.rcu}))
