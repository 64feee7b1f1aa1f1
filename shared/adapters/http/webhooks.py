"""Webhooks out, signed as Standard Webhooks asks: HMAC-SHA256 over `id.timestamp.body`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import requests
from standardwebhooks.webhooks import Webhook

from shared.errors import InvalidInput, Retry
from shared.ports import Clock, WebhookAnswer
from shared.rules.channels import as_shown, may_be_posted_to

TIMEOUT: Final = (5.0, 30.0)
"""Seconds to connect, and to wait for an answer."""

LARGEST_ANSWER: Final = 1 << 20
"""Bytes of an answer that are looked at."""

_LATER: Final = frozenset({408, 425, 429})


class HttpWebhooks:
    """Meets `ports.Webhooks`. Redirects are not followed: what is signed is for one address."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def post(self, url: str, *, id: str, body: bytes, secrets: Sequence[bytes]) -> WebhookAnswer:
        """Post this body, signed by each secret. Raises Retry when it cannot be taken now."""
        if not may_be_posted_to(url):
            raise InvalidInput("a webhook is posted over https only, but to this machine")
        now = self._clock.now()
        signatures = [Webhook(as_shown(one)).sign(id, now, body.decode()) for one in secrets]
        headers = {
            "Content-Type": "application/json",
            "User-Agent": "nova-express",
            "webhook-id": id,
            "webhook-timestamp": str(int(now.timestamp())),
            "webhook-signature": " ".join(signatures),
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
