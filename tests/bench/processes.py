"""Peak memory and CPU time of running processes, as Linux counts them."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from types import TracebackType

_TICKS = os.sysconf("SC_CLK_TCK")


class Watch:
    """Looks at processes twice a second while a context lasts; remembers peaks and CPU seconds.

    A worker that was started again counts under its name: the highest peak, the sum of its times.
    """

    def __init__(self, pids: Callable[[], Mapping[str, int]], *, seconds: float = 0.5) -> None:
        self._pids = pids
        self._seconds = seconds
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._cpu: dict[tuple[str, int], tuple[float, float]] = {}
        self.peaks: dict[str, float] = {}
        """MiB of the highest resident set (VmHWM), by name."""

    def __enter__(self) -> Watch:
        self.look()
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stop.set()
        self._thread.join()
        self.look()

    @property
    def cpu_seconds(self) -> dict[str, float]:
        """CPU seconds since the first look, by name."""
        spent: dict[str, float] = {}
        for (name, _), (first, last) in self._cpu.items():
            spent[name] = round(spent.get(name, 0.0) + last - first, 2)
        return spent

    def look(self) -> None:
        """Look once; a process that has just ended is passed over."""
        for name, pid in self._pids().items():
            try:
                peak, spent = peak_mib(pid), cpu_seconds(pid)
            except (FileNotFoundError, ProcessLookupError, ValueError):
                continue
            self.peaks[name] = max(self.peaks.get(name, 0.0), peak)
            first = self._cpu.get((name, pid), (spent, spent))[0]
            self._cpu[(name, pid)] = (first, spent)

    def _run(self) -> None:
        while not self._stop.wait(self._seconds):
            self.look()


def peak_mib(pid: int) -> float:
    """MiB of the largest resident set the process ever had."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return round(int(line.split()[1]) / 1024, 1)
    raise ValueError("the process has no memory any more")


def cpu_seconds(pid: int) -> float:
    """Seconds of CPU the process has used, in user space and in the kernel."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS
