"""Messages in Pub/Sub."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from typing import Final

from google.cloud.pubsub_v1 import PublisherClient
from google.cloud.pubsub_v1.publisher.futures import Future

from shared.adapters.google import names
from shared.adapters.google.errors import google_errors
from shared.errors import NotFound, Retry
from shared.model.message import Message
from shared.rules import catalogue, wire

SECONDS_PER_CALL: Final = 30.0
_SECONDS_PER_PUBLISH: Final = 30.0


class PubSubMessages:
    """Meets `ports.Messages`."""

    def __init__(self, publisher: PublisherClient, project: str, *, installation: str = "") -> None:
        self._publisher = publisher
        self._project = project
        self._installation = installation

    def publish(self, messages: Sequence[Message]) -> None:
        """Returns once Pub/Sub has all of them. Raises Retry when it does not.

        A missing topic is Retry as well: the delivery that wanted to publish must not be
        acknowledged, whatever the reason.
        """
        try:
            with google_errors(f"publishing {len(messages)} messages"):
                await_published([self._begin(message) for message in messages])
        except NotFound as error:
            wanted = ", ".join(sorted({catalogue.topic_of(type(m)).name for m in messages}))
            raise Retry(f"a topic is missing in project {self._project} ({wanted})") from error

    def _begin(self, message: Message) -> Future:
        content, attributes = wire.encode(message)
        topic = names.topic_path(
            self._project,
            catalogue.topic_of(type(message)).name,
            installation=self._installation,
        )
        return self._publisher.publish(topic, content, timeout=SECONDS_PER_CALL, **attributes)


def await_published(futures: Iterable[Future]) -> None:
    """Returns when all are published; raises what the first to fail raises, or TimeoutError."""
    patience = time.monotonic() + _SECONDS_PER_PUBLISH
    for future in futures:
        future.result(timeout=max(0.0, patience - time.monotonic()))
