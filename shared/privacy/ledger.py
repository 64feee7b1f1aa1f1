"""Who a request is about, sealed: written before anything is destroyed, gone once it closes."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from collections.abc import Iterable

import msgspec
from cryptography.fernet import Fernet, InvalidToken

from shared.errors import InvalidInput
from shared.model.privacy import Ledger, Subject

_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(Subject).decode


def seal(subject: Subject, *, request: str, key: bytes) -> Ledger:
    """The ledger entry of a request; `key` is 32 bytes, the secret `ledger`."""
    return Ledger(request=request, sealed=_cipher(key).encrypt(_encode(subject)))


def unseal(ledger: Ledger, *, key: bytes) -> Subject:
    """Who it is about. Raises InvalidInput when it was sealed with another key."""
    try:
        return _decode(_cipher(key).decrypt(ledger.sealed))
    except InvalidToken:
        raise InvalidInput(
            f"the ledger of request {ledger.request} was sealed with another key"
        ) from None


def united(known: Subject | None, now: Subject | None) -> Subject | None:
    """What was sealed and what is known now, together."""
    if known is None or now is None:
        return known or now
    return Subject(
        rcus=tuple(dict.fromkeys((*now.rcus, *known.rcus))),
        records=tuple(sorted({*known.records, *now.records})),
        emails=tuple(sorted({*known.emails, *now.emails})),
        phones=tuple(sorted({*known.phones, *now.phones})),
        shared=tuple(sorted({*known.shared, *now.shared})),
        names=tuple(dict.fromkeys((*known.names, *now.names))),
        said=distinct((*known.said, *now.said)),
        mentions=tuple(sorted({*known.mentions, *now.mentions})),
        parts=tuple(sorted({*known.parts, *now.parts})),
    )


def distinct(said: Iterable[dict[str, str]]) -> tuple[dict[str, str], ...]:
    """Each of these once."""
    return tuple({msgspec.json.encode(one, order="sorted"): one for one in said}.values())


def _cipher(key: bytes) -> Fernet:
    return Fernet(urlsafe_b64encode(key))
