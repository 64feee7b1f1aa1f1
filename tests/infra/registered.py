"""What stands between the functions, made in the emulators as it is registered."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

import grpc
from google.api_core.exceptions import NotFound
from google.auth.credentials import AnonymousCredentials
from google.cloud.storage import Client as StorageClient
from google.pubsub_v1 import PublisherClient, SubscriberClient, Subscription
from google.pubsub_v1.services.publisher.transports import PublisherGrpcTransport
from google.pubsub_v1.services.subscriber.transports import SubscriberGrpcTransport

from shared.local.emulation.emulators import Addresses
from shared.local.emulation.landing_notifications import EVENTS_PROJECT, LandingNotifications
from tests.infra.program import Graph, Resource
from tests.infra.stacks import BUCKET, OBJECT, SUBSCRIPTION, TOPIC

NOTIFICATION: Final = "gcp:storage/notification:Notification"


def storage_client(project: str, addresses: Addresses) -> StorageClient:
    """A client of the storage emulator, and never of anything else."""
    return StorageClient(
        project=project,
        credentials=AnonymousCredentials(),  # type: ignore[no-untyped-call]
        client_options={"api_endpoint": addresses.storage},
    )


def make_buckets(graph: Graph, addresses: Addresses) -> None:
    """Every bucket, and what the program itself puts into them but the archives."""
    project = str(graph.of(BUCKET)[0].inputs["project"])
    with storage_client(project, addresses) as client:
        for bucket in graph.of(BUCKET):
            client.create_bucket(bucket.inputs["name"])
        for one in graph.of(OBJECT):
            content = _content(one)
            if content is not None:
                blob = client.bucket(one.inputs["bucket"]).blob(one.inputs["name"])
                blob.upload_from_string(content)


def _content(registered: Resource) -> bytes | None:
    """What an object holds; None for an archive."""
    asset = registered.inputs["source"].get("$asset")
    if asset is None:
        return None
    return Path(asset["path"]).read_bytes() if "path" in asset else str(asset["text"]).encode()


def make_channels(graph: Graph, addresses: Addresses, places: Mapping[str, str]) -> None:
    """Every topic and subscription; each function's messages go to its place, a URL."""
    urls = {
        str((one.outputs or {})["url"]): places[one.name]
        for one in graph.of("nova:functions:Function")
    }
    with grpc.insecure_channel(addresses.pubsub) as channel:
        publisher = PublisherClient(transport=PublisherGrpcTransport(channel=channel))
        subscriber = SubscriberClient(transport=SubscriberGrpcTransport(channel=channel))
        for topic in graph.of(TOPIC):
            publisher.create_topic(name=_topic_path(topic))
        for one in graph.of(SUBSCRIPTION):
            subscriber.create_subscription(request=_subscription(one, urls))


def _topic_path(topic: Resource) -> str:
    return f"projects/{topic.inputs['project']}/topics/{topic.inputs['name']}"


def _subscription(registered: Resource, urls: Mapping[str, str]) -> Subscription:
    """The subscription as it is registered, but for where it pushes to, and how long it keeps."""
    said = dict(registered.inputs)
    # Google keeps messages for up to 31 days, the emulator knows of 7; a test lasts a minute.
    del said["messageRetentionDuration"]
    said["name"] = f"projects/{said.pop('project')}/subscriptions/{said['name']}"
    if said.get("expirationPolicy") == {"ttl": ""}:
        said["expirationPolicy"] = {}  # it never expires
    push = said.get("pushConfig")
    if push:
        url = next(one for one in urls if push["pushEndpoint"].startswith(f"{one}/"))
        endpoint = push["pushEndpoint"].replace(url, urls[url])
        said["pushConfig"] = {**push, "pushEndpoint": endpoint}
    wanted: Subscription = Subscription.from_json(json.dumps(said))
    return wanted


@contextmanager
def notified(graph: Graph, addresses: Addresses) -> Iterator[None]:
    """What each registered notification announces."""
    topics = {str(one.inputs["bucket"]): str(one.inputs["topic"]) for one in graph.of(NOTIFICATION)}
    project = str(graph.of(BUCKET)[0].inputs["project"])
    name = f"notifications-{project}"
    with LandingNotifications(
        addresses.pubsub, topic_of=lambda bucket: topics.get(bucket, ""), name=name
    ):
        yield
    with grpc.insecure_channel(addresses.pubsub) as channel, suppress(NotFound):
        SubscriberClient(transport=SubscriberGrpcTransport(channel=channel)).delete_subscription(
            subscription=f"projects/{EVENTS_PROJECT}/subscriptions/{name}"
        )
