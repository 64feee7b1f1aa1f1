"""`nova serve` as people run it: processes of our own, to be killed at any moment."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from base64 import b64decode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from shared.adapters.embedded.database import Database
from shared.adapters.embedded.queue import Queue
from shared.config import Settings
from shared.local.installation.queues import depth
from shared.local.installation.session import running
from shared.model.upload import Part, Upload
from shared.rules import catalogue
from shared.rules.parts import progress_of
from shared.wiring.app import App, build
from tests.worlds import PEPPER

_COMMAND = "from shared.local.command import main; main()"
_PATIENCE = 240.0
_LOOK_SECONDS = 0.05
_QUIET_SECONDS = 1.5
"""Longer than the platform needs to notice that a load is through, and to begin what is next."""


class Served:
    """An embedded installation run by `nova serve`, seen from outside."""

    def __init__(self, folder: Path, *, contracts: Path, part_size: int) -> None:
        self.folder = folder
        self.settings = Settings(data=str(folder), contracts=str(contracts), part_size=part_size)
        _keep_pepper(folder)
        self.app: App = build(self.settings)
        self.queue = Queue(Database(folder / "nova.db"))
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Run it; returns at once."""
        environment = {
            **os.environ,
            "NOVA_BACKEND": "embedded",
            "NOVA_DATA": self.settings.data,
            "NOVA_CONTRACTS": self.settings.contracts,
            "NOVA_PART_SIZE": str(self.settings.part_size),
        }
        with (self.folder / "serve.out").open("ab") as output:
            self._process = subprocess.Popen(
                [sys.executable, "-c", _COMMAND, "serve", "--port", "0", "--workers", "2"],
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                cwd=Path(__file__).parents[1],
                start_new_session=True,
            )

    def is_answering(self) -> bool:
        """Whether the platform has taken its folder; False while it starts."""
        return "url" in running(self.folder)

    def kill(self) -> None:
        """`kill -9`, the platform and all its workers in one blow."""
        assert self._process is not None
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()

    def kill_parent(self) -> None:
        """`kill -9` the platform alone; its workers must not outlive it."""
        assert self._process is not None
        workers = self.workers()
        os.kill(self._process.pid, signal.SIGKILL)
        self._process.wait()
        patience = time.monotonic() + _PATIENCE
        while any(_is_running(pid) for pid in workers):
            assert time.monotonic() < patience, "workers outlived the platform"
            time.sleep(_LOOK_SECONDS)

    def kill_a_worker(self) -> bool:
        """`kill -9` one worker; whether there was one. The platform starts it again."""
        workers = self.workers()
        if workers:
            os.kill(workers[0], signal.SIGKILL)
        return bool(workers)

    def workers(self) -> list[int]:
        """The process ids of the workers; none where they cannot be known (only Linux tells)."""
        assert self._process is not None
        children = Path(f"/proc/{self._process.pid}/task/{self._process.pid}/children")
        try:
            return [int(pid) for pid in children.read_text().split()]
        except FileNotFoundError:
            return []

    def stop(self) -> None:
        """End it as Ctrl-C does; it must end by itself, and well."""
        assert self._process is not None
        os.kill(self._process.pid, signal.SIGTERM)
        assert self._process.wait(timeout=30) == 0, self.said()

    def said(self) -> str:
        """What it told on the terminal."""
        return (self.folder / "serve.out").read_text()

    def drop(self, source: str, name: str, content: bytes) -> None:
        """Put an export into the landing folder of its source, whole at once."""
        place = self.folder / "buckets" / catalogue.LANDING / source / name
        place.parent.mkdir(parents=True, exist_ok=True)
        passing = place.with_name(f".{name}")
        passing.write_bytes(content)
        long_ago = time.time() - 60
        os.utime(passing, (long_ago, long_ago))
        passing.rename(place)

    def is_resolved(self, *sources: str) -> bool:
        """Whether each of these sources has an upload, and all of it is through."""
        return all(
            self._states(source) and set(self._states(source)) == {"resolved"} for source in sources
        )

    def waiting(self) -> int:
        """How many messages wait or are in flight."""
        return depth(self.queue, now=time.time())

    def parts_done(self) -> int:
        """How many parts stand resolved or attached."""
        return sum(
            one.value.resolved or one.value.attached for _, one in self.app.documents.find(Part)
        )

    def wait_until_quiet(self) -> None:
        """Return when no message has waited for a while: what follows a load is through as well."""
        since = time.monotonic()

        def is_quiet() -> bool:
            nonlocal since
            if self.waiting():
                since = time.monotonic()
            return time.monotonic() - since > _QUIET_SECONDS

        self.wait_for(is_quiet)

    def wait_for(self, is_so: Callable[[], bool]) -> None:
        """Return as soon as this is so; fails when it takes minutes, or the platform ended."""
        patience = time.monotonic() + _PATIENCE
        while not is_so():
            assert time.monotonic() < patience, f"waited in vain\n{self.said()}"
            self.look()

    def look(self) -> None:
        """Wait a moment before looking again; fails when the platform has ended by itself."""
        assert self._process is not None
        assert self._process.poll() is None, f"the platform ended\n{self.said()}"
        time.sleep(_LOOK_SECONDS)

    def _states(self, source: str) -> list[str]:
        found = self.app.documents.find(Upload, where={"source": source})
        return [
            progress_of(
                one.value,
                [part.value for _, part in self.app.documents.find(Part, where={"upload": id})],
            )
            for id, one in found
        ]


@contextmanager
def served(folder: Path, *, contracts: Path, part_size: int = 250) -> Iterator[Served]:
    """An installation that runs while the context lasts, and leaves no process behind."""
    one = Served(folder, contracts=contracts, part_size=part_size)
    one.start()
    try:
        yield one
    finally:
        if one._process is not None and one._process.poll() is None:
            one.kill()


def _keep_pepper(folder: Path) -> None:
    """The same secret in every installation of the tests, so that their ids compare."""
    secrets = folder / "secrets"
    secrets.mkdir(parents=True, mode=0o700)
    (secrets / "pepper").write_bytes(b64decode(PEPPER))


def _is_running(pid: int) -> bool:
    try:
        return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except FileNotFoundError:
        return False
