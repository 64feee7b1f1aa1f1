"""The delivery contract, in one place."""

from __future__ import annotations

import base64
import json
import logging
from dataclasses import dataclass
from pathlib import Path

import pytest
from cloudevents.http import CloudEvent
from flask import Flask, Request, Response

from shared.adapters.embedded.objects import FolderObjects
from shared.adapters.embedded.tokens import LocalTokens
from shared.errors import (
    Conflict,
    Forbidden,
    InvalidContract,
    InvalidInput,
    NotFound,
    NovaError,
    Refused,
    Retry,
)
from shared.handler import answer, on_message, on_request
from shared.model.caller import Caller
from shared.model.message import Message, UploadContinues, WatchDue
from shared.rules.wire import encode

SECRET = b"a secret of thirty-two characters"


@dataclass(frozen=True)
class Doors:
    objects: FolderObjects
    doorkeeper: LocalTokens


@pytest.fixture
def doors(tmp_path: Path) -> Doors:
    return Doors(FolderObjects(tmp_path), LocalTokens(SECRET))


def event_of(message: Message | None = None, content: str | None = None) -> CloudEvent:
    envelope = {"messageId": "m-1", "data": content, "attributes": {}}
    if message is not None:
        body, attributes = encode(message)
        envelope |= {"data": base64.b64encode(body).decode(), "attributes": attributes}
    return CloudEvent({"type": "t", "source": "s"}, {"message": envelope})


def deliver(doors: Doors, event: CloudEvent, error: Exception | None = None) -> list[Message]:
    seen: list[Message] = []

    @on_message(lambda: doors, UploadContinues)
    def act(message: UploadContinues, app: Doors) -> None:
        seen.append(message)
        if error:
            raise error

    act(event)
    return seen


def test_a_message_reaches_its_function(doors: Doors) -> None:
    message = UploadContinues(upload="u1")

    assert deliver(doors, event_of(message)) == [message]


@pytest.mark.parametrize("error", [Refused("no"), InvalidInput("no"), NotFound("no")])
def test_what_repeating_cannot_help_is_acknowledged_and_kept(
    doors: Doors, error: NovaError
) -> None:
    deliver(doors, event_of(UploadContinues(upload="u1")), error)

    kept = json.loads(doors.objects.read("quarantine", "messages/act/m-1.json"))
    assert kept["reason"] == "no"
    assert kept["function"] == "act"


@pytest.mark.parametrize("error", [Retry("later"), Conflict("first")])
def test_transient_trouble_is_delivered_again(doors: Doors, error: NovaError) -> None:
    with pytest.raises(type(error)):
        deliver(doors, event_of(UploadContinues(upload="u1")), error)


def test_a_fault_of_ours_is_delivered_again_and_never_quotes_what_it_choked_on(
    doors: Doors,
) -> None:
    with pytest.raises(Retry, match=r"unexpected KeyError at test_handler.py:\d+ in act") as caught:
        deliver(doors, event_of(UploadContinues(upload="u1")), KeyError("lou@example.org"))

    assert "lou@" not in str(caught.value)
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__


def test_a_message_waits_until_a_broken_contract_is_mended(doors: Doors) -> None:
    broken = InvalidContract(
        ["acme.yaml:5: callers.0 is 'lou@example.org'", "acme.yaml:9: country is 'France'"]
    )

    with pytest.raises(Retry) as caught:
        deliver(doors, event_of(UploadContinues(upload="u1")), broken)

    assert str(caught.value) == ("the contracts in force have mistakes: acme.yaml:5, acme.yaml:9")
    assert caught.value.__suppress_context__
    assert list(doors.objects.list("quarantine")) == []


@pytest.mark.parametrize("content", ["not base64!", base64.b64encode(b"{}").decode(), ""])
def test_garbage_is_kept_and_never_comes_again(doors: Doors, content: str) -> None:
    assert deliver(doors, event_of(content=content)) == []
    assert list(doors.objects.list("quarantine")) == ["messages/act/m-1.json"]


def test_a_message_for_another_function_is_kept_too(doors: Doors) -> None:
    assert deliver(doors, event_of(WatchDue(task="learn"))) == []

    kept = json.loads(doors.objects.read("quarantine", "messages/act/m-1.json"))
    assert kept["reason"] == "act was sent a WatchDue; it waits for UploadContinues"


def call(doors: Doors, *, token: str = "", error: Exception | None = None) -> Response:
    @on_request(lambda: doors)
    def act(request: Request, caller: Caller, app: Doors) -> Response:
        if error:
            raise error
        return answer(200, {"caller": caller.name})

    headers = {"Authorization": f"Bearer {token}"} if token else {}
    with Flask(__name__).test_request_context(headers=headers) as context:
        return act(context.request)


def test_a_known_caller_is_let_in(doors: Doors) -> None:
    token = doors.doorkeeper.issue("Ada", ["dpo"])

    assert call(doors, token=token).json == {"caller": "Ada"}


def test_a_stranger_is_refused_before_anything_happens(doors: Doors) -> None:
    response = call(doors, error=AssertionError("reached"))

    assert response.status_code == 401
    assert response.headers["WWW-Authenticate"] == "Bearer"
    assert response.mimetype == "application/problem+json"


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (Forbidden("no"), 403),
        (InvalidInput("no"), 422),
        (Refused("no"), 400),
        (NotFound("no"), 404),
        (Conflict("no"), 409),
        (Retry("no"), 503),
    ],
)
def test_errors_become_problem_documents(doors: Doors, error: NovaError, status: int) -> None:
    response = call(doors, token=doors.doorkeeper.issue("Ada", ["dpo"]), error=error)

    assert response.status_code == status
    assert response.json
    assert response.json["detail"] == "no"
    assert response.json["status"] == status


def test_a_fault_behind_a_door_says_nothing_of_what_it_choked_on(
    doors: Doors, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)

    response = call(
        doors,
        token=doors.doorkeeper.issue("Ada", ["dpo"]),
        error=ValueError("lou@example.org"),
    )

    assert response.status_code == 500
    assert "lou@" not in response.get_data(as_text=True)
    assert "lou@" not in caplog.text
    assert "unexpected ValueError" in caplog.text


def test_a_caller_does_not_read_of_a_broken_contract_what_it_says(
    doors: Doors, caplog: pytest.LogCaptureFixture
) -> None:
    broken = InvalidContract(["acme.yaml:5: callers.0 is 'lou@example.org'"])

    response = call(doors, token=doors.doorkeeper.issue("Ada", ["dpo"]), error=broken)

    assert response.status_code == 503
    assert "acme" not in response.get_data(as_text=True)
    assert "lou@" not in caplog.text
    assert "act cannot work: the contracts in force have mistakes: acme.yaml:5" in caplog.text
