"""What only buckets that are folders have to mind: names, files of others, kills."""

from __future__ import annotations

import os
import random
import time
from hashlib import blake2b

import pytest

from shared.adapters.embedded.fingerprints import WORTH_KEEPING, Fingerprints
from shared.adapters.embedded.objects import FolderObjects
from shared.errors import InvalidInput, NotFound
from shared.rules.catalogue import LAKE, LANDING
from tests.ports.embedded_acts import BYTES
from tests.ports.racing import race, race_processes, start


@pytest.fixture
def objects(tmp_path):
    return FolderObjects(tmp_path / "buckets")


def drop(tmp_path, name: str, content: bytes):
    """A file somebody copied into landing."""
    path = tmp_path / "buckets" / LANDING / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def test_a_file_copied_by_hand_is_an_object_whose_generation_is_its_hash(objects, tmp_path):
    drop(tmp_path, "eventclick.crm/a.csv", b"email\n")

    facts = objects.facts(LANDING, "eventclick.crm/a.csv")

    assert facts == (
        "eventclick.crm/a.csv",
        blake2b(b"email\n", digest_size=16).hexdigest(),
        6,
        blake2b(b"email\n", digest_size=16).hexdigest(),
    )


@pytest.mark.parametrize(
    "name",
    [
        "",
        "/a",
        "a/",
        "a//b",
        ".",
        "..",
        "a/../b",
        "../a",
        ".hidden",
        "a/.writing/b",
        "a\0b",
        "a\nb",
    ],
)
def test_a_name_that_leads_elsewhere_or_hides_is_refused(objects, name):
    for act in (
        lambda: objects.create(LAKE, name, b""),
        lambda: objects.put(LAKE, name, b""),
        lambda: objects.read(LAKE, name),
        lambda: objects.delete(LAKE, name),
    ):
        with pytest.raises(InvalidInput, match="the name of an object has a part"):
            act()


@pytest.mark.parametrize("bucket", ["", ".", "..", "a/b", ".fingerprints"])
def test_a_bucket_that_leads_elsewhere_is_refused(objects, bucket):
    with pytest.raises(InvalidInput, match="cannot be the name of a bucket"):
        objects.put(bucket, "a", b"")
    with pytest.raises(InvalidInput, match="cannot be the name of a bucket"):
        objects.list(bucket)


@pytest.mark.parametrize("name", ["a" * 256, "é" * 128, "/".join(["a" * 200] * 6)])
def test_a_name_too_long_is_refused(objects, name):
    with pytest.raises(InvalidInput, match="at most 1024 bytes, each part at most 255"):
        objects.put(LAKE, name, b"")


def test_an_object_cannot_lie_below_another_nor_replace_a_folder(objects):
    objects.put(LAKE, "a", b"x")
    objects.put(LAKE, "b/c", b"x")

    with pytest.raises(InvalidInput, match="cannot lie below another object"):
        objects.put(LAKE, "a/b", b"y")
    with pytest.raises(InvalidInput, match="nor have the name of a folder"):
        objects.put(LAKE, "b", b"y")
    assert list(objects.list(LAKE)) == ["a", "b/c"]


def test_only_whole_visible_files_are_listed(objects, tmp_path):
    drop(tmp_path, "eventclick.crm/a\u202f(copie).csv", b"x")
    drop(tmp_path, "eventclick.crm/.a.csv.partial", b"x")
    drop(tmp_path, ".writing/abc", b"x")
    os.mkfifo(tmp_path / "buckets" / LANDING / "eventclick.crm" / "pipe")
    (tmp_path / "buckets" / LANDING / "empty").mkdir()

    assert list(objects.list(LANDING)) == ["eventclick.crm/a\u202f(copie).csv"]
    assert list(objects.list("never-written")) == []


def test_folders_that_become_empty_go_but_a_source_keeps_its_own(objects, tmp_path):
    objects.put(LANDING, "eventclick.crm/2026/01/a.csv", b"x")
    objects.put(LANDING, "eventclick.crm/2026/b.csv", b"x")

    objects.delete(LANDING, "eventclick.crm/2026/01/a.csv")
    below = sorted(
        p.name for p in (tmp_path / "buckets" / LANDING).rglob("*") if p.suffix != ".csv"
    )
    assert below == [".writing", "2026", "eventclick.crm"]

    objects.delete(LANDING, "eventclick.crm/2026/b.csv")
    below = sorted(p.name for p in (tmp_path / "buckets" / LANDING).rglob("*"))
    assert below == [".writing", "eventclick.crm"]


def test_creating_and_deleting_neighbours_at_once_loses_nothing(objects):
    def churn(number: int) -> int:
        for turn in range(20):
            assert objects.create(LAKE, f"top/folder/{number}-{turn}", b"x")
            objects.delete(LAKE, f"top/folder/{number}-{turn}")
        return number

    assert race(4, churn) == [0, 1, 2, 3]
    assert list(objects.list(LAKE)) == []


def test_a_large_file_that_changes_is_seen_to_change(objects, tmp_path):
    path = drop(tmp_path, "eventclick.crm/a.csv", b"a" * WORTH_KEEPING)
    hour_ago = time.time() - 3600
    os.utime(path, (hour_ago, hour_ago))
    before = objects.facts(LANDING, "eventclick.crm/a.csv")

    path.write_bytes(b"b" * WORTH_KEEPING)
    os.utime(path, (hour_ago, hour_ago))

    assert objects.facts(LANDING, "eventclick.crm/a.csv").generation != before.generation
    with pytest.raises(NotFound, match="not of that generation any more"):
        objects.open(LANDING, "eventclick.crm/a.csv", generation=before.generation)
    objects.delete(LANDING, "eventclick.crm/a.csv", generation=before.generation)
    assert path.exists()


def test_a_large_file_that_has_come_to_rest_is_read_once(tmp_path):
    path = tmp_path / "large"
    path.write_bytes(b"a" * WORTH_KEEPING)
    fingerprints = Fingerprints(settled_seconds=0.05)
    time.sleep(0.1)

    with path.open("rb") as stream:
        first = fingerprints.of(stream)
        stream.seek(7)
        second = fingerprints.of(stream)
        stays = stream.tell()

    assert (second, stays) == (first, 7)


def test_of_four_processes_that_create_one_object_exactly_one_wins(objects, tmp_path):
    answers = race_processes(4, "create_object", tmp_path)

    (winner,) = [answer.removeprefix("won ") for answer in answers if answer.startswith("won")]
    assert objects.read(LAKE, "a/b") == winner.encode() * 1000


@pytest.mark.kills
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_process_killed_while_writing_leaves_whole_objects_only(objects, tmp_path, seed):
    process = start("write_for_ever", tmp_path)
    assert process.stdout.readline() == "ready\n"
    time.sleep(0.2 + random.Random(seed).uniform(0, 0.2))
    process.kill()
    process.communicate()

    names = list(objects.list(LAKE))

    assert "replaced" in names
    assert len(names) > 1
    for name in names:
        content = objects.read(LAKE, name)
        assert content == content[:1] * BYTES
    objects.remove_leftovers(before=time.time() + 1)
    assert list((tmp_path / "buckets" / LAKE / ".writing").iterdir()) == []
    assert list(objects.list(LAKE)) == names


def test_the_leftover_of_a_writer_at_work_is_not_removed(objects, tmp_path):
    young = drop(tmp_path, ".writing/young", b"x")
    old = drop(tmp_path, ".writing/old", b"x")
    os.utime(old, (0, 0))

    assert objects.remove_leftovers(before=time.time() - 3600) == 1

    assert (young.exists(), old.exists()) == (True, False)
