"""Any sequence of merges, splits, partings and undoings keeps promise 3."""

from __future__ import annotations

from itertools import count

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.errors import Conflict, InvalidInput, NotFound
from shared.identity.arrival import key_id
from shared.identity.blocking import blocking_keys
from shared.identity.comparables import comparables_of
from shared.identity.deciding import Deciding, Merge, Part, Split, Undo
from shared.identity.stating import values_of
from shared.model.profile import Key, Profile, Record
from tests.builders import a_hash
from tests.deciding import NUMBERS, a_house, deciding_on, record_of
from tests.memory_documents import MemoryDocuments

ACTS = st.lists(
    st.tuples(
        st.sampled_from(("merge", "split", "part", "undo", "undo", "redo")),
        st.integers(0, 30),
        st.integers(0, 30),
    ),
    max_size=14,
)


def members(documents: MemoryDocuments) -> dict[str, frozenset[str]]:
    return {
        rcu: frozenset(one.record for one in stored.value.members)
        for rcu, stored in documents.find(Profile, where={"alias_of": ""})
    }


def check(documents: MemoryDocuments, given_ids: set[str]) -> None:
    profiles = {rcu: one.value for rcu, one in documents.find(Profile)}
    live = {rcu: one for rcu, one in profiles.items() if not one.alias_of}
    records = {id: one.value for id, one in documents.find(Record)}
    # each record stands in exactly one profile, the one it names
    stands = {m.record: rcu for rcu, one in live.items() for m in one.members}
    assert sum(len(one.members) for one in live.values()) == len(records)
    assert stands == {id: one.rcu for id, one in records.items()}
    assert all(one.members for one in live.values())
    # every id ever given leads to one live profile, in one step
    assert given_ids <= profiles.keys()
    for one in profiles.values():
        assert not one.alias_of or one.alias_of in live
    # every key of a record leads to its profile, and to nobody's who does not say it
    behind: dict[str, set[str]] = {}
    for id, record in records.items():
        for key in blocking_keys(comparables_of(values_of(record.now))):
            behind.setdefault(key_id(a_hash, key), set()).add(stands[id])
    for id, stored in documents.find(Key):
        found = {profiles[rcu].alias_of or rcu for rcu in stored.value.profiles}
        assert found == behind[id]
    # values and comparables are those of the records
    for rcu, one in live.items():
        emails = {
            records[m.record].now.claims["email"].value for m in one.members
        }  # fmt: skip
        assert set(one.comparables.emails) == emails, rcu
        assert one.golden["email"].record in {m.record for m in one.members}
        # nobody is told apart from themselves
        for other in one.different:
            assert (profiles[other].alias_of or other) != rcu


def act(deciding: Deciding, documents: MemoryDocuments, kind: str, a: int, b: int) -> None:
    live = sorted(members(documents))
    decisions = sorted(deciding.decisions(), key=lambda one: one.id)
    first, second = live[a % len(live)], live[b % len(live)]
    if kind == "merge":
        deciding.decide(Merge(first, second), by="Ada")
    elif kind == "part":
        deciding.decide(Part(first, second, household=bool(a % 2)), by="Ada")
    elif kind == "split":
        inside = sorted(members(documents)[first])
        chosen = inside[: 1 + b % len(inside)]
        names = tuple(record_of(documents, id) for id in chosen)
        deciding.decide(Split(first, names), by="Ada")
    elif decisions:
        deciding.decide(Undo(decisions[a % len(decisions)].id), by="Ada")


@settings(max_examples=150, deadline=None)
@given(ACTS)
def test_any_sequence_leaves_each_record_in_one_profile_and_each_id_leading_to_one(
    acts: list[tuple[str, int, int]],
) -> None:
    documents = a_house(6)
    deciding = deciding_on(documents, count(1))
    given_ids = {rcu for rcu, _ in documents.find(Profile)}
    for kind, a, b in acts:
        before = {rcu: one.value for rcu, one in documents.find(Profile)}
        try:
            act(deciding, documents, kind, a, b)
        except (Conflict, InvalidInput, NotFound):
            assert before == {rcu: one.value for rcu, one in documents.find(Profile)}
        given_ids |= {rcu for rcu, _ in documents.find(Profile)}
        check(documents, given_ids)


@settings(max_examples=100, deadline=None)
@given(ACTS)
def test_undoing_everything_from_the_last_to_the_first_restores_the_beginning(
    acts: list[tuple[str, int, int]],
) -> None:
    documents = a_house(6)
    deciding = deciding_on(documents, count(1))
    beginning = {rcu: one.value for rcu, one in documents.find(Profile)}
    made = []
    for kind, a, b in acts:
        if kind in ("undo", "redo"):
            continue
        known = {one.id for one in deciding.decisions()}
        try:
            act(deciding, documents, kind, a, b)
        except (Conflict, InvalidInput):
            continue
        made += [one.id for one in deciding.decisions() if one.id not in known]
    for id in reversed(made):
        deciding.decide(Undo(id), by="Ada")

    profiles = {rcu: one.value for rcu, one in documents.find(Profile)}
    assert members(documents) == {
        rcu: frozenset(m.record for m in one.members) for rcu, one in beginning.items()
    }
    for rcu, one in beginning.items():
        now = profiles[rcu]
        assert msgspec.structs.replace(now, different=(), households=()) == one
        # what is left names ids that were given by splits and lead to the profile itself no more
        assert not {*now.different, *now.households} & beginning.keys()
    assert len(NUMBERS) >= 6
