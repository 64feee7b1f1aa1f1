"""The one SQLite file of an installation: how it is opened, and what tables it has.

Settings, and why:

- WAL: readers never wait for the writer, and a killed process leaves nothing half-done.
- synchronous=FULL: a commit is on the disk when it returns. Killing the process would be survived
  with NORMAL too, but an export leaves landing once its parts are safe, so losing the last
  commits to a power cut would lose rows. At a part per commit it costs no more than noise.
- secure_delete: what was erased is overwritten in its page, not only unlinked.
- A large cache and rare checkpoints: keys are random, so a load touches pages all over the file;
  pages written many times between two checkpoints are copied back into the file once.
- Pages of 8 KiB: a profile or a record is a little over 1 KiB, and what is left of a page once
  no other fits stays empty. With 4 KiB a load wrote a fifth more.
- Plain tables with a separate index on the id: bodies are appended, and only small index pages
  are touched at random. Clustering by id (WITHOUT ROWID) measured 1.3 to 1.6 times slower.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from shared.errors import InvalidInput, Retry
from shared.rules.catalogue import STORES

SCHEMA_VERSION: Final = 2
BUSY_SECONDS: Final = 30.0
CACHE_KIB: Final = 64 * 1024
PAGE_BYTES: Final = 8192
_PRIMARY: Final = 0xFF
"""The part of an SQLite error code that says what kind it is."""
_TAKEN: Final = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
CHECKPOINT_PAGES: Final = 16_000

_QUEUE_TABLES: Final = """
CREATE TABLE IF NOT EXISTS deliveries (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    message TEXT NOT NULL,
    subscription TEXT NOT NULL,
    body BLOB NOT NULL,
    attributes BLOB NOT NULL,
    published_at REAL NOT NULL,
    due_at REAL NOT NULL,
    attempt INTEGER NOT NULL DEFAULT 0,
    worker TEXT NOT NULL DEFAULT ''
);
CREATE INDEX IF NOT EXISTS deliveries_due ON deliveries (subscription, due_at, number);
CREATE INDEX IF NOT EXISTS deliveries_in_flight ON deliveries (worker) WHERE worker <> '';
CREATE TABLE IF NOT EXISTS turns (
    subscription TEXT PRIMARY KEY,
    turn INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS dead_letters (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    message TEXT NOT NULL,
    subscription TEXT NOT NULL,
    body BLOB NOT NULL,
    attributes BLOB NOT NULL,
    published_at REAL NOT NULL,
    attempts INTEGER NOT NULL,
    reason TEXT NOT NULL
);
"""


class Database:
    """Connections to the file, shared by threads, never by processes.

    A connection is lent for one statement or one transaction and then goes to whoever asks next,
    so short-lived threads cost nothing. After a fork the child opens its own; those it inherited
    are neither used nor closed, because closing them would disturb the parent's.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._process = os.getpid()
        self._idle: list[sqlite3.Connection] = []
        self._inherited: list[list[sqlite3.Connection]] = []
        with self.connection() as connection:
            _create_tables(connection)

    @contextmanager
    def connection(self) -> Iterator[sqlite3.Connection]:
        """A connection in autocommit mode. Raises Retry when busy for long, or the disk fails."""
        if self._process != os.getpid():
            self._inherited.append(self._idle)
            self._idle, self._process = [], os.getpid()
        with _sqlite_errors():
            try:
                connection = self._idle.pop()
            except IndexError:
                connection = _open(self.path)
            try:
                yield connection
            finally:
                self._idle.append(connection)

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """A connection that holds the write lock: all is committed at the end, or nothing."""
        with self.connection() as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise

    def fold(self) -> None:
        """Fold the write-ahead log into the file, and empty it. Raises Retry while others read."""
        deadline = time.monotonic() + BUSY_SECONDS
        while True:
            with self.connection() as connection:
                busy = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
            if not busy:
                return
            if time.monotonic() > deadline:
                raise Retry("the write-ahead log cannot be emptied: others are reading")
            time.sleep(0.05)

    def close(self) -> None:
        """Close the idle connections; the last process to close folds the WAL into the file."""
        while self._process == os.getpid() and self._idle:
            self._idle.pop().close()


def next_version(connection: sqlite3.Connection) -> int:
    """A number no commit had before. Counting commits, not changes of one document, makes sure a
    document that is deleted and created again never shows an old version.
    """
    row = connection.execute(
        "UPDATE meta SET value = value + 1 WHERE name = 'commits' RETURNING value"
    ).fetchone()
    return int(row[0])


def _open(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(
        path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
    )
    # Holds for a new file only; before WAL, which fixes the size.
    connection.execute(f"PRAGMA page_size={PAGE_BYTES}")
    _enter_wal(connection)
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA secure_delete=ON")
    connection.execute(f"PRAGMA wal_autocheckpoint={CHECKPOINT_PAGES}")
    connection.execute(f"PRAGMA cache_size=-{CACHE_KIB}")
    connection.execute("PRAGMA temp_store=MEMORY")
    return connection


def _enter_wal(connection: sqlite3.Connection) -> None:
    # Switching a new file to WAL fails at once, whatever the timeout, while another does it.
    deadline = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & _PRIMARY not in _TAKEN or time.monotonic() > deadline:
                raise
            time.sleep(0.01)
        else:
            return


def _create_tables(connection: sqlite3.Connection) -> None:
    connection.execute("BEGIN IMMEDIATE")
    try:
        connection.execute(
            "CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value INTEGER NOT NULL)"
        )
        connection.execute(
            "INSERT INTO meta VALUES ('schema_version', ?), ('commits', 0) ON CONFLICT DO NOTHING",
            (SCHEMA_VERSION,),
        )
        found = connection.execute(
            "SELECT value FROM meta WHERE name = 'schema_version'"
        ).fetchone()[0]
        if found != SCHEMA_VERSION:
            raise InvalidInput(
                f"the database has schema version {found}; this program knows {SCHEMA_VERSION}"
            )
        for statement in (*_QUEUE_TABLES.split(";"), *_store_tables()):
            connection.execute(statement)
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise


def _store_tables() -> Iterator[str]:
    for store in STORES:
        columns = "".join(f", {field} TEXT NOT NULL" for field in store.searched_by)
        yield (
            f"CREATE TABLE IF NOT EXISTS {store.name} "
            f"(id TEXT PRIMARY KEY, version INTEGER NOT NULL, body BLOB NOT NULL{columns})"
        )
        for field in store.searched_by:
            # Empty values are left out: almost every profile has an empty `alias_of`, and looking
            # for those reads the whole store anyway.
            yield (
                f"CREATE INDEX IF NOT EXISTS {store.name}_{field} "
                f"ON {store.name} ({field}, id) WHERE {field} <> ''"
            )


@contextmanager
def _sqlite_errors() -> Iterator[None]:
    try:
        yield
    except sqlite3.OperationalError as error:
        # Busy for too long, disk full, input/output error: others, or somebody, can clear it.
        raise Retry(f"the embedded database cannot serve now: {error}") from error
