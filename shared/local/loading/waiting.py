"""Letting the functions do what was asked of them: beside a server, or on our own."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from shared.errors import Retry
from shared.local.installation.session import running
from shared.local.platform.embedded import TICK_SECONDS, Platform

if TYPE_CHECKING:
    from shared.config import Settings

PATIENCE_SECONDS: Final = 120.0
"""How long a command waits for a server that does not get on."""


def wait_until(is_done: Callable[[], bool], settings: Settings) -> None:
    """Return once this is so; without a server, run the functions here until nothing is left.

    Raises Retry when it takes too long: what was asked stays asked, and goes on.
    """
    until = time.monotonic() + PATIENCE_SECONDS
    if settings.backend == "google" or running(Path(settings.data)):
        while not is_done():
            if time.monotonic() > until:
                raise Retry("the server has not come to it yet; what was asked stays asked")
            time.sleep(TICK_SECONDS)
        return
    with Platform(settings) as platform:
        platform.run_until(lambda: platform.is_quiet() or time.monotonic() > until)
    if not is_done():
        raise Retry("it could not be brought to its end; `nova dead-letters` may know why")
