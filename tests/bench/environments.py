"""What a measurement runs in: scratch environments for peers, and the emulators' addresses."""

from __future__ import annotations

import os
import subprocess
import venv
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from shared.local.emulation.emulators import Addresses


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


@contextmanager
def emulated(addresses: Addresses) -> Iterator[None]:
    """This process's environment leads Google's clients to the emulators, while it lasts."""
    before = {name: os.environ.get(name) for name in addresses.environment()}
    os.environ.update(addresses.environment())
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
