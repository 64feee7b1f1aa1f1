"""Work done side by side, in copies of this process: what it reads is there, nothing is sent."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import Any, Final, TypeVar

from shared.identity.batch.work import Run, one_by_one
from shared.local.installation.processes import die_with, processors

T = TypeVar("T")

_WORTH_COPIES: Final = 100_000
"""Records below which copies of the process cost more than they give."""

_tasks: list[Callable[[], Any]] = []
"""What is to be done; filled in a copy only."""


def run_for(records: int) -> Run:
    """How work on so many records is best done here."""
    # Elsewhere than on Linux a copy of a running process may hang.
    is_worth_it = records >= _WORTH_COPIES and sys.platform == "linux" and processors() > 1
    return side_by_side if is_worth_it else one_by_one


def side_by_side(tasks: Sequence[Callable[[], T]], /) -> list[T]:
    """Each in a copy of this process, as many at a time as there are processors (a `Run`)."""
    with ProcessPoolExecutor(
        min(processors(), len(tasks)),
        mp_context=get_context("fork"),
        initializer=_begin,
        initargs=(os.getpid(), tasks),
    ) as copies:
        return list(copies.map(_do, range(len(tasks))))


def _begin(parent: int, tasks: Sequence[Callable[[], Any]]) -> None:
    die_with(parent)  # a copy whose parent was killed would wait for work for ever
    _tasks.extend(tasks)


def _do(number: int) -> Any:
    return _tasks[number]()
