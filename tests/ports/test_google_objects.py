"""What only Cloud Storage can show: generations, buckets by name, and landing notifications."""

from __future__ import annotations

import io
from threading import Barrier, Thread

import pytest

from shared.adapters.google import names
from shared.adapters.google import objects as adapter
from shared.adapters.google.objects import StorageObjects
from shared.errors import NotFound
from shared.model.message import ObjectLanded
from shared.rules import catalogue
from tests.ports.google_backend import objects, post

LAND = "landing.map_upload"


def test_a_bucket_of_the_catalogue_belongs_to_the_project_and_a_real_one_keeps_its_name(emulators):
    project = emulators.project(acquisitions=("media_pulse",))
    store = StorageObjects(emulators.storage, project)
    landing = names.landing_bucket(project, "media_pulse")

    store.put("lake", "a", b"1")
    store.put(landing, "crm/export.csv", b"2")

    assert store.read(f"{project}-lake", "a") == b"1"
    assert list(store.list(landing)) == ["crm/export.csv"]
    assert catalogue.source_of_landing(landing, "crm/export.csv") == "media_pulse.crm"


def test_facts_name_the_generation_and_the_same_bytes_have_the_same_hash(emulators):
    store = objects(emulators)
    store.put("lake", "a", b"same")
    store.put("lake", "b", b"same")
    store.put("lake", "c", b"other")

    first, second, third = (store.facts("lake", name) for name in "abc")

    assert (first.name, first.size, first.generation.isdecimal()) == ("a", 4, True)
    assert first.content_hash == second.content_hash != third.content_hash


def test_a_stream_reads_in_ranges_seeks_and_agrees_with_the_whole(emulators):
    store = objects(emulators)
    content = bytes(range(256)) * 40_000  # more than two reads of 4 MiB
    store.put("lake", "large", content)

    with store.open("lake", "large") as stream:
        assert stream.read(3) == content[:3]
        assert stream.seek(-5, io.SEEK_END) == len(content) - 5
        assert stream.read() == content[-5:]
        assert stream.read() == b""
        assert stream.seek(1) == 1
        assert stream.seek(adapter.BYTES_PER_READ - 3, io.SEEK_CUR) == adapter.BYTES_PER_READ - 2
        assert stream.read(7) == content[adapter.BYTES_PER_READ - 2 :][:7]
        stream.seek(0)
        assert stream.read() == content
        stream.seek(0)
        assert b"".join(iter(lambda: stream.read(1_000_003), b"")) == content


def test_an_empty_object_is_an_empty_stream(emulators):
    store = objects(emulators)
    store.put("lake", "empty", b"")

    with store.open("lake", "empty") as stream:
        assert stream.read() == b""


def test_a_generation_that_was_overwritten_is_not_found(emulators):
    store = objects(emulators)
    store.put("lake", "a", b"old")
    old = store.facts("lake", "a").generation
    store.put("lake", "a", b"new")

    with pytest.raises(NotFound, match="an object of lake"):
        store.open("lake", "a", generation=old)

    new = store.facts("lake", "a").generation
    assert store.open("lake", "a", generation=new).read() == b"new"


def test_a_stream_whose_object_is_replaced_meanwhile_says_so(emulators):
    store = objects(emulators)
    store.put("lake", "a", b"x" * (adapter.BYTES_PER_READ + 10))
    stream = store.open("lake", "a")
    stream.read(10)
    store.put("lake", "a", b"y" * (adapter.BYTES_PER_READ + 10))

    with pytest.raises(NotFound, match="reading a stream from Cloud Storage"):
        stream.read(adapter.BYTES_PER_READ)


def test_deleting_an_older_generation_leaves_the_newer(emulators):
    store = objects(emulators)
    store.put("lake", "a", b"old")
    old = store.facts("lake", "a").generation
    store.put("lake", "a", b"new")

    store.delete("lake", "a", generation=old)
    assert store.read("lake", "a") == b"new"

    store.delete("lake", "a", generation=store.facts("lake", "a").generation)
    store.delete("lake", "a")
    assert list(store.list("lake")) == []


def test_a_bucket_that_does_not_exist_is_not_found(emulators):
    store = StorageObjects(emulators.storage, emulators.bare_project())

    with pytest.raises(NotFound, match="reading an object of lake"):
        store.read("lake", "a")
    with pytest.raises(NotFound, match="listing the objects of lake"):
        list(store.list("lake"))
    with pytest.raises(NotFound, match="writing an object of lake"):
        store.put("lake", "a", b"")


def test_sixteen_workers_creating_one_object_leave_one_winner(emulators):
    store = objects(emulators)
    start = Barrier(16)
    won: list[int] = []

    def create(worker: int) -> None:
        start.wait()
        if store.create("lake", "part", f"{worker}".encode()):
            won.append(worker)

    workers = [Thread(target=create, args=(number,)) for number in range(16)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert [store.read("lake", "part")] == [f"{worker}".encode() for worker in won]


def test_what_lands_is_told_to_its_own_project_and_nothing_else_is(emulators):
    here, elsewhere = post(emulators), post(emulators)
    project = emulators.project(acquisitions=("eventclick",))
    store = StorageObjects(emulators.storage, project)
    landing = names.landing_bucket(here.project, "eventclick")
    emulators.storage.create_bucket(landing)

    store.put("lake", "crm/part-0", b"a part")
    store.put(landing, "crm/export.csv", b"an export")

    generation = store.facts(landing, "crm/export.csv").generation
    assert here.receive(LAND, 1) == [
        ObjectLanded(bucket=landing, name="crm/export.csv", generation=generation)
    ]
    assert here.is_silent(LAND)
    assert elsewhere.is_silent(LAND)
