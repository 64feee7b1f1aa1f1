"""Everything the catalogue declares, created inside the emulators; run again, it changes nothing.

In production the infrastructure does this; names and settings come from the same places. Clients
are built for the emulators' addresses, so this can never reach a real project.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import timedelta

import grpc
from google.api_core.exceptions import AlreadyExists, Conflict
from google.auth.credentials import AnonymousCredentials
from google.cloud.storage import Client as StorageClient
from google.pubsub_v1 import (
    DeadLetterPolicy,
    PublisherClient,
    PushConfig,
    RetryPolicy,
    SubscriberClient,
    Subscription,
)
from google.pubsub_v1.services.publisher.transports import PublisherGrpcTransport
from google.pubsub_v1.services.subscriber.transports import SubscriberGrpcTransport

from shared.adapters.google import names
from shared.local.emulation.emulators import Addresses
from shared.rules import catalogue

_FEWEST_ATTEMPTS = 5
"""What Pub/Sub insists on before it gives up on a message."""


def provision(
    addresses: Addresses,
    project: str,
    *,
    push_base: str | None,
    acquisitions: Collection[str] = (),
    subscriptions: Sequence[catalogue.Subscription] = catalogue.SUBSCRIPTIONS,
) -> None:
    """Create the topics, subscriptions, dead letters and buckets of a project in the emulators.

    Each subscription pushes to `<push_base>/<function>`, and to its new place when it exists
    already; without `push_base` its messages wait to be pulled. Each acquisition gets its landing
    bucket. `subscriptions` may differ from the catalogue in seconds and attempts only.
    """
    _create_buckets(addresses, project, acquisitions)
    with _pubsub(addresses) as (publisher, subscriber):
        for topic in catalogue.TOPICS:
            _create_topic(publisher, project, topic.name)
        for subscription in subscriptions:
            dead = names.dead_letters_of(subscription.name)
            _create_topic(publisher, project, dead)
            with suppress(AlreadyExists):
                subscriber.create_subscription(
                    request=Subscription(
                        name=names.subscription_path(project, dead),
                        topic=names.topic_path(project, dead),
                        ack_deadline_seconds=60,
                    )
                )
            _create_subscription(subscriber, project, subscription, push_base)


@contextmanager
def _pubsub(addresses: Addresses) -> Iterator[tuple[PublisherClient, SubscriberClient]]:
    with grpc.insecure_channel(addresses.pubsub) as channel:
        yield (
            PublisherClient(transport=PublisherGrpcTransport(channel=channel)),
            SubscriberClient(transport=SubscriberGrpcTransport(channel=channel)),
        )


def _create_topic(publisher: PublisherClient, project: str, topic: str) -> None:
    with suppress(AlreadyExists):
        publisher.create_topic(name=names.topic_path(project, topic))


def _create_subscription(
    subscriber: SubscriberClient,
    project: str,
    subscription: catalogue.Subscription,
    push_base: str | None,
) -> None:
    name = names.subscription_path(project, subscription.name)
    push = PushConfig()
    if push_base is not None:
        push = PushConfig(push_endpoint=f"{push_base.rstrip('/')}/{subscription.function}")
    dead = names.topic_path(project, names.dead_letters_of(subscription.name))
    wanted = Subscription(
        name=name,
        topic=names.topic_path(project, subscription.topic),
        push_config=push,
        # The emulator delivers again at the deadline even while the first request still runs.
        ack_deadline_seconds=subscription.ack_deadline,
        retry_policy=_retry_policy(subscription),
        dead_letter_policy=DeadLetterPolicy(
            dead_letter_topic=dead,
            max_delivery_attempts=max(subscription.attempts, _FEWEST_ATTEMPTS),
        ),
    )
    try:
        subscriber.create_subscription(request=wanted)
    except AlreadyExists:
        subscriber.modify_push_config(subscription=name, push_config=push)


def _retry_policy(subscription: catalogue.Subscription) -> RetryPolicy | None:
    if subscription.max_backoff == 0:
        return None  # Pub/Sub then delivers again at once
    return RetryPolicy(
        minimum_backoff=timedelta(seconds=subscription.min_backoff),
        maximum_backoff=timedelta(seconds=subscription.max_backoff),
    )


def _create_buckets(addresses: Addresses, project: str, acquisitions: Collection[str]) -> None:
    wanted = [
        *(names.bucket_name(project, one) for one in catalogue.BUCKETS if one != catalogue.LANDING),
        *(names.landing_bucket(project, acquisition) for acquisition in acquisitions),
    ]
    client = StorageClient(
        project=project,
        credentials=AnonymousCredentials(),  # type: ignore[no-untyped-call]
        client_options={"api_endpoint": addresses.storage},
    )
    with client:
        for bucket in wanted:
            with suppress(Conflict):
                client.create_bucket(bucket)
