"""Dead letters in Pub/Sub: read without losing them, and replayed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Final, NamedTuple

from google.api_core.exceptions import DeadlineExceeded
from google.cloud.pubsub_v1 import PublisherClient, SubscriberClient
from google.cloud.pubsub_v1.publisher.futures import Future
from google.pubsub_v1 import PubsubMessage, ReceivedMessage

from shared.adapters.google import names
from shared.adapters.google.errors import google_errors
from shared.adapters.google.messages import SECONDS_PER_CALL, await_published
from shared.errors import InvalidInput
from shared.model.message import Message
from shared.ports import DeadLetter
from shared.rules import catalogue, wire

_MESSAGES_PER_CALL: Final = 500
_GOOGLES_OWN: Final = "CloudPubSubDeadLetterSource"
"""The attributes Pub/Sub adds when it gives up on a message begin with this."""


class _Held(NamedTuple):
    """A dead letter we have pulled, and neither acknowledged nor released yet."""

    id: str
    subscription: catalogue.Subscription
    ack_id: str
    message: PubsubMessage


class PubSubDeadLetters:
    """Meets `ports.DeadLetters`: each subscription has a dead-letter topic with a subscription.

    A letter is replayed by publishing it to its original topic. Other subscriptions of that topic
    get it a second time, which every function must bear anyway. An empty subscription is waited
    for `patience` seconds (one less on the emulator) before it is believed to be empty.
    """

    def __init__(
        self,
        subscriber: SubscriberClient,
        publisher: PublisherClient,
        project: str,
        *,
        installation: str = "",
        patience: float = 2.0,
    ) -> None:
        self._subscriber = subscriber
        self._publisher = publisher
        self._project = project
        self._installation = installation
        self._patience = patience

    def list(self) -> list[DeadLetter]:
        """The oldest first. They are pulled, read and released, so nothing is lost by looking."""
        held = self._pull_all()
        self._release(held)
        return sorted(map(_letter, held), key=lambda letter: (letter.published_at, letter.id))

    def replay(self, ids: Collection[str]) -> int:
        """Deliver these again; how many there were.

        A letter is acknowledged after it was published: a crash in between replays it twice.
        """
        wanted = set(ids)
        held = self._pull_all()
        chosen = [letter for letter in held if letter.id in wanted]
        self._release([letter for letter in held if letter.id not in wanted])
        try:
            with google_errors(f"replaying {len(chosen)} dead letters"):
                await_published([self._publish_again(letter) for letter in chosen])
        except BaseException:
            self._release(chosen)
            raise
        self._acknowledge(chosen)
        return len(chosen)

    def _publish_again(self, letter: _Held) -> Future:
        attributes = {
            name: value
            for name, value in letter.message.attributes.items()
            if not name.startswith(_GOOGLES_OWN)
        }
        topic = names.topic_path(
            self._project, letter.subscription.topic, installation=self._installation
        )
        content = letter.message.data
        return self._publisher.publish(topic, content, timeout=SECONDS_PER_CALL, **attributes)

    def _pull_all(self) -> Sequence[_Held]:
        # Each empty subscription costs its full wait, so all are asked at the same time.
        with ThreadPoolExecutor(len(catalogue.SUBSCRIPTIONS)) as pool:
            held = pool.map(lambda one: tuple(self._pull(one)), catalogue.SUBSCRIPTIONS)
        return [letter for letters in held for letter in letters]

    def _pull(self, subscription: catalogue.Subscription) -> Iterator[_Held]:
        path = self._path(subscription)
        with google_errors(f"reading the dead letters of {subscription.name}"):
            while messages := self._next(path):
                for received in messages:
                    id = f"{subscription.name}/{received.message.message_id}"
                    yield _Held(id, subscription, received.ack_id, received.message)

    def _next(self, path: str) -> Sequence[ReceivedMessage]:
        with suppress(DeadlineExceeded):
            answer = self._subscriber.pull(
                subscription=path,
                max_messages=_MESSAGES_PER_CALL,
                retry=None,
                timeout=self._patience,
            )
            return tuple(answer.received_messages)
        return ()

    def _release(self, held: Sequence[_Held]) -> None:
        def release(path: str, ack_ids: Sequence[str]) -> None:
            self._subscriber.modify_ack_deadline(
                subscription=path,
                ack_ids=ack_ids,
                ack_deadline_seconds=0,
                timeout=SECONDS_PER_CALL,
            )

        self._for_each_subscription(held, release)

    def _acknowledge(self, held: Sequence[_Held]) -> None:
        def acknowledge(path: str, ack_ids: Sequence[str]) -> None:
            self._subscriber.acknowledge(
                subscription=path, ack_ids=ack_ids, timeout=SECONDS_PER_CALL
            )

        self._for_each_subscription(held, acknowledge)

    def _for_each_subscription(
        self, held: Sequence[_Held], call: Callable[[str, Sequence[str]], None]
    ) -> None:
        ack_ids = defaultdict(list)
        for letter in held:
            ack_ids[self._path(letter.subscription)].append(letter.ack_id)
        with google_errors("giving dead letters back"):
            for path, its in ack_ids.items():
                for start in range(0, len(its), _MESSAGES_PER_CALL):
                    call(path, its[start : start + _MESSAGES_PER_CALL])

    def _path(self, subscription: catalogue.Subscription) -> str:
        return names.subscription_path(
            self._project,
            names.dead_letters_of(subscription.name),
            installation=self._installation,
        )


def _letter(held: _Held) -> DeadLetter:
    attributes = dict(held.message.attributes)
    attempts = attributes.get(f"{_GOOGLES_OWN}DeliveryCount", "")
    published_at = attributes.get(f"{_GOOGLES_OWN}TopicPublishTime")
    message: Message | None = None
    with suppress(InvalidInput):
        message = wire.decode(held.message.data, attributes)
    return DeadLetter(
        id=held.id,
        subscription=held.subscription.name,
        message=message,
        attempts=int(attempts) if attempts.isdecimal() else held.subscription.attempts,
        reason=f"{held.subscription.function} failed every time; its log says why",
        published_at=published_at or held.message.publish_time.isoformat(),
    )
