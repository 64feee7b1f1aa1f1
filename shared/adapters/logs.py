"""Log lines as JSON: what Cloud Logging and people with `jq` both read."""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime
from typing import Any, Final

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
