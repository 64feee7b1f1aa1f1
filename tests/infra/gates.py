"""Gates: each lets through everything between a function and a service, and notes what it was.

One stands before every function, for what is pushed to it, and two behind it: before the storage
emulator, where a request is a permission on a bucket, and before the Pub/Sub emulator.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Mapping
from concurrent import futures
from http.client import HTTPConnection, HTTPException
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Final, NamedTuple
from urllib.parse import parse_qs, unquote, urlsplit

import grpc
from google.pubsub_v1 import PublishRequest

_PUBLISH: Final = "/google.pubsub.v1.Publisher/Publish"
_SECONDS: Final = 300.0
_HOP_BY_HOP: Final = frozenset({"connection", "keep-alive", "transfer-encoding", "content-length"})


class Said(NamedTuple):
    """A request or an answer, whole."""

    head: str
    """`POST /path?query`, or the status."""

    headers: Mapping[str, str]
    body: bytes


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Nothing: whoever is killed or gives up closes its connections as it likes."""


class HttpGate:
    """An HTTP server of this machine that passes everything on to another one, while it lasts."""

    def __init__(self, upstream: str) -> None:
        address = urlsplit(upstream)
        self._upstream = upstream.rstrip("/")
        self._host, self._port = str(address.hostname), int(address.port or 80)
        self._server = _Server(("127.0.0.1", 0), self._handler())
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)

    def __enter__(self) -> HttpGate:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def before(self, method: str, path: str, body: bytes) -> None:
        """Called before a request is passed on."""

    def after(self, method: str, path: str, body: bytes, status: int) -> None:
        """Called with the answer's status; 502 when there was none."""

    def ask(self, method: str, path: str, headers: Mapping[str, str], body: bytes | None) -> Said:
        """What the server behind the gate answers."""
        connection = HTTPConnection(self._host, self._port, timeout=_SECONDS)
        try:
            connection.request(method, path, body=body, headers=dict(headers))
            answer = connection.getresponse()
            return Said(str(answer.status), dict(answer.getheaders()), answer.read())
        finally:
            connection.close()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        gate = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def pass_on(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                gate.before(self.command, self.path, body)
                headers = {name: value for name, value in self.headers.items() if name != "Host"}
                try:
                    answer = gate.ask(self.command, self.path, headers, body or None)
                except (OSError, HTTPException) as error:
                    answer = Said("502", {}, type(error).__name__.encode())
                self._answer(answer)
                gate.after(self.command, self.path, body, int(answer.head))

            def _answer(self, answer: Said) -> None:
                content = gate.readdressed(answer)
                self.send_response(int(answer.head))
                for name, value in answer.headers.items():
                    if name.lower() not in _HOP_BY_HOP:
                        self.send_header(name, value.replace(gate._upstream, gate.url))
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                if self.command != "HEAD":
                    self.wfile.write(content)

            def log_message(self, format: str, *args: object) -> None:
                pass

        for method in ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"):
            setattr(Handler, f"do_{method}", Handler.pass_on)
        return Handler

    def readdressed(self, answer: Said) -> bytes:
        """The answer's body, with links that lead past the gate led through it."""
        if "json" not in answer.headers.get("Content-Type", ""):
            return answer.body
        return answer.body.replace(self._upstream.encode(), self.url.encode())


class PushGate(HttpGate):
    """Before a function: which messages it was pushed, and how it answered the last time."""

    def __init__(self, upstream: str) -> None:
        super().__init__(upstream)
        self._lock = threading.Lock()
        self._under_way = 0
        self.answers: dict[str, list[int]] = {}
        """Message id -> the status of each delivery."""
        self.last_at = time.monotonic()

    def before(self, method: str, path: str, body: bytes) -> None:
        """Counts it as under way."""
        with self._lock:
            self._under_way += 1
            self.last_at = time.monotonic()

    def after(self, method: str, path: str, body: bytes, status: int) -> None:
        """Keeps how a message was answered."""
        with self._lock:
            self._under_way -= 1
            self.last_at = time.monotonic()
            if "/topics/" in path:
                id = json.loads(body)["message"]["messageId"]
                self.answers.setdefault(id, []).append(status)

    def is_quiet(self) -> bool:
        """Whether nothing is under way, and nothing will be delivered again."""
        with self._lock:
            waiting = [all_[-1] for all_ in self.answers.values() if all_[-1] >= 300]
            return not self._under_way and not waiting


class StorageGate(HttpGate):
    """Before the storage emulator: which permissions of which buckets a function made use of."""

    def __init__(self, upstream: str) -> None:
        super().__init__(upstream)
        self.used: set[tuple[str, str]] = set()
        """(bucket, permission): `get`, `list`, `create`, `delete`, `update`."""

    def before(self, method: str, path: str, body: bytes) -> None:
        """Notes what Cloud Storage would ask the function's account for."""
        self.used |= permissions_of(method, path, body, exists=self._exists)

    def _exists(self, bucket: str, name: str) -> bool:
        path = f"/storage/v1/b/{bucket}/o/{name.replace('/', '%2F')}"
        return self.ask("GET", path, {}, None).head == "200"


def permissions_of(
    method: str, path: str, body: bytes, *, exists: Callable[[str, str], bool]
) -> set[tuple[str, str]]:
    """(bucket, permission) of each permission a request to Cloud Storage needs.

    Replacing an object takes the permission to delete as well; a request that insists on there
    being none does not. What is not understood stands as it came, so that nobody overlooks it.
    """
    address = urlsplit(path)
    query = parse_qs(address.query)
    parts = [unquote(part) for part in address.path.strip("/").split("/")]
    if parts[0] in ("upload", "download"):
        is_upload, parts = parts[0] == "upload", parts[1:]
    else:
        is_upload = False
    match (method, parts):
        case ("GET", ["storage", "v1", "b", bucket, "o"]):
            return {(bucket, "list")}
        case ("GET", ["storage", "v1", "b", bucket, "o", *_]):
            return {(bucket, "get")}
        case ("DELETE", ["storage", "v1", "b", bucket, "o", *_]):
            return {(bucket, "delete")}
        case ("PATCH" | "PUT", ["storage", "v1", "b", bucket, "o", _, *_]):
            return {(bucket, "update")}
        case ("PUT", ["storage", "v1", "b", bucket, "o"]) if "upload_id" in query:
            return set()  # the rest of what a POST began
        case ("POST", ["storage", "v1", "b", bucket, "o"]) if is_upload:
            insists = query.get("ifGenerationMatch") == ["0"]
            if not insists and exists(bucket, _name(query, body)):
                return {(bucket, "create"), (bucket, "delete")}
            return {(bucket, "create")}
    return {(f"{method} {address.path}", "not understood")}


def _name(query: Mapping[str, list[str]], body: bytes) -> str:
    """The name of the object that is uploaded: in the query, or in the JSON the body begins with"""
    if "name" in query:
        return query["name"][0]
    text = body[body.index(b"{") :].split(b"\r\n", 1)[0]
    said: dict[str, Any] = json.loads(text)
    return str(said["name"])


class MessageGate(grpc.GenericRpcHandler):  # type: ignore[misc]
    """Before the Pub/Sub emulator: which topics a function published to, and what else it asked."""

    def __init__(self, upstream: str) -> None:
        self._channel = grpc.insecure_channel(upstream)
        self._server = grpc.server(futures.ThreadPoolExecutor(max_workers=4))
        self._server.add_generic_rpc_handlers((self,))
        self.address = f"127.0.0.1:{self._server.add_insecure_port('127.0.0.1:0')}"
        self.used: set[str] = set()
        """Full names of topics; of other calls, their method."""

    def __enter__(self) -> MessageGate:
        self._server.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.stop(grace=None).wait()
        self._channel.close()

    def service(self, call: grpc.HandlerCallDetails) -> grpc.RpcMethodHandler:
        """Passes any call of one request and one answer on, bytes as they are."""
        method = call.method
        pass_on = self._channel.unary_unary(method)

        def handler(request: bytes, context: grpc.ServicerContext) -> bytes:
            is_publish = method == _PUBLISH
            self.used.add(PublishRequest.deserialize(request).topic if is_publish else method)
            try:
                return bytes(pass_on(request, timeout=context.time_remaining()))
            except grpc.RpcError as error:
                context.abort(error.code(), error.details() or "")
                raise

        return grpc.unary_unary_rpc_method_handler(handler)
