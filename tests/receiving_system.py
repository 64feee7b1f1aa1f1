"""Another company's system, as we see it: it takes webhooks, and checks who signed them."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from standardwebhooks.webhooks import Webhook

from shared.rules.channels import as_shown


@dataclass
class System:
    """What it was told, in order, and how it answers."""

    secret: bytes
    url: str = ""
    told: list[dict[str, Any]] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    answers: list[tuple[int, dict[str, Any]]] = field(default_factory=list)
    """Taken in turn; when none is left it says 200 and nothing."""

    def changes(self) -> list[dict[str, Any]]:
        """Every change it was told."""
        return [change for body in self.told for change in body.get("changes", ())]


@contextmanager
def running(secret: bytes) -> Iterator[System]:
    """The system, listening on this machine while the test lasts."""
    system = System(secret)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            # Raises, and so answers nothing, unless we signed exactly this.
            said = Webhook(as_shown(system.secret)).verify(body, dict(self.headers))
            assert said == json.loads(body)
            status, answer = system.answers.pop(0) if system.answers else (200, {})
            if status < 300:
                system.told.append(said)
                system.ids.append(self.headers["webhook-id"])
            content = json.dumps(answer).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    system.url = f"http://127.0.0.1:{server.server_port}/nova"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield system
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
