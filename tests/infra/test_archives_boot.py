"""A function boots from what is registered for it: its archive, its requirements, nothing else.

CI tries the function with the fewest requirements and the one with the most; `make soak` tries all.
"""

from __future__ import annotations

import base64
import json
import os
import subprocess
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from typing import NamedTuple
from uuid import uuid4

import pytest

from shared.local.emulation import children
from shared.model.message import ContactsMapped, WatchDue
from shared.rules import catalogue, wire
from tests.conftest import Emulators
from tests.infra.deployment import (
    archive,
    stand_ins,
    started,
    storage_client,
    unpack,
    variables,
)
from tests.infra.interpreters import interpreter, pins
from tests.infra.program import ROOT, Graph, Resource
from tests.infra.stacks import BUCKET, FUNCTION, graph

BY_WEIGHT = sorted(
    (one.name for one in catalogue.FUNCTIONS),
    key=lambda name: (len(pins([ROOT / "functions" / name / "requirements.txt"])), name),
)
TRIED = BY_WEIGHT if os.environ.get("NOVA_SOAK") else [BY_WEIGHT[0], BY_WEIGHT[-1]]
IS_HTTP = {one.name: one.trigger == "http" for one in catalogue.FUNCTIONS}

UNKNOWN = (b'{"type":"X"}', {"type": "X"})
"""A message no function knows: refused for good, so acknowledged and kept."""


class Booted(NamedTuple):
    """A function's process, and what it was started from."""

    name: str
    port: int
    code: Path
    python: Path
    kept: Path | None = None

    def post(self, body: object) -> int:
        """The status of a push."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            headers = {"Content-Type": "application/json"}
            connection.request("POST", "/projects/p/topics/t", json.dumps(body), headers)
            return connection.getresponse().status
        finally:
            connection.close()


@pytest.fixture(scope="module")
def registered() -> Graph:
    """What the program registers, in a project of these tests' own."""
    return graph("dev", config={"gcp:project": f"demo-{uuid4().hex[:8]}"})


@pytest.fixture(scope="module")
def buckets(registered: Graph, emulators: Emulators) -> None:
    """The registered buckets, and nothing in them: no topic stands, and no contract."""
    project = registered.of(BUCKET)[0].inputs["project"]
    with storage_client(project, emulators.addresses) as client:
        for one in registered.of(BUCKET):
            client.create_bucket(one.inputs["name"])


@pytest.fixture(params=TRIED)
def booted(
    request: pytest.FixtureRequest,
    registered: Graph,
    buckets: None,
    emulators: Emulators,
    tmp_path: Path,
) -> Iterator[Booted]:
    """One function, in a process of its own."""
    name = request.param
    function = registered.one(FUNCTION, f"{name}-function")
    code = unpack(archive(registered, function), tmp_path / name)
    wanted = pins([code / "requirements.txt"])
    (port,) = children.free_ports(1)
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
        children.stop([child])


def push(content: bytes, attributes: dict[str, str]) -> dict[str, object]:
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


def test_it_answers_as_deployed(booted: Booted, registered: Graph, emulators: Emulators) -> None:
    if IS_HTTP[booted.name]:
        assert booted.post({}) == 401
        return

    answered = booted.post(push(*UNKNOWN))

    assert answered == 200
    assert len(kept_of(booted.name, registered, emulators)) == 1


def kept_of(function: str, registered: Graph, emulators: Emulators) -> list[str]:
    """The messages of a function that are kept in quarantine."""
    bucket = registered.one(BUCKET, catalogue.QUARANTINE).inputs
    with storage_client(bucket["project"], emulators.addresses) as client:
        found = client.list_blobs(bucket["name"], prefix=f"messages/{function}/")
        return [one.name for one in found]


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
