"""One worker process: `python -m shared.local.platform.worker NAME PARENT`.

It never outlives its parent.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
from types import FrameType

from shared.config import Settings
from shared.local.installation import folders
from shared.local.installation.logs import write_logs
from shared.local.installation.processes import die_with
from shared.local.installation.queues import open_queue
from shared.local.installation.session import keep_private
from shared.local.platform.dispatch import Dispatcher
from shared.local.platform.host import Host


def main(name: str, parent: int) -> None:
    """Deliver messages until told to stop, or until the parent is gone."""
    # Elsewhere than on Linux the parent is looked for between two messages.
    die_with(parent)
    stopping = threading.Event()

    def stop(number: int, frame: FrameType | None) -> None:
        stopping.set()

    signal.signal(signal.SIGTERM, stop)
    # Ctrl-C reaches the whole terminal; the parent decides when its workers stop.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    settings = Settings.from_env(os.environ)
    keep_private()
    write_logs(folders.logs(settings), name)
    host = Host()
    host.load("message")
    queue = open_queue(settings)
    _collect_seldom()

    def wait(seconds: float) -> bool:
        stopping.wait(seconds) if seconds else None
        return stopping.is_set() or os.getppid() != parent

    Dispatcher(queue=queue, host=host, worker=name).run(wait=wait)


def _collect_seldom() -> None:
    """Look for cyclic garbage rarely, and never among what was loaded to begin with.

    Contacts and their like hold no cycles and go as soon as nobody needs them; the collector's
    passes over them found next to nothing, and took 6 % of a load's time.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
