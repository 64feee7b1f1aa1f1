"""`nova serve`: the platform, running."""

from __future__ import annotations

import logging
import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

import click

from shared.local.terminal.surface import note

if TYPE_CHECKING:
    from shared.config import Settings
    from shared.local.emulation.emulated import EmulatedPlatform
    from shared.local.platform.embedded import Platform


@click.command()
@click.option(
    "--port",
    type=click.IntRange(min=0, max=65535),
    default=8080,
    show_default=True,
    help="0 picks a free one.",
)
@click.option("--workers", type=click.IntRange(min=1, max=64), help="Default: one a core, up to 4.")
@click.option("--emulators", is_flag=True, help="Run on Google's emulators instead (needs Java).")
def serve(port: int, workers: int | None, emulators: bool) -> None:
    """Run the platform: watch the landing folders, run the functions, answer HTTP.

    Drop a file into the folder of its source, and it is taken as soon as it has stood still for
    two seconds; what becomes of it is said here, step by step. A file in a folder below belongs to
    the same source. Stop with Ctrl-C; kill it at any moment, and the next start goes on from there.

    \b
    Example:
      nova serve
      cp export.csv .nova/buckets/landing/eventclick.crm/
    """
    from shared.config import Settings  # noqa: PLC0415
    from shared.local.installation import folders  # noqa: PLC0415
    from shared.local.installation.logs import show_warnings, write_logs  # noqa: PLC0415
    from shared.local.installation.session import (  # noqa: PLC0415
        check_nobody_runs,
        keep_private,
    )

    keep_private()
    settings = Settings.from_env(os.environ)
    check_nobody_runs(Path(settings.data))
    write_logs(folders.logs(settings), "serve")
    show_warnings()
    with _stopping() as stopping:
        if emulators:
            _serve_emulated(settings, port, stopping)
        else:
            _serve_embedded(settings, port, workers, stopping)
    note("Stopped.")


def _serve_embedded(
    settings: Settings, port: int, workers: int | None, stopping: threading.Event
) -> None:
    from shared.local.installation.session import environment_of  # noqa: PLC0415
    from shared.local.platform.embedded import Platform  # noqa: PLC0415
    from shared.local.platform.host import Host  # noqa: PLC0415
    from shared.local.platform.server import Server  # noqa: PLC0415

    os.environ.update(environment_of(settings))
    with (
        Server(Host(), port=port) as server,
        Platform(settings, workers=workers, facts={"url": server.url}) as platform,
    ):
        _run(platform, server.url, stopping)


def _serve_emulated(settings: Settings, port: int, stopping: threading.Event) -> None:
    from shared.local.emulation.emulated import emulated_platform  # noqa: PLC0415

    with emulated_platform(settings, port=port) as platform:
        _run(platform, platform.server.url, stopping)


def _run(platform: Platform | EmulatedPlatform, url: str, stopping: threading.Event) -> None:
    """Tick until it is time to stop, and say what becomes of the files that land."""
    from shared.local.installation import folders  # noqa: PLC0415
    from shared.local.loading.announcing import Announcer  # noqa: PLC0415
    from shared.local.platform.embedded import TICK_SECONDS  # noqa: PLC0415

    announcer = Announcer(platform.app, tell=_tell, show=_show)
    going_on = announcer.resume(platform.landing.tell_also(announcer.landed))
    settings = platform.app.settings
    note(f"NOVA Express answers at {url}")
    note(f"Drop exports into {folders.landing(settings)}/<source>/ (sources: nova sources).")
    note(
        "What becomes of them is said here; look closer with nova status, nova reviews, "
        f"nova quarantine; logs: {folders.logs(settings)}"
    )
    if going_on:
        note(f"Going on with {going_on} file{'s' if going_on > 1 else ''} begun before.")
    note("Stop with Ctrl-C.")
    while not stopping.wait(TICK_SECONDS):
        platform.tick()
        announcer.tend()


def _tell(line: str) -> None:
    """Say a line, and keep it in the log; nobody reading it is no reason to stop working."""
    logging.getLogger(__name__).info(line)
    with suppress(OSError):
        note(line)


def _show(name: str) -> None:
    """Say what a file is called to somebody who looks on; output that is kept does not name it."""
    if sys.stderr.isatty():
        with suppress(OSError):
            note(f"         it is called {name}")


@contextmanager
def _stopping() -> Iterator[threading.Event]:
    """An event that Ctrl-C and SIGTERM set."""
    event = threading.Event()

    def stop(number: int, frame: FrameType | None) -> None:
        event.set()

    before = {one: signal.signal(one, stop) for one in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield event
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
