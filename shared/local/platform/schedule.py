"""Publishes the tasks of `watch` when they are due, as the scheduler does in production."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from shared.local.installation.state import State
from shared.model.message import Message, WatchDue
from shared.rules import catalogue

_PREFIX: Final = "scheduled"


class Timetable:
    """Fires each schedule when its time has come; when it last did survives a restart."""

    def __init__(
        self,
        *,
        publish: Callable[[Sequence[Message]], None],
        state: State,
        schedules: Iterable[catalogue.Schedule] = catalogue.SCHEDULES,
    ) -> None:
        self._publish = publish
        self._state = state
        self._schedules = tuple(schedules)
        self._last = {task: float(text) for task, text in state.all(_PREFIX).items()}

    def tick(self, now: float) -> list[str]:
        """Publish what is due; `now` is the time of day in seconds."""
        for schedule in self._schedules:
            if schedule.task not in self._last:
                self._remember(schedule.task, now)
        due = due_tasks(self._schedules, self._last, now)
        self.fire(due, now)
        return due

    def fire(self, tasks: Iterable[str], now: float) -> None:
        """Publish these tasks, due or not."""
        for task in tasks:
            self._publish([WatchDue(task=task)])
            self._remember(task, now)

    def _remember(self, task: str, now: float) -> None:
        self._state.put(_PREFIX, task, repr(now))
        self._last[task] = now


def due_tasks(
    schedules: Iterable[catalogue.Schedule], last: Mapping[str, float], now: float
) -> list[str]:
    """The tasks whose time has come, given when each was last published.

    A last time in the future means that the clock was put back: the task is due.
    """
    return [
        schedule.task
        for schedule in schedules
        if schedule.task in last and not 0 <= now - last[schedule.task] < schedule.every
    ]
