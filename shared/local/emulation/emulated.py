"""The platform on Google's emulators: the same functions, through the real client libraries."""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Final

from shared.adapters.google.names import landing_bucket
from shared.config import Settings
from shared.errors import NotFound, Refused, Retry
from shared.local.emulation.emulators import Addresses, started
from shared.local.emulation.provision import provision
from shared.local.installation import folders
from shared.local.installation.session import Ownership, secret_variables
from shared.local.installation.state import MemoryState
from shared.local.platform.embedded import TICK_SECONDS, make_landing_folders, source_of
from shared.local.platform.host import Host
from shared.local.platform.landing import Landing
from shared.local.platform.schedule import Timetable
from shared.local.platform.server import PushDoor, Server
from shared.rules import catalogue
from shared.wiring.app import App, build

log = logging.getLogger(__name__)

PROJECT: Final = "nova-local"
_POLL_SECONDS: Final = 0.5
_QUIET_SECONDS: Final = 2.0
"""A push, its retry and the next hop all come within this, once the functions do not fail."""


class EmulatedPlatform:
    """Watches landing and fires schedules; Pub/Sub's emulator pushes to the functions itself."""

    sees_everything: Final = False
    """What waits inside the emulator cannot be counted; only what it pushes is seen."""

    def __init__(self, settings: Settings, server: Server, door: PushDoor) -> None:
        self.app: App = build(settings)
        self.server = server
        self._door = door
        make_landing_folders(self.app)
        state = MemoryState()
        self._folder = folders.landing(settings)
        self.landing = Landing(
            self._folder, announce=self._carry, state=state, source_of=partial(source_of, self.app)
        )
        self.timetable = Timetable(publish=self.app.messages.publish, state=state)
        self._polled_at = 0.0

    def tick(self) -> None:
        """Look after everything once; cheap when nothing happens."""
        now = time.monotonic()
        if now - self._polled_at < _POLL_SECONDS:
            return
        self._polled_at = now
        try:
            self.landing.poll(time.time())
            self.timetable.tick(time.time())
        except Retry as error:
            log.warning("looked in vain: %s", error)

    def run_until(self, is_done: Callable[[], bool]) -> None:
        """Tick until this is so."""
        while not is_done():
            self.tick()
            time.sleep(TICK_SECONDS)

    def is_quiet(self) -> bool:
        """Whether no file waits and nothing has been pushed for a while."""
        return not self.landing.is_waiting and self._door.quiet_for() > _QUIET_SECONDS

    def settle(self) -> None:
        """Do what `watch` has to do now, and return when all is quiet."""
        self.run_until(self.is_quiet)
        self.timetable.fire((one.task for one in catalogue.SCHEDULES), time.time())
        until = time.monotonic() + _QUIET_SECONDS
        self.run_until(lambda: time.monotonic() > until and self.is_quiet())

    def _carry(self, name: str) -> None:
        """Move a dropped file into the bucket of its company, which announces it by itself."""
        source_id, slash, file = name.partition("/")
        acquisition, _, source = source_id.partition(".")
        path = self._folder / name
        try:
            if not slash or not source:
                raise Refused("it must lie in the folder of its source; see nova sources")
            bucket = landing_bucket(self.app.settings.project, acquisition)
            self.app.objects.put(bucket, f"{source}/{file}", path.read_bytes())
        except (Refused, NotFound) as error:
            log.warning("a file in landing is left alone: %s", error)
            return
        path.unlink(missing_ok=True)


@contextmanager
def emulated_platform(settings: Settings, *, port: int) -> Iterator[EmulatedPlatform]:
    """The emulators, filled and running the functions, for as long as the context lasts.

    Changes this process's environment: the functions find the emulators in it.
    """
    folder = Path(settings.data)
    ownership = Ownership(folder)
    with started(folders.logs(settings), os.environ) as addresses:
        environment = _environment(settings, addresses)
        ownership.take({"environment": environment})
        try:
            os.environ.update({**environment, **secret_variables(settings)})
            host = Host()
            door = PushDoor(host)
            with Server(host, port=port, push=door) as server:
                host.load("message")
                emulated = Settings.from_env(os.environ)
                platform = EmulatedPlatform(emulated, server, door)
                provision(
                    addresses,
                    PROJECT,
                    push_base=f"{server.url}{door.path}",
                    acquisitions=[one.id for one in platform.app.contracts.all()],
                )
                yield platform
        finally:
            ownership.leave()


def _environment(settings: Settings, addresses: Addresses) -> dict[str, str]:
    return {
        "NOVA_BACKEND": "google",
        "GOOGLE_CLOUD_PROJECT": PROJECT,
        "NOVA_DATA": settings.data,
        "NOVA_CONTRACTS": settings.contracts,
        **addresses.environment(),
    }
