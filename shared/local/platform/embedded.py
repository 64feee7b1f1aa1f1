"""The embedded platform: workers, landing folders and schedules of one data folder."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Protocol

from shared.adapters.embedded.objects import FolderObjects
from shared.config import Settings
from shared.errors import InvalidContract, NotFound, Refused, Retry
from shared.local.installation import folders
from shared.local.installation.queues import depth, open_database, open_queue
from shared.local.installation.session import Ownership, environment_of
from shared.local.installation.state import SqliteState
from shared.local.platform.landing import UNKNOWN_SOURCE, Landing
from shared.local.platform.schedule import Timetable
from shared.local.platform.workers import Workers, usual_count
from shared.model.contract import Contract
from shared.model.message import ObjectLanded
from shared.rules import catalogue
from shared.wiring.app import App, build

log = logging.getLogger(__name__)

TICK_SECONDS: Final = 0.1
_POLL_SECONDS: Final = 0.5
_LOOK_SECONDS: Final = 10.0
_AFTER_WORK: Final = ("learn",)
"""What is looked at as soon as a load is through, rather than when its time comes: the next file
should be judged by what this one taught."""


class Runs(Protocol):
    """A platform that somebody else may run a little further."""

    @property
    def sees_everything(self) -> bool: ...
    def tick(self) -> None: ...
    def is_quiet(self) -> bool: ...
    def settle(self) -> None: ...


class Platform:
    """Runs the functions of one data folder, alone: a second platform is refused.

    Everything happens in `tick`, which the owner calls several times a second from the thread
    that entered the context. Killed at any moment, of any of its processes, the next platform on
    the folder goes on where this one was.
    """

    sees_everything: Final = True
    """Whether `is_quiet` knows of everything that is still to be done."""

    def __init__(
        self,
        settings: Settings,
        *,
        workers: int | None = None,
        facts: Mapping[str, Any] | None = None,
    ) -> None:
        self.settings = settings
        self._facts = dict(facts or {})
        self._folder = Path(settings.data)
        self._ownership = Ownership(self._folder)
        self._count = workers or usual_count()

    def __enter__(self) -> Platform:
        self._ownership.take(self._facts)
        try:
            self._start()
        except BaseException:
            self._ownership.leave()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.workers.stop()
        self.queue.release_all()
        self._ownership.leave()

    def _start(self) -> None:
        self.app: App = build(self.settings)
        self.queue = open_queue(self.settings)
        self.queue.release_all()
        # What killed writers left half-written may hold personal data; nobody else writes now.
        FolderObjects(folders.buckets(self.settings)).remove_leftovers(before=time.time())
        state = SqliteState(open_database(self.settings.data))
        landing = folders.landing(self.settings)
        make_landing_folders(self.app)
        self.landing = Landing(
            landing, announce=self._announce, state=state, source_of=partial(source_of, self.app)
        )
        self.timetable = Timetable(publish=self.app.messages.publish, state=state)
        self.workers = Workers(
            count=self._count,
            env=environment_of(self.settings),
            logs=folders.logs(self.settings),
            on_death=self.queue.release,
        )
        self.workers.start()
        self._polled_at = self._looked_at = 0.0
        self._contracts: tuple[Contract, ...] | None = None
        self._has_worked = self._depth() > 0

    def tick(self) -> None:
        """Look after everything once; cheap when nothing happens."""
        now = time.monotonic()
        try:
            self.workers.tend()
            if now - self._polled_at < _POLL_SECONDS:
                return
            self._polled_at = now
            self._look_at_contracts(now)
            self.landing.poll(time.time())
            self.timetable.tick(time.time())
            self._look_after_work()
        except Retry as error:
            log.warning("looked in vain: %s", error)
        except OSError as error:
            # No process to be had, no room on the disk: it may pass, and workers go on meanwhile.
            log.warning("looked in vain: %s", type(error).__name__)

    def run_until(self, is_done: Callable[[], bool]) -> None:
        """Tick until this is so."""
        while not is_done():
            self.tick()
            time.sleep(TICK_SECONDS)

    def is_quiet(self) -> bool:
        """Whether nothing waits: no file, no message, none in flight."""
        self.landing.poll(time.time())
        return not self.landing.is_waiting and self._depth() == 0

    def _depth(self) -> int:
        return depth(self.queue, now=time.time())

    def settle(self) -> None:
        """Do what `watch` has to do now, and return when all is quiet."""
        self._has_worked = False
        self.run_until(self.is_quiet)
        self.timetable.fire((one.task for one in catalogue.SCHEDULES), time.time())
        self.run_until(self.is_quiet)

    def _look_after_work(self) -> None:
        if self._has_worked and self.is_quiet():
            self._has_worked = False
            self.timetable.fire(_AFTER_WORK, time.time())

    def _look_at_contracts(self, now: float) -> None:
        """A company whose contract is added while we run gets its folders too.

        Files that lie there since before are announced anew: what was refused may now be taken.
        """
        if now - self._looked_at < _LOOK_SECONDS:
            return
        self._looked_at = now
        try:
            make_landing_folders(self.app)
            contracts = self.app.contracts.all()
            if self._contracts is not None and contracts != self._contracts:
                self.landing.look_anew()
            self._contracts = contracts
        except InvalidContract as error:
            log.warning("the contracts have mistakes:\n%s", error)

    def _announce(self, name: str) -> None:
        """Tell that a file landed, as its bucket does in production."""
        try:
            facts = self.app.objects.facts(catalogue.LANDING, name)
        except NotFound:
            return  # taken away while it was looked at
        except Refused as error:
            log.warning("a file in landing is left alone: %s", error)
            return
        self.app.messages.publish(
            [ObjectLanded(bucket=catalogue.LANDING, name=name, generation=facts.generation)]
        )
        self._has_worked = True
        log.info("landed", extra={"source": source_of(self.app, name), "bytes": facts.size})


def source_of(app: App, name: str) -> str:
    """The source whose folder a file in landing lies in, as logs may name it."""
    id, slash, _ = name.partition("/")
    try:
        app.contracts.source(id)
    except (NotFound, InvalidContract):
        return UNKNOWN_SOURCE
    return id if slash else UNKNOWN_SOURCE


def make_landing_folders(app: App) -> None:
    """A folder for each source of the contracts, so that people see where to drop."""
    for contract in app.contracts.all():
        for source in contract.sources:
            folder = folders.landing(app.settings) / f"{contract.id}.{source.id}"
            folder.mkdir(parents=True, exist_ok=True)
