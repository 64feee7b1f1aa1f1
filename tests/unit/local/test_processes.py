"""Work that is done side by side gives what it gives one by one."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from shared.errors import InvalidInput
from shared.identity.batch.work import Run, one_by_one
from shared.local.linking.cleaning import clean_records
from shared.local.linking.linker import Linker
from shared.local.linking.processes import run_for, side_by_side
from shared.local.linking.records import read_records
from tests.bench.peer_sets import people


def test_answers_come_in_the_order_of_the_tasks() -> None:
    tasks = [partial(pow, number, 2) for number in range(7)]

    assert side_by_side(tasks) == one_by_one(tasks) == [0, 1, 4, 9, 16, 25, 36]


def refuse() -> int:
    raise InvalidInput("this cannot be read")


def test_what_fails_in_a_copy_fails_here() -> None:
    with pytest.raises(InvalidInput, match="this cannot be read"):
        side_by_side([refuse])


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
