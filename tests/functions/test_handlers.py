"""The delivery contract of every function, as the platform meets it: by status codes."""

from __future__ import annotations

import base64
import json
from pathlib import Path

import pytest
from werkzeug.test import Client

from shared.adapters.embedded.secrets import FileSecrets
from shared.adapters.embedded.tokens import LocalTokens
from shared.local.platform.host import Delivered, Host, topic_path
from shared.model.message import ContactsMapped, ObjectLanded, UploadContinues, WatchDue
from shared.rules import catalogue, wire

CONTRACTS = Path(__file__).parents[2] / "infra" / "acquisitions"
MESSAGE_FUNCTIONS = [one.name for one in catalogue.FUNCTIONS if one.trigger == "message"]
HTTP_FUNCTIONS = [one.name for one in catalogue.FUNCTIONS if one.trigger == "http"]


@pytest.fixture(scope="module")
def host() -> Host:
    """Every function, loaded once."""
    return Host()


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installation of its own, described by the environment as in production."""
    monkeypatch.setenv("NOVA_BACKEND", "embedded")
    monkeypatch.setenv("NOVA_DATA", str(tmp_path))
    monkeypatch.setenv("NOVA_CONTRACTS", str(CONTRACTS))
    return tmp_path


def push(content: bytes, attributes: dict[str, str] | None = None) -> bytes:
    message = {
        "attributes": attributes or {},
        "data": base64.b64encode(content).decode(),
        "messageId": "m1",
        "message_id": "m1",
        "publishTime": "2026-01-01T00:00:00.000Z",
        "publish_time": "2026-01-01T00:00:00.000Z",
    }
    return json.dumps({"message": message, "subscription": "projects/p/subscriptions/s"}).encode()


def deliver(host: Host, function: str, body: bytes) -> Delivered:
    return host.deliver(function, body, path=topic_path("t", project="p"))


def kept(data: Path) -> list[dict[str, object]]:
    """What was put into quarantine instead of being acted on."""
    folder = data / "buckets" / "quarantine" / "messages"
    return [json.loads(path.read_text()) for path in sorted(folder.rglob("*.json"))]


@pytest.mark.parametrize("function", MESSAGE_FUNCTIONS)
@pytest.mark.parametrize("content", [b"", b"not json", b'{"type": "Nothing"}', b'{"type": 7}'])
def test_a_message_nobody_can_read_is_acknowledged_and_kept_with_its_reason(
    host: Host, data: Path, function: str, content: bytes
) -> None:
    answer = deliver(host, function, push(content))

    assert answer == Delivered(200)
    (message,) = kept(data)
    assert message["function"] == function
    assert message["reason"]


@pytest.mark.parametrize("function", MESSAGE_FUNCTIONS)
def test_a_message_for_another_function_is_acknowledged_and_kept(
    host: Host, data: Path, function: str
) -> None:
    others = {"watch": UploadContinues(upload="u1")}
    content, attributes = wire.encode(others.get(function, WatchDue(task="learn")))

    answer = deliver(host, function, push(content, attributes))

    assert answer == Delivered(200)
    (message,) = kept(data)
    assert str(message["reason"]).startswith(f"{function} was sent a ")


def test_a_message_about_something_that_is_gone_is_acknowledged(host: Host, data: Path) -> None:
    content, attributes = wire.encode(UploadContinues(upload="nosuch"))

    answer = deliver(host, "map_upload", push(content, attributes))

    assert answer == Delivered(200)
    (message,) = kept(data)
    assert message["reason"] == "there is no upload nosuch to go on with"


def test_an_object_that_landed_and_left_again_is_acknowledged(host: Host, data: Path) -> None:
    landed = ObjectLanded(bucket="landing", name="eventclick.crm/gone.csv", generation="1")
    content, attributes = wire.encode(landed)

    assert deliver(host, "map_upload", push(content, attributes)) == Delivered(200)
    assert kept(data) == []


def test_a_fault_is_not_acknowledged_so_that_the_message_comes_again(
    host: Host, data: Path
) -> None:
    # A file stands where the bucket's folder must be: nothing can be kept there, for now.
    (data / "buckets").mkdir()
    (data / "buckets" / "quarantine").write_text("in the way")

    answer = deliver(host, "watch", push(b"not json"))

    assert answer.status == 500
    assert "not json" not in answer.reason


def test_a_part_of_an_unknown_upload_is_no_fault(host: Host, data: Path) -> None:
    said = ContactsMapped(upload="nosuch", source="eventclick.crm", part=0)
    content, attributes = wire.encode(said)

    assert deliver(host, "resolve_identities", push(content, attributes)) == Delivered(200)


@pytest.mark.parametrize("function", HTTP_FUNCTIONS)
@pytest.mark.parametrize(
    "authorization",
    [
        "",
        "Bearer ",
        "Bearer nonsense",
        "Basic dXNlcjpwYXNz",
        "Bearer x.SIGNATURE_REMOVED_BY_GOOGLE",
    ],
)
def test_every_http_function_refuses_strangers(
    host: Host, data: Path, function: str, authorization: str
) -> None:
    client = Client(host.app(function))

    answers = [
        client.open(path, method=method, headers={"Authorization": authorization})
        for path in ("/", "/v1/anything", "/openapi.json")
        for method in ("GET", "POST", "PUT", "DELETE")
    ]

    assert {answer.status_code for answer in answers} == {401}
    assert {answer.mimetype for answer in answers} == {"application/problem+json"}


def test_a_source_may_not_speak_for_another(host: Host, data: Path) -> None:
    token = LocalTokens(FileSecrets(data / "secrets").get("tokens")).issue(
        "eventclick", ["source:eventclick.crm"]
    )

    answer = Client(host.app("receive_records")).post(
        "/v1/sources/mediapulse.crm/records",
        json={"records": [{"email": "camille.brun@example.org"}]},
        headers={"Authorization": f"Bearer {token}"},
    )

    assert answer.status_code == 403
