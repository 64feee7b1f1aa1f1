"""Workers that resolve the same people at the same time.

`python -m tests.rivals FOLDER NAME` is one process among several: it says that it is ready, waits
for the others, and delivers what the queue of an embedded installation holds until it is empty.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Collection, Sequence
from pathlib import Path
from random import Random

from shared.adapters.embedded.database import Database
from shared.adapters.embedded.queue import Queue
from shared.config import Settings
from shared.errors import Conflict, Retry
from shared.model.message import ContactsMapped, Message
from shared.rules import catalogue
from shared.rules.wire import decode
from shared.wiring.app import App, build
from tests.festival import CONTRACTS, SOURCES, crowd, export
from tests.memory import act
from tests.worlds import World


class QueuedWorld(World):
    """An embedded installation of the festival, its queue at hand."""

    def __init__(self, folder: Path, *, part_size: int) -> None:
        self.settings = Settings(data=str(folder), contracts=str(CONTRACTS), part_size=part_size)
        self.app = build(self.settings)
        self.queue = Queue(Database(folder / "nova.db"))

    def bucket(self, source: str) -> tuple[str, str]:
        return catalogue.LANDING, source

    def deliver_next(self) -> bool:
        return deliver(self.app, self.queue, worker="test") > 0

    def map_everything(self) -> None:
        """Deliver what there is to map, and forget what was told of it."""
        while deliver(self.app, self.queue, worker="test", functions=["map_upload"]):
            pass
        for delivery in self.queue.claim("test", now=time.time(), limit=1000):
            self.queue.acknowledge(delivery)


def parts_mapped(world: World, source: str) -> list[Message]:
    """What is told of every part of this source that stands in the lake, in order."""
    (upload,) = world.uploads(source)
    return [
        ContactsMapped(upload=upload.id, source=source, part=part.number)
        for part in world.parts(upload.id)
    ]


def deliver(
    app: App, queue: Queue, *, worker: str, functions: Collection[str] | None = None
) -> int:
    """Deliver one message of the queue if one is due; how many there were."""
    claimed = queue.claim(worker, now=time.time(), functions=functions)
    for delivery in claimed:
        act(app, decode(delivery.body, delivery.attributes))
        queue.acknowledge(delivery)
    return len(claimed)


def drop_everybody(world: World, people: int, random: Random) -> None:
    """Land four exports of the same people, in any order, but the same in each.

    So the first part of each source holds the same people, and so does each part after it.
    """
    rows = crowd(people)
    random.shuffle(rows)
    for source in SOURCES:
        world.drop(source, "export.csv", export(rows, source=source))


def deliver_all(app: App, messages: Sequence[Message]) -> None:
    """Deliver these, each again until it is acknowledged."""
    waiting = list(messages)
    while waiting:
        message = waiting.pop(0)
        try:
            act(app, message)
        except (Conflict, Retry):
            waiting.append(message)


def race_processes(count: int, world: QueuedWorld) -> list[int]:
    """How many messages each of so many processes delivered; they begin together."""
    folder = Path(world.settings.data)
    processes = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.rivals", str(folder), f"rival-{number}"],
            stdout=subprocess.PIPE,
            text=True,
            cwd=Path(__file__).parents[1],
        )
        for number in range(count)
    ]
    for process in processes:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    (folder / "go").touch()
    told = [process.communicate(timeout=120)[0] for process in processes]
    assert [process.returncode for process in processes] == [0] * count
    return [int(text) for text in told]


def main(folder: Path, name: str) -> None:
    """Be one of them."""
    world = QueuedWorld(folder, part_size=1)
    print("ready", flush=True)
    while not (folder / "go").exists():
        time.sleep(0.001)
    delivered = 0
    while deliver(world.app, world.queue, worker=name):
        delivered += 1
    print(delivered)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
