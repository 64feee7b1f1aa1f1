"""Signed notes: read back whole, and believed only under their own key."""

from __future__ import annotations

import base64

import pytest

from shared.adapters.embedded.signing import SeedKey
from shared.audit.checkpoint import Checkpoint, Signer, Verifier
from shared.errors import InvalidInput

SIGNER = Signer((SeedKey(lambda: bytes(range(32))),))
OTHER = Signer((SeedKey(lambda: bytes(32)),))
CHECKPOINT = Checkpoint("nova-express/compliance", 42, bytes(32))
NOTE = SIGNER.sign(CHECKPOINT)


def test_a_note_is_read_back_and_reads_as_c2sp_writes_it() -> None:
    text, _, signature = NOTE.partition("\n\n")

    assert Verifier.of(SIGNER.key).read(NOTE) == CHECKPOINT
    assert text.splitlines() == [
        "nova-express/compliance",
        "42",
        base64.b64encode(bytes(32)).decode(),
    ]
    assert signature.startswith("— nova-express ")


def test_a_signature_of_somebody_else_beside_ours_is_passed_over() -> None:
    theirs = OTHER.sign(CHECKPOINT).splitlines()[-1].replace("nova-express", "a-witness")

    assert Verifier.of(SIGNER.key).read(f"{NOTE}{theirs}\n— nonsense\n") == CHECKPOINT


@pytest.mark.parametrize(
    ("note", "said"),
    [
        (NOTE.replace("42", "43"), "not of this text"),
        (NOTE.replace("compliance", "disclosure"), "not of this text"),
        (NOTE.replace("42", "042"), "this is no checkpoint"),
        (OTHER.sign(CHECKPOINT), "no signature of this key"),
        (NOTE.partition("\n\n")[0], "this is no checkpoint"),
        ("", "this is no checkpoint"),
        (NOTE.replace("\n\n", "\nmore\n\n"), "this is no checkpoint"),
    ],
)
def test_anything_else_is_refused(note: str, said: str) -> None:
    with pytest.raises(InvalidInput, match=said):
        Verifier.of(SIGNER.key).read(note)


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("", "no public key"),
        ("nova-express+00000000+AAAA", "no public key"),
        (SIGNER.key.replace("+", "+0", 1), "key id"),
    ],
)
def test_a_key_that_is_none_is_refused(key: str, said: str) -> None:
    with pytest.raises(InvalidInput, match=said):
        Verifier.of(key)
