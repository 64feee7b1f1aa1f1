"""What a process of this installation may use, and with whom it ends."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from typing import Final

_PARENT_DEATH_SIGNAL: Final = 1


def processors() -> int:
    """The processors this process was given, where the system says so; else all; at least one."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def die_with(parent: int) -> None:
    """Ask the kernel to kill this process when its parent ends; exit when it has already.

    Only Linux knows how. The signal follows the thread that started the process: the main one.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PARENT_DEATH_SIGNAL, signal.SIGKILL)
    if os.getppid() != parent:
        sys.exit("the process that wanted this one is gone")
