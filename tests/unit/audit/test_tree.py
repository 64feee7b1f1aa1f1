"""The Merkle tree against the published vectors, and its proofs against every small tree."""

from __future__ import annotations

from binascii import unhexlify

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.audit.tree import inclusion_proof, is_included, leaf_hash, tree_root

# The eight leaves and the roots over the first n of them that the Certificate Transparency
# reference implementations share (transparency-dev/merkle, testonly/constants.go).
LEAVES = [
    "",
    "00",
    "10",
    "2021",
    "3031",
    "40414243",
    "5051525354555657",
    "606162636465666768696a6b6c6d6e6f",
]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


@pytest.mark.parametrize("size", range(9))
def test_roots_are_the_published_ones(size: int) -> None:
    leaves = [leaf_hash(unhexlify(leaf)) for leaf in LEAVES[:size]]

    assert tree_root(leaves).hex() == ROOTS[size]


@pytest.mark.parametrize("size", range(1, 18))
def test_every_leaf_is_proven_and_nothing_else_is(size: int) -> None:
    leaves = [leaf_hash(bytes([n])) for n in range(size)]
    root = tree_root(leaves)

    for index, leaf in enumerate(leaves):
        proof = inclusion_proof(leaves, index)
        assert is_included(leaf, index, size, proof, root)
        assert not is_included(leaf_hash(b"other"), index, size, proof, root)
        assert not is_included(leaf, index, size, [*proof, root], root)
        assert not is_included(leaf, index, size, proof[:-1], root) or not proof
        assert not is_included(leaf, size, size, proof, root)
        assert not is_included(leaf, index - 1, size, proof, root)


@given(st.lists(st.binary(max_size=4), min_size=1, max_size=40, unique=True), st.data())
def test_no_other_order_has_the_same_root(contents: list[bytes], data: st.DataObject) -> None:
    other = data.draw(st.permutations(contents))

    same = tree_root([leaf_hash(one) for one in other]) == tree_root(
        [leaf_hash(one) for one in contents]
    )

    assert same == (list(other) == contents)
