"""`nova serve`: the platform, running."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

import click

from shared.local.surface import note

if TYPE_CHECKING:
    from shared.config import Settings


@click.command()
@click.option("--port", default=8080, show_default=True, help="0 picks a free one.")
@click.option("--workers", type=click.IntRange(min=1, max=64), help="Default: one a core, up to 4.")
@click.option("--emulators", is_flag=True, help="Run on Google's emulators instead (needs Java).")
def serve(port: int, workers: int | None, emulators: bool) -> None:
    """Run the platform: watch the landing folders, run the functions, answer HTTP.

    Drop a file into the folder of its source, and it is taken as soon as it has stood still for
    two seconds. Stop with Ctrl-C; kill it at any moment, and the next start goes on from there.

    \b
    Example:
      nova serve
      cp export.csv .nova/buckets/landing/eventclick.crm/
    """
    from shared.config import Settings  # noqa: PLC0415
    from shared.local.logs import show_warnings, write_logs  # noqa: PLC0415
    from shared.local.session import keep_private  # noqa: PLC0415

    keep_private()
    settings = Settings.from_env(os.environ)
    write_logs(Path(settings.data) / "logs", "serve")
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
    from shared.local.host import Host  # noqa: PLC0415
    from shared.local.platform import Platform  # noqa: PLC0415
    from shared.local.server import Server  # noqa: PLC0415
    from shared.local.session import environment_of  # noqa: PLC0415

    os.environ.update(environment_of(settings))
    with (
        Server(Host(), port=port) as server,
        Platform(settings, workers=workers, facts={"url": server.url}) as platform,
    ):
        _tell(server.url, settings.data)
        platform.run_until(stopping.is_set)


def _serve_emulated(settings: Settings, port: int, stopping: threading.Event) -> None:
    from shared.local.emulated import emulated_platform  # noqa: PLC0415

    with emulated_platform(settings, port=port) as platform:
        _tell(platform.server.url, settings.data)
        platform.run_until(stopping.is_set)


def _tell(url: str, data: str) -> None:
    note(f"NOVA Express answers at {url}")
    note(f"Drop exports into {Path(data) / 'buckets' / 'landing'}/<source>/ (nova sources)")
    note("Stop with Ctrl-C.")


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
