"""Keyed hashes."""

from __future__ import annotations

from hashlib import blake2b

import pytest

from shared.errors import InvalidInput
from shared.rules.values.hashing import keyed_hash

KEY = bytes(range(32))


def test_a_hash_is_the_keyed_blake2b_of_the_framed_parts() -> None:
    """Pinned: stored ids depend on every byte of it."""
    expected = blake2b(b"5:email15:ana@example.org", key=KEY, digest_size=16).hexdigest()
    assert keyed_hash(KEY, "email", "ana@example.org") == expected
    assert len(expected) == 32


def test_parts_are_told_apart() -> None:
    """Moving a letter between parts, or adding an empty one, is another hash."""
    hashes = {
        keyed_hash(KEY, *parts)
        for parts in [
            (),
            ("",),
            ("", ""),
            ("abc",),
            ("a", "bc"),
            ("ab", "c"),
            ("1:a",),
            ("1:a2:bc",),
        ]
    }
    assert len(hashes) == 8


def test_another_key_gives_another_hash() -> None:
    """Without the key an id says nothing."""
    assert keyed_hash(KEY, "a") != keyed_hash(KEY[::-1], "a")


def test_broken_characters_hash_too() -> None:
    """A lone surrogate in a cell must not stop a file."""
    assert keyed_hash(KEY, "\ud800") != keyed_hash(KEY, "?")


@pytest.mark.parametrize("size", [0, 15, 65])
def test_a_key_of_the_wrong_size_is_refused_by_its_size_only(size: int) -> None:
    """An empty key would be no key; the message never shows it."""
    with pytest.raises(InvalidInput, match=f"has {size} bytes, expected 16 to 64"):
        keyed_hash(b"k" * size, "a")
