"""Functions hosted as deployed: what reaches them, what they answer, what they leave behind."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest

from shared.errors import NotFound
from shared.local.platform.host import Delivered, Host, topic_path

BODY = json.dumps(
    {
        "message": {
            "attributes": {"type": "WatchDue"},
            "data": "e30=",
            "messageId": "17",
            "message_id": "17",
            "publishTime": "2026-01-01T00:00:00.000Z",
            "publish_time": "2026-01-01T00:00:00.000Z",
        },
        "subscription": "projects/local/subscriptions/watch-due.watch",
        "deliveryAttempt": 1,
    }
).encode()
PATH = topic_path("watch-due", project="local")


def a_function(folder: Path, body: str, *, name: str = "watch") -> Host:
    """A host of one function with this body; `event` is what it is called with."""
    (folder / name).mkdir()
    (folder / name / "main.py").write_text(
        "import functions_framework\n"
        "@functions_framework.cloud_event\n"
        f"def {name}(event):\n    {body}\n"
    )
    return Host(folder)


def test_a_function_that_returns_acknowledges(tmp_path: Path) -> None:
    host = a_function(tmp_path, "pass")

    assert host.deliver("watch", BODY, path=PATH) == Delivered(200)


def test_a_function_that_raises_is_not_acknowledged_and_its_reason_is_known(tmp_path: Path) -> None:
    host = a_function(tmp_path, "raise ValueError('too early')")

    answer = host.deliver("watch", BODY, path=PATH)

    assert answer == Delivered(500, "ValueError: too early")
    assert not answer.is_acknowledged


def test_a_function_sees_the_event_production_would_show_it(tmp_path: Path) -> None:
    host = a_function(
        tmp_path,
        "raise ValueError('|'.join([event['type'], event['source'], event['id'], "
        "event.get_data()['message']['attributes']['type']]))",
    )

    answer = host.deliver("watch", BODY, path=PATH)

    assert answer.reason == (
        "ValueError: google.cloud.pubsub.topic.v1.messagePublished|"
        "//pubsub.googleapis.com/projects/local/topics/watch-due|17|WatchDue"
    )


def test_a_body_that_is_no_push_is_refused(tmp_path: Path) -> None:
    host = a_function(tmp_path, "pass")

    answer = host.deliver("watch", b'{"message": {}}', path=PATH)

    assert answer == Delivered(400, "answered 400 BAD REQUEST")


def test_loading_a_function_leaves_nothing_behind_in_the_process(tmp_path: Path) -> None:
    environment, main = dict(os.environ), sys.modules.get("main")

    a_function(tmp_path, "pass").deliver("watch", BODY, path=PATH)

    assert dict(os.environ) == environment
    assert sys.modules.get("main") is main


def test_functions_do_not_see_each_others_modules(tmp_path: Path) -> None:
    host = a_function(tmp_path, "raise ValueError(__name__ + watch.__name__)")
    a_function(tmp_path, "raise ValueError(map_upload.__name__)", name="map_upload")

    first = host.deliver("watch", BODY, path=PATH)
    second = host.deliver("map_upload", BODY, path=PATH)

    assert first.reason == "ValueError: mainwatch"
    assert second.reason == "ValueError: map_upload"


def test_a_function_the_catalogue_does_not_name_has_no_host(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="the catalogue names no function 'other'"):
        Host(tmp_path).app("other")
