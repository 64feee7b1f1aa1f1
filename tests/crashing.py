"""A small load that kills its own process right after any one write, and the load that follows.

`python -m tests.crashing FOLDER FUNCTION` tries every write one function makes: for each, a new
installation whose process gets `kill -9` just after that write, between commit and publish, between
publish and acknowledge, between any two of them; then a process that goes on. It prints one JSON
line per write. The ports are the embedded ones, with a fuse in them.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import sys
import time
from base64 import b64decode
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from shared.adapters.embedded.clock import SystemClock
from shared.adapters.embedded.contracts import FolderContracts
from shared.adapters.embedded.database import Database
from shared.adapters.embedded.dead_letters import SqliteDeadLetters
from shared.adapters.embedded.documents import SqliteDocuments
from shared.adapters.embedded.objects import FolderObjects
from shared.adapters.embedded.queue import Queue, SqliteMessages
from shared.adapters.embedded.signing import SeedKey
from shared.adapters.embedded.tokens import LocalTokens
from shared.adapters.http.webhooks import HttpWebhooks
from shared.backends import Backend
from shared.config import Settings
from shared.model.message import Message, ObjectLanded
from shared.model.upload import Upload
from shared.ports import Version, Write
from shared.rules import catalogue
from shared.rules.wire import decode
from shared.wiring.app import App, assemble
from tests.festival import CONTRACTS, SOURCES, VISITS, crowd, export, visits
from tests.memory import KnownSecrets, act
from tests.outcomes import Outcome, broken_counts, differences, outcome_of
from tests.worlds import PEPPER

BOX_OFFICE, SHOP = SOURCES[:2]
PEOPLE = crowd(5)
LIVE = [{"id": "B00001", "zip": "13001"}, {"id": "B00009", "mail": "new@example.org"}]
LOADS = (
    (BOX_OFFICE, export([*PEOPLE, PEOPLE[0]], source=BOX_OFFICE) + b",,,,,\n,nobody,,,,\n"),
    (SHOP, export(PEOPLE[3:], source=SHOP)),
    (VISITS, visits(PEOPLE[:4])),
)


@dataclass
class Fuse:
    """Kills the process right after the `nth` write made while `function` is at work."""

    function: str = ""
    nth: int = 0
    acting: str = ""
    written: int = 0
    last: Path | None = None
    """Where the kind of the last write is left for those who come after."""

    def burn(self, kind: str) -> None:
        """A write was made."""
        if self.acting != self.function:
            return
        self.written += 1
        if self.written == self.nth:
            assert self.last is not None
            self.last.write_text(kind)
            os.kill(os.getpid(), signal.SIGKILL)


class FusedDocuments(SqliteDocuments):
    """Documents in SQLite; commits of two contacts, so that there are many."""

    def __init__(self, database: Database, fuse: Fuse) -> None:
        super().__init__(database, contacts_per_commit=2)
        self._fuse = fuse

    def commit(self, writes: Sequence[Write]) -> dict[str, Version]:
        versions = super().commit(writes)
        self._fuse.burn("commit")
        return versions


class FusedObjects(FolderObjects):
    """Objects in folders."""

    def __init__(self, root: Path, fuse: Fuse) -> None:
        super().__init__(root)
        self._fuse = fuse

    def create(self, bucket: str, name: str, content: bytes) -> bool:
        created = super().create(bucket, name, content)
        self._fuse.burn("create")
        return created

    def put(self, bucket: str, name: str, content: bytes) -> None:
        super().put(bucket, name, content)
        self._fuse.burn("put")

    def delete(self, bucket: str, name: str, *, generation: str | None = None) -> None:
        super().delete(bucket, name, generation=generation)
        self._fuse.burn("delete")


class FusedMessages(SqliteMessages):
    """The durable queue."""

    def __init__(self, database: Database, fuse: Fuse) -> None:
        super().__init__(database)
        self._fuse = fuse

    def publish(self, messages: Sequence[Message]) -> None:
        super().publish(messages)
        self._fuse.burn("publish")


class LaterClock(SystemClock):
    """Two minutes ahead: what was not told within a minute is due."""

    def now(self) -> datetime:
        return super().now() + timedelta(minutes=2)


class Installation:
    """An embedded installation whose ports have a fuse."""

    def __init__(self, folder: Path, fuse: Fuse, clock: SystemClock | None = None) -> None:
        database = Database(folder / "nova.db")
        self.fuse = fuse
        self.queue = Queue(database)
        self.dead_letters = SqliteDeadLetters(database)
        self.app: App = assemble(
            Settings(data=str(folder), contracts=str(CONTRACTS), part_size=4, work_seconds=0.0),
            Backend(
                documents=FusedDocuments(database, fuse),
                objects=FusedObjects(folder / "buckets", fuse),
                messages=FusedMessages(database, fuse),
                dead_letters=self.dead_letters,
                secrets=KnownSecrets(),
                audit_keys=(SeedKey(lambda: b64decode(PEPPER)),),
                contracts=FolderContracts(CONTRACTS),
                doorkeeper=LocalTokens(b64decode(PEPPER)),
                webhooks=HttpWebhooks(SystemClock()),
                clock=clock or SystemClock(),
            ),
        )

    def drop(self, source: str, content: bytes) -> None:
        """Land an export, once."""
        name = f"{source}/export.csv"
        if self.app.documents.count(Upload, where={"source": source}):
            return
        self.app.objects.put(catalogue.LANDING, name, content)
        generation = self.app.objects.facts(catalogue.LANDING, name).generation
        landed = ObjectLanded(bucket=catalogue.LANDING, name=name, generation=generation)
        self.app.messages.publish([landed])

    def settle(self) -> None:
        """Deliver until nothing is left; what a dead process held is delivered again."""
        self.queue.release_all()
        while claimed := self.queue.claim("worker", now=time.time()):
            for delivery in claimed:
                self.fuse.acting = delivery.function
                act(self.app, decode(delivery.body, delivery.attributes))
                self.fuse.acting = ""
                self.queue.acknowledge(delivery)

    def receive(self) -> None:
        """A source pushes live changes; when no answer comes, it pushes them again."""
        self.fuse.acting = "receive_records"
        self.app.receiving.receive(BOX_OFFICE, LIVE, idempotency_key="once")
        self.fuse.acting = ""


def load(folder: Path, fuse: Fuse, *, live: bool = True) -> None:
    """The whole load, from wherever an earlier process left it."""
    one = Installation(folder, fuse)
    for source, content in LOADS:
        one.settle()
        one.drop(source, content)
        one.settle()
    if live:
        one.receive()
        one.settle()


def watch(folder: Path, fuse: Fuse) -> None:
    """What `watch` does a minute after changes came that nobody pushed again."""
    one = Installation(folder, fuse, LaterClock())
    one.app.receiving.republish()
    one.settle()


def try_every_write(
    folder: Path,
    function: str,
    go_on: Callable[[Path, Fuse], None],
    judge: Callable[[Outcome], list[str]],
) -> list[dict[str, Any]]:
    """What came of a kill after the first write, the second, and so on to the last.

    `go_on` is what the next process does; `judge` says what is wrong with what it came to.
    """
    tried: list[dict[str, Any]] = []
    while True:
        nth = len(tried) + 1
        place = folder / f"{go_on.__name__}-{nth:03}"
        place.mkdir()
        fuse = Fuse(function=function, nth=nth, last=place / "last write")
        if run_apart(load, place, fuse) == 0:
            return tried
        assert run_apart(go_on, place, Fuse()) == 0
        tried.append({"after": (place / "last write").read_text(), **verdict(place, judge)})


def run_apart(run: Callable[[Path, Fuse], None], place: Path, fuse: Fuse) -> int:
    """The exit code of a process that does this: 0, or minus the signal that ended it."""
    process = multiprocessing.get_context("fork").Process(target=run, args=(place, fuse))
    process.start()
    process.join()
    assert process.exitcode is not None
    assert process.exitcode in (0, -signal.SIGKILL)
    return process.exitcode


def verdict(place: Path, judge: Callable[[Outcome], list[str]]) -> dict[str, Any]:
    """What is wrong with an installation whose load has ended; nothing, it is hoped."""
    one = Installation(place, Fuse())
    depths = one.queue.depth(now=time.time()).values()
    return {
        "differences": judge(outcome_of(one.app)),
        "broken counts": broken_counts(one.app),
        "dead letters": len(one.dead_letters.list()),
        "messages left": sum(depth.waiting + depth.in_flight for depth in depths),
        "changes untold": one.app.documents.count(Upload, where={"state": "accepted"}),
    }


def undisturbed(folder: Path, *, live: bool = True) -> Outcome:
    """What the load comes to when nothing happens."""
    place = folder / ("undisturbed" if live else "undisturbed without live changes")
    place.mkdir()
    load(place, Fuse(), live=live)
    return outcome_of(Installation(place, Fuse()).app)


def main(folder: Path, function: str) -> None:
    """Try every write of the function, and print what came of each."""
    whole = undisturbed(folder)
    tried = try_every_write(folder, function, load, partial(differences, whole))
    if function == "receive_records":
        never_asked = undisturbed(folder, live=False)

        def all_or_nothing(outcome: Outcome) -> list[str]:
            nothing = differences(never_asked, outcome)
            return nothing and differences(whole, outcome)

        tried += try_every_write(folder, function, watch, all_or_nothing)
    for one in tried:
        print(json.dumps(one))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
