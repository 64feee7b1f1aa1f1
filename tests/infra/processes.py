"""A registered function as a process of its own: its archive, its variables, and an interpreter."""

from __future__ import annotations

import base64
import os
import random
import shutil
import signal
import socket
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

from shared.local.emulation import children
from tests.infra.program import Graph, Resource
from tests.infra.stacks import OBJECT

SECRET_VERSION: Final = "gcp:secretmanager/secretVersion:SecretVersion"
TOKENS: Final = b"local tokens, signed for a test.."
AUDIT_SEED: Final = b"a seed that signs, for a test..."
_PORTS: Final = range(20_000, 32_000)


def distinct_ports(count: int) -> list[int]:
    """Ports of this machine that nobody listens on.

    Below those the system gives to whoever connects or asks for any: between the choice and the
    moment a function listens lie a second and a hundred connections.
    """
    held: list[socket.socket] = []
    try:
        for port in random.sample(_PORTS, len(_PORTS)):
            with suppress(OSError):
                held.append(socket.create_server(("127.0.0.1", port)))
            if len(held) == count:
                break
        return [int(one.getsockname()[1]) for one in held]
    finally:
        for one in held:
            one.close()


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
