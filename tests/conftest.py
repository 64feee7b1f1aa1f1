"""What every test may ask for: Google's emulators, one stack for the whole session."""

from __future__ import annotations

import os
import uuid
from collections.abc import Collection, Iterator, Sequence
from functools import cached_property
from typing import Any

import pytest
from google.cloud import firestore, storage
from google.cloud.pubsub_v1 import PublisherClient, SubscriberClient

from shared.errors import NotFound
from shared.local.emulation.emulators import Addresses, started
from shared.local.emulation.provision import provision
from shared.rules import catalogue

ABSENT = pytest.StashKey[str]()
TOLD = "emulators are absent"


class Emulators:
    """The running emulators. Tests never share a project, so nothing has to be wiped."""

    def __init__(self, addresses: Addresses) -> None:
        self.addresses = addresses

    def project(
        self,
        *,
        push_base: str | None = None,
        acquisitions: Collection[str] = (),
        subscriptions: Sequence[catalogue.Subscription] = catalogue.SUBSCRIPTIONS,
    ) -> str:
        """The id of a fresh project that has everything the catalogue declares."""
        project = self.bare_project()
        provision(
            self.addresses,
            project,
            push_base=push_base,
            acquisitions=acquisitions,
            subscriptions=subscriptions,
        )
        return project

    def bare_project(self) -> str:
        """The id of a fresh project without topics and buckets; Firestore needs no more."""
        return f"demo-{uuid.uuid4().hex[:12]}"

    def firestore(self, project: str) -> firestore.Client:
        """A client of the project's documents."""
        return firestore.Client(project=project)

    @cached_property
    def storage(self) -> storage.Client:
        """A client of all buckets."""
        return storage.Client(project="demo")

    @cached_property
    def publisher(self) -> PublisherClient:
        """A client of all topics."""
        return PublisherClient()

    @cached_property
    def subscriber(self) -> SubscriberClient:
        """A client of all subscriptions."""
        return SubscriberClient()

    def close(self) -> None:
        """Close the clients that were used."""
        used = vars(self)
        if "publisher" in used:
            self.publisher.stop()
            self.publisher.transport.close()
        if "subscriber" in used:
            self.subscriber.close()
        if "storage" in used:
            self.storage.close()


@pytest.fixture(scope="session")
def emulators(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Emulators]:
    """Google's emulators; skips where they are not installed, and fails there when CI is set."""
    try:
        stack = started(tmp_path_factory.mktemp("emulators"), os.environ)
        with stack as addresses, pytest.MonkeyPatch.context() as environment:
            for name, value in addresses.environment().items():
                environment.setenv(name, value)
            running = Emulators(addresses)
            yield running
            running.close()
    except NotFound as error:
        if os.environ.get("CI"):
            pytest.fail(f"CI must run the emulator tests. {error}", pytrace=False)
        request.config.stash[ABSENT] = str(error)
        pytest.skip(str(error))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs the emulators, so that `-m "not emulators"` leaves it out."""
    for item in items:
        if "emulators" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.emulators)


def pytest_make_parametrize_id(config: pytest.Config, val: object, argname: str) -> str | None:
    """Bytes are known by their place: packed ones hold the time they were packed at, and every
    process must give a test the same name."""
    return argname if isinstance(val, bytes) else None


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Let the process that sums up know what this one found missing."""
    told = getattr(session.config, "workeroutput", None)
    if told is not None:
        told[TOLD] = session.config.stash.get(ABSENT, "")


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Hear what another process found missing."""
    reason = getattr(node, "workeroutput", {}).get(TOLD)
    if reason:
        node.config.stash[ABSENT] = reason


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say loudly, at the end, that half of the proof is missing."""
    reason = terminalreporter.config.stash.get(ABSENT, None)
    if reason:
        terminalreporter.section("EMULATOR TESTS DID NOT RUN", sep="!", yellow=True, bold=True)
        terminalreporter.line(reason, yellow=True)
