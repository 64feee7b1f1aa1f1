"""Local tokens: who somebody is on this machine, signed with this installation's own secret."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Final

from itsdangerous import BadSignature, SignatureExpired, URLSafeTimedSerializer

from shared.errors import InvalidInput, Unauthenticated
from shared.model.caller import ROLES, Caller

VALID_SECONDS: Final = 30 * 24 * 3600
_STRIPPED: Final = "SIGNATURE_REMOVED_BY_GOOGLE"
_ROLE: Final = re.compile(
    rf"(?:{'|'.join(ROLES)})(?:@[a-z][a-z0-9_]*)?|source:[a-z0-9_]+\.[a-z0-9_]+"
)


class LocalTokens:
    """Meets `ports.Doorkeeper`, and issues what it recognises."""

    def __init__(self, secret: bytes) -> None:
        self._serializer = URLSafeTimedSerializer(secret, salt="nova token")

    def issue(self, name: str, roles: Collection[str]) -> str:
        """A token for this person or system. Raises InvalidInput for roles there are not."""
        for role in roles:
            if not _ROLE.fullmatch(role):
                raise InvalidInput(
                    f"{role!r} is no role; one of {', '.join(ROLES)}, alone or with "
                    "@<acquisition>, or source:<acquisition>.<source>",
                    field="role",
                )
        return self._serializer.dumps({"name": name, "roles": sorted(roles)})

    def identify(self, authorization: str) -> Caller:
        """The caller behind an `Authorization` header. Raises Unauthenticated."""
        scheme, _, token = authorization.strip().partition(" ")
        if scheme.lower() != "bearer" or not token:
            raise Unauthenticated("the Authorization header must be: Bearer <token>")
        if token.endswith(_STRIPPED):
            raise Unauthenticated("the signature of the token was removed on the way")
        try:
            said = self._serializer.loads(token, max_age=VALID_SECONDS)
        except SignatureExpired:
            raise Unauthenticated(
                "the token is over 30 days old; make another: nova token"
            ) from None
        except BadSignature:
            raise Unauthenticated("the token was not made by this installation") from None
        return Caller(name=said["name"], roles=frozenset(said["roles"]))
