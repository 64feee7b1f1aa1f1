"""`python -m tests.long_reading FOLDER SECONDS`: map whatever waits, in calls of so many seconds.

Goes on where an earlier process was killed, and prints its own peak memory when nothing is left.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from shared.adapters.embedded.database import Database
from shared.adapters.embedded.queue import Queue
from shared.config import Settings
from shared.model.message import ObjectLanded, UploadContinues
from shared.rules.wire import decode
from shared.wiring.app import App, build
from tests.bench.processes import peak_mib
from tests.festival import CONTRACTS

CALL = "call"
"""What is printed as each call begins."""


def installation(folder: Path, *, seconds: float) -> tuple[App, Queue]:
    """An embedded installation in this folder, whose calls last so long."""
    settings = Settings(data=str(folder), contracts=str(CONTRACTS), work_seconds=seconds)
    return build(settings), Queue(Database(folder / "nova.db"))


def main() -> None:
    """Deliver to `map_upload` until it has nothing more to do."""
    app, queue = installation(Path(sys.argv[1]), seconds=float(sys.argv[2]))
    queue.release_all()
    while claimed := queue.claim("reader", now=time.time()):
        for delivery in claimed:
            message = decode(delivery.body, delivery.attributes)
            if isinstance(message, ObjectLanded | UploadContinues):
                print(CALL, flush=True)
                app.ingestion.advance(message)
            queue.acknowledge(delivery)
    print(peak_mib(os.getpid()), flush=True)


if __name__ == "__main__":
    main()
