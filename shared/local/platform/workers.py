"""The worker processes: as many as there are cores, started again when they die."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Final

from shared.local.installation.processes import processors

log = logging.getLogger(__name__)

_MOST: Final = 4
_GRACE_SECONDS: Final = 5.0
_SHORT_LIFE: Final = 5.0
_LONGEST_PAUSE: Final = 30.0


_ROOT: Final = Path(__file__).resolve().parents[3]


def usual_count() -> int:
    """One worker a core, four at most: SQLite lets one write at a time."""
    return min(_MOST, processors())


@dataclass
class _Worker:
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    start_again_at: float = 0.0
    short_lives: int = 0


@dataclass
class Workers:
    """Starts, watches and stops worker processes. Call everything from one thread, the one that
    lives longest: on Linux the workers are killed when the thread that started them ends."""

    count: int
    env: Mapping[str, str]
    logs: Path
    on_death: Callable[[str], object]
    """Told the name of a worker that died, before it is started again: to release its leases."""

    _workers: dict[str, _Worker] = field(default_factory=dict)

    def start(self) -> None:
        """Start all of them."""
        for number in range(1, self.count + 1):
            name = f"worker-{number:02d}"
            self._workers[name] = _Worker()
            self._start(name)

    def tend(self) -> None:
        """Start again whoever has died; one that keeps dying waits longer each time."""
        now = time.monotonic()
        for name, worker in self._workers.items():
            if worker.process is not None:
                code = worker.process.poll()
                if code is None:
                    continue
                log.warning("%s ended with code %d; it is started again", name, code)
                is_short = now - worker.started_at < _SHORT_LIFE
                worker.short_lives = worker.short_lives + 1 if is_short else 0
                worker.start_again_at = now + restart_pause(worker.short_lives)
                # Should this fail, the next round finds the worker dead once more.
                self.on_death(name)
                worker.process = None
            if now >= worker.start_again_at:
                self._start(name)

    def stop(self) -> None:
        """End all: each may finish its message for five seconds, then it is killed.

        Killing is harmless: the message is delivered again.
        """
        running = [one.process for one in self._workers.values() if one.process]
        for process in running:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
        patience = time.monotonic() + _GRACE_SECONDS
        for process in running:
            try:
                process.wait(timeout=max(0.0, patience - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        self._workers.clear()

    @property
    def pids(self) -> dict[str, int]:
        """The process ids of those alive, by name."""
        return {name: one.process.pid for name, one in self._workers.items() if one.process}

    def _start(self, name: str) -> None:
        self.logs.mkdir(parents=True, exist_ok=True)
        with self._output(name) as output:
            self._workers[name].process = subprocess.Popen(  # noqa: S603  our own module
                [sys.executable, "-m", "shared.local.platform.worker", name, str(os.getpid())],
                env={**os.environ, **self.env, "PYTHONPATH": _search_path()},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        self._workers[name].started_at = time.monotonic()

    def _output(self, name: str) -> IO[bytes]:
        """Where a worker speaks before its log is open, or when Python itself gives up."""
        return (self.logs / f"{name}.out").open("wb")


def _search_path() -> str:
    """Where the worker finds the product, whatever folder the command was called in."""
    return os.pathsep.join(filter(None, (str(_ROOT), os.environ.get("PYTHONPATH", ""))))


def restart_pause(short_lives: int) -> float:
    """Seconds to wait before a worker is started again, given how often in a row it died young."""
    return 0.0 if short_lives < 2 else min(_LONGEST_PAUSE, 2.0 ** (short_lives - 1))
