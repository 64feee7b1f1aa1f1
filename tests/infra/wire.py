"""Pulumi's property values on the wire, as plain JSON a test can read, and back."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from google.protobuf import json_format, struct_pb2

UNKNOWN: Final = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"
"""What stands on the wire, during a preview, for a value only the cloud can give."""

# The marks of pulumi/runtime/rpc.py: an object with this key is no ordinary object.
_KIND: Final = "4dabf18193072939515e22adb298388d"
_ASSET: Final = "c44067f5952c0a294b673a41bacd8c17"
_ARCHIVE: Final = "0def7320c3a5731c473e5ecbe6d01bc7"
_SECRET: Final = "1b47061264138c4ac30d75fd1eb44270"
_RESOURCE: Final = "5cf8f73096256a8f31e491e813e4eb8e"
_OUTPUT: Final = "d0e6a833031e9bbcd3f4e8bde6ca49a4"


def plain(properties: struct_pb2.Struct, folder: Path) -> dict[str, Any]:
    """The properties as JSON; paths of assets are made absolute from `folder`.

    What JSON has no word for becomes an object with one key: `{"$unknown": true}`,
    `{"$secret": value}`, `{"$asset": {"path": …}}` (or `text`, or `uri`),
    `{"$archive": {"assets": {name: asset}}}` (or `path`, or `uri`), `{"$resource": urn}`.
    """
    return {
        name: _decoded(value, folder)
        for name, value in json_format.MessageToDict(properties).items()
    }


def _decoded(value: Any, folder: Path) -> Any:
    if value == UNKNOWN:
        return {"$unknown": True}
    if isinstance(value, float) and value.is_integer():
        return int(value)  # every number travels as a float
    if isinstance(value, list):
        return [_decoded(item, folder) for item in value]
    if not isinstance(value, dict):
        return value
    inner = {name: _decoded(item, folder) for name, item in value.items() if name != _KIND}
    match value.get(_KIND):
        case None:
            return inner
        case str(kind) if kind == _SECRET:
            return {"$secret": inner["value"]}
        case str(kind) if kind == _ASSET:
            return {"$asset": _located(inner, folder)}
        case str(kind) if kind == _ARCHIVE:
            return {"$archive": _located(inner, folder)}
        case str(kind) if kind == _RESOURCE:
            return {"$resource": inner["urn"]}
        case str(kind) if kind == _OUTPUT:
            known = inner.get("value", {"$unknown": True})
            return {"$secret": known} if inner.get("secret") else known
        case kind:
            raise ValueError(f"got a value of the unknown kind {kind!r}: {sorted(inner)}")


def _located(content: dict[str, Any], folder: Path) -> dict[str, Any]:
    if isinstance(content.get("path"), str):
        return content | {"path": str((folder / content["path"]).resolve())}
    return content


def overlaid(inputs: struct_pb2.Struct, computed: Mapping[str, Any]) -> struct_pb2.Struct:
    """What a provider answers: the inputs as they came, and what it adds. Inputs stand."""
    properties = json_format.MessageToDict(inputs)
    answer = struct_pb2.Struct()
    json_format.ParseDict(_merged(properties, computed), answer)
    return answer


def _merged(given: Any, added: Any) -> Any:
    if isinstance(given, dict) and isinstance(added, Mapping) and _KIND not in given:
        names = [*given, *(name for name in added if name not in given)]
        return {
            name: _merged(given[name], added.get(name)) if name in given else added[name]
            for name in names
        }
    return given


def veiled(value: Any) -> Any:
    """The value as a preview gives it: the same shape, every leaf unknown."""
    if isinstance(value, Mapping):
        return {name: veiled(item) for name, item in value.items()}
    return UNKNOWN
