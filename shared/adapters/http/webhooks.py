"""Webhooks out, signed as Standard Webhooks asks: HMAC-SHA256 over `id.timestamp.body`.

Their own package verifies ours in the tests; for the six lines of signing it would bring five more
packages into every function's start.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from typing import Final
from urllib.parse import urlsplit

import requests

from shared.errors import InvalidInput, Retry
from shared.ports import Clock, WebhookAnswer

TIMEOUT: Final = (5.0, 30.0)
"""Seconds to connect, and to wait for an answer."""

LARGEST_ANSWER: Final = 1 << 20
"""Bytes of an answer that are looked at."""

_LATER: Final = frozenset({408, 425, 429})
_LOCAL: Final = frozenset({"localhost", "127.0.0.1", "::1"})


class HttpWebhooks:
    """Meets `ports.Webhooks`. Redirects are not followed: what is signed is for one address."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def post(self, url: str, *, id: str, body: bytes, secret: bytes) -> WebhookAnswer:
        """Post this body, signed, under this id. Raises Retry when it cannot be taken now."""
        check_url(url)
        timestamp = str(int(self._clock.now().timestamp()))
        headers = {
            "Content-Type": "application/json",
            "User-Agent": "nova-express",
            "webhook-id": id,
            "webhook-timestamp": timestamp,
            "webhook-signature": sign(secret, id=id, timestamp=timestamp, body=body),
        }
        try:
            with requests.post(
                url, data=body, headers=headers, timeout=TIMEOUT, allow_redirects=False, stream=True
            ) as response:
                content = response.raw.read(LARGEST_ANSWER, decode_content=True)
                status = response.status_code
        except requests.RequestException as error:
            raise Retry(f"the webhook was not answered: {type(error).__name__}") from None
        if status in _LATER or status >= 500:
            raise Retry(f"the webhook was answered with {status}")
        return WebhookAnswer(status, content)


def sign(secret: bytes, *, id: str, timestamp: str, body: bytes) -> str:
    """The value of `webhook-signature`."""
    signed = b".".join([id.encode(), timestamp.encode(), body])
    return f"v1,{base64.b64encode(hmac.new(secret, signed, hashlib.sha256).digest()).decode()}"


def check_url(url: str) -> None:
    """Raise InvalidInput unless a webhook may be posted there: https, or this machine."""
    parts = urlsplit(url)
    if parts.scheme == "https" and parts.hostname:
        return
    if parts.scheme == "http" and parts.hostname in _LOCAL:
        return
    raise InvalidInput("a webhook's url must begin with https:// (http:// only on this machine)")
