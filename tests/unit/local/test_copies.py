"""Work that is done side by side gives what it gives one by one."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

import pytest

from shared.errors import InvalidInput
from shared.identity.batch.work import Run, one_by_one
from shared.local.linking.cleaning import clean_records
from shared.local.linking.copies import run_for, side_by_side
from shared.local.linking.linker import Linker
from shared.local.linking.records import read_records
from tests.bench.peer_sets import people

T = TypeVar("T")


def test_answers_come_in_the_order_of_the_tasks() -> None:
    tasks = [partial(pow, number, 2) for number in range(7)]

    assert side_by_side(tasks) == one_by_one(tasks) == [0, 1, 4, 9, 16, 25, 36]


def refuse() -> int:
    raise InvalidInput("this cannot be read")


def test_what_fails_in_a_copy_fails_here() -> None:
    with pytest.raises(InvalidInput, match="this cannot be read"):
        side_by_side([refuse])


@pytest.mark.skipif(sys.platform != "linux", reason="copies are made on Linux only")
def test_copies_end_with_a_process_that_is_killed() -> None:
    waiting = "from functools import partial\nimport time\n"
    waiting += "from shared.local.linking.copies import side_by_side\n"
    waiting += "side_by_side([partial(time.sleep, 600)] * 2)"
    parent = subprocess.Popen([sys.executable, "-c", waiting])
    children = Path(f"/proc/{parent.pid}/task/{parent.pid}/children")
    try:
        copies = seen(lambda: children.read_text().split())
        time.sleep(0.5)  # both have begun
    finally:
        parent.kill()
        parent.wait()

    assert copies
    assert seen(lambda: all(map(is_gone, copies)))


def is_gone(process: str) -> bool:
    try:
        return "State:\tZ" in Path(f"/proc/{process}/status").read_text()
    except FileNotFoundError:
        return True


def seen(look: Callable[[], T]) -> T:
    """What is found in the end, within ten seconds."""
    until = time.monotonic() + 10.0
    while not (found := look()) and time.monotonic() < until:
        time.sleep(0.05)
    return found


def test_a_few_records_are_not_worth_copies() -> None:
    assert run_for(99_999) is one_by_one


def test_people_are_linked_the_same_side_by_side(tmp_path: Path) -> None:
    febrl4 = next(one for one in people(tmp_path, ()) if one.name == "febrl4")

    def linked(run: Run) -> list[int]:
        records = read_records(febrl4.records, progress=lambda rows: None)
        population = clean_records(records, country=febrl4.country, run=run)
        found: list[int] = Linker(population, unique={"a", "b"}, run=run).clusters().tolist()
        return found

    assert linked(side_by_side) == linked(one_by_one)
