"""Loading files into an installation, with the server that runs it or on our own."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from shared.errors import InvalidInput
from shared.local.exports import checked, content_hashes, first_rows, plain_name, put_down
from shared.local.following import Drop, Follower, follow
from shared.local.platform import TICK_SECONDS, Platform
from shared.local.session import running
from shared.local.uploads import UploadSummary
from shared.rules import catalogue

if TYPE_CHECKING:
    from shared.config import Settings
    from shared.wiring import App


class Loader:
    """Drops files and follows them. With a platform of our own, every look also runs it."""

    def __init__(self, app: App, platform: Platform | None) -> None:
        self._app = app
        self._platform = platform

    def load(
        self,
        source_id: str,
        file: Path,
        *,
        sample: int | None = None,
        show: Callable[[UploadSummary], None],
    ) -> UploadSummary:
        """Drop a file, or its first rows, and follow it to its end.

        Raises NotFound for a source no contract names, and Refused when it goes no further.
        """
        _, source = self._app.contracts.source(source_id)
        file = checked(file)
        folder = Path(self._app.settings.data)
        passing = (
            nullcontext(file)
            if sample is None
            else first_rows(file, sample, hints=source.format, folder=folder / "tmp")
        )
        with passing as whole:
            hashes = content_hashes(whole)
            at = self._app.clock.now()
            name = self._drop(
                source_id, whole, file.name if sample is None else plain_name(file.name), hashes
            )
        place = folder / "buckets" / catalogue.LANDING / source_id / name
        drop = Drop(source=source_id, hashes=hashes, place=place, at=at)
        return follow(
            Follower(self._app, drop),
            pause=self._pause,
            is_quiet=self._platform.is_quiet if self._platform else None,
            show=show,
        )

    def settle(self) -> None:
        """Let a platform of our own do what it has to do between two loads."""
        if self._platform:
            self._platform.settle()

    def _drop(self, source: str, file: Path, name: str, hashes: tuple[str, str]) -> str:
        settings = self._app.settings
        if settings.backend == "google" and not settings.emulated:
            return self._put(source, file, name)
        landing = Path(settings.data) / "buckets" / catalogue.LANDING / source
        return put_down(file, landing, name=name, content=hashes[0])

    def _put(self, source: str, file: Path, name: str) -> str:
        from shared.adapters.google.names import landing_bucket  # noqa: PLC0415

        acquisition, _, own = source.partition(".")
        bucket = landing_bucket(self._app.settings.project, acquisition)
        self._app.objects.put(bucket, f"{own}/{name}", file.read_bytes())
        return name

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
    """A loader: beside the running server, or with a platform of its own for as long as it lasts."""
    if settings.backend == "google" or running(Path(settings.data)):
        yield Loader(app, None)
        return
    with Platform(settings) as platform:
        yield Loader(app, platform)


def sample_size(text: int | None) -> int | None:
    """The number of rows of `--sample`. Raises InvalidInput for less than one."""
    if text is not None and text < 1:
        raise InvalidInput(f"--sample is {text}; it must be at least 1 row", field="sample")
    return text
