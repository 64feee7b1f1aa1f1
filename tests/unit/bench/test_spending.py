"""What a program costs: its children count, and it does not run for ever."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.bench.spending import run

_CHILD = "block = bytearray(80 << 20); import time; time.sleep(1)"
_PARENT = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {_CHILD!r}])"


def test_a_program_s_children_count(tmp_path: Path) -> None:
    spent = run([sys.executable, "-c", _PARENT], cwd=tmp_path, limit=60)

    assert spent is not None
    assert spent.peak > 80
    assert spent.wall > 1 > spent.cpu


def test_a_program_that_takes_too_long_is_stopped(tmp_path: Path) -> None:
    assert run([sys.executable, "-c", _PARENT], cwd=tmp_path, limit=0.2) is None


def test_a_program_that_fails_says_why(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="no such people"):
        run([sys.executable, "-c", "raise SystemExit('no such people')"], cwd=tmp_path, limit=60)
