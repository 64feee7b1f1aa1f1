"""What an installation has come to, whatever its ids: to be compared with another's.

RCU ids are random and times differ, so two installations are compared by what they mean: which
records stand together, which values survived, what waits for a person, what was counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, fields
from itertools import islice, product

from shared.model.interaction import StoredInteraction
from shared.model.profile import Key, Profile, Record, Review
from shared.model.upload import Part, Upload
from shared.rules import catalogue
from shared.rules.parts import totals
from shared.wiring.app import App

Pair = frozenset[str]
"""Two record keys, `source:record_id`."""

_SHOWN = 5
_MADE_BY_TASKS = "weights/"
"""Objects named by the time of day."""


@dataclass(frozen=True)
class Outcome:
    """Everything two installations should agree on."""

    membership: frozenset[frozenset[str]]
    """Record keys that stand together."""

    golden: Mapping[frozenset[str], Mapping[str, str]]
    """The surviving values of each profile, by its record keys."""

    said: Mapping[str, Mapping[str, str]]
    """What each record says now, by its key."""

    reviews: frozenset[Pair]
    """Pairs of records a person is asked about."""

    counts: Mapping[str, Mapping[str, int]]
    """The counts of promise 1, by source, summed over its uploads."""

    interactions: Mapping[str, Mapping[str, str]]
    """The fields of each interaction, by its id."""

    objects: frozenset[str]
    """Names in the lake and the quarantine."""


def outcome_of(app: App) -> Outcome:
    """What this installation has come to. Raises AssertionError where it contradicts itself."""
    records = {id: one.value for id, one in app.documents.find(Record)}
    profiles = {
        rcu: one.value for rcu, one in app.documents.find(Profile) if not one.value.alias_of
    }
    keys = {id: f"{one.source}:{one.record_id}" for id, one in records.items()}
    members = {
        rcu: frozenset(keys[member.record] for member in one.members)
        for rcu, one in profiles.items()
    }
    contradictions = [*_contradictions(records, profiles), *_lost_keys(app, profiles)]
    assert contradictions == []
    return Outcome(
        membership=frozenset(members.values()),
        golden={
            members[rcu]: {name: one.value for name, one in profile.golden.items()}
            for rcu, profile in profiles.items()
        },
        said={
            keys[id]: {name: claim.value for name, claim in one.now.claims.items()}
            for id, one in records.items()
        },
        reviews=frozenset(_open_pairs(app, keys, members)),
        counts=_counts(app),
        interactions={
            id: {"record": one.value.record, **one.value.fields, **one.value.extensions}
            for id, one in app.documents.find(StoredInteraction)
        },
        objects=frozenset(
            name
            for bucket in (catalogue.LAKE, catalogue.QUARANTINE)
            for name in app.objects.list(bucket)
            if not name.startswith(_MADE_BY_TASKS)
        ),
    )


def differences(one: Outcome, other: Outcome, *, but: Iterable[str] = ()) -> list[str]:
    """Where two outcomes differ, in a few words each; empty when nowhere.

    `but` names what may differ. (Comparing with `==` would print twenty thousand people.)
    """
    return [
        f"{field.name}: {told}"
        for field in fields(Outcome)
        if field.name not in but
        for told in _told(getattr(one, field.name), getattr(other, field.name))
    ]


def broken_counts(app: App) -> list[str]:
    """Parts where promise 1 does not hold; empty when it holds everywhere."""
    broken = []
    for id, stored in app.documents.find(Part):
        part = stored.value
        is_read = part.rows == part.mapped + part.rejected + part.suppressed
        became = part.created + part.linked + part.review + part.unchanged
        if not is_read or part.mapped != became:
            broken.append(f"{id}: {part}")
    return broken


def linked_pairs(membership: Iterable[frozenset[str]]) -> set[Pair]:
    """Every two records that stand together."""
    return {
        frozenset((one, other))
        for together in membership
        for one in together
        for other in together
        if one < other
    }


def _counts(app: App) -> dict[str, dict[str, int]]:
    parts: dict[str, list[Part]] = {}
    source_of = {id: one.value.source for id, one in app.documents.find(Upload)}
    for _, one in app.documents.find(Part):
        parts.setdefault(source_of[one.value.upload], []).append(one.value)
    return {source: totals(found) for source, found in sorted(parts.items())}


def _open_pairs(
    app: App, keys: Mapping[str, str], members: Mapping[str, frozenset[str]]
) -> Iterable[Pair]:
    for _, one in app.documents.find(Review, where={"state": "open"}):
        review = one.value
        own = {keys[review.record], *members.get(review.profile, ())}
        for pair in product(own, members.get(review.candidate, ())):
            if len(set(pair)) == 2:
                yield frozenset(pair)


def _contradictions(
    records: Mapping[str, Record], profiles: Mapping[str, Profile]
) -> Iterable[str]:
    """Records in two profiles or in none, and profiles with records that do not know them."""
    held = Counter(member.record for one in profiles.values() for member in one.members)
    for id, times in held.items():
        if times > 1:
            yield f"record {id} stands in {times} profiles"
    for rcu, profile in profiles.items():
        for member in profile.members:
            if member.record not in records:
                yield f"profile {rcu} holds record {member.record}, which does not exist"
            elif records[member.record].rcu != rcu:
                yield f"record {member.record} does not say that it is in {rcu}"
    for id in records.keys() - held.keys():
        yield f"record {id} stands in no profile"


def _lost_keys(app: App, profiles: Mapping[str, Profile]) -> Iterable[str]:
    for id, one in app.documents.find(Key):
        for rcu in one.value.profiles:
            if rcu not in profiles:
                yield f"key {id} leads to {rcu}, which does not stand by itself"


def _told(one: object, other: object) -> list[str]:
    if one == other:
        return []
    first, second = dict.fromkeys(_parts(one)), dict.fromkeys(_parts(other))
    only_first = [part for part in first if part not in second]
    only_second = [part for part in second if part not in first]
    return [
        f"{len(only)} only in the {which}, as {list(islice(only, _SHOWN))}"
        for which, only in (("first", only_first), ("second", only_second))
        if only
    ]


def _parts(whole: object) -> list[Hashable]:
    if isinstance(whole, Mapping):
        return [(name, *_parts(part)) for name, part in whole.items()]
    if isinstance(whole, frozenset):
        return list(whole)
    assert isinstance(whole, Hashable)
    return [whole]
