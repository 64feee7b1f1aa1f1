"""Loading files into an installation, beside the server that runs it or on our own."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from shared.local.installation import folders
from shared.local.installation.queues import depth, open_queue
from shared.local.installation.session import running
from shared.local.loading.exports import checked, cloud_hash, put_down
from shared.local.loading.following import Drop, Follower, follow
from shared.local.loading.uploads import UploadSummary
from shared.local.platform.embedded import TICK_SECONDS, Platform, Runs
from shared.local.terminal.surface import note
from shared.rules.landed_names import mending_name, sample_name

if TYPE_CHECKING:
    from shared.config import Settings
    from shared.wiring.app import App


class Loader:
    """Drops files and follows them. With a platform of our own, every look also runs it."""

    def __init__(self, app: App, platform: Runs | None) -> None:
        self._app = app
        self._platform = platform

    def load(
        self,
        source_id: str,
        file: Path,
        *,
        sample: int | None = None,
        mends: str = "",
        show: Callable[[UploadSummary], None],
        tell: Callable[[str], None] = note,
    ) -> UploadSummary:
        """Drop a file, or its first rows, and follow it to its end; `mends` names the upload whose
        refused rows it holds.

        `tell` is told, once, when nothing moves for a minute.
        Raises NotFound for a source no contract names, and Refused when it goes no further.
        """
        self._app.contracts.source(source_id)
        file = checked(file)
        name = sample_name(file.name, sample) if sample else file.name
        name = mending_name(name, mends) if mends else name
        at = self._app.clock.now()
        name, hashes = self._drop(source_id, file, name=name)
        place = folders.landing(self._app.settings) / source_id / name
        drop = Drop(source=source_id, hashes=hashes, place=place, at=at, sample=sample or 0)
        return follow(
            Follower(self._app, drop),
            pause=self._pause,
            is_quiet=self._is_quiet(),
            show=show,
            stalled=lambda: tell(self._why_it_may_wait()),
        )

    def _why_it_may_wait(self) -> str:
        settings = self._app.settings
        count = "messages"
        if settings.backend == "embedded":
            waiting = depth(open_queue(settings), now=time.time())
            count = f"{waiting} message{'' if waiting == 1 else 's'}"
        return (
            f"Still waiting: {count} to be delivered, perhaps after a failure and a pause; "
            "see nova dead-letters and nova doctor, or stop with Ctrl-C: the file stays."
        )

    def settle(self) -> None:
        """Let a platform of our own do what it has to do between two loads."""
        if self._platform:
            self._platform.settle()

    def _is_quiet(self) -> Callable[[], bool] | None:
        known = self._platform and self._platform.sees_everything
        return self._platform.is_quiet if self._platform and known else None

    def _drop(self, source: str, file: Path, *, name: str) -> tuple[str, tuple[str, ...]]:
        """(the name it lies under, what the stores may call its bytes)."""
        settings = self._app.settings
        if settings.backend == "google" and not settings.emulated:
            self._put(source, file, name)
            return name, (cloud_hash(file),)
        name, content = put_down(file, folders.landing(settings) / source, name=name)
        return name, (content, cloud_hash(file)) if settings.emulated else (content,)

    def _put(self, source: str, file: Path, name: str) -> None:
        from shared.adapters.google.names import landing_bucket  # noqa: PLC0415

        acquisition, _, own = source.partition(".")
        bucket = landing_bucket(
            self._app.settings.project,
            acquisition,
            installation=self._app.settings.installation,
        )
        self._app.objects.put(bucket, f"{own}/{name}", file.read_bytes())

    def _pause(self, seconds: float) -> None:
        if self._platform is None:
            time.sleep(seconds)
            return
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            self._platform.tick()
            time.sleep(TICK_SECONDS)


@contextmanager
def loader(app: App, settings: Settings) -> Iterator[Loader]:
    """A loader: beside the running server, or with a platform of its own while it lasts."""
    if settings.backend == "google" or running(Path(settings.data)):
        yield Loader(app, None)
        return
    with Platform(settings) as platform:
        yield Loader(app, platform)
