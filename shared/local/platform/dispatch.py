"""Takes messages from the queue, and delivers each to its function, until told to stop."""

from __future__ import annotations

import base64
import json
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from shared.adapters.embedded.queue import Delivery, Queue
from shared.errors import Retry
from shared.local.platform.host import Host, topic_path
from shared.rules import catalogue

PROJECT: Final = "local"
"""What the project is called where there is none."""

_SHORTEST_PAUSE: Final = 0.01
_LONGEST_PAUSE: Final = 0.2
"""Seconds between two looks at an empty queue; the next message waits half of it on average."""

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Dispatcher:
    """Delivers one message at a time, in this process."""

    queue: Queue
    host: Host
    worker: str
    """Whose leases they are; released by whoever finds this worker dead."""

    now: Callable[[], float] = time.time

    def run(self, *, wait: Callable[[float], bool]) -> None:
        """Deliver until `wait(seconds)` answers that it is time to stop."""
        pause = 0.0
        while not wait(pause):
            try:
                delivered = self.step()
            except Retry as error:
                log.warning("the queue cannot be used now: %s", error)
                delivered = False
            pause = 0.0 if delivered else min(_LONGEST_PAUSE, pause * 2 or _SHORTEST_PAUSE)

    def step(self) -> bool:
        """Deliver one message if one is due: acknowledged, or put back for later."""
        claimed = self.queue.claim(self.worker, now=self.now())
        for delivery in claimed:
            self._deliver(delivery)
        return bool(claimed)

    def _deliver(self, delivery: Delivery) -> None:
        topic = catalogue.subscription(delivery.subscription).topic
        answer = self.host.deliver(
            delivery.function, push_body(delivery), path=topic_path(topic, project=PROJECT)
        )
        if answer.is_acknowledged:
            self.queue.acknowledge(delivery)
            return
        log.warning(
            "%s failed on attempt %d: %s",
            delivery.function,
            delivery.attempt,
            answer.reason,
            extra={"message_id": delivery.message_id, "subscription": delivery.subscription},
        )
        self.queue.fail(delivery, answer.reason, self.now())


def push_body(delivery: Delivery) -> bytes:
    """The body of a push request, as Pub/Sub writes it for a subscription with dead letters."""
    return json.dumps(
        {
            "message": {
                "attributes": delivery.attributes,
                "data": base64.b64encode(delivery.body).decode(),
                "messageId": delivery.message_id,
                "message_id": delivery.message_id,
                "publishTime": delivery.published_at,
                "publish_time": delivery.published_at,
            },
            "subscription": f"projects/{PROJECT}/subscriptions/{delivery.subscription}",
            "deliveryAttempt": delivery.attempt,
        }
    ).encode()
