"""Logs as JSON lines: what alerts count, and nothing of what an error quotes."""

from __future__ import annotations

import json
import subprocess
import sys

PROGRAM = """
import logging
from shared.adapters.google.logs import write_structured_logs

logging.basicConfig(format="plain %(message)s")
write_structured_logs()
write_structured_logs()
log = logging.getLogger("shared.ingest.arrivals")
log.debug("too fine")
log.warning("source late", extra={"source": "acme.crm", "due": "2026-03-01"})
try:
    raise ValueError("camille@example.org")
except ValueError:
    log.exception("failed")
"""


def test_each_record_is_one_json_object_on_standard_output_and_errors_quote_nothing() -> None:
    # In a process of its own: it replaces what the root logger does.
    ran = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True, timeout=60
    )

    lines = [json.loads(line) for line in ran.stdout.splitlines()]
    assert [{name: v for name, v in one.items() if name != "time"} for one in lines] == [
        {
            "severity": "WARNING",
            "logger": "shared.ingest.arrivals",
            "message": "source late",
            "source": "acme.crm",
            "due": "2026-03-01",
        },
        {
            "severity": "ERROR",
            "logger": "shared.ingest.arrivals",
            "message": "failed",
            "error": "ValueError",
        },
    ]
    assert ran.stderr == ""
