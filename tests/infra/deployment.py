"""What the deployment program registers, deployed on Google's emulators of this machine.

Taken from its graph: every topic, subscription, bucket, notification and object under its
registered name, and every function as a process of its own: the files of its registered archive in
an empty folder, an interpreter that has what the archives require, and a bare environment that
holds the registered variables and secrets.

What differs from Google, all of it:

- a subscription pushes to this machine instead of the function's URL, and carries no identity;
- a function finds the emulators by their usual variables, each behind a gate that notes what it
  asks for (tests/infra/gates.py);
- callers bear local tokens, and checkpoints are signed by a seed (`NOVA_SECRET_TOKENS`,
  `NOVA_SECRET_AUDIT_KEY`): with emulators about the product asks neither Google's certificates nor
  its KMS, of which there is none here. The registered `NOVA_AUDIT_KEY` stands, unused;
- nobody checks rights: what was asked for is held against what is granted afterwards.
"""

from __future__ import annotations

import base64
import json
import os
import shutil
import signal
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final

import grpc
from google.api_core.exceptions import NotFound
from google.auth.credentials import AnonymousCredentials
from google.cloud.firestore import Client as FirestoreClient
from google.cloud.storage import Client as StorageClient
from google.pubsub_v1 import PublisherClient, PubsubMessage, SubscriberClient, Subscription
from google.pubsub_v1.services.publisher.transports import PublisherGrpcTransport
from google.pubsub_v1.services.subscriber.transports import SubscriberGrpcTransport

from shared.adapters.embedded.tokens import LocalTokens
from shared.local.emulation import children
from shared.local.emulation.emulators import Addresses
from shared.local.emulation.landing_notifications import (
    EVENTS_PROJECT,
    LandingNotifications,
)
from tests.infra.gates import MessageGate, PushGate, StorageGate
from tests.infra.program import Graph, Resource
from tests.infra.stacks import BUCKET, FUNCTION, OBJECT, SUBSCRIPTION, TOPIC

JOB: Final = "gcp:cloudscheduler/job:Job"
NOTIFICATION: Final = "gcp:storage/notification:Notification"
SECRET_VERSION: Final = "gcp:secretmanager/secretVersion:SecretVersion"

TOKENS: Final = b"local tokens, signed for a test.."
AUDIT_SEED: Final = b"a seed that signs, for a test..."
_PATIENCE: Final = 120.0
_QUIET_SECONDS: Final = 1.0
_LOOK_SECONDS: Final = 0.05


def variables(graph: Graph, function: Resource) -> dict[str, str]:
    """The environment a function is registered with, its secrets opened."""
    service = function.inputs["serviceConfig"]
    values = {
        str(one.inputs["secret"]).rpartition("/")[2]: one.inputs["secretDataWo"]["$secret"]
        for one in graph.of(SECRET_VERSION)
    }
    return {
        **service["environmentVariables"],
        **{one["key"]: values[one["secret"]] for one in service["secretEnvironmentVariables"]},
    }


def archive(graph: Graph, function: Resource) -> dict[str, Path]:
    """The files of a function's archive, by their place in it, as they are registered."""
    where = function.inputs["buildConfig"]["source"]["storageSource"]
    (registered,) = [
        one
        for one in graph.of(OBJECT)
        if (one.inputs["bucket"], one.inputs["name"]) == (where["bucket"], where["object"])
    ]
    assets = registered.inputs["source"]["$archive"]["assets"]
    return {name: Path(one["$asset"]["path"]) for name, one in assets.items()}


def unpack(files: Mapping[str, Path], folder: Path) -> Path:
    """The folder, which holds these files and nothing else."""
    for name, path in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, folder / name)
    return folder


def started(
    entry_point: str,
    *,
    code: Path,
    interpreter: Path,
    port: int,
    environment: Mapping[str, str],
    logs: Path,
) -> children.Child:
    """A function's process, as Google's image starts it; returns at once.

    None of ours has an event trigger, so Google builds all of them as `http`; what a function is
    decorated with wins over that, in the framework's own registry.
    """
    return children.start(
        entry_point,
        # By its full name: the command's folder would be searched for modules otherwise.
        ["env", "-C", str(code), str(interpreter / "bin" / "functions-framework")],
        env={
            "PATH": os.environ["PATH"],
            "FUNCTION_TARGET": entry_point,
            "FUNCTION_SIGNATURE_TYPE": "http",
            "HOST": "127.0.0.1",
            "PORT": str(port),
            **environment,
        },
        logs=logs,
    )


@dataclass(frozen=True, kw_only=True)
class Running:
    """A function's process, and the gates around it."""

    name: str
    child: children.Child
    port: int
    pushes: PushGate
    storage: StorageGate
    messages: MessageGate


class Deployment:
    """The deployed graph, from outside: what a company, a person or Google would do to it."""

    def __init__(self, graph: Graph, addresses: Addresses, functions: Mapping[str, Running]):
        self.graph = graph
        self.addresses = addresses
        self.functions = functions
        variables = graph.one(FUNCTION, "watch-function").inputs["serviceConfig"]
        self.project = str(variables["environmentVariables"]["GOOGLE_CLOUD_PROJECT"])
        self.tokens = LocalTokens(TOKENS)
        self._channel = grpc.insecure_channel(addresses.pubsub)
        self._acted_at = time.monotonic()
        """When something was last done from outside, of which more may follow."""

    @cached_property
    def storage(self) -> StorageClient:
        """A client of all buckets, past every gate."""
        return storage_client(self.project, self.addresses)

    @cached_property
    def firestore(self) -> FirestoreClient:
        """A client of the registered database."""
        (database,) = self.graph.of("gcp:firestore/database:Database")
        return FirestoreClient(project=self.project, database=database.inputs["name"])

    def bucket(self, name: str) -> str:
        """The registered name of the bucket of this logical name."""
        return str(self.graph.one(BUCKET, name).inputs["name"])

    def drop(self, acquisition: str, name: str, content: bytes) -> None:
        """Put an export into an acquisition's landing bucket."""
        bucket = self.storage.bucket(self.bucket(f"{acquisition}-landing"))
        bucket.blob(name).upload_from_string(content)
        self._acted_at = time.monotonic()

    def objects(self, bucket: str) -> dict[str, bytes]:
        """Every object of the bucket of this logical name."""
        found = self.storage.list_blobs(self.bucket(bucket))
        return {str(one.name): one.download_as_bytes(raw_download=True) for one in found}

    def fire(self, task: str) -> None:
        """Publish what the registered job of a task of the watch publishes."""
        target = self.graph.one(JOB, f"schedule-{task}").inputs["pubsubTarget"]
        self.publish(
            target["topicName"], base64.b64decode(target["data"]), dict(target["attributes"])
        )

    def publish(self, topic: str, content: bytes, attributes: dict[str, str]) -> None:
        """Publish a message."""
        publisher = PublisherClient(transport=PublisherGrpcTransport(channel=self._channel))
        message = PubsubMessage(data=content, attributes=attributes)
        publisher.publish(topic=topic, messages=[message])
        self._acted_at = time.monotonic()

    def call(
        self,
        function: str,
        method: str,
        path: str,
        *,
        roles: tuple[str, ...] = (),
        body: object = None,
        headers: Mapping[str, str] | None = None,
    ) -> tuple[int, Any]:
        """Call an HTTP function as somebody of these roles; the status, and what it says."""
        token = self.tokens.issue("caller@example.org", roles) if roles else ""
        said = self.functions[function].pushes.ask(
            method,
            path,
            {
                "Content-Type": "application/json",
                **({"Authorization": f"Bearer {token}"} if token else {}),
                **(headers or {}),
            },
            json.dumps(body).encode() if body is not None else None,
        )
        self._acted_at = time.monotonic()
        is_json = "json" in said.headers.get("Content-Type", "")
        return int(said.head), json.loads(said.body) if is_json else said.body

    def until(self, is_so: Callable[[], object], what: str) -> None:
        """Return once this is so; fails with the ends of the functions' logs when it is not."""
        patience = time.monotonic() + _PATIENCE
        while not is_so():
            for one in self.functions.values():
                assert one.child.process.poll() is None, f"{one.name} ended\n{self.said()}"
            assert time.monotonic() < patience, f"waited in vain: {what}\n{self.said()}"
            time.sleep(_LOOK_SECONDS)

    def settle(self) -> None:
        """Return once no function works, and nothing has been done or pushed for a second."""

        def is_quiet() -> bool:
            gates = [one.pushes for one in self.functions.values()]
            last = max(self._acted_at, *(gate.last_at for gate in gates))
            return (
                all(gate.is_quiet() for gate in gates) and time.monotonic() - last > _QUIET_SECONDS
            )

        self.until(is_quiet, "the functions do not come to rest")

    def said(self) -> str:
        """The end of what each function logged."""
        return "\n".join(
            f"{one.name}: {one.child.log.read_text(errors='replace')[-1500:]}"
            for one in self.functions.values()
        )

    def close(self) -> None:
        """Close the clients that were used."""
        self._channel.close()
        used = vars(self)
        for name in ("storage", "firestore"):
            if name in used:
                used[name].close()


@contextmanager
def deployed(
    graph: Graph, addresses: Addresses, *, interpreter: Path, folder: Path
) -> Iterator[Deployment]:
    """The graph, deployed for as long as the context lasts; call it from the main thread."""
    with ExitStack() as stack:
        running: list[children.Child] = []
        stack.callback(end, running)
        functions: dict[str, Running] = {}
        for one, port in zip(
            graph.of(FUNCTION), children.free_ports(len(graph.of(FUNCTION))), strict=True
        ):
            name = str(one.inputs["buildConfig"]["entryPoint"])
            storage = StorageGate(addresses.storage)
            messages = MessageGate(addresses.pubsub)
            stack.enter_context(storage)
            stack.enter_context(messages)
            child = started(
                name,
                code=unpack(archive(graph, one), folder / "functions" / name),
                interpreter=interpreter,
                port=port,
                environment={
                    **variables(graph, one),
                    **stand_ins(one),
                    "FIRESTORE_EMULATOR_HOST": addresses.firestore,
                    "PUBSUB_EMULATOR_HOST": messages.address,
                    "STORAGE_EMULATOR_HOST": storage.url,
                },
                logs=folder / "logs",
            )
            running.append(child)
            pushes = PushGate(f"http://127.0.0.1:{port}")
            stack.enter_context(pushes)
            functions[name] = Running(
                name=name, child=child, port=port, pushes=pushes, storage=storage, messages=messages
            )
        _make_buckets(graph, addresses)
        _make_channels(graph, addresses, functions)
        stack.enter_context(_notified(graph, addresses))
        for function in functions.values():
            children.await_answer(function.child, function.port, "/favicon.ico")
        deployment = Deployment(graph, addresses, functions)
        stack.callback(deployment.close)
        yield deployment


def end(running: Sequence[children.Child]) -> None:
    """End processes at once, as Google ends instances: they keep nothing."""
    for child in running:
        with suppress(ProcessLookupError):
            os.killpg(child.process.pid, signal.SIGKILL)
        child.process.wait()


def stand_ins(function: Resource) -> dict[str, str]:
    """What stands for Google's identities and keys on this machine."""
    given = {"NOVA_SECRET_TOKENS": base64.b64encode(TOKENS).decode()}
    if "NOVA_AUDIT_KEY" in function.inputs["serviceConfig"]["environmentVariables"]:
        given["NOVA_SECRET_AUDIT_KEY"] = base64.b64encode(AUDIT_SEED).decode()
    return given


def storage_client(project: str, addresses: Addresses) -> StorageClient:
    """A client of the storage emulator, and never of anything else."""
    return StorageClient(
        project=project,
        credentials=AnonymousCredentials(),  # type: ignore[no-untyped-call]
        client_options={"api_endpoint": addresses.storage},
    )


def _make_buckets(graph: Graph, addresses: Addresses) -> None:
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


def _make_channels(graph: Graph, addresses: Addresses, functions: Mapping[str, Running]) -> None:
    urls = {
        str((one.outputs or {})["url"]): functions[one.name].pushes.url
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
    return Subscription.from_json(json.dumps(said))


@contextmanager
def _notified(graph: Graph, addresses: Addresses) -> Iterator[None]:
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
