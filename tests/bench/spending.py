"""What a program costs from its start to its end: wall and CPU seconds, and peak memory."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from tests.bench.processes import peak_mib

_LOOK = 0.1
"""Seconds between two looks at a program's memory, at least."""

_DISTURBANCE = 0.01
"""Share of the time that looking may take: one at a large process takes 40 ms."""


class Spent(NamedTuple):
    """Seconds on the wall and of CPU, and MiB at the peak, of a program and all it started."""

    wall: float
    cpu: float
    peak: float


def run(command: Sequence[str], *, cwd: Path, limit: float) -> Spent | None:
    """Run a program, its start included; None when it was stopped after so many seconds.

    Memory is the proportional share of all its processes together, so that what they share counts
    once; at least the peak of its largest process. Raises RuntimeError when the program fails.
    """
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    with subprocess.Popen(
        command,
        cwd=cwd,
        start_new_session=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        watch = _Watch(process.pid, limit)
        watch.start()
        said, _ = process.communicate()
        seconds = time.perf_counter() - began
        watch.stop()
    if watch.is_late:
        return None
    if process.returncode:
        raise RuntimeError(f"{' '.join(command[:3])} … failed:\n{said[-2000:]}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Spent(seconds, cpu, watch.peak)


class _Watch:
    """Looks at a session's memory while it runs, and ends it when its time is up."""

    def __init__(self, session: int, limit: float) -> None:
        self.peak = 0.0
        self.is_late = False
        self._session = session
        self._until = time.monotonic() + limit
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stop.set()
        self._thread.join()

    def _run(self) -> None:
        pause = _LOOK
        while not self._stop.wait(min(pause, max(0.0, self._until - time.monotonic()))):
            if time.monotonic() >= self._until:
                self.is_late = True
                os.killpg(self._session, signal.SIGKILL)
                return
            began = time.thread_time()
            self._look()
            pause = max(_LOOK, (time.thread_time() - began) / _DISTURBANCE)

    def _look(self) -> None:
        together = 0.0
        for pid in _of_session(self._session):
            try:
                self.peak = max(self.peak, peak_mib(pid))
                together += _share_mib(pid)
            except (OSError, ValueError):  # it has just ended
                continue
        self.peak = max(self.peak, together)


def _of_session(session: int) -> Iterator[int]:
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            pid = int(folder.name)
            try:
                if os.getsid(pid) == session:
                    yield pid
            except ProcessLookupError:
                continue


def _share_mib(pid: int) -> float:
    """MiB of a process, what it shares with others divided among them."""
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) / 1024
    raise ValueError("the process has no memory any more")
