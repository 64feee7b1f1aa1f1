"""Callers known by the identity token Google gave them."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from typing import Any, Final

import msgspec
from google.auth import jwt
from google.auth.exceptions import GoogleAuthError
from google.auth.transport.requests import Request

from shared.adapters.google.errors import google_errors
from shared.errors import InvalidInput, Retry, Unauthenticated
from shared.model.caller import Caller
from shared.ports import Clock

ISSUERS: Final = ("https://accounts.google.com", "accounts.google.com")
CERTIFICATES_URL: Final = "https://www.googleapis.com/oauth2/v1/certs"
_FRESH_SECONDS: Final = 3600.0
_SKEW_SECONDS: Final = 10
_STRIPPED: Final = "SIGNATURE_REMOVED_BY_GOOGLE"
"""What Cloud Run leaves of a signature it checked: such a token proves nothing to us."""


class GoogleIdentityTokens:
    """Meets `ports.Doorkeeper`: verifies the bearer token itself, and trusts no header.

    `audience` is the URL of the function the token must be meant for; `roles_of` answers what a
    verified e-mail address may do; `certificates` gives Google's, PEM text by key id.
    """

    def __init__(
        self,
        *,
        audience: str,
        roles_of: Callable[[str], frozenset[str]],
        certificates: Callable[[], Mapping[str, str]],
    ) -> None:
        if not audience:
            raise InvalidInput("the audience of identity tokens is empty: any would be accepted")
        self._audience = audience
        self._roles_of = roles_of
        self._certificates = certificates

    def identify(self, authorization: str) -> Caller:
        """The caller behind an `Authorization` header. Raises Unauthenticated.

        Raises Retry when Google's certificates cannot be had.
        """
        scheme, _, token = authorization.strip().partition(" ")
        if scheme.lower() != "bearer" or not token:
            raise Unauthenticated("the Authorization header must be: Bearer <identity token>")
        if token.endswith(_STRIPPED):
            raise Unauthenticated(
                "the signature of the identity token was removed by Google; send the token in "
                "X-Serverless-Authorization as well, and Authorization arrives whole"
            )
        claims = self._verified(token)
        if claims.get("iss") not in ISSUERS:
            raise Unauthenticated("the identity token was not issued by Google")
        email = claims.get("email")
        if not isinstance(email, str) or not email or claims.get("email_verified") is not True:
            raise Unauthenticated("the identity token names no verified e-mail address")
        return Caller(name=email.lower(), roles=self._roles_of(email.lower()))

    def _verified(self, token: str) -> Mapping[str, Any]:
        certificates = self._certificates()
        try:
            claims: Mapping[str, Any] = jwt.decode(  # type: ignore[no-untyped-call]
                token,
                certs=certificates,
                audience=self._audience,
                clock_skew_in_seconds=_SKEW_SECONDS,
            )
        except (GoogleAuthError, ValueError, TypeError, AttributeError) as error:
            # The library checks what a stranger wrote, and not every shape of it gracefully.
            raise Unauthenticated(
                "the identity token is not valid: its signature, audience or time is wrong"
            ) from error
        return claims


class Closed:
    """Meets `ports.Doorkeeper` of a function that takes no callers: it knows nobody."""

    def identify(self, authorization: str) -> Caller:
        """Raises Unauthenticated."""
        raise Unauthenticated("this function takes no callers: NOVA_AUDIENCE is not set")


class Certificates:
    """Certificates fetched when they are needed, and kept for an hour."""

    def __init__(self, fetch: Callable[[], Mapping[str, str]], clock: Clock) -> None:
        self._fetch = fetch
        self._clock = clock
        self._lock = threading.Lock()
        self._kept: Mapping[str, str] = {}
        self._fetched_at: float | None = None

    def __call__(self) -> Mapping[str, str]:
        """PEM text by key id. Raises Retry when they cannot be fetched."""
        with self._lock:
            now = self._clock.monotonic()
            if self._fetched_at is None or now - self._fetched_at >= _FRESH_SECONDS:
                self._kept = self._fetch()
                self._fetched_at = now
            return self._kept


def fetched_certificates(clock: Clock) -> Certificates:
    """Google's certificates, from Google."""
    return Certificates(_fetch, clock)


def _fetch() -> Mapping[str, str]:
    with google_errors("fetching Google's certificates"):
        answer = Request()(CERTIFICATES_URL, method="GET", timeout=10)
    if answer.status != 200:
        raise Retry(f"fetching Google's certificates: the answer was {answer.status}")
    return msgspec.json.decode(answer.data, type=dict[str, str])
