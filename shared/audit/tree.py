"""The Merkle tree of RFC 6962, section 2.1: leaves are hashed apart from nodes, so that neither
passes for the other, and a root commits to every leaf and to their order.

Own code, because it is eighty lines and the only maintained library is under the GPL and takes
sizes from the proof instead of from whoever checks it (docs/decisions/0005-libraries.md).
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

EMPTY_ROOT = sha256(b"").digest()
"""The root of a tree without leaves."""


def leaf_hash(content: bytes) -> bytes:
    """SHA-256(0x00 || content)."""
    return sha256(b"\x00" + content).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """SHA-256(0x01 || left || right)."""
    return sha256(b"\x01" + left + right).digest()


def grow(peaks: Sequence[bytes], size: int, leaf: bytes) -> tuple[bytes, ...]:
    """The peaks of a tree of `size` leaves once this leaf hash is added.

    Peaks are the roots of its perfect subtrees, the largest first: one for each 1 in `size`
    written in binary. They are all that is needed to go on, whatever the size.
    """
    standing = list(peaks)
    while size & 1:
        leaf = node_hash(standing.pop(), leaf)
        size >>= 1
    return (*standing, leaf)


def root_of(peaks: Sequence[bytes]) -> bytes:
    """The root of the tree these peaks belong to."""
    if not peaks:
        return EMPTY_ROOT
    root = peaks[-1]
    for peak in reversed(peaks[:-1]):
        root = node_hash(peak, root)
    return root


def tree_root(leaves: Sequence[bytes]) -> bytes:
    """MTH: the root over these leaf hashes."""
    peaks: tuple[bytes, ...] = ()
    for size, leaf in enumerate(leaves):
        peaks = grow(peaks, size, leaf)
    return root_of(peaks)


def inclusion_proof(leaves: Sequence[bytes], index: int) -> list[bytes]:
    """PATH(index, leaves): the hashes that lead from that leaf to the root, from below."""
    if len(leaves) == 1:
        return []
    split = _split(len(leaves))
    if index < split:
        return [*inclusion_proof(leaves[:split], index), tree_root(leaves[split:])]
    return [*inclusion_proof(leaves[split:], index - split), tree_root(leaves[:split])]


def is_included(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """Whether this leaf hash stands at `index` of the tree of `size` leaves with this root.

    Index and size come from whoever asks, never from the proof, whose length must fit them.
    """
    if not 0 <= index < size:
        return False
    last, found, left = size - 1, leaf, list(proof)
    while last:
        if index & 1 or index == last:
            if index & 1:
                if not left:
                    return False
                found = node_hash(left.pop(0), found)
            # A node without a brother on its level goes up as it is.
        else:
            if not left:
                return False
            found = node_hash(found, left.pop(0))
        index, last = index >> 1, last >> 1
    return not left and found == root


def _split(size: int) -> int:
    """The largest power of two smaller than `size`."""
    return 1 << (size - 1).bit_length() - 1
