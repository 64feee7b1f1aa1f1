"""Work done side by side, in copies of this process: what it reads is there, nothing is sent."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import Any, Final, TypeVar

from shared.identity.batch.work import Run, one_by_one

T = TypeVar("T")

_WORTH_COPIES: Final = 100_000
"""Records below which copies of the process cost more than they give."""

_tasks: list[Callable[[], Any]] = []
"""What is to be done; filled in a copy only."""


def run_for(records: int) -> Run:
    """How work on so many records is best done here."""
    # Elsewhere than on Linux a copy of a running process may hang.
    is_worth_it = records >= _WORTH_COPIES and sys.platform == "linux" and _processors() > 1
    return side_by_side if is_worth_it else one_by_one


def side_by_side(tasks: Sequence[Callable[[], T]], /) -> list[T]:
    """Each in a copy of this process, as many at a time as there are processors (a `Run`)."""
    with ProcessPoolExecutor(
        min(_processors(), len(tasks)),
        mp_context=get_context("fork"),
        initializer=_tasks.extend,
        initargs=(tasks,),
    ) as copies:
        return list(copies.map(_do, range(len(tasks))))


def _do(number: int) -> Any:
    return _tasks[number]()


def _processors() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
