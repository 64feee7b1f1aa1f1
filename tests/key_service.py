"""Cloud KMS, as far as we use it: versions of an Ed25519 key, over the REST of its documentation.

It signs with real keys and answers checksums, and can be told to refuse or to change what it says.
"""

from __future__ import annotations

import base64
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

import google_crc32c
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from google.auth.credentials import AnonymousCredentials
from google.cloud.kms import KeyManagementServiceClient
from google.cloud.kms_v1.services.key_management_service.transports import (
    KeyManagementServiceRestTransport,
)

_KEY = "projects/p/locations/europe-west9/keyRings/nova/cryptoKeys/audit"
VERSION = f"{_KEY}/cryptoKeyVersions/1"

_CODES = {"PERMISSION_DENIED": 403, "NOT_FOUND": 404, "FAILED_PRECONDITION": 400, "INTERNAL": 500}

PrivateKey = Ed25519PrivateKey | ec.EllipticCurvePrivateKey


@dataclass
class KeyService:
    """The key's versions, who may do what with them, and what was asked."""

    versions: dict[str, PrivateKey]
    """By resource name."""

    port: int = 0
    refused: dict[str, str] = field(default_factory=dict)
    """Call (`asymmetricSign`, `publicKey`) -> the status it is refused with."""

    changed: dict[str, Any] = field(default_factory=dict)
    """What its answers say instead, by name; None leaves it out."""

    calls: list[str] = field(default_factory=list)

    def connect(self) -> KeyManagementServiceClient:
        """Google's own client, speaking to this service."""
        return KeyManagementServiceClient(
            transport=KeyManagementServiceRestTransport(
                host=f"127.0.0.1:{self.port}",
                credentials=AnonymousCredentials(),  # type: ignore[no-untyped-call]
                url_scheme="http",
            )
        )

    def answer(self, path: str, body: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        """What the service says to a call: HTTP status and JSON."""
        call = path.replace(":", "/").rpartition("/")[2]
        self.calls.append(call)
        if call in self.refused:
            return _refusal(self.refused[call])
        name = path.removeprefix("/v1/").removesuffix(call)[:-1]
        if name not in self.versions:
            return _refusal("NOT_FOUND")
        if call == "asymmetricSign":
            message, checksum = base64.b64decode(body["data"]), int(body["dataCrc32c"])
            said = _signed(self.versions[name], message, checksum=checksum)
        elif call == "publicKey":
            said = _public(self.versions[name])
        else:
            return _refusal("NOT_FOUND")
        changed = {"name": name, **said, **self.changed}
        return 200, {name: value for name, value in changed.items() if value is not None}


def version_named(number: int) -> str:
    """The resource name of a version of the key."""
    return f"{_KEY}/cryptoKeyVersions/{number}"


def _signed(key: PrivateKey, message: bytes, *, checksum: int) -> dict[str, Any]:
    assert isinstance(key, Ed25519PrivateKey)
    signature = key.sign(message)
    return {
        "signature": base64.b64encode(signature).decode(),
        "signatureCrc32c": str(google_crc32c.value(signature)),
        "verifiedDataCrc32c": google_crc32c.value(message) == checksum,
    }


def _public(key: PrivateKey) -> dict[str, Any]:
    pem = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    is_ed25519 = isinstance(key, Ed25519PrivateKey)
    return {
        "pem": pem.decode(),
        "pemCrc32c": str(google_crc32c.value(pem)),
        "algorithm": "EC_SIGN_ED25519" if is_ed25519 else "EC_SIGN_P256_SHA256",
    }


def _refusal(status: str) -> tuple[int, dict[str, Any]]:
    code = _CODES[status]
    return code, {"error": {"code": code, "message": "as the test wants it", "status": status}}


@contextmanager
def running(*keys: PrivateKey) -> Iterator[KeyService]:
    """The service, listening on this machine while the test lasts; versions count from 1."""
    service = KeyService({version_named(number): key for number, key in enumerate(keys, 1)})

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer({})

        def do_POST(self) -> None:
            self._answer(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))

        def _answer(self, body: dict[str, Any]) -> None:
            status, answer = service.answer(urlsplit(self.path).path, body)
            content = json.dumps(answer).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    service.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield service
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
