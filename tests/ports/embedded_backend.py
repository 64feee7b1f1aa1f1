"""The embedded adapters on one database, with the same handles as google_backend."""

from __future__ import annotations

from shared.adapters.embedded.database import Database
from shared.adapters.embedded.dead_letters import SqliteDeadLetters
from shared.adapters.embedded.documents import SqliteDocuments
from shared.adapters.embedded.objects import FolderObjects
from shared.adapters.embedded.queue import Queue, SqliteMessages
from shared.model.message import Message
from shared.rules import catalogue, wire

NOON = 1_800_000_000.0
DAY = 86_400.0


def documents(database: Database) -> SqliteDocuments:
    """The store in this database."""
    return SqliteDocuments(database)


def objects(database: Database) -> FolderObjects:
    """The buckets beside this database."""
    return FolderObjects(database.path.parent / "buckets")


class Post:
    """Messages and dead letters, and a hand to play the function with, whose clock can jump."""

    def __init__(self, database: Database) -> None:
        self.now = NOON
        self.database = database
        self.messages = SqliteMessages(self.database, now=lambda: self.now)
        self.dead_letters = SqliteDeadLetters(self.database, now=lambda: self.now)
        self.queue = Queue(self.database)

    def receive(self, subscription: str, count: int) -> list[Message]:
        """Take so many messages of a subscription and acknowledge them, or those there are."""
        function = catalogue.subscription(subscription).function
        claimed = self.queue.claim("test", now=self.now, limit=count, functions=[function])
        taken = [one for one in claimed if one.subscription == subscription]
        for delivery in taken:
            self.queue.acknowledge(delivery)
        return [wire.decode(one.body, one.attributes) for one in taken]

    def is_silent(self, subscription: str) -> bool:
        """Whether nothing is due."""
        return self.queue.depth(now=self.now)[subscription].due == 0

    def give_up(self, subscription: str, count: int) -> None:
        """Refuse so many messages until each is a dead letter."""
        function = catalogue.subscription(subscription).function
        while len(self.dead_letters.list()) < count:
            for one in self.queue.claim("test", now=self.now, functions=[function]):
                self.queue.fail(one, "refused by the test", self.now)
            self.now += DAY


def post(database: Database) -> Post:
    """Messages and dead letters without any."""
    return Post(database)
