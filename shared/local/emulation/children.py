"""Servers run as child processes: started side by side, awaited, and never outliving us."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Final, NamedTuple

from shared.errors import Retry

_LAUNCH: Final = """
import os, signal, sys
if sys.platform == "linux":
    import ctypes
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG, kept across exec
if os.getppid() != int(sys.argv[1]):
    sys.exit("the process that wanted this server is gone")
os.execvp(sys.argv[2], sys.argv[2:])
"""
"""Asks the kernel to kill the child with its parent, then becomes the server.

A `preexec_fn` would do the same, but runs Python between fork and exec, which is unsafe in a
process with threads. The signal follows the *thread* that started the child: use the main one.
"""

_POLL_SECONDS: Final = 0.05
_GRACE_SECONDS: Final = 5.0
_TAIL_LINES: Final = 15


class Child(NamedTuple):
    """A running server: its name, its process (leader of its own group), and its log."""

    name: str
    process: subprocess.Popen[bytes]
    log: Path


def free_ports(count: int) -> list[int]:
    """Distinct ports of this machine that nobody listens on at the moment."""
    held = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    try:
        return [int(server.getsockname()[1]) for server in held]
    finally:
        for server in held:
            server.close()


def start(name: str, command: Sequence[str], *, env: Mapping[str, str], logs: Path) -> Child:
    """Start a server in its own process group; everything it says goes to `<logs>/<name>.log`."""
    logs.mkdir(parents=True, exist_ok=True)
    log = logs / f"{name}.log"
    launcher = [sys.executable, "-I", "-S", "-c", _LAUNCH, str(os.getpid())]
    with log.open("wb") as output:
        process = subprocess.Popen(  # noqa: S603 - commands are ours, and no shell reads them
            [*launcher, *command],
            env=dict(env),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    return Child(name, process, log)


def await_answer(child: Child, port: int, path: str = "/", *, seconds: float = 60.0) -> None:
    """Return once the server answers HTTP, whatever it says.

    Raises Retry with the end of its log when it ends before that, or is too slow.
    """
    patience = time.monotonic() + seconds
    while not _answers(port, path):
        code = child.process.poll()
        if code is not None:
            raise Retry(f"{child.name} ended with code {code} while starting\n{_tail(child.log)}")
        if time.monotonic() > patience:
            raise Retry(
                f"{child.name} does not answer on port {port} after {seconds:.0f} s\n"
                f"{_tail(child.log)}"
            )
        time.sleep(_POLL_SECONDS)


def stop(children: Sequence[Child]) -> None:
    """End all of them: ask their process groups, wait five seconds together, then insist."""
    for child in children:
        _signal(child, signal.SIGTERM)
    patience = time.monotonic() + _GRACE_SECONDS
    for child in children:
        try:
            child.process.wait(timeout=max(0.0, patience - time.monotonic()))
        except subprocess.TimeoutExpired:
            _signal(child, signal.SIGKILL)
            child.process.wait()


def _answers(port: int, path: str) -> bool:
    connection = HTTPConnection("127.0.0.1", port, timeout=2)
    try:
        connection.request("GET", path)
        connection.getresponse()
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()
    return True


def _signal(child: Child, number: signal.Signals) -> None:
    # After poll() the id may belong to somebody else, so a finished child is left alone.
    if child.process.poll() is None:
        os.killpg(child.process.pid, number)


def _tail(log: Path) -> str:
    lines = log.read_text(errors="replace").splitlines()[-_TAIL_LINES:]
    return "\n".join([f"the end of {log}:", *lines])
