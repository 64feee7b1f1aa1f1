"""What the local server lets into the log."""

from __future__ import annotations

import logging
import socket

import pytest

from shared.local.platform.host import Host
from shared.local.platform.server import Server


def ask(server: Server, line: bytes) -> bytes:
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as connection:
        connection.sendall(line + b"\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        connection.shutdown(socket.SHUT_WR)
        answer = b""
        while chunk := connection.recv(4096):
            answer += chunk
    return answer


@pytest.mark.parametrize(
    "line",
    [
        b"GET /?email=jean.dupont@example.org with blank HTTP/1.1",
        b"GET /?email=jean.dupont@example.org HTTP/9.9x",
        b"JEAN.DUPONT@EXAMPLE.ORG / HTTP/1.1",
        b"GET /receive_records/v1/sources/jean.dupont@example.org/records HTTP/1.1",
    ],
)
def test_nothing_a_caller_made_up_is_logged(line: bytes, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)

    with Server(Host(), port=0) as server:
        ask(server, line)
        assert b"200 OK" in ask(server, b"GET /healthz HTTP/1.1")

    said = "\n".join(caplog.messages)
    assert "GET 200" in caplog.messages
    assert "dupont" not in said.lower()
