"""Cold starts: what a function imports before its first call, each time in a fresh process.

The work of Python alone: a new instance also fetches its image, which no machine of ours can
measure. Once with our code compiled ahead, as libraries always are, and once without.
"""

from __future__ import annotations

import compileall
import json
import shutil
import subprocess
import sys
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

from tests.bench.tables import Cell, middle, show
from tests.bundling import ROOT, bundle
from tests.requirements import distributions_of, functions

FEWEST = 5
"""Processes a median is taken of, at least."""

_PROGRAM = """
import json, os, sys, time
began = time.perf_counter()
import main
loaded = time.perf_counter()
modules = len(sys.modules)
from shared.config import Settings
from shared.wiring.backend import backend_of
backend_of(Settings.from_env(os.environ))
built = time.perf_counter()
print(json.dumps({
    "main": loaded - began, "with_clients": built - began, "cpu": time.process_time(),
    "modules": modules, "modules_with_clients": len(sys.modules),
}))
"""

_EMULATED = {
    "NOVA_BACKEND": "google",
    "GOOGLE_CLOUD_PROJECT": "demo-imports",
    "FIRESTORE_EMULATOR_HOST": "127.0.0.1:9",
    "PUBSUB_EMULATOR_HOST": "127.0.0.1:9",
    "STORAGE_EMULATOR_HOST": "http://127.0.0.1:9",
    "NOVA_SECRET_TOKENS": "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=",
}
"""Clients are made, and nothing is called: nothing listens there."""


def measure(scratch: Path, *, full: bool, repeats: int) -> dict[str, Any]:
    """Seconds, modules and sizes of every function."""
    tries = max(repeats, FEWEST)
    found = {folder.name: _of(folder.name, scratch, tries=tries) for folder in functions()}
    show(
        f"Cold starts: median of {tries} fresh processes",
        [
            "function",
            "s",
            "s with clients",
            "s not compiled",
            "CPU s with clients",
            "modules",
            "with clients",
            "archive kB",
            "libraries MB",
        ],
        [_row(name, one) for name, one in found.items()],
    )
    return found


def _of(function: str, scratch: Path, *, tries: int) -> dict[str, float]:
    compiled, plain = scratch / "compiled" / function, scratch / "plain" / function
    for folder in (compiled, plain):
        _unpack(function, folder)
    compileall.compile_dir(compiled, quiet=2)
    runs, slow = [], []
    for _ in range(tries):  # by turns, so that both meet the same neighbours
        runs.append(_run(compiled))
        slow.append(_run(plain))
    return {
        **{name: middle(run[name] for run in runs) for name in runs[0]},
        "with_clients_not_compiled": middle(run["with_clients"] for run in slow),
        "archive_kb": round(sum(one.stat().st_size for one in plain.rglob("*.*")) / 1e3),
        "libraries_mb": round(sum(map(_size, distributions_of(function))) / 1e6, 1),
    }


def _unpack(function: str, folder: Path) -> None:
    for name, path in bundle.files_of(ROOT, function).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, folder / name)


def _run(folder: Path) -> dict[str, float]:
    ran = subprocess.run(
        [sys.executable, "-B", "-c", _PROGRAM],
        cwd=folder,
        env=_EMULATED,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    measured: dict[str, float] = json.loads(ran.stdout)
    return measured


def _size(name: str) -> int:
    """Bytes a distribution takes when installed, without what Python compiles of it."""
    return sum(file.size or 0 for file in distribution(name).files or () if file.suffix != ".pyc")


def _row(name: str, one: dict[str, float]) -> list[Cell]:
    seconds = (one["main"], one["with_clients"], one["with_clients_not_compiled"], one["cpu"])
    whole = (one["modules"], one["modules_with_clients"], one["archive_kb"])
    return [name, *seconds, *map(int, whole), one["libraries_mb"]]
