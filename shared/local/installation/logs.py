"""Where the platform writes what it does: JSON lines, in files that do not grow for ever."""

from __future__ import annotations

import logging
import sys
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Final

from shared.adapters.logs import JsonLines

_BYTES: Final = 4 << 20
_FILES: Final = 3


def write_logs(folder: Path, name: str) -> None:
    """Send everything from INFO on to `<folder>/<name>.log`, from now on, in this process."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    handler = RotatingFileHandler(
        folder / f"{name}.log", maxBytes=_BYTES, backupCount=_FILES, encoding="utf-8", delay=True
    )
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.INFO)


def show_warnings() -> None:
    """Send warnings to the terminal as plain text, from now on, in this process."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setLevel(logging.WARNING)
    handler.setFormatter(logging.Formatter("%(levelname)s %(message)s"))
    logging.getLogger().addHandler(handler)
