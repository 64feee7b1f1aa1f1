"""Several at once: threads of this process, or processes of their own."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import TypeVar

T = TypeVar("T")


def race(runners: int, run: Callable[[int], T]) -> list[T]:
    """What `run(number)` answered in each of so many threads that start together."""
    barrier = Barrier(runners)

    def runner(number: int) -> T:
        barrier.wait(timeout=60)
        return run(number)

    with ThreadPoolExecutor(runners) as pool:
        return list(pool.map(runner, range(runners)))


def start(act: str, folder: Path, *arguments: str) -> subprocess.Popen[str]:
    """A process that does one act of tests/ports/embedded_acts.py."""
    return subprocess.Popen(
        [sys.executable, "-m", "tests.ports.embedded_acts", act, str(folder), *arguments],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )


def race_processes(runners: int, act: str, folder: Path) -> list[str]:
    """What each of so many processes printed; they start together, once all are ready."""
    processes = [start(act, folder, str(number)) for number in range(runners)]
    for process in processes:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    (folder / "go").touch()
    answers = [process.communicate(timeout=120)[0].strip() for process in processes]
    assert [process.returncode for process in processes] == [0] * runners
    return answers
