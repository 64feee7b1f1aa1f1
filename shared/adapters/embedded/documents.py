"""Documents in SQLite: one table per store, one transaction per commit."""

# ruff: noqa: S608 - names of tables and columns come from the catalogue; every value is bound

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, Final, NamedTuple, TypeVar

import msgspec

from shared.adapters.embedded.database import Database, next_version
from shared.adapters.optimistic import update_optimistically
from shared.adapters.searching import searched_store
from shared.errors import Conflict, InvalidInput
from shared.ports import ABSENT, ANY, Stored, Version, Write
from shared.rules.catalogue import store_of

T = TypeVar("T", bound=msgspec.Struct)

IDS_PER_LOOKUP: Final = 500
ROWS_PER_PAGE: Final = 500


class SqliteDocuments:
    """Meets `ports.Documents`. One process writes at a time; the others wait their turn."""

    def __init__(self, database: Database, *, contacts_per_commit: int = 1000) -> None:
        self.contacts_per_commit = contacts_per_commit
        self._database = database

    def get(self, kind: type[T], id: str) -> Stored[T] | None:
        """The document, or None."""
        return self.get_many(kind, (id,)).get(id)

    def get_many(self, kind: type[T], ids: Collection[str]) -> dict[str, Stored[T]]:
        """Those that exist, by id."""
        statements = _statements(kind)
        decode = statements.decode
        wanted = list(ids)
        found: dict[str, Stored[T]] = {}
        with self._database.connection() as connection:
            for start in range(0, len(wanted), IDS_PER_LOOKUP):
                chunk = wanted[start : start + IDS_PER_LOOKUP]
                for id, version, body in connection.execute(statements.look_up, (_id_list(chunk),)):
                    found[id] = Stored(decode(body), version)
        return found

    def commit(self, writes: Sequence[Write]) -> dict[str, Version]:
        """Make every change or none; the new version of each document written, by id."""
        if not writes:
            return {}
        groups = _grouped(writes)
        while True:
            version = self._attempt(groups)
            if version is not None:
                return {write.id: version for write in writes if write.value is not None}
            conflicts = self._conflicts(writes)
            if conflicts:
                raise Conflict(
                    f"{len(conflicts)} of {len(writes)} documents are not as they were read",
                    ids=conflicts,
                )
            # What stood in the way has gone since: try again.

    def update(self, kind: type[T], id: str, change: Callable[[T | None], T | None]) -> T | None:
        """What stands after `change` was applied. Raises Retry when others never leave room."""
        return update_optimistically(self, kind, id, change)

    def find(
        self,
        kind: type[T],
        *,
        where: Mapping[str, str] | None = None,
        after: str = "",
        limit: int | None = None,
    ) -> Iterator[tuple[str, Stored[T]]]:
        """Documents in order of id. Pages are read whole: no transaction stays open in between."""
        condition, values = _condition(kind, where)
        decode = _statements(kind).decode
        query = (
            f"SELECT id, version, body FROM {store_of(kind).name} "
            f"WHERE {condition} AND id > ? ORDER BY id LIMIT ?"
        )
        return self._pages(query, values, decode, after, limit)

    def _pages(
        self,
        query: str,
        values: list[str],
        decode: Callable[[bytes], T],
        after: str,
        limit: int | None,
    ) -> Iterator[tuple[str, Stored[T]]]:
        left = limit
        while left is None or left > 0:
            size = ROWS_PER_PAGE if left is None else min(left, ROWS_PER_PAGE)
            with self._database.connection() as connection:
                rows = connection.execute(query, (*values, after, size)).fetchall()
            for id, version, body in rows:
                yield id, Stored(decode(body), version)
            if len(rows) < size:
                return
            after = rows[-1][0]
            left = None if left is None else left - size

    def count(self, kind: type[T], *, where: Mapping[str, str] | None = None) -> int:
        """How many documents `find` would give."""
        condition, values = _condition(kind, where)
        query = f"SELECT count(*) FROM {store_of(kind).name} WHERE {condition}"
        with self._database.connection() as connection:
            return int(connection.execute(query, values).fetchone()[0])

    def scrub(self) -> None:
        """Fold the write-ahead log into the file and empty it; pages are overwritten already."""
        self._database.fold()

    def _attempt(self, groups: dict[_Statement, list[tuple[Any, ...]]]) -> int | None:
        """The version of the commit, or None, and nothing changed, when an expectation failed."""
        try:
            with self._database.transaction() as connection:
                version = next_version(connection)
                for statement, rows in groups.items():
                    numbered = [(version, *row) for row in rows]
                    changed = connection.executemany(statement.sql, numbered).rowcount
                    if statement.changes not in (None, changed / len(rows)):
                        raise _NotAsExpectedError
        except _NotAsExpectedError:
            return None
        return version

    def _conflicts(self, writes: Sequence[Write]) -> set[str]:
        """The ids whose expectation does not hold now."""
        guarded: dict[type[msgspec.Struct], dict[str, Version]] = {}
        for write in writes:
            if write.expect != ANY:
                guarded.setdefault(write.kind, {})[write.id] = write.expect
        conflicts: set[str] = set()
        with self._database.connection() as connection:
            for kind, expected in guarded.items():
                rows = connection.execute(_statements(kind).versions, (_id_list(expected),))
                standing = dict(rows.fetchall())
                for id, version in expected.items():
                    if standing.get(id, ABSENT) != version:
                        conflicts.add(id)
        return conflicts


class _NotAsExpectedError(Exception):
    """A statement changed fewer rows than it had to; rolls the transaction back."""


class _Statement(NamedTuple):
    """SQL for many rows; parameter 1 is the version, 2 the id, 3 the expected version."""

    sql: str
    changes: int | None = 1
    """How many documents each row has to change, or the commit fails; None: any number."""


class _Statements(NamedTuple):
    """What is said to one table, and how its bodies are read."""

    look_up: str
    versions: str
    put: _Statement
    create: _Statement
    replace: _Statement
    delete: _Statement
    delete_expected: _Statement
    leave_absent: _Statement
    searched_by: tuple[str, ...]
    decode: Callable[[bytes], Any]


@cache
def _statements(kind: type[msgspec.Struct]) -> _Statements:
    name, _, fields = store_of(kind)
    columns = "".join(f", {field}" for field in fields)
    numbers = "".join(f", ?{number}" for number, _ in enumerate(fields, 5))
    insert = f"INSERT INTO {name} (version, id, body{columns}) VALUES (?1, ?2, ?4{numbers})"
    from_excluded = "".join(f", {field} = excluded.{field}" for field in fields)
    from_numbers = "".join(f", {field} = ?{number}" for number, field in enumerate(fields, 5))
    among = "id IN (SELECT value FROM json_each(?))"
    return _Statements(
        look_up=f"SELECT id, version, body FROM {name} WHERE {among}",
        versions=f"SELECT id, version FROM {name} WHERE {among}",
        put=_Statement(
            f"{insert} ON CONFLICT (id) DO UPDATE "
            f"SET version = excluded.version, body = excluded.body{from_excluded}"
        ),
        create=_Statement(f"{insert} ON CONFLICT (id) DO NOTHING"),
        replace=_Statement(
            f"UPDATE {name} SET version = ?1, body = ?4{from_numbers} "
            "WHERE id = ?2 AND version = ?3"
        ),
        delete=_Statement(f"DELETE FROM {name} WHERE id = ?2", changes=None),
        delete_expected=_Statement(f"DELETE FROM {name} WHERE id = ?2 AND version = ?3"),
        leave_absent=_Statement(f"UPDATE {name} SET id = id WHERE id = ?2", changes=0),
        searched_by=fields,
        decode=msgspec.json.Decoder(kind).decode,
    )


_encode: Final = msgspec.json.Encoder().encode


def _grouped(writes: Sequence[Write]) -> dict[_Statement, list[tuple[Any, ...]]]:
    """The rows of each statement, encoded before the write lock is taken."""
    if len({write.id for write in writes}) != len(writes):
        raise InvalidInput("a commit names an id twice; ids are unique across its kinds")
    groups: dict[_Statement, list[tuple[Any, ...]]] = {}
    for kind, id, value, expect in sorted(writes, key=_by_id):
        statements = _statements(kind)
        if value is None:
            statement, row = _deletion(statements, id, expect)
        else:
            fields = [getattr(value, field) for field in statements.searched_by]
            row = (id, expect, _encode(value), *fields)
            if expect == ABSENT:
                statement = statements.create
            elif expect == ANY:
                statement = statements.put
            else:
                statement = statements.replace
        groups.setdefault(statement, []).append(row)
    return groups


def _deletion(
    statements: _Statements, id: str, expect: Version
) -> tuple[_Statement, tuple[Any, ...]]:
    if expect == ABSENT:
        return statements.leave_absent, (id,)
    if expect == ANY:
        return statements.delete, (id,)
    return statements.delete_expected, (id, expect)


def _by_id(write: Write) -> str:
    # Neighbours in a table are written one after the other: fewer pages change hands.
    return write.id


def _id_list(ids: Collection[str]) -> str:
    return _encode(list(ids)).decode()


def _condition(
    kind: type[msgspec.Struct], where: Mapping[str, str] | None
) -> tuple[str, list[str]]:
    """SQL for `where`, and its values. Saying "not empty" lets SQLite use the partial index."""
    searched_store(kind, where)
    parts, values = ["TRUE"], []
    for field, value in (where or {}).items():
        parts.append(f"{field} = ?" if value == "" else f"{field} = ? AND {field} <> ''")
        values.append(value)
    return " AND ".join(parts), values
