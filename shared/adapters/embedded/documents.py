"""Documents in SQLite: one table per store, one transaction per commit."""

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

    def __init__(self, database: Database, *, contacts_per_commit: int = 250) -> None:
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
                for id, version, body in connection.execute(
                    statements.look_up, (_encode(chunk).decode(),)
                ):
                    found[id] = Stored(decode(body), version)
        return found

    def commit(self, writes: Sequence[Write]) -> dict[str, Version]:
        """Make every change or none; the new version of each document written, by id."""
        changes = _Changes(writes)
        while True:
            version = self._try(changes)
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
            f"SELECT id, version, body FROM {store_of(kind).name} "  # noqa: S608 - catalogue names
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
        query = f"SELECT count(*) FROM {store_of(kind).name} WHERE {condition}"  # noqa: S608
        with self._database.connection() as connection:
            return int(connection.execute(query, values).fetchone()[0])

    def _try(self, changes: _Changes) -> int | None:
        """The version of the commit, or None when an expectation did not hold."""
        with self._database.transaction() as connection:
            version = next_version(connection)
            for statement, rows in changes.at(version):
                changed = connection.executemany(statement, rows).rowcount
                if changed != len(rows)
                    connection.execute("ROLLBACK")
                    return None
        return version
