"""What the one file of an installation promises: processes, kills, forks, upgrades."""

from __future__ import annotations

import random
import time
from pathlib import Path
from threading import Thread

import pytest

from shared.adapters.embedded.database import Database
from shared.adapters.embedded.documents import SqliteDocuments
from shared.errors import InvalidInput, Retry
from shared.model.profile import Key
from shared.ports import ABSENT, Write
from tests.ports.embedded_acts import DOCUMENTS
from tests.ports.embedded_backend import documents
from tests.ports.racing import race_processes, start


def test_processes_that_open_a_new_installation_together_all_find_it_whole(tmp_path):
    assert race_processes(6, "open_database", tmp_path) == ["0"] * 6


def test_of_four_processes_that_create_one_document_exactly_one_wins(database, tmp_path):
    answers = race_processes(4, "create_document", tmp_path)

    (winner,) = [answer.removeprefix("won ") for answer in answers if answer.startswith("won")]
    assert answers.count("lost ['k']") == 3
    assert documents(database).get(Key, "k").value == Key(kind=winner)


def test_four_processes_that_update_one_document_lose_nothing(database, tmp_path):
    race_processes(4, "add_to_document", tmp_path)

    kept = documents(database).get(Key, "k").value.profiles
    assert sorted(kept) == sorted(f"{name}-{number}" for name in range(4) for number in range(25))


@pytest.mark.kills
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_process_killed_while_committing_leaves_whole_commits_only(database, tmp_path, seed):
    process = start("commit_for_ever", tmp_path)
    assert process.stdout.readline() == "ready\n"
    time.sleep(0.2 + random.Random(seed).uniform(0, 0.3))
    process.kill()
    process.communicate()

    found = [stored for _, stored in documents(database).find(Key)]

    assert len(found) == DOCUMENTS
    assert len({stored.value.kind for stored in found}) == 1
    assert len({stored.version for stored in found}) == 1
    documents(database).commit([Write(Key, "afterwards", Key(kind="email"), ABSENT)])


def test_threads_that_end_leave_their_connections_to_the_next(database):
    store = documents(database)
    for number in range(20):
        thread = Thread(target=store.commit, args=([Write(Key, f"k{number}", Key(kind="x"))],))
        thread.start()
        thread.join()

    assert store.count(Key) == 20
    assert len(database._idle) == 1


def test_a_forked_child_reads_and_writes_on_its_own_connection(database, tmp_path):
    assert race_processes(1, "fork_and_write", tmp_path) == ["0 before child parent"]

    with database.connection() as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_what_was_written_is_there_after_opening_again(database):
    documents(database).commit([Write(Key, "k", Key(kind="x"))])
    database.close()
    again = Database(database.path)

    assert documents(again).get(Key, "k").value == Key(kind="x")
    again.close()


def test_what_is_erased_is_overwritten_in_the_file(database):
    secret = "kept nowhere after this " * 20
    store = documents(database)
    store.commit([Write(Key, "k", Key(kind=secret)), Write(Key, "l", Key(kind="other"))])
    store.commit([Write(Key, "k", None)])
    database.close()

    files = [path for path in database.path.parent.iterdir() if path.is_file()]

    assert database.path in files
    assert not any(b"kept nowhere" in path.read_bytes() for path in files)


def test_a_file_of_another_schema_version_is_refused(database):
    with database.transaction() as connection:
        connection.execute("UPDATE meta SET value = 99 WHERE name = 'schema_version'")

    with pytest.raises(InvalidInput, match="schema version 99; this program knows 2"):
        Database(database.path)


def test_a_failed_transaction_changes_nothing_and_gives_its_connection_back(database):
    def upgrade_and_fail() -> None:
        with database.transaction() as connection:
            connection.execute("UPDATE meta SET value = 99 WHERE name = 'schema_version'")
            raise InvalidInput("not today")

    with pytest.raises(InvalidInput, match="not today"):
        upgrade_and_fail()

    assert len(database._idle) == 1
    Database(database.path).close()


def test_a_database_that_cannot_be_written_is_tried_again(database):
    with database.connection() as connection:
        connection.execute("PRAGMA query_only = ON")

    with pytest.raises(Retry, match="the embedded database cannot serve now: attempt to write"):
        documents(database).commit([Write(Key, "k", Key(kind="x"))])


def test_the_folder_of_a_new_installation_is_its_owners_only(tmp_path):
    Database(tmp_path / "new" / "nova.db").close()

    assert (tmp_path / "new").stat().st_mode & 0o077 == 0


def test_what_was_deleted_is_in_no_file_after_a_scrub(tmp_path: Path) -> None:
    database = Database(tmp_path / "nova.db")
    documents = SqliteDocuments(database)
    secret = "xylozoé-canari-" * 200
    key = Key(kind=secret)
    documents.commit([Write(Key, f"k{n}", key) for n in range(20)])
    documents.commit([Write(Key, "kept", Key(kind="kept"))])
    documents.scrub()
    assert secret.encode() in (tmp_path / "nova.db").read_bytes()

    documents.commit([Write(Key, f"k{n}", None) for n in range(20)])
    documents.scrub()

    written = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert b"canari" not in written
    assert documents.get(Key, "kept") is not None
