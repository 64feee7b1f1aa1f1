"""Webhooks out: signed, to one address only, and tried again where that can help."""

from __future__ import annotations

import socket
from base64 import b64decode
from collections.abc import Iterator

import pytest

from shared.adapters.embedded.clock import SystemClock
from shared.adapters.http.webhooks import HttpWebhooks
from shared.errors import InvalidInput, Retry
from shared.ports import WebhookAnswer
from shared.rules.channels import signing_secrets
from tests.receiving_system import System, running
from tests.worlds import PEPPER

SECRET = b64decode(PEPPER)
WEBHOOKS = HttpWebhooks(SystemClock())


@pytest.fixture
def system() -> Iterator[System]:
    with running(SECRET) as listening:
        yield listening


def post(url: str, *secrets: bytes) -> WebhookAnswer:
    return WEBHOOKS.post(url, id="msg_1", body=b'{"changes":[]}', secrets=secrets or (SECRET,))


def test_the_other_side_can_verify_who_sent_it(system: System) -> None:
    system.answers[:] = [(200, {"receipts": []})]

    assert post(system.url) == WebhookAnswer(200, b'{"receipts": []}')
    assert (system.ids, system.told) == (["msg_1"], [{"changes": []}])


def test_what_another_secret_signed_is_not_taken(system: System) -> None:
    with pytest.raises(Retry, match="was not answered"):
        post(system.url, bytes(32))

    assert system.told == []


@pytest.mark.parametrize("version", [1, 2])
def test_a_receiver_changes_over_to_its_next_secret_without_a_gap(version: int) -> None:
    (old,) = signing_secrets(SECRET, "acme.crm", version=version)[:1]
    raised = signing_secrets(SECRET, "acme.crm", version=version + 1)

    with running(old) as system:
        assert post(system.url, *raised).status == 200
        system.secret = raised[0]
        assert post(system.url, *raised).status == 200

    assert system.told == [{"changes": []}] * 2


def test_what_a_leaked_secret_would_have_signed_is_not_sent_after_two_versions() -> None:
    leaked = signing_secrets(SECRET, "acme.crm", version=1)[0]

    with running(leaked) as system, pytest.raises(Retry, match="was not answered"):
        post(system.url, *signing_secrets(SECRET, "acme.crm", version=3))

    assert system.told == []


@pytest.mark.parametrize("status", [408, 425, 429, 500, 502, 503])
def test_what_may_pass_is_tried_again(system: System, status: int) -> None:
    system.answers[:] = [(status, {})]

    with pytest.raises(Retry, match=str(status)):
        post(system.url)


@pytest.mark.parametrize("status", [301, 302, 307, 400, 401, 404, 410, 422])
def test_anything_else_is_an_answer_and_redirects_are_not_followed(
    system: System, status: int
) -> None:
    system.answers[:] = [(status, {})]

    assert post(system.url).status == status
    assert system.told == []


def test_nobody_there_is_tried_again() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]

    with pytest.raises(Retry, match="was not answered: ConnectionError"):
        post(f"http://127.0.0.1:{port}/")


@pytest.mark.parametrize(
    "url", ["http://crm.example.org/", "ftp://127.0.0.1/", "file:///etc/passwd", "https://", ""]
)
def test_nothing_is_posted_but_over_https(url: str) -> None:
    with pytest.raises(InvalidInput, match="https only"):
        post(url)
