"""What every backend's buckets promise."""

from __future__ import annotations

import pytest

from shared.errors import NotFound
from shared.rules.catalogue import LAKE, QUARANTINE
from tests.ports.racing import race


def test_what_is_put_is_read_back_whole(objects):
    content = bytes(range(256)) * 5000

    objects.put(LAKE, "contacts/part-00000.jsonl.gz", content)

    assert objects.read(LAKE, "contacts/part-00000.jsonl.gz") == content


def test_an_empty_object_is_an_object(objects):
    assert objects.create(LAKE, "empty", b"")

    assert objects.read(LAKE, "empty") == b""
    assert objects.facts(LAKE, "empty").size == 0


def test_putting_again_replaces_and_gives_another_generation(objects):
    objects.put(LAKE, "a", b"first")
    first = objects.facts(LAKE, "a")
    objects.put(LAKE, "a", b"the second")
    second = objects.facts(LAKE, "a")

    assert objects.read(LAKE, "a") == b"the second"
    assert (first.size, second.size) == (5, 10)
    assert first.generation != second.generation


def test_the_same_bytes_have_the_same_content_hash_whatever_their_name(objects):
    objects.put(LAKE, "a", b"same")
    objects.put(QUARANTINE, "b/c", b"same")
    objects.put(LAKE, "d", b"different")

    assert objects.facts(LAKE, "a").content_hash == objects.facts(QUARANTINE, "b/c").content_hash
    assert objects.facts(LAKE, "a").content_hash != objects.facts(LAKE, "d").content_hash
    assert objects.facts(QUARANTINE, "b/c").name == "b/c"


def test_an_object_is_created_once(objects):
    assert objects.create(LAKE, "a/b", b"first")
    assert not objects.create(LAKE, "a/b", b"second")

    assert objects.read(LAKE, "a/b") == b"first"


def test_a_stream_can_be_sought(objects):
    objects.put(LAKE, "a", b"0123456789")

    with objects.open(LAKE, "a") as stream:
        assert stream.read(3) == b"012"
        assert stream.seek(8) == 8
        assert stream.read() == b"89"
        assert stream.seek(-4, 2) == 6
        assert stream.read(2) == b"67"
        assert stream.tell() == 8


def test_a_generation_is_opened_while_it_stands_and_not_found_once_replaced(objects):
    objects.put(LAKE, "a", b"first")
    generation = objects.facts(LAKE, "a").generation
    with objects.open(LAKE, "a", generation=generation) as stream:
        assert stream.read() == b"first"

    objects.put(LAKE, "a", b"other")

    with pytest.raises(NotFound), objects.open(LAKE, "a", generation=generation) as stream:
        stream.read()


@pytest.mark.parametrize("name", ["missing", "folder", "folder/missing", "folder/a/deeper"])
def test_what_is_not_there_is_not_found(objects, name):
    objects.put(LAKE, "folder/a", b"x")

    with pytest.raises(NotFound):
        objects.facts(LAKE, name)
    with pytest.raises(NotFound):
        objects.read(LAKE, name)
    with pytest.raises(NotFound), objects.open(LAKE, name) as stream:
        stream.read()


def test_a_deleted_object_is_gone_and_its_name_is_free(objects):
    objects.put(LAKE, "a/b/c", b"x")

    objects.delete(LAKE, "a/b/c")
    objects.delete(LAKE, "a/b/c")

    with pytest.raises(NotFound):
        objects.read(LAKE, "a/b/c")
    assert list(objects.list(LAKE)) == []
    assert objects.create(LAKE, "a/b/c", b"y")


def test_deleting_a_generation_leaves_a_newer_one(objects):
    objects.put(LAKE, "a", b"first")
    first = objects.facts(LAKE, "a").generation
    objects.put(LAKE, "a", b"second")

    objects.delete(LAKE, "a", generation=first)
    assert objects.read(LAKE, "a") == b"second"

    objects.delete(LAKE, "a", generation=objects.facts(LAKE, "a").generation)
    assert list(objects.list(LAKE)) == []


def test_names_are_listed_in_order_below_a_prefix(objects):
    names = ["b/2", "a", "b/10", "b-1", "b/1/z", "b0", "c/é"]
    for name in names:
        objects.put(LAKE, name, b"x")
    objects.put(QUARANTINE, "b/elsewhere", b"x")

    assert list(objects.list(LAKE)) == ["a", "b-1", "b/1/z", "b/10", "b/2", "b0", "c/é"]
    assert list(objects.list(LAKE, "b/")) == ["b/1/z", "b/10", "b/2"]
    assert list(objects.list(LAKE, "b/1")) == ["b/1/z", "b/10"]
    assert list(objects.list(LAKE, "b")) == ["b-1", "b/1/z", "b/10", "b/2", "b0"]
    assert list(objects.list(LAKE, "nothing")) == []


def test_of_eight_threads_that_create_one_object_exactly_one_wins(objects):
    won = race(8, lambda number: objects.create(LAKE, "a/b", bytes([number]) * 1000))

    assert sorted(won) == [False] * 7 + [True]
    assert objects.read(LAKE, "a/b") == bytes([won.index(True)]) * 1000
