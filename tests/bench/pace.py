"""How fast the machine is here and now: CPU time, too, doubles when others use its cores."""

from __future__ import annotations

import csv
import io
import os
import platform
import sys
import time
from datetime import UTC, datetime
from statistics import median
from typing import Any

NOMINAL = 5.7
"""CPU us to read a row into a dictionary when the floor was measured, on a machine like this."""

_ROWS = 20_000
_ROW = ";".join(f"cell {number:02d} of 20" for number in range(20)) + "\r\n"


def pace() -> float:
    """CPU us per row of 20 columns read into dictionaries now; the median of five tries.

    All rows are kept, as a part is: what the processor's cache cannot hold suffers most.
    """
    columns = _ROW.strip().split(";")
    text = _ROW * _ROWS
    tries = []
    for _ in range(5):
        began = time.process_time()
        rows = csv.reader(io.StringIO(text), delimiter=";")
        kept = [dict(zip(columns, row, strict=True)) for row in rows]
        assert len(kept) == _ROWS
        tries.append((time.process_time() - began) / _ROWS * 1e6)
    return round(median(tries), 2)


def machine() -> dict[str, Any]:
    """What the figures are measured on, and how busy it is."""
    return {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "python": sys.version.split()[0],
        "system": platform.platform(),
        "cores": os.cpu_count(),
        "memory_gib": round(os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 2**30),
        "load": machine_load(),
        "us_per_csv_row": pace(),
    }


def machine_load() -> list[float]:
    """Programs that wanted a core, over the last 1, 5 and 15 minutes."""
    return [round(one, 2) for one in os.getloadavg()]
