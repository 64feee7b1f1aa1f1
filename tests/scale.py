"""How often the tests that repeat themselves do: a little in CI, a lot in `make soak`."""

from __future__ import annotations

import os

_FULL = bool(os.environ.get("NOVA_SOAK"))

KILL_SEEDS = range(30 if _FULL else 3)
"""Loads of 20,000 rows, each killed several times (tests/journeys/test_kills.py)."""

SHUFFLES = range(10 if _FULL else 2)
"""Loads of the shipped sample, its rows in another order each time (promise 2c)."""

RACES = range(20 if _FULL else 1)
"""Races of several workers for the same people (tests/journeys/test_races.py)."""

LONG_FILE = (300_000, 2.0, 8.0, 8) if _FULL else (6_000, 0.1, 0.1, 2)
"""(rows, seconds a call may work, and on a workbook, kills) of tests/journeys/test_long_files.py.

A workbook's table of texts is read anew by each call: seconds for two million of them.
"""


def examples(few: int) -> int:
    """How many examples of a property to try, given how many are enough every day."""
    return few * (20 if _FULL else 1)
