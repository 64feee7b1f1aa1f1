"""Entries as exact text: what is hashed is what is kept, and what is kept is what is checked."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

import msgspec

from shared.audit.tree import leaf_hash
from shared.model.trail import Batch, Entry

VERSION: Final = 1

_encode: Final = msgspec.json.Encoder(order="sorted").encode
_PLACE: Final = ("v", "log", "stream", "seq", "prev")


def entry_id(stream: str, seq: int) -> str:
    """The document id of an entry; entries of a stream sort by their place in it."""
    return f"{stream}.{seq:012d}"


def to_text(entry: Entry, *, stream: str, seq: int, prev: str) -> str:
    """The entry as canonical JSON (sorted keys, no spaces; text and whole numbers only)."""
    said: dict[str, Any] = msgspec.to_builtins(entry)
    log = said.pop("stream")
    return _encode(
        {**said, "v": VERSION, "log": log, "stream": stream, "seq": seq, "prev": prev}
    ).decode()


def from_text(text: str) -> Entry:
    """The entry of a text."""
    said = msgspec.json.decode(text)
    return msgspec.convert({**said, "stream": said["log"]}, Entry)


def place_of(text: str) -> dict[str, object]:
    """Where a text says it stands: v, log, stream, seq, prev. Empty when it cannot be read."""
    try:
        said = msgspec.json.decode(text, type=dict[str, Any])
    except (msgspec.DecodeError, UnicodeError):
        return {}
    return {name: said.get(name) for name in _PLACE}


def hash_of(text: str) -> str:
    """The leaf hash of a text, in hex."""
    return leaf_hash(text.encode()).hex()


def manifest_of(log: str, batch: Batch, hashes: Iterable[str]) -> str:
    """The last leaf of a batch: how far each of its streams is, and with which last hash.

    Cutting the tail of a stream later is found by it. `hashes` are the last one of each span.
    """
    heads = [[stream, to, hash] for (stream, _, to), hash in zip(batch.spans, hashes, strict=True)]
    return _encode({"v": VERSION, "log": log, "first": batch.first, "heads": heads}).decode()
