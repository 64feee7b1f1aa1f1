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
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final

import grpc
from google.cloud.firestore import Client as FirestoreClient
from google.cloud.storage import Client as StorageClient
from google.pubsub_v1 import PublisherClient, PubsubMessage
from google.pubsub_v1.services.publisher.transports import PublisherGrpcTransport

from shared.adapters.embedded.tokens import LocalTokens
from shared.local.emulation import children
from shared.local.emulation.emulators import Addresses
from tests.infra.gates import MessageGate, PushGate, StorageGate
from tests.infra.processes import (
    TOKENS,
    archive,
    distinct_ports,
    end,
    stand_ins,
    started,
    unpack,
    variables,
)
from tests.infra.program import Graph
from tests.infra.registered import make_buckets, make_channels, notified, storage_client
from tests.infra.stacks import BUCKET, FUNCTION

JOB: Final = "gcp:cloudscheduler/job:Job"
_PATIENCE: Final = 300.0
_QUIET_SECONDS: Final = 1.0
_LOOK_SECONDS: Final = 0.05


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
            graph.of(FUNCTION), distinct_ports(len(graph.of(FUNCTION))), strict=True
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
        make_buckets(graph, addresses)
        places = {name: one.pushes.url for name, one in functions.items()}
        make_channels(graph, addresses, places)
        stack.enter_context(notified(graph, addresses))
        for function in functions.values():
            children.await_answer(function.child, function.port, "/favicon.ico")
        deployment = Deployment(graph, addresses, functions)
        stack.callback(deployment.close)
        yield deployment
