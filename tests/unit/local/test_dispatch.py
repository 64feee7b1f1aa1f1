"""From the queue to a function and back: acknowledged, tried again, or given up on."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from shared.adapters.embedded.database import Database
from shared.adapters.embedded.dead_letters import SqliteDeadLetters
from shared.adapters.embedded.queue import Delivery, Queue, SqliteMessages
from shared.local.installation.queues import depth
from shared.local.platform.dispatch import Dispatcher, push_body
from shared.local.platform.host import Host
from shared.local.platform.workers import restart_pause
from shared.model.message import WatchDue
from shared.rules import catalogue


class Bench:
    """A queue, one hosted function, and a clock that stands still until it is moved."""

    def __init__(self, folder: Path, body: str) -> None:
        (folder / "functions" / "watch").mkdir(parents=True)
        (folder / "functions" / "watch" / "main.py").write_text(
            "import functions_framework\n"
            "@functions_framework.cloud_event\n"
            f"def watch(event):\n    {body}\n"
        )
        self.time = 1000.0
        self.database = Database(folder / "nova.db")
        self.messages = SqliteMessages(self.database, now=self.now)
        self.queue = Queue(self.database)
        self.dispatcher = Dispatcher(
            queue=self.queue, host=Host(folder / "functions"), worker="worker-01", now=self.now
        )

    def now(self) -> float:
        return self.time


def test_a_message_that_is_done_is_gone(tmp_path: Path) -> None:
    bench = Bench(tmp_path, "pass")
    bench.messages.publish([WatchDue(task="learn")])

    worked = [bench.dispatcher.step(), bench.dispatcher.step()]

    assert worked == [True, False]
    assert depth(bench.queue, now=bench.time) == 0


def test_a_message_that_fails_comes_again_after_a_pause(tmp_path: Path) -> None:
    bench = Bench(tmp_path, "raise ConnectionError('not now')")
    bench.messages.publish([WatchDue(task="learn")])

    first = bench.dispatcher.step()
    at_once = bench.dispatcher.step()
    bench.time += 1.0
    later = bench.dispatcher.step()

    assert (first, at_once, later) == (True, False, True)


def test_a_message_that_always_fails_becomes_a_dead_letter_with_its_reason(tmp_path: Path) -> None:
    bench = Bench(tmp_path, "raise ConnectionError('not now')")
    bench.messages.publish([WatchDue(task="learn")])
    attempts = catalogue.subscription("watch-due.watch").attempts

    for _ in range(attempts):
        bench.dispatcher.step()
        bench.time += 600.0

    (letter,) = SqliteDeadLetters(bench.database).list()
    assert letter.message == WatchDue(task="learn")
    assert (letter.attempts, letter.reason) == (attempts, "ConnectionError: not now")
    assert depth(bench.queue, now=bench.time) == 0


def test_a_dispatcher_goes_on_until_it_is_told_to_stop(tmp_path: Path) -> None:
    bench = Bench(tmp_path, "pass")
    bench.messages.publish([WatchDue(task=str(number)) for number in range(3)])
    pauses: list[float] = []

    def wait(seconds: float) -> bool:
        pauses.append(seconds)
        return len(pauses) > 6

    bench.dispatcher.run(wait=wait)

    assert depth(bench.queue, now=bench.time) == 0
    assert pauses == [0.0, 0.0, 0.0, 0.0, 0.01, 0.02, 0.04]


def test_a_push_body_is_what_pubsub_sends() -> None:
    body = push_body(
        Delivery(
            number=1,
            message_id="ab12",
            subscription="watch-due.watch",
            function="watch",
            body=b'{"task":"learn"}',
            attributes={"type": "WatchDue"},
            published_at="2026-01-01T00:00:00.000Z",
            attempt=2,
            worker="worker-01",
        )
    )

    assert json.loads(body) == {
        "message": {
            "attributes": {"type": "WatchDue"},
            "data": "eyJ0YXNrIjoibGVhcm4ifQ==",
            "messageId": "ab12",
            "message_id": "ab12",
            "publishTime": "2026-01-01T00:00:00.000Z",
            "publish_time": "2026-01-01T00:00:00.000Z",
        },
        "subscription": "projects/local/subscriptions/watch-due.watch",
        "deliveryAttempt": 2,
    }


@pytest.mark.parametrize(("lives", "pause"), [(0, 0.0), (1, 0.0), (2, 2.0), (4, 8.0), (99, 30.0)])
def test_a_worker_that_keeps_dying_young_is_started_less_and_less_often(
    lives: int, pause: float
) -> None:
    assert restart_pause(lives) == pause
