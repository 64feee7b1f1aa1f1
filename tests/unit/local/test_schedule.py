"""Schedules: published when due, and not forgotten by a restart."""

from __future__ import annotations

from collections.abc import Sequence

from shared.local.installation.state import MemoryState
from shared.local.platform.schedule import Timetable, due_tasks
from shared.model.message import Message, WatchDue
from shared.rules.catalogue import Schedule

SCHEDULES = (Schedule("republish", 60), Schedule("learn", 300))


def timetable(published: list[Message], state: MemoryState) -> Timetable:
    def publish(messages: Sequence[Message]) -> None:
        published.extend(messages)

    return Timetable(publish=publish, state=state, schedules=SCHEDULES)


def test_a_new_installation_waits_one_turn_before_anything_is_due() -> None:
    published: list[Message] = []
    times = timetable(published, MemoryState())

    times.tick(1000.0)
    times.tick(1059.0)
    times.tick(1060.0)

    assert published == [WatchDue(task="republish")]


def test_when_a_task_was_last_published_survives_a_restart() -> None:
    published: list[Message] = []
    state = MemoryState()
    timetable(published, state).tick(1000.0)
    timetable(published, state).tick(1300.0)

    timetable(published, state).tick(1330.0)

    assert published == [WatchDue(task="republish"), WatchDue(task="learn")]


def test_a_fired_task_is_published_at_once_and_due_a_whole_turn_later() -> None:
    published: list[Message] = []
    times = timetable(published, MemoryState())
    times.tick(1000.0)

    times.fire(["learn"], 1100.0)
    times.tick(1399.0)

    assert published == [WatchDue(task="learn"), WatchDue(task="republish")]


def test_a_clock_that_was_put_back_makes_a_task_due_rather_than_wait_for_years() -> None:
    due = due_tasks(SCHEDULES, {"republish": 5000.0, "learn": 1000.0}, 1001.0)

    assert due == ["republish"]
