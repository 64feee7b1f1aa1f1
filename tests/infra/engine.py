"""A recording stand-in for Pulumi's engine: runs a program over real gRPC, writes what it asked.

Runs in infra/.venv, as `python -m tests.infra.engine --stack dev`; the configuration is one JSON
object on standard input, the recording one on standard output. No provider runs and nothing is
created: the program's own requests are what can be judged, not what the cloud would say to them.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from concurrent import futures
from pathlib import Path
from typing import Any, Final

import grpc
import yaml
from pulumi.runtime.proto import engine_pb2_grpc, resource_pb2_grpc

from tests.infra import sdk_schema
from tests.infra.recorder import Recorder

TIMEOUT_S: Final = 120


def record(
    *,
    root: Path,
    stack: str,
    config: dict[str, str],
    secret_keys: list[str],
    preview: bool,
    check_schema: bool,
) -> dict[str, Any]:
    """Run the program of `root` (where its Pulumi.yaml is) and return what it asked for."""
    project = yaml.safe_load((root / "Pulumi.yaml").read_text("utf-8"))
    folder = (root / project.get("main", ".")).resolve()
    recorder = Recorder(
        project=project["name"], stack=stack, config=config, folder=folder, preview=preview
    )
    server = grpc.server(futures.ThreadPoolExecutor(max_workers=16))
    resource_pb2_grpc.add_ResourceMonitorServicer_to_server(recorder, server)
    engine_pb2_grpc.add_EngineServicer_to_server(recorder, server)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    order = {
        "address": f"127.0.0.1:{port}",
        "root": str(root),
        "folder": str(folder),
        "project": project["name"],
        "stack": stack,
        "config": config,
        "secret_keys": secret_keys,
        "preview": preview,
    }
    try:
        problem = _executed(order)
    finally:
        server.stop(grace=None)
    recording: dict[str, Any] = {
        "resources": list(recorder.resources.values()),
        "outputs": recorder.outputs,
        "logs": recorder.logs,
        "error": recorder.error() or problem,
    }
    if check_schema:
        recording["schema_errors"] = sdk_schema.mistakes(recording)
    return recording


def _executed(order: dict[str, Any]) -> str | None:
    """What went wrong with the program's process, if anything did."""
    try:
        ended = subprocess.run(
            # -P: the program must not find the tests' modules by accident.
            [sys.executable, "-P", str(Path(__file__).with_name("executor.py"))],
            input=json.dumps(order),
            env={name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ},
            capture_output=True,
            text=True,
            timeout=TIMEOUT_S,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return f"the program did not end within {TIMEOUT_S} s"
    if ended.returncode:
        return f"the program ended with {ended.returncode}: {ended.stderr[-2000:]}"
    return None


def main() -> None:
    """Record one run; the configuration comes on standard input."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--root", type=Path, default=Path(__file__).parents[2])
    parser.add_argument("--stack", required=True)
    parser.add_argument("--preview", action="store_true")
    parser.add_argument("--check-schema", action="store_true")
    chosen = parser.parse_args()
    given = json.loads(sys.stdin.read() or "{}")
    recording = record(
        root=chosen.root.resolve(),
        stack=chosen.stack,
        config=given.get("config", {}),
        secret_keys=given.get("secret_keys", []),
        preview=chosen.preview,
        check_schema=chosen.check_schema,
    )
    sys.stdout.write(json.dumps(recording, ensure_ascii=False))  # dump writes piece by piece


if __name__ == "__main__":
    main()
