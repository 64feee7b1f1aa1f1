"""What a bucket's notification does in production, done for the storage emulator.

In production each landing bucket notifies the topic `landing` of its own project. The emulator
knows one topic for the objects of *all* buckets, fixed when it starts. This thread reads
that topic and passes on, unchanged, what landed in a landing bucket, to the project the bucket's
name begins with; objects of the lake and the quarantine end here. So one emulator serves any
number of projects, and no function has to know about it.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from types import TracebackType
from typing import Final

import grpc
from google.api_core.exceptions import AlreadyExists, DeadlineExceeded, GoogleAPICallError, NotFound
from google.pubsub_v1 import PublisherClient, PubsubMessage, ReceivedMessage, SubscriberClient
from google.pubsub_v1.services.publisher.transports import PublisherGrpcTransport
from google.pubsub_v1.services.subscriber.transports import SubscriberGrpcTransport

from shared.adapters.google import names
from shared.rules import catalogue

EVENTS_PROJECT: Final = "nova-emulators"
EVENTS_TOPIC: Final = "object-finalized"

_PULL_SECONDS: Final = 30.0
_PAUSE_SECONDS: Final = 1.0

log = logging.getLogger(__name__)


class LandingNotifications:
    """Passes landing notifications on while the context lasts.

    An event is acknowledged once it is passed on: it may arrive twice, and is never lost. Whoever
    passes them on by other rules (`topic_of`) needs a name of his own: each name is shown all.
    """

    def __init__(
        self,
        pubsub: str,
        *,
        topic_of: Callable[[str], str] | None = None,
        name: str = EVENTS_TOPIC,
    ) -> None:
        self._topic_of = topic_of or _topic_of
        self._channel = grpc.insecure_channel(pubsub)
        self._publisher = PublisherClient(transport=PublisherGrpcTransport(channel=self._channel))
        self._subscriber = SubscriberClient(
            transport=SubscriberGrpcTransport(channel=self._channel)
        )
        self._subscription = names.subscription_path(EVENTS_PROJECT, name)
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._run, name="landing-notifications", daemon=True)

    def __enter__(self) -> LandingNotifications:
        # The topic must stand before the first object does: the emulator never tries again.
        topic = names.topic_path(EVENTS_PROJECT, EVENTS_TOPIC)
        try:
            self._publisher.create_topic(name=topic)
        except AlreadyExists:
            log.debug("another process made the topic of storage events")
        try:
            self._subscriber.create_subscription(name=self._subscription, topic=topic)
        except AlreadyExists:
            log.debug("another process made the subscription to storage events")
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._ending.set()
        self._channel.close()
        self._thread.join()

    def _run(self) -> None:
        while not self._ending.is_set():
            try:
                self._pass_on()
            except DeadlineExceeded:
                continue
            except (GoogleAPICallError, ValueError) as error:
                # ValueError: the channel was closed under the call, which is how we are stopped.
                if self._ending.is_set():
                    return
                log.warning("storage events are not read: %s", type(error).__name__)
                self._ending.wait(_PAUSE_SECONDS)

    def _pass_on(self) -> None:
        request = {"subscription": self._subscription, "max_messages": 100}
        answer = self._subscriber.pull(request=request, retry=None, timeout=_PULL_SECONDS)
        for received in answer.received_messages:
            self._forward(received)
        if answer.received_messages:
            self._subscriber.acknowledge(
                subscription=self._subscription,
                ack_ids=[received.ack_id for received in answer.received_messages],
            )

    def _forward(self, received: ReceivedMessage) -> None:
        event = received.message
        topic = self._topic_of(event.attributes["bucketId"])
        if not topic:
            return
        copy = PubsubMessage(data=event.data, attributes=dict(event.attributes))
        try:
            self._publisher.publish(topic=topic, messages=[copy])
        except NotFound:
            log.warning("an object landed in a project without topic %s", catalogue.LANDING)


def _topic_of(bucket: str) -> str:
    """The topic a bucket's notifications go to; empty for a bucket nobody lands exports in."""
    project = names.project_of_landing(bucket)
    return names.topic_path(project, catalogue.LANDING) if project else ""
