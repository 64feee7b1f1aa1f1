"""What the tests let other processes do to an installation, until done or killed."""

from __future__ import annotations

import os
import sys
import time
from itertools import count
from pathlib import Path

from shared.adapters.embedded.database import Database
from shared.adapters.embedded.objects import FolderObjects
from shared.adapters.embedded.secrets import FileSecrets
from shared.errors import Conflict
from shared.model.profile import Key
from shared.ports import ABSENT, Write
from shared.rules.catalogue import LAKE
from tests.ports.embedded_backend import documents

DOCUMENTS = 300
BYTES = 10_000_000


def create_document(folder: Path, name: str) -> str:
    """Whether this process was the one to create the document."""
    store = documents(Database(folder / "nova.db"))
    begin(folder)
    try:
        store.commit([Write(Key, "k", Key(kind=name), ABSENT)])
    except Conflict as conflict:
        return f"lost {sorted(conflict.ids)}"
    return f"won {name}"


def add_to_document(folder: Path, name: str) -> str:
    """Add 25 entries to one document, each by an optimistic update."""
    store = documents(Database(folder / "nova.db"))
    begin(folder)
    for number in range(25):

        def add(key: Key | None, entry: str = f"{name}-{number}") -> Key:
            return Key(kind="email", profiles=(*(key.profiles if key else ()), entry))

        store.update(Key, "k", add)
    return "done"


def create_object(folder: Path, name: str) -> str:
    """Whether this process was the one to create the object."""
    buckets = FolderObjects(folder / "buckets")
    begin(folder)
    return f"{'won' if buckets.create(LAKE, 'a/b', name.encode() * 1000) else 'lost'} {name}"


def make_secret(folder: Path, _: str) -> str:
    """The secret, as this process sees it."""
    begin(folder)
    return FileSecrets(folder / "secrets").get("pepper").hex()


def open_database(folder: Path, _: str) -> str:
    """Open the installation for the first time."""
    begin(folder)
    return str(documents(Database(folder / "nova.db")).count(Key))


def fork_and_write(folder: Path, _: str) -> str:
    """Write before a fork, in the child, and in the parent afterwards; what is found then."""
    database = Database(folder / "nova.db")
    store = documents(database)
    begin(folder)
    store.commit([Write(Key, "before", Key(kind="x"))])
    with database.connection() as of_the_parent:
        pass
    child = os.fork()
    if child == 0:
        status = 1
        try:
            store.commit([Write(Key, "child", Key(kind="x"))])
            with database.connection() as own:
                status = 2 if own is of_the_parent else 0
            database.close()
        finally:
            os._exit(status)
    _, status = os.waitpid(child, 0)
    store.commit([Write(Key, "parent", Key(kind="x"))])
    found = " ".join(id for id, _ in store.find(Key))
    return f"{os.waitstatus_to_exitcode(status)} {found}"


def commit_for_ever(folder: Path) -> None:
    """Commit the same 300 documents again and again, all of one round."""
    store = documents(Database(folder / "nova.db"))
    for number in count():
        store.commit(
            [Write(Key, f"k{n:03}", Key(kind=f"round {number}")) for n in range(DOCUMENTS)]
        )
        if number == 0:
            print("ready", flush=True)


def write_for_ever(folder: Path) -> None:
    """Replace an object again and again, and create new ones, each of one byte repeated."""
    buckets = FolderObjects(folder / "buckets")
    for number in count():
        content = bytes([number % 256]) * BYTES
        buckets.put(LAKE, "replaced", content)
        buckets.create(LAKE, f"created/{number:06}", content)
        if number == 0:
            print("ready", flush=True)


def begin(folder: Path) -> None:
    """Say that this process is ready, and wait for the others."""
    print("ready", flush=True)
    while not (folder / "go").exists():
        time.sleep(0.001)


RACES = (
    create_document,
    add_to_document,
    create_object,
    make_secret,
    open_database,
    fork_and_write,
)
ENDLESS = (commit_for_ever, write_for_ever)


def main(act: str, folder: str, *name: str) -> None:
    """Do the act."""
    for race in RACES:
        if race.__name__ == act:
            print(race(Path(folder), *name))
    for endless in ENDLESS:
        if endless.__name__ == act:
            endless(Path(folder))


if __name__ == "__main__":
    main(*sys.argv[1:])
