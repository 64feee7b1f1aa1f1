"""`nova upload undo`: whatever was loaded before and after, as if that upload had never come."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shared.rules.landed_names import sample_name
from tests.festival import CONTRACTS, SOURCES, VISITS, crowd, export, visits
from tests.memory import MemoryWorld
from tests.outcomes import differences, outcome_of
from tests.scale import examples

PEOPLE = crowd(9)
DECISIONS = ("counts",)
"""Whoever comes first founds a profile, and who comes next joins it: that depends on the rest."""

often = settings(
    max_examples=examples(40), deadline=None, suppress_health_check=[HealthCheck.too_slow]
)

uploads = st.tuples(
    st.sampled_from([*SOURCES, VISITS]),
    st.lists(st.integers(0, len(PEOPLE) - 1), min_size=1, max_size=9, unique=True),
    st.sampled_from(["", "", "phone", "zip"]),
    st.sampled_from([0, 0, 3]),
    st.booleans(),
)
"""(source, which people, what is other than elsewhere, rows of a sample, with a bad row)."""

Dropped = tuple[str, list[int], str, int, bool]


@often
@given(
    loads=st.lists(uploads, min_size=1, max_size=5),
    taken_back=st.integers(0, 4),
    after=st.integers(0, 4),
    seed=st.integers(0, 1 << 32),
)
def test_an_upload_taken_back_is_as_if_it_had_never_come(
    loads: Sequence[Dropped], taken_back: int, after: int, seed: int
) -> None:
    place = taken_back % len(loads)
    world, without = a_world(), a_world()

    for number, one in enumerate(loads):
        load(world, one, number)
        if number == max(place, after) or number == len(loads) - 1:
            take_back(world, loads[place], place)
    world.settle_at_random(Random(seed), again=0.3)
    for number, one in enumerate(loads):
        if number != place:
            load(without, one, number)

    assert differences(outcome_of(world.app), outcome_of(without.app), but=DECISIONS) == []


def a_world() -> MemoryWorld:
    return MemoryWorld(contracts=CONTRACTS, part_size=4)


def load(world: MemoryWorld, one: Dropped, number: int) -> None:
    source, _, _, sample, _ = one
    name = f"export-{number}.csv"
    world.load(source, sample_name(name, sample) if sample else name, content(one, number))


def content(one: Dropped, number: int) -> bytes:
    """The file: no two of a world have the same bytes, or they would be one upload."""
    source, places, changed, _, is_spoilt = one
    people = [dict(PEOPLE[place]) for place in places]
    if changed:
        for person in people:
            person[changed] = f"{person[changed][:-1]}{number}"
    written = visits(people) if source == VISITS else export(people, source=source)
    spoilt = b"more,cells,than,there,are,columns,here\n" if is_spoilt else b""
    return written + b"\n" * number + spoilt


def take_back(world: MemoryWorld, one: Dropped, number: int) -> None:
    name = f"export-{number}."
    for upload in world.uploads(one[0]):
        if upload.name.rpartition("/")[2].startswith(name) and upload.state == "mapped":
            world.app.undoing.undo(upload.id, by="test")
            world.settle()
