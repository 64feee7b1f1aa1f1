"""A sample is a trial: flagged, told to nobody, found unchanged by the whole file, or dropped."""

from __future__ import annotations

import io
import json

import openpyxl
import pytest

from shared.model.message import ProfilesChanged
from shared.rules.landed_names import mended_by, mending_name, sample_name, sample_of
from tests.festival import CONTRACTS, SOURCES, crowd, export
from tests.memory import MemoryWorld

SOURCE = SOURCES[0]
PEOPLE = crowd(12)


def a_workbook() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(list(PEOPLE[0]))
    for one in PEOPLE:
        sheet.append(list(one.values()))
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


FILES = {
    "people.csv": export(PEOPLE),
    "people.json": json.dumps({"people": PEOPLE}).encode(),
    "people.xlsx": a_workbook(),
}


def a_world() -> MemoryWorld:
    return MemoryWorld(contracts=CONTRACTS, part_size=4)


def sampled(world: MemoryWorld) -> set[str]:
    profiles = world.profiles()
    records = world.app.documents.get_many(
        type(next(iter(world.records()))), [m.record for one in profiles for m in one.members]
    )
    return set(world.app.viewing.sampled(profiles, records))


@pytest.mark.parametrize("name", FILES)
def test_a_sample_of_any_format_is_its_first_rows_and_its_profiles_are_flagged(name: str) -> None:
    world = a_world()

    counts = world.load(SOURCE, sample_name(name, 5), FILES[name])

    assert (counts["rows"], counts["created"]) == (5, 5)
    assert world.uploads(SOURCE)[-1].sample == 5
    assert sampled(world) == {one.rcu for one in world.profiles()}
    assert all(world.app.viewing.view(one.rcu).is_sample for one in world.profiles())


@pytest.mark.parametrize("name", FILES)
def test_the_whole_file_finds_the_sample_unchanged_and_takes_the_flag_away(name: str) -> None:
    world = a_world()
    world.load(SOURCE, sample_name(name, 5), FILES[name])
    ids = {one.rcu for one in world.profiles()}

    counts = world.load(SOURCE, name, FILES[name])

    assert (counts["rows"], counts["created"], counts["unchanged"]) == (12, 7, 5)
    assert ids < {one.rcu for one in world.profiles()}
    assert sampled(world) == set()


def test_taking_a_sample_back_drops_it_and_leaves_what_the_whole_file_says() -> None:
    alone, before_whole = a_world(), a_world()
    for world in (alone, before_whole):
        world.load(SOURCE, sample_name("people.csv", 5), FILES["people.csv"])
    before_whole.load(SOURCE, "people.csv", FILES["people.csv"])

    for world in (alone, before_whole):
        world.app.undoing.undo(world.uploads(SOURCE)[0].id, by="test")
        world.settle()

    assert list(alone.records()) == []
    assert alone.objects.stored == {}
    assert len(before_whole.profiles()) == 12
    assert sampled(before_whole) == set()


def test_nobody_is_told_of_a_sample_until_the_whole_file_comes() -> None:
    world = a_world()
    world.load(SOURCE, sample_name("people.csv", 5), FILES["people.csv"])

    told_early = [one for one in world.delivered if isinstance(one, ProfilesChanged)]
    world.load(SOURCE, "people.csv", FILES["people.csv"])
    told = [one for one in world.delivered if isinstance(one, ProfilesChanged)]

    assert told_early == []
    assert {rcu for one in told for rcu in one.profiles} == {one.rcu for one in world.profiles()}


def test_what_a_file_mends_is_said_by_its_name_too() -> None:
    name = mending_name("people.csv", "5f0c9a2b41d7e830")

    assert (mended_by(f"eventclick.crm/{name}"), sample_of(name)) == ("5f0c9a2b41d7e830", 0)
    assert mended_by("eventclick.crm/people.csv") == ""


def test_only_our_own_mark_makes_a_file_a_sample() -> None:
    assert sample_of(f"eventclick.crm/{sample_name('my.people.csv.gz', 1000)}") == 1000
    for name in ("sample-1000.csv", "people.nova-sample-0.csv", "people.nova-sample-x.csv"):
        assert sample_of(f"x.nova-sample-9/{name}") == 0
