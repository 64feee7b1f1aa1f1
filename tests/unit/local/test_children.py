"""Child servers: awaited while they start, explained when they fail, gone when we are."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from shared.errors import Retry
from shared.local.emulation import children

SERVER = [sys.executable, "-m", "http.server", "--bind", "127.0.0.1"]


def start(command: list[str], logs: Path) -> children.Child:
    return children.start("server", command, env=os.environ, logs=logs)


def is_running(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def test_a_server_is_awaited_until_it_answers_and_then_stopped(tmp_path):
    [port] = children.free_ports(1)
    child = start([*SERVER, str(port)], tmp_path)
    try:
        children.await_answer(child, port, "/missing", seconds=20)
    finally:
        children.stop([child])

    assert child.process.returncode is not None
    assert '"GET /missing HTTP/1.1" 404' in child.log.read_text()


def test_a_server_that_ends_early_is_explained_by_the_end_of_its_log(tmp_path):
    child = start([sys.executable, "-c", "print('no room left'); raise SystemExit(3)"], tmp_path)

    with pytest.raises(Retry, match=r"server ended with code 3 while starting\n.*\nno room left"):
        children.await_answer(child, children.free_ports(1)[0], seconds=20)


def test_a_server_that_never_answers_is_given_up_on(tmp_path):
    child = start([sys.executable, "-c", "import time; time.sleep(60)"], tmp_path)
    try:
        with pytest.raises(Retry, match=r"server does not answer on port \d+ after 0 s"):
            children.await_answer(child, children.free_ports(1)[0], seconds=0.2)
    finally:
        children.stop([child])


def test_stopping_ends_the_whole_group_and_may_be_repeated(tmp_path):
    child = start(["sh", "-c", "sleep 60 & echo $!; wait"], tmp_path)
    until = time.monotonic() + 10
    while not (text := child.log.read_text().strip()) and time.monotonic() < until:
        time.sleep(0.02)

    children.stop([child])
    children.stop([child])

    until = time.monotonic() + 5
    while is_running(int(text)) and time.monotonic() < until:
        time.sleep(0.02)
    assert not is_running(int(text))


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells children of a parent's death")
def test_a_server_does_not_outlive_a_parent_that_was_killed(tmp_path):
    parent = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import os, pathlib, sys, time\n"
            "from shared.local.emulation import children\n"
            "child = children.start('server', ['sleep', '60'], env=os.environ,"
            " logs=pathlib.Path(sys.argv[1]))\n"
            "while pathlib.Path(f'/proc/{child.process.pid}/comm').read_text() != 'sleep\\n':\n"
            "    time.sleep(0.01)\n"
            "print(child.process.pid, flush=True)\n"
            "time.sleep(60)\n",
            str(tmp_path),
        ],
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[3],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])},
    )
    with parent:
        child = int(parent.stdout.readline())
        assert is_running(child)

        os.kill(parent.pid, signal.SIGKILL)

        until = time.monotonic() + 10
        while is_running(child) and time.monotonic() < until:
            time.sleep(0.02)
        assert not is_running(child)


def test_free_ports_are_distinct():
    assert len(set(children.free_ports(20))) == 20
