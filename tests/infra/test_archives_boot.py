"""A function boots from what is registered for it: its archive, its requirements, nothing else.

CI tries the function with the fewest requirements and the one with the most; `make soak` tries all.
"""

from __future__ import annotations

import base64
import json
import os
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from http.client import HTTPConnection
from pathlib import Path
from typing import Any, NamedTuple
from uuid import uuid4

import pytest
from google.api_core.exceptions import NotFound
from google.cloud.storage import Bucket

from shared.local.emulation import children
from shared.rules import catalogue
from tests.conftest import Emulators
from tests.infra.interpreters import interpreter, pins
from tests.infra.processes import (
    archive,
    distinct_ports,
    end,
    stand_ins,
    started,
    unpack,
    variables,
)
from tests.infra.program import ROOT, Graph
from tests.infra.registered import storage_client
from tests.infra.stacks import BUCKET, FUNCTION, graph

BY_WEIGHT = sorted(
    (one.name for one in catalogue.FUNCTIONS),
    key=lambda name: (len(pins([ROOT / "functions" / name / "requirements.txt"])), name),
)
TRIED = BY_WEIGHT if os.environ.get("NOVA_SOAK") else [BY_WEIGHT[0], BY_WEIGHT[-1]]


class Booted(NamedTuple):
    """A function's process, and what it was started from."""

    name: str
    port: int
    code: Path
    python: Path

    def post(self, body: object) -> int:
        """The status of a push."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            headers = {"Content-Type": "application/json"}
            connection.request("POST", "/projects/p/topics/t", json.dumps(body), headers)
            return connection.getresponse().status
        finally:
            connection.close()


@pytest.fixture
def registered() -> Graph:
    """What the program registers."""
    return graph("dev")


@pytest.fixture
def quarantine(registered: Graph, emulators: Emulators) -> Iterator[Bucket]:
    """The registered bucket of that name, which does not stand yet. No other does, nor a topic."""
    said = registered.one(BUCKET, catalogue.QUARANTINE).inputs
    with storage_client(said["project"], emulators.addresses) as client:
        bucket = client.bucket(said["name"])
        with suppress(NotFound):
            bucket.delete(force=True)
        yield bucket


@pytest.fixture
def booted(
    request: pytest.FixtureRequest,
    registered: Graph,
    emulators: Emulators,
    tmp_path: Path,
) -> Iterator[Booted]:
    """One function, in a process of its own."""
    name = request.param
    function = registered.one(FUNCTION, f"{name}-function")
    code = unpack(archive(registered, function), tmp_path / name)
    wanted = pins([code / "requirements.txt"])
    (port,) = distinct_ports(1)
    child = started(
        function.inputs["buildConfig"]["entryPoint"],
        code=code,
        interpreter=interpreter(wanted),
        port=port,
        environment={
            **variables(registered, function),
            **stand_ins(function),
            **emulators.addresses.environment(),
        },
        logs=tmp_path / "logs",
    )
    try:
        children.await_answer(child, port, "/favicon.ico")
        yield Booted(name, port, code, interpreter(wanted) / "bin" / "python")
    finally:
        end([child])


def push(content: bytes, attributes: dict[str, str]) -> dict[str, Any]:
    """What Pub/Sub posts."""
    id = uuid4().hex
    return {
        "message": {
            "data": base64.b64encode(content).decode(),
            "attributes": attributes,
            "messageId": id,
            "message_id": id,
            "publishTime": "2026-01-01T00:00:00.000Z",
            "publish_time": "2026-01-01T00:00:00.000Z",
        },
        "subscription": "projects/p/subscriptions/s",
    }


@pytest.mark.parametrize("booted", TRIED, indirect=True)
def test_what_it_cannot_do_comes_again_and_what_nobody_can_is_kept(
    booted: Booted, quarantine: Bucket
) -> None:
    body = push(b'{"type":"X"}', {"type": "X"})

    first = booted.post(body)
    quarantine.create()
    second = booted.post(body)

    # It could not be kept at first: nothing is acknowledged that would be lost. Doors take no
    # messages, and ask who it is.
    trigger = next(one.trigger for one in catalogue.FUNCTIONS if one.name == booted.name)
    kept = f"messages/{booted.name}/{body['message']['messageId']}.json"
    assert {
        "message": (500, 200, [kept]),
        "http": (401, 401, []),
    }[trigger] == (first, second, [one.name for one in quarantine.list_blobs()])


@pytest.mark.parametrize("booted", TRIED, indirect=True)
def test_its_own_code_comes_from_the_archive_and_the_rest_from_its_requirements(
    booted: Booted,
) -> None:
    program = "import shared, sys; print(shared.__file__); print(sys.prefix)"

    said = subprocess.run(
        [str(booted.python), "-c", program],
        cwd=booted.code,
        env={"PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        check=True,
    )

    shared, prefix = said.stdout.splitlines()
    assert Path(shared) == booted.code / "shared" / "__init__.py"
    assert Path(prefix) == booted.python.parents[1]
