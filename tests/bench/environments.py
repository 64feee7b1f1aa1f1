"""Scratch environments for peers: pinned, made anew for a run, apart from the product's own."""

from __future__ import annotations

import subprocess
import venv
from collections.abc import Sequence
from pathlib import Path


def environment_with(folder: Path, pinned: Sequence[str]) -> Path | None:
    """The Python of a fresh environment that has a peer, or None where it cannot be had."""
    venv.create(folder, with_pip=True)
    python = folder / "bin" / "python"
    installed = subprocess.run(
        [str(python), "-m", "pip", "install", "--quiet", *pinned],
        check=False,
        capture_output=True,
    )
    if installed.returncode:
        print(f"peer: left out, {' and '.join(pinned)} cannot be installed here")
        return None
    return python
