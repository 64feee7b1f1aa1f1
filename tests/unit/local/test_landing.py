"""Files that are dropped: announced once, when they are whole."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from shared.adapters.embedded.database import Database
from shared.errors import Retry
from shared.local.installation.state import MemoryState, SqliteState, State
from shared.local.platform.landing import Footprint, Landing, Sighting, has_settled, is_export, look


def watch(folder: Path, announced: list[str], *, state: State | None = None) -> Landing:
    return Landing(folder, announce=announced.append, state=state or MemoryState())


def drop(folder: Path, name: str, text: str = "id\n1\n", *, age: float = 10.0) -> Path:
    """A file whose last change lies `age` seconds back, as a renamed one's does."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    then = time.time() - age
    os.utime(path, (then, then))
    return path


def footprint(*, size: int = 10, modified: float = 0.0) -> Footprint:
    return Footprint(size, int(modified * 1e9), int(modified * 1e9), 7)


def test_a_file_that_arrives_with_an_older_time_is_announced_at_once(tmp_path: Path) -> None:
    announced: list[str] = []
    landing = watch(tmp_path, announced)
    drop(tmp_path, "eventclick.crm/export.csv")

    landing.poll(time.time())

    assert announced == ["eventclick.crm/export.csv"]


def test_a_file_that_has_just_changed_waits_until_it_has_stood_still(tmp_path: Path) -> None:
    announced: list[str] = []
    landing = watch(tmp_path, announced)
    drop(tmp_path, "eventclick.crm/export.csv", age=0.0)
    now = time.time()

    landing.poll(now)
    was_waiting = landing.is_waiting
    landing.poll(now + 1.9)
    early = list(announced)
    landing.poll(now + 2.1)

    assert was_waiting
    assert early == []
    assert announced == ["eventclick.crm/export.csv"]


def test_a_growing_file_begins_to_wait_again_with_every_change() -> None:
    first = look(None, footprint(size=10, modified=100.0), 100.0)
    grown = look(first, footprint(size=20, modified=101.5), 101.5)

    assert first == Sighting(footprint(size=10, modified=100.0), 100.0)
    assert grown.since == 101.5
    assert not has_settled(grown, 102.5)
    assert has_settled(grown, 103.6)


def test_a_time_in_the_future_leaves_only_our_own_looks_to_count() -> None:
    seen = Sighting(footprint(modified=9_999.0), 100.0)

    assert not has_settled(seen, 101.0)
    assert has_settled(seen, 102.0)


def test_a_file_is_announced_once_whatever_restarts(tmp_path: Path) -> None:
    announced: list[str] = []
    state = MemoryState()
    drop(tmp_path, "eventclick.crm/export.csv")
    watch(tmp_path, announced, state=state).poll(time.time())

    watch(tmp_path, announced, state=state).poll(time.time())

    assert announced == ["eventclick.crm/export.csv"]


def test_a_file_of_the_same_name_and_bytes_dropped_anew_is_announced_again(tmp_path: Path) -> None:
    announced: list[str] = []
    landing = watch(tmp_path, announced)
    drop(tmp_path, "eventclick.crm/export.csv")
    landing.poll(time.time())
    (tmp_path / "eventclick.crm/export.csv").unlink()
    landing.poll(time.time())
    drop(tmp_path, "eventclick.crm/export.csv")

    landing.poll(time.time())

    assert announced == ["eventclick.crm/export.csv"] * 2


def test_a_replaced_file_is_announced_though_nobody_saw_the_first_one_leave(tmp_path: Path) -> None:
    announced: list[str] = []
    landing = watch(tmp_path, announced)
    path = drop(tmp_path, "eventclick.crm/export.csv")
    landing.poll(time.time())
    path.unlink()
    drop(tmp_path, "eventclick.crm/export.csv")

    landing.poll(time.time())

    assert announced == ["eventclick.crm/export.csv"] * 2


def test_what_still_lies_here_is_announced_again_once_something_has_changed(
    tmp_path: Path,
) -> None:
    announced: list[str] = []
    landing = watch(tmp_path, announced)
    drop(tmp_path, "acme.crm/export.csv")
    landing.poll(time.time())
    landing.poll(time.time())

    landing.look_anew()
    landing.poll(time.time())

    assert announced == ["acme.crm/export.csv"] * 2


def test_a_failed_announcement_is_made_again(tmp_path: Path) -> None:
    tried: list[str] = []

    def announce(name: str) -> None:
        tried.append(name)
        if len(tried) == 1:
            raise Retry("the queue is away")

    landing = Landing(tmp_path, announce=announce, state=MemoryState())
    drop(tmp_path, "eventclick.crm/export.csv")

    with pytest.raises(Retry, match="away"):
        landing.poll(time.time())
    landing.poll(time.time())
    landing.poll(time.time())

    assert tried == ["eventclick.crm/export.csv"] * 2


@pytest.mark.parametrize("error", [Retry("not now"), ValueError("jean.dupont@example.org")])
def test_a_file_that_cannot_be_announced_keeps_no_other_waiting(
    tmp_path: Path, error: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    announced: list[str] = []

    def announce(name: str) -> None:
        if name.endswith("bad.csv"):
            raise error
        announced.append(name)

    landing = Landing(tmp_path, announce=announce, state=MemoryState())
    drop(tmp_path, "eventclick.crm/bad.csv")
    drop(tmp_path, "eventclick.crm/good.csv")

    now = time.time()
    for _ in range(30):
        with contextlib.suppress(Retry):
            landing.poll(now)

    assert announced == ["eventclick.crm/good.csv"]
    assert not landing.is_waiting
    assert caplog.messages == [
        f"a file in the folder of unknown source cannot be taken in ({type(error).__name__}); "
        "it is tried again later"
    ]


def test_a_file_that_could_not_be_announced_is_tried_again_later(tmp_path: Path) -> None:
    tried: list[str] = []

    def announce(name: str) -> None:
        tried.append(name)
        if len(tried) == 1:
            raise ValueError

    landing = Landing(tmp_path, announce=announce, state=MemoryState())
    drop(tmp_path, "eventclick.crm/export.csv")

    now = time.time()
    landing.poll(now)
    landing.poll(now + 10)
    early = list(tried)
    landing.poll(now + 31)

    assert early == ["eventclick.crm/export.csv"]
    assert tried == early * 2


@pytest.mark.parametrize("name", [b"caf\xe9.csv", b"a\x1b[2J.csv"])
def test_a_name_nobody_can_say_is_passed_over_with_one_warning_that_does_not_say_it(
    tmp_path: Path, name: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    announced: list[str] = []
    state = SqliteState(Database(tmp_path / "nova.db"))
    landing = Landing(
        tmp_path / "landing",
        announce=announced.append,
        state=state,
        source_of=lambda name: name.partition("/")[0],
    )
    drop(tmp_path / "landing", f"eventclick.crm/{os.fsdecode(name)}")
    drop(tmp_path / "landing", "eventclick.crm/export.csv")

    for _ in range(3):
        landing.poll(time.time())

    assert announced == ["eventclick.crm/export.csv"]
    assert caplog.messages == [
        "a file in the folder of eventclick.crm has a name that is not UTF-8 or holds control "
        "characters; rename it"
    ]


def make_link(path: Path) -> None:
    target = path.parents[3] / "elsewhere.csv"
    target.write_text("id\n1\n")
    path.symlink_to(target)


@pytest.mark.parametrize("make", [make_link, os.mkfifo], ids=["link", "pipe"])
def test_what_is_no_file_is_left_alone_with_one_warning_that_does_not_say_its_name(
    tmp_path: Path, make: Callable[[Path], None], caplog: pytest.LogCaptureFixture
) -> None:
    announced: list[str] = []
    folder = tmp_path / "buckets" / "landing"
    landing = Landing(
        folder,
        announce=announced.append,
        state=MemoryState(),
        source_of=lambda name: name.partition("/")[0],
    )
    drop(folder, "eventclick.crm/june/export.csv")
    make(folder / "eventclick.crm" / "jean.dupont.csv")

    for _ in range(3):
        landing.poll(time.time())

    assert announced == ["eventclick.crm/june/export.csv"]
    assert caplog.messages == [
        "a file in the folder of eventclick.crm is a link, a pipe or a device and is left alone; "
        "copy the file itself"
    ]


@pytest.mark.parametrize(
    "name",
    [".nova-1a2b", "~$export.xlsx", "export.csv.part", "export.CRDOWNLOAD", "Thumbs.db", "a.csv~"],
)
def test_hidden_and_temporary_files_are_passed_over(tmp_path: Path, name: str) -> None:
    announced: list[str] = []
    drop(tmp_path, f"eventclick.crm/{name}")

    watch(tmp_path, announced).poll(time.time())

    assert announced == []
    assert not is_export(name)


def test_a_link_is_passed_over_because_what_it_leads_to_is_not_ours(tmp_path: Path) -> None:
    announced: list[str] = []
    target = drop(tmp_path / "elsewhere", "export.csv")
    (tmp_path / "landing" / "eventclick.crm").mkdir(parents=True)
    (tmp_path / "landing" / "eventclick.crm" / "export.csv").symlink_to(target)

    watch(tmp_path / "landing", announced).poll(time.time())

    assert announced == []
