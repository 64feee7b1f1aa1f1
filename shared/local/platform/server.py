"""HTTP on this machine: each HTTP function under its name, as if it were its own URL."""

from __future__ import annotations

import json
import logging
import secrets
import socket
import threading
import time
from collections.abc import Callable, Iterable
from errno import EADDRINUSE
from http import HTTPMethod
from types import TracebackType
from typing import TYPE_CHECKING, Any, Final

from werkzeug.middleware.dispatcher import DispatcherMiddleware
from werkzeug.serving import ThreadedWSGIServer, WSGIRequestHandler
from werkzeug.wrappers import Request, Response

from shared.errors import NotFound, Refused
from shared.local.platform.host import Delivered, Host, topic_path
from shared.rules import catalogue

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

log = logging.getLogger(__name__)

ADDRESS: Final = "127.0.0.1"
"""Only this machine: what protects the doors in production does not stand before these."""


_METHODS: Final = frozenset(HTTPMethod)


class Server:
    """Serves HTTP in threads of its own while the context lasts.

    Message functions have no door; with `push`, the push service of the emulators has one, under a
    path nobody else can guess.
    """

    def __init__(self, host: Host, *, port: int, push: PushDoor | None = None) -> None:
        self._socket = _listen(port)
        self.port: int = self._socket.getsockname()[1]
        apps: dict[str, Any] = {
            f"/{function.name}": host.app(function.name)
            for function in catalogue.FUNCTIONS
            if function.trigger == "http"
        }
        if push:
            apps[push.path] = push
        self._server = _QuietServer(
            ADDRESS,
            self.port,
            DispatcherMiddleware(_front, apps),
            _QuietHandler,
            fd=self._socket.fileno(),
        )
        self._thread = threading.Thread(target=self._server.serve_forever, name="http", daemon=True)

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://{ADDRESS}:{self.port}"

    def __enter__(self) -> Server:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()
        self._socket.close()


class PushDoor:
    """Where the Pub/Sub emulator pushes to, `<path>/<function>`; and how busy it keeps us."""

    def __init__(self, host: Host) -> None:
        self.path = f"/push/{secrets.token_urlsafe(24)}"
        self._host = host
        self._lock = threading.Lock()
        self._running = 0
        self._last = time.monotonic()

    def quiet_for(self) -> float:
        """Seconds since the last push ended; 0 while one runs."""
        with self._lock:
            return 0.0 if self._running else time.monotonic() - self._last

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        request = Request(environ)
        with self._lock:
            self._running += 1
        try:
            delivered = self._deliver(request.path.strip("/"), request.get_data())
        finally:
            with self._lock:
                self._running -= 1
                self._last = time.monotonic()
        return Response(status=204 if delivered.is_acknowledged else 500)(environ, start_response)

    def _deliver(self, function: str, body: bytes) -> Delivered:
        """The body names its subscription, and so the topic the function is told about."""
        try:
            _, project, _, name = json.loads(body)["subscription"].split("/")
            subscription = catalogue.subscription(name)
        except (ValueError, KeyError, NotFound):
            return Delivered(400, "this is no push of a subscription of ours")
        if subscription.function != function:
            return Delivered(400, f"{name} does not push to {function!r}")
        delivered = self._host.deliver(
            function, body, path=topic_path(subscription.topic, project=project)
        )
        if not delivered.is_acknowledged:
            log.warning("%s failed: %s", function, delivered.reason)
        return delivered


class _QuietServer(ThreadedWSGIServer):
    """Logs that a request failed, and not the traceback: its text may quote the request."""

    def log(self, type: str, message: str, *args: Any) -> None:
        log.warning("a request failed outside the functions")


class _QuietHandler(WSGIRequestHandler):
    """Logs requests into the log instead of onto the terminal, and nothing a caller made up.

    Neither the path nor the query is logged, nor a method HTTP does not know, nor a line that is
    not HTTP at all: any of them may hold an address.
    """

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        method = self.command if self.command in _METHODS else "unknown method"
        log.info("%s %s", method, code)

    def log(self, type: str, message: str, *args: Any) -> None:
        if type == "error":
            log.info("a request could not be read")


def _front(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    """What answers outside the functions: a list of what is here, and the health check."""
    answers: dict[str, Callable[[], dict[str, Any]]] = {"": _contents, "healthz": _health}
    make = answers.get(environ.get("PATH_INFO", "").strip("/"))
    if make is None:
        problem = {"type": "about:blank", "title": "Not found", "status": 404}
        response = Response(json.dumps(problem), 404, mimetype="application/problem+json")
    else:
        response = Response(json.dumps(make()), mimetype="application/json")
    return response(environ, start_response)


def _contents() -> dict[str, Any]:
    doors = [one.name for one in catalogue.FUNCTIONS if one.trigger == "http"]
    return {
        "name": "NOVA Express",
        "functions": {name: {"url": f"/{name}/", "api": f"/{name}/openapi.json"} for name in doors},
        "health": "/healthz",
    }


def _health() -> dict[str, Any]:
    return {"status": "ok"}


def _listen(port: int) -> socket.socket:
    """A socket of our own: the server's would end the process when the port is taken."""
    try:
        return socket.create_server((ADDRESS, port))
    except OSError as error:
        why = "another program listens there" if error.errno == EADDRINUSE else error.strerror
        raise Refused(
            f"port {port} cannot be used: {why}; choose another with --port (0 picks a free one)"
        ) from None
