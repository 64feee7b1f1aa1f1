"""Runs one Pulumi program against the engine at an address, as Pulumi's own launcher does.

A process of its own: the program sees no module of the tests, and nothing an earlier run left.
Its failure is told to the engine as an error in its log, and by exit code 1.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
import runpy
import sys
import traceback
from typing import Any

import grpc
import pulumi
from google.protobuf import empty_pb2
from pulumi import runtime
from pulumi.runtime.proto import engine_pb2, engine_pb2_grpc


class Terse:
    """The engine, but for debug messages: the SDK waits for each of its four per resource."""

    def __init__(self, engine: engine_pb2_grpc.EngineStub) -> None:
        self._engine = engine

    def Log(self, request: engine_pb2.LogRequest) -> Any:  # noqa: N802  the protocol's name
        """Pass a message on, unless it is for debugging."""
        return (
            empty_pb2.Empty() if request.severity == engine_pb2.DEBUG else self._engine.Log(request)
        )

    def __getattr__(self, name: str) -> Any:
        return getattr(self._engine, name)


def execute(order: dict[str, Any]) -> bool:
    """Whether the program ran to its end."""
    runtime.set_all_config(order["config"], order["secret_keys"])
    channel = grpc.insecure_channel(order["address"])
    runtime.configure(
        runtime.Settings(
            monitor=order["address"],
            engine=Terse(engine_pb2_grpc.EngineStub(channel)),
            project=order["project"],
            stack=order["stack"],
            parallel=16,
            dry_run=order["preview"],
            organization="organization",
            root_directory=order["root"],
        )
    )
    os.chdir(order["folder"])
    sys.argv = ["."]
    # Pulumi leaves unread futures behind when a program fails; its launcher mutes them too.
    logging.getLogger("asyncio").setLevel(logging.CRITICAL)
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    try:
        loop.run_until_complete(runtime.run_in_stack(_program))
    except pulumi.RunError as error:
        pulumi.log.error(str(error))
        return False
    except (Exception, SystemExit):  # noqa: BLE001  the program's own: the engine is told it all
        pulumi.log.error(f"Program failed with an unhandled exception:\n{traceback.format_exc()}")
        return False
    finally:
        loop.close()
    return True


def _program() -> None:
    # The result would be awaited if it could be: run_path's is thrown away.
    runpy.run_path(".", run_name="__main__")


if __name__ == "__main__":
    finished = execute(json.loads(sys.stdin.read()))
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0 if finished else 1)  # threads of a failed run would keep the process waiting
