"""Pieces of work that do not wait for each other: one by one, unless somebody can do better."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

T = TypeVar("T")


class Run(Protocol):
    """Does all of some work."""

    def __call__(self, tasks: Sequence[Callable[[], T]], /) -> list[T]:
        """What each task gives, in their order."""
        ...


def one_by_one(tasks: Sequence[Callable[[], T]], /) -> list[T]:
    """All in this process, in order (a `Run`)."""
    return [task() for task in tasks]
