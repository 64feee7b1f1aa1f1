"""Where the platform writes what it does: JSON lines, in files that do not grow for ever."""

from __future__ import annotations

import json
import logging
import sys
from datetime import UTC, datetime
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Any, Final

_BYTES: Final = 4 << 20
_FILES: Final = 3
_OWN: Final = frozenset(logging.makeLogRecord({}).__dict__) | {"message", "asctime", "taskName"}


class JsonLines(logging.Formatter):
    """One line a record: time, severity, logger, message, and whatever `extra` names.

    Tracebacks are reduced to the kind of error: its text may quote what it choked on.
    """

    def format(self, record: logging.LogRecord) -> str:
        """The record as a line."""
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "severity": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info and record.exc_info[0]:
            line["error"] = record.exc_info[0].__name__
        line.update({name: v for name, v in record.__dict__.items() if name not in _OWN})
        return json.dumps(line, default=str, ensure_ascii=False)


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
