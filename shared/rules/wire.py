"""How a message travels: the body and the attributes a subscription pushes.

Our own messages are JSON with their type inside and beside. A landing notification is what a
bucket itself would send: the object as JSON, and the attributes that name it, which win.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import msgspec

from shared.errors import InvalidInput
from shared.model.message import Message, ObjectLanded, OurMessage

_encode: Final = msgspec.json.Encoder().encode
_decoder: Final[msgspec.json.Decoder[OurMessage]] = msgspec.json.Decoder(OurMessage)
_WRITTEN: Final = "OBJECT_FINALIZE"


class _Typed(msgspec.Struct):
    type: str


class _ObjectResource(msgspec.Struct):
    """The parts of a bucket's object description that we read."""

    bucket: str = ""
    name: str = ""
    generation: str = ""


def encode(message: Message) -> tuple[bytes, dict[str, str]]:
    """The body and the attributes of this message."""
    if not isinstance(message, ObjectLanded):
        return _encode(message), {"type": type(message).__name__}
    body = {
        "kind": "storage#object",
        "bucket": message.bucket,
        "name": message.name,
        "generation": message.generation,
    }
    attributes = {
        "eventType": _WRITTEN,
        "payloadFormat": "JSON_API_V1",
        "bucketId": message.bucket,
        "objectId": message.name,
        "objectGeneration": message.generation,
    }
    return _encode(body), attributes


def decode(body: bytes, attributes: Mapping[str, str]) -> OurMessage:
    """The message a body and its attributes say. Raises InvalidInput when they say none of ours."""
    if "eventType" in attributes or "bucketId" in attributes:
        return _notification(body, attributes)
    try:
        said = msgspec.json.decode(body, type=_Typed).type
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise InvalidInput(
            f"a message of {len(body)} bytes is not a JSON object with a type", field="type"
        ) from error
    beside = attributes.get("type", said)
    if beside != said:
        raise InvalidInput("the type inside the message is not the one beside it", field="type")
    try:
        return _decoder.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        if said not in _TYPES:
            raise InvalidInput(
                f"a message of a type that is none of ours (known: {', '.join(_TYPES)})",
                field="type",
            ) from error
        raise InvalidInput(f"a {said} message does not fit its type: {error}") from error


_TYPES: Final = tuple(sorted(kind.__name__ for kind in OurMessage.__args__))


def _notification(body: bytes, attributes: Mapping[str, str]) -> ObjectLanded:
    event = attributes.get("eventType", _WRITTEN)
    if event != _WRITTEN:
        raise InvalidInput(
            f"a bucket notification says {event!r}; only {_WRITTEN} is waited for",
            field="eventType",
        )
    try:
        resource = msgspec.json.decode(body, type=_ObjectResource)
    except (msgspec.DecodeError, UnicodeDecodeError):
        # The attributes say all we need; a subscription may be set up to send no body.
        resource = _ObjectResource()
    landed = ObjectLanded(
        bucket=attributes.get("bucketId", resource.bucket),
        name=attributes.get("objectId", resource.name),
        generation=attributes.get("objectGeneration", resource.generation),
    )
    missing = [field for field in ("bucket", "name", "generation") if not getattr(landed, field)]
    if missing:
        raise InvalidInput(
            f"a bucket notification does not say its {', '.join(missing)}", field=missing[0]
        )
    return landed
