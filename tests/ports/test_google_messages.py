"""What only Pub/Sub can show: delivery, giving up, and dead letters that survive a look."""

from __future__ import annotations

import base64
import json
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import ClassVar

import pytest

from shared.adapters.google import names
from shared.adapters.google.messages import PubSubMessages
from shared.errors import Retry
from shared.local.emulation.provision import provision
from shared.model.message import ContactsMapped, UploadContinues
from shared.ports import DeadLetter
from shared.rules import wire
from tests.ports.google_backend import IMPATIENT, post

RESOLVE = "contacts-mapped.resolve_identities"


def mapped(part: int) -> ContactsMapped:
    return ContactsMapped(upload="u1", source="eventclick.crm", part=part)


def test_a_published_message_reaches_the_subscription_of_its_topic_only(emulators):
    box = post(emulators)

    box.messages.publish([mapped(0), mapped(1), UploadContinues(upload="u2")])

    received = box.receive(RESOLVE, 2)
    assert sorted(message.part for message in received) == [0, 1]
    assert box.receive("upload-continues.map_upload", 1) == [UploadContinues(upload="u2")]
    assert box.is_silent(RESOLVE)


def test_publishing_to_a_project_without_topics_is_tried_again(emulators):
    project = emulators.bare_project()
    messages = PubSubMessages(emulators.publisher, project)

    with pytest.raises(Retry, match=f"a topic is missing in project {project} .contacts-mapped."):
        messages.publish([mapped(0)])


def test_publishing_nothing_does_nothing(emulators):
    PubSubMessages(emulators.publisher, emulators.bare_project()).publish([])


def test_a_message_refused_five_times_is_a_dead_letter_until_it_is_replayed(emulators):
    box = post(emulators)
    box.messages.publish([mapped(0)])
    box.give_up(RESOLVE, 1)

    letters = box.dead_letters.list()

    assert [letter._replace(id="", published_at="") for letter in letters] == [
        DeadLetter(
            id="",
            subscription=RESOLVE,
            message=mapped(0),
            attempts=5,
            reason="resolve_identities failed every time; its log says why",
            published_at="",
        )
    ]
    assert box.dead_letters.list() == letters
    assert box.dead_letters.replay(["somebody else's"]) == 0
    assert box.dead_letters.replay([letters[0].id]) == 1
    assert box.receive(RESOLVE, 1) == [mapped(0)]
    assert box.dead_letters.list() == []


def test_a_dead_letter_that_cannot_be_decoded_is_listed_and_replayed_as_it_was(emulators):
    box = post(emulators)
    dead = names.topic_path(box.project, names.dead_letters_of(RESOLVE))
    emulators.publisher.publish(dead, b"\xff not ours", colour="green").result(timeout=10)

    [letter] = box.dead_letters.list()

    assert letter.message is None
    assert letter.subscription == RESOLVE
    assert box.dead_letters.replay([letter.id]) == 1
    path = names.subscription_path(box.project, RESOLVE)
    [again] = emulators.subscriber.pull(
        subscription=path, max_messages=1, timeout=10
    ).received_messages
    assert (again.message.data, dict(again.message.attributes)) == (
        b"\xff not ours",
        {"colour": "green"},
    )


class Endpoint(BaseHTTPRequestHandler):
    """A push endpoint that fails once, then acknowledges; it keeps what it was sent."""

    pushed: ClassVar[list[tuple[str, ContactsMapped]]] = []
    both = Event()

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["message"]
        message = wire.decode(base64.b64decode(body["data"]), body.get("attributes") or {})
        self.pushed.append((self.path, message))
        self.send_response(500 if len(self.pushed) == 1 else 204)
        self.end_headers()
        if len(self.pushed) == 2:
            self.both.set()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def test_a_message_is_pushed_to_its_function_until_it_is_acknowledged(emulators):
    with ThreadingHTTPServer(("127.0.0.1", 0), Endpoint) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        project = emulators.project(push_base=f"http://127.0.0.1:{server.server_port}")

        PubSubMessages(emulators.publisher, project).publish([mapped(7)])

        assert Endpoint.both.wait(timeout=20)
        time.sleep(0.5)
        server.shutdown()
    assert Endpoint.pushed == [("/resolve_identities", mapped(7))] * 2


def test_provisioning_again_changes_nothing_and_moves_the_push_endpoint(emulators):
    project = emulators.project(push_base="http://127.0.0.1:9", acquisitions=("eventclick",))

    provision(
        emulators.addresses,
        project,
        push_base="http://127.0.0.1:10/",
        acquisitions=("eventclick", "media_pulse"),
        subscriptions=IMPATIENT,
    )

    found = emulators.subscriber.get_subscription(
        subscription=names.subscription_path(project, RESOLVE)
    )
    assert found.push_config.push_endpoint == "http://127.0.0.1:10/resolve_identities"
    assert found.ack_deadline_seconds == 600
    assert found.dead_letter_policy.max_delivery_attempts == 8
    assert found.dead_letter_policy.dead_letter_topic == names.topic_path(
        project, f"dead.{RESOLVE}"
    )
    buckets = [bucket.name for bucket in emulators.storage.list_buckets()]
    assert sorted(name for name in buckets if name.startswith(project)) == [
        f"{project}-evidence",
        f"{project}-lake",
        f"{project}-landing-eventclick",
        f"{project}-landing-media-pulse",
        f"{project}-outbox",
        f"{project}-packages",
        f"{project}-quarantine",
    ]
