"""A proof of one request stands by itself, and says what is wrong when it does not."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
import pytest

from shared.adapters.embedded.signing import SeedKey
from shared.audit.checkpoint import Signer, Verifier
from shared.audit.proving import Proof, check, prove, read_proof
from shared.errors import InvalidInput, NotFound
from shared.model.trail import Entry
from tests.trails import a_trail
from tests.unit.audit.sealed import SIGNER, Sealed

VERIFIER = Verifier.of(SIGNER.key)
OTHER = Verifier.of(Signer((SeedKey(lambda: bytes(32)),)).key)


def a_proof(request: str = "req_1") -> Proof:
    world = Sealed()
    for number in range(5):
        world.write("x", "y")
        for one in ("req_1", "req_2"):
            entry = Entry(
                stream="compliance", act=f"act {number}", actor="a", at="2026", request=one
            )
            a_trail(world.documents).record(entry)
        world.sealing.seal()
    return prove(world.bundle().logs["compliance"], request)


def test_a_proof_holds_every_entry_of_the_request_and_checks_by_itself() -> None:
    proof = read_proof(msgspec.json.encode(a_proof()))

    assert len(proof.entries) == 5
    assert check(proof, VERIFIER) == ""


def changed(whole: Proof, number: int, **changes: object) -> Proof:
    entries = list(whole.entries)
    entries[number] = msgspec.structs.replace(entries[number], **changes)
    return msgspec.structs.replace(whole, entries=tuple(entries))


@pytest.mark.parametrize(
    ("tamper", "said"),
    [
        (lambda p: changed(p, 1, text=p.entries[1].text.replace("act 1", "act 9")), "not under"),
        (lambda p: changed(p, 1, index=p.entries[1].index + 1), "not under this checkpoint"),
        (lambda p: changed(p, 1, proof=p.entries[1].proof[:-1]), "not under this checkpoint"),
        (lambda p: changed(p, 1, proof=("=",)), "not base64"),
        (lambda p: msgspec.structs.replace(p, entries=p.entries[1:]), "entry 1 is not number 1"),
        (lambda p: msgspec.structs.replace(p, request="req_2"), "entry 1 is not"),
        (
            lambda p: msgspec.structs.replace(p, checkpoint=p.checkpoint.replace("25", "26", 1)),
            "the checkpoint: ",
        ),
    ],
)
def test_tampering_is_named(tamper: Callable[[Proof], Proof], said: str) -> None:
    assert said in check(tamper(a_proof()), VERIFIER)


def test_another_key_is_not_believed() -> None:
    assert "no signature of this key" in check(a_proof(), OTHER)


def test_a_request_the_log_does_not_know_cannot_be_proven() -> None:
    with pytest.raises(NotFound, match="nothing of a request req_9"):
        a_proof("req_9")


def test_a_file_that_is_no_proof_is_refused() -> None:
    with pytest.raises(InvalidInput, match="no proof"):
        read_proof(b"{}")
