"""Clean interpreters: what archives require, and nothing else; each is made once.

They stand in `.venv/archives/`, by the hash of what they hold: `make clean` removes them, and a
clean checkout makes them anew. Wheels are fetched once for all of them.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Collection, Iterable
from hashlib import sha256
from pathlib import Path
from typing import Final

from tests.infra.program import ROOT

FOLDER: Final = ROOT / ".venv" / "archives"
_PATIENCE: Final = 900.0
"""Seconds: how slow an index may be is not what is tested."""

_CLIENTS: Final = (
    "from google.cloud import firestore, pubsub_v1, storage; import functions_framework"
)


def pins(requirements: Iterable[Path]) -> frozenset[str]:
    """The pinned lines of these files together."""
    return frozenset(
        line
        for path in requirements
        for line in path.read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")
    )


def interpreter(wanted: Collection[str]) -> Path:
    """The folder of a virtual environment that holds exactly these pins.

    Raises RuntimeError when one cannot be had, or when they need a distribution that is not named.
    """
    wheels = _wheels()
    place = FOLDER / _hash(wanted)
    done = place / "installed"
    if not done.exists():
        _run([sys.executable, "-m", "venv", "--clear", "--without-pip", str(place)])
        pip = [sys.executable, "-m", "pip", "--python", str(place / "bin" / "python")]
        listed = _listed(wanted, place)
        # Nothing is looked for that is not named; `check` says so if something is missing.
        install = ["install", "--quiet", "--no-deps", "--no-compile", "--requirement", str(listed)]
        _run([*pip, *install, "--no-index", "--find-links", str(wheels)])
        _run([*pip, "check"])
        # Compiles what every function imports, before ten of them do so at once.
        _run([str(place / "bin" / "python"), "-I", "-c", _CLIENTS])
        done.touch()
    return place


def _wheels() -> Path:
    """A folder with a wheel of every pin of every archive."""
    everything = pins(sorted((ROOT / "functions").glob("*/requirements.txt")))
    place = FOLDER / f"wheels-{_hash(everything)}"
    done = place / "fetched"
    if not done.exists():
        place.mkdir(parents=True, exist_ok=True)
        pip = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps"]
        listed = _listed(everything, place)
        _run([*pip, "--requirement", str(listed), "--wheel-dir", str(place)])
        done.touch()
    return place


def _hash(wanted: Collection[str]) -> str:
    return sha256("\n".join([sys.version, *sorted(wanted)]).encode()).hexdigest()[:16]


def _listed(wanted: Collection[str], place: Path) -> Path:
    listed = place / "requirements.txt"
    listed.write_text("\n".join(sorted(wanted)) + "\n", encoding="utf-8")
    return listed


def _run(command: list[str]) -> None:
    ended = subprocess.run(
        command,
        env={**os.environ, "PIP_DISABLE_PIP_VERSION_CHECK": "1"},
        capture_output=True,
        text=True,
        check=False,
        timeout=_PATIENCE,
    )
    if ended.returncode:
        said = f"{ended.stdout[-2000:]}\n{ended.stderr[-2000:]}"
        raise RuntimeError(f"{' '.join(command)} ended with {ended.returncode}: {said}")
