"""What a function imports before its first call: nothing heavy that it does not need."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

FUNCTIONS = Path(__file__).parents[2] / "functions"
LEARNS = "watch"
"""The one function that needs numpy."""

NAMES = sorted(one.parent.name for one in FUNCTIONS.glob("*/main.py"))


def imported(function: str) -> set[str]:
    """The top-level modules in memory once a function is loaded, in a process of its own."""
    program = "import main, sys; print(*{name.partition('.')[0] for name in sys.modules})"
    loaded = subprocess.run(
        [sys.executable, "-c", program],
        cwd=FUNCTIONS / function,
        capture_output=True,
        text=True,
        check=True,
    )
    return set(loaded.stdout.split())


@pytest.mark.parametrize("function", [name for name in NAMES if name != LEARNS])
def test_a_function_loads_without_numpy_and_without_openpyxl(function: str) -> None:
    assert imported(function).isdisjoint({"numpy", "openpyxl"})


def test_the_function_that_learns_loads_numpy_before_its_first_call() -> None:
    assert "numpy" in imported(LEARNS)
