"""Keyed hashes: how a value becomes an id that says nothing about it without the key."""

from __future__ import annotations

from functools import lru_cache
from hashlib import blake2b
from typing import Final

from shared.errors import InvalidInput

_DIGEST_BYTES: Final = 16
_KEY_BYTES: Final = range(16, blake2b.MAX_KEY_SIZE + 1)


def keyed_hash(key: bytes, *parts: str) -> str:
    """Return 128 bits of keyed BLAKE2b over the parts, as 32 lower-case hexadecimal digits.

    Each part is preceded by its length, so that ("a", "bc") and ("ab", "c") differ. The key has
    16 to 64 bytes.
    """
    hasher = _hasher(key).copy()
    if len(parts) == 1:
        framed = f"{len(parts[0])}:{parts[0]}"
    else:
        framed = "".join([f"{len(part)}:{part}" for part in parts])
    # Broken halves of characters can stand in a cell; they must hash, not raise.
    hasher.update(framed.encode("utf-8", "surrogatepass"))
    return hasher.hexdigest()


@lru_cache(maxsize=8)
def _hasher(key: bytes) -> blake2b:
    if len(key) not in _KEY_BYTES:
        raise InvalidInput(
            f"the hashing key has {len(key)} bytes, expected {_KEY_BYTES[0]} to {_KEY_BYTES[-1]}",
            field="key",
        )
    return blake2b(digest_size=_DIGEST_BYTES, key=key)
