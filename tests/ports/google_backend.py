"""The Google adapters on the emulators, each in a project of its own."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from google.api_core.exceptions import DeadlineExceeded
from google.pubsub_v1 import ReceivedMessage

from shared.adapters.google import names
from shared.adapters.google.dead_letters import PubSubDeadLetters
from shared.adapters.google.documents import FirestoreDocuments
from shared.adapters.google.messages import PubSubMessages
from shared.adapters.google.objects import StorageObjects
from shared.model.message import Message
from shared.rules import catalogue, wire

if TYPE_CHECKING:
    from tests.conftest import Emulators

ATTEMPTS = 5
IMPATIENT = tuple(
    subscription._replace(min_backoff=0, max_backoff=0, attempts=ATTEMPTS)
    for subscription in catalogue.SUBSCRIPTIONS
)
"""The catalogue's subscriptions, giving up as fast as Pub/Sub allows."""

AT_ONCE, WAITING = 1.0, 6.0
"""Seconds of patience of a pull; the emulator waits for messages one second less."""


def documents(emulators: Emulators) -> FirestoreDocuments:
    """An empty store."""
    return FirestoreDocuments(emulators.firestore(emulators.bare_project()))


def objects(emulators: Emulators) -> StorageObjects:
    """Empty buckets: lake, quarantine, and the landing bucket of eventclick."""
    project = emulators.project(acquisitions=("eventclick",))
    return StorageObjects(emulators.storage, project)


class Post:
    """Messages and dead letters of a fresh project, and a hand to play the function with."""

    def __init__(self, emulators: Emulators) -> None:
        self.project = emulators.project(subscriptions=IMPATIENT)
        self.messages = PubSubMessages(emulators.publisher, self.project)
        self.dead_letters = PubSubDeadLetters(
            emulators.subscriber, emulators.publisher, self.project, patience=1.2
        )
        self._subscriber = emulators.subscriber

    def receive(self, subscription: str, count: int) -> list[Message]:
        """Take so many messages of a subscription and acknowledge them; fewer after 15 s."""
        taken: list[Message] = []
        until = time.monotonic() + 15
        while len(taken) < count and time.monotonic() < until:
            received = self._pull(subscription, count - len(taken), seconds=WAITING)
            taken += [
                wire.decode(one.message.data, dict(one.message.attributes)) for one in received
            ]
            if received:
                self._subscriber.acknowledge(
                    subscription=names.subscription_path(self.project, subscription),
                    ack_ids=[one.ack_id for one in received],
                )
        return taken

    def is_silent(self, subscription: str, *, seconds: float = 0.5) -> bool:
        """Whether nothing has arrived after that long."""
        time.sleep(seconds)
        return not self._pull(subscription, 1, seconds=AT_ONCE)

    def give_up(self, subscription: str, count: int) -> None:
        """Refuse so many messages until each is a dead letter."""
        until = time.monotonic() + 30
        # Pulling goes on after the last refusal: the emulator gives up on a message only when it
        # is asked for it once more.
        while len(self.dead_letters.list()) < count and time.monotonic() < until:
            for _ in range(ATTEMPTS):
                received = self._pull(subscription, count, seconds=AT_ONCE)
                if received:
                    self._subscriber.modify_ack_deadline(
                        subscription=names.subscription_path(self.project, subscription),
                        ack_ids=[one.ack_id for one in received],
                        ack_deadline_seconds=0,
                    )

    def _pull(self, subscription: str, count: int, *, seconds: float) -> list[ReceivedMessage]:
        path = names.subscription_path(self.project, subscription)
        try:
            answer = self._subscriber.pull(
                subscription=path, max_messages=count, retry=None, timeout=seconds
            )
        except DeadlineExceeded:
            return []
        return list(answer.received_messages)


def post(emulators: Emulators) -> Post:
    """Messages and dead letters without any."""
    return Post(emulators)
