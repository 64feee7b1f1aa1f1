"""What the local platform itself must remember: a small table of texts, or a dictionary."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from shared.adapters.embedded.database import Database


class State(Protocol):
    """Texts by name, for as long as the stores they speak of."""

    def all(self, prefix: str) -> dict[str, str]:
        """Every text whose name starts with the prefix, by the rest of its name."""

    def put(self, prefix: str, name: str, text: str) -> None:
        """Keep a text, replacing what was there."""

    def drop(self, prefix: str, name: str) -> None:
        """Forget a text; nothing happens when there is none."""


class SqliteState:
    """Meets `State` in the embedded database: survives whatever the queue survives."""

    def __init__(self, database: Database) -> None:
        self._database = database
        with database.connection() as connection:
            connection.execute(
                "CREATE TABLE IF NOT EXISTS local_state "
                "(prefix TEXT NOT NULL, name TEXT NOT NULL, text TEXT NOT NULL, "
                "PRIMARY KEY (prefix, name)) WITHOUT ROWID"
            )

    def all(self, prefix: str) -> dict[str, str]:
        """Every text whose name starts with the prefix, by the rest of its name."""
        with self._database.connection() as connection:
            rows = connection.execute(
                "SELECT name, text FROM local_state WHERE prefix = ?", (prefix,)
            ).fetchall()
        return dict(rows)

    def put(self, prefix: str, name: str, text: str) -> None:
        """Keep a text, replacing what was there."""
        with self._database.transaction() as connection:
            connection.execute(
                "INSERT INTO local_state VALUES (?, ?, ?) "
                "ON CONFLICT (prefix, name) DO UPDATE SET text = excluded.text",
                (prefix, name, text),
            )

    def drop(self, prefix: str, name: str) -> None:
        """Forget a text; nothing happens when there is none."""
        with self._database.transaction() as connection:
            connection.execute(
                "DELETE FROM local_state WHERE prefix = ? AND name = ?", (prefix, name)
            )


class MemoryState:
    """Meets `State` for stores that are gone when the process is, as the emulators' are."""

    def __init__(self) -> None:
        self._texts: dict[tuple[str, str], str] = {}

    def all(self, prefix: str) -> dict[str, str]:
        """Every text whose name starts with the prefix, by the rest of its name."""
        return {name: text for (first, name), text in self._texts.items() if first == prefix}

    def put(self, prefix: str, name: str, text: str) -> None:
        """Keep a text, replacing what was there."""
        self._texts[(prefix, name)] = text

    def drop(self, prefix: str, name: str) -> None:
        """Forget a text; nothing happens when there is none."""
        self._texts.pop((prefix, name), None)
