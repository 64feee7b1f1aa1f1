"""The key is raised: no log stays behind, and what strangers see with old and new keys."""

from __future__ import annotations

import base64
import json

import pytest

from shared.adapters.embedded.signing import SeedKey
from shared.audit.checkpoint import Checkpoint, Signer, Verifier
from shared.audit.proving import check, prove
from shared.audit.verification import verify_bundle
from shared.errors import InvalidInput, Refused
from shared.model.trail import Batch, Entry, LogState, Stream
from shared.ports import Write
from shared.rules import catalogue
from tests.trails import a_trail
from tests.unit.audit.sealed import Sealed, wrong_with


def seed(number: int) -> SeedKey:
    return SeedKey(lambda: bytes([number]) * 32)


FIRST = Signer((seed(1),))
SECOND = Signer((seed(2), seed(1)))
THIRD = Signer((seed(3), seed(2)))


def sealed_with(*signers: Signer, world: Sealed | None = None) -> Sealed:
    """A log with an entry under a checkpoint of each of these, one after the other."""
    world = world or Sealed()
    for signer in signers:
        world.signer = signer
        world.write("x", "y")
        world.sealing.seal()
    return world


def by_others(world: Sealed, *keys: str) -> list[int]:
    return [one.by_others for one in verify_bundle(world.bundle(), Verifier.of(*keys))]


def test_a_checkpoint_carries_a_line_for_each_key_and_either_is_enough() -> None:
    checkpoint = Checkpoint("nova-express/compliance", 42, bytes(32))

    note = SECOND.sign(checkpoint)

    text, _, signatures = note.partition("\n\n")
    ids = [
        base64.b64decode(line.removeprefix("— nova-express "))[:4].hex()
        for line in signatures.splitlines()
    ]
    assert f"{text}\n" == checkpoint.text
    assert ids == [key.split("+")[1] for key in SECOND.keys]
    assert SECOND.keys == (SECOND.key, FIRST.key)
    assert (SECOND.previous, FIRST.previous) == (FIRST.key, None)
    assert Verifier.of(FIRST.key).read(note) == checkpoint
    assert Verifier.of(SECOND.key).read(note) == checkpoint
    with pytest.raises(InvalidInput, match="no signature of this key"):
        Verifier.of(THIRD.key).read(note)


def test_a_wrong_signature_of_any_key_given_refuses_the_note() -> None:
    right = SECOND.sign(Checkpoint("nova-express/compliance", 42, bytes(32)))
    other = SECOND.sign(Checkpoint("nova-express/compliance", 43, bytes(32)))
    mixed = right.replace(right.splitlines()[-1], other.splitlines()[-1])

    assert Verifier.of(SECOND.key).read(mixed).size == 42
    with pytest.raises(InvalidInput, match="not of this text"):
        Verifier.of(*SECOND.keys).read(mixed)


def test_sealing_goes_on_when_the_key_is_raised_and_raised_again() -> None:
    world = sealed_with(FIRST, SECOND, THIRD)

    assert wrong_with(world.bundle(), FIRST.key, THIRD.key, SECOND.key) == ""
    assert by_others(world, FIRST.key, SECOND.key) == [0, 0]


def test_the_old_key_is_good_for_one_raise_and_not_for_two() -> None:
    world = sealed_with(FIRST, SECOND)
    assert wrong_with(world.bundle(), FIRST.key) == ""

    sealed_with(THIRD, world=world)

    wrong = wrong_with(world.bundle(), FIRST.key)
    assert wrong == (
        "compliance/checkpoints/00000000000000000009: "
        "the checkpoint carries no signature of this key"
    )


def test_the_new_key_alone_verifies_the_last_checkpoint_and_counts_those_before_it() -> None:
    world = sealed_with(FIRST, FIRST, SECOND, THIRD)

    assert wrong_with(world.bundle(), THIRD.key) == ""
    assert by_others(world, THIRD.key) == [3, 3]
    assert by_others(world, *THIRD.keys) == [2, 2]
    assert by_others(world, THIRD.key, FIRST.key) == [0, 0]


def test_a_changed_entry_is_found_with_the_new_key_alone_however_old_it_is() -> None:
    bundle = sealed_with(FIRST, SECOND, THIRD).bundle()
    one = bundle.logs["compliance"]
    one.entries[0] = one.entries[0].replace('"actor":"a"', '"actor":"b"')

    assert "the entry is not the one" in wrong_with(bundle, THIRD.key)


def test_an_earlier_checkpoint_by_another_key_must_be_of_these_leaves() -> None:
    bundle = sealed_with(FIRST, SECOND, THIRD).bundle()
    notes = bundle.logs["compliance"].checkpoints
    notes[min(notes)] = FIRST.sign(Checkpoint("nova-express/compliance", 3, bytes(32)))

    assert "was signed over other leaves" in wrong_with(bundle, THIRD.key)


def test_an_earlier_checkpoint_without_any_signature_is_wrong() -> None:
    bundle = sealed_with(FIRST, SECOND, THIRD).bundle()
    notes = bundle.logs["compliance"].checkpoints
    notes[min(notes)] = notes[min(notes)].partition("— ")[0]

    assert wrong_with(bundle, THIRD.key) == (
        "compliance/checkpoints/00000000000000000003: the checkpoint carries no signature"
    )


def test_once_a_key_given_has_signed_every_later_checkpoint_must_be_by_one() -> None:
    bundle = sealed_with(SECOND, SECOND, SECOND).bundle()
    notes = bundle.logs["compliance"].checkpoints
    middle = sorted(notes)[1]
    notes[middle] = THIRD.sign(Verifier.of(SECOND.key).read(notes[middle]))

    assert wrong_with(bundle, FIRST.key) == (
        f"{middle}: the checkpoint carries no signature of this key"
    )


def test_a_log_cut_back_to_before_the_new_key_is_not_believed_with_it() -> None:
    bundle = sealed_with(FIRST, SECOND).bundle()
    for log in bundle.logs.values():
        del log.batches[max(log.batches)], log.checkpoints[max(log.checkpoints)]
    del bundle.logs["compliance"].entries[2:], bundle.logs["disclosure"].entries[1:]
    assert wrong_with(bundle, FIRST.key) == ""

    assert "no signature of this key" in wrong_with(bundle, SECOND.key)


def test_a_checkpoint_seen_earlier_needs_the_key_it_was_signed_with() -> None:
    world = sealed_with(FIRST)
    _, seen = max(world.bundle().logs["compliance"].checkpoints.items())
    sealed_with(SECOND, THIRD, world=world)

    assert wrong_with(world.bundle(), THIRD.key, FIRST.key, since=seen) == ""
    assert wrong_with(world.bundle(), THIRD.key, since=seen) == (
        "the checkpoint given: the checkpoint carries no signature of this key"
    )


def test_a_proof_is_good_for_both_keys_its_checkpoint_was_signed_with() -> None:
    world = sealed_with(FIRST)
    a_trail(world.documents).record(
        Entry(stream="compliance", act="asked", actor="a", at="2026-01-01", request="req_1")
    )
    sealed_with(SECOND, world=world)

    proof = prove(world.bundle().logs["compliance"], "req_1")

    said = [check(proof, Verifier.of(one.key)) for one in (FIRST, SECOND, THIRD)]
    assert said == ["", "", "the checkpoint: the checkpoint carries no signature of this key"]


def test_a_log_nothing_is_written_to_is_taken_over_too_and_once() -> None:
    world = sealed_with(FIRST)

    world.signer = SECOND
    sizes = [world.sealing.seal() for _ in range(2)]
    world.signer = THIRD
    sizes.append(world.sealing.seal())

    assert sizes == [
        {"compliance": 4, "disclosure": 3},
        {"compliance": 4, "disclosure": 3},
        {"compliance": 5, "disclosure": 4},
    ]
    assert wrong_with(world.bundle(), THIRD.key) == ""
    _, content = max(world.bundle().logs["compliance"].batches.items())
    manifest = json.loads(json.loads(content)["manifest"])
    assert manifest == {"v": 1, "log": "compliance", "first": 4, "heads": []}


def test_a_log_that_never_began_is_not_begun_by_a_new_key() -> None:
    world = Sealed(signer=SECOND)

    assert world.sealing.seal() == {"compliance": 0, "disclosure": 0}
    assert world.bundle().logs["compliance"].checkpoints == {}


def test_raised_twice_before_a_checkpoint_nothing_is_signed_until_the_one_between_sealed() -> None:
    world = sealed_with(FIRST)
    world.signer = THIRD
    with pytest.raises(
        Refused, match="compliance at 3 is signed neither with the key in force nor with the one"
    ):
        world.sealing.seal()

    world.signer = SECOND
    world.sealing.seal()
    sealed_with(THIRD, world=world)

    assert wrong_with(world.bundle(), THIRD.key) == ""


def test_killed_before_the_key_was_raised_the_checkpoint_that_stands_is_taken() -> None:
    world = Sealed(signer=FIRST)
    world.write("x", "y")
    streams = sorted(id for id, _ in world.documents.find(Stream, where={"log": "compliance"}))
    world.sealing.seal()
    # As if the process had died after its objects were written, and before its last commit.
    decided = LogState(batch=Batch(first=0, spans=tuple((id, 1, 1) for id in streams)))
    world.documents.commit([Write(LogState, "compliance", decided)])
    world.signer = SECOND

    world.sealing.seal()

    bundle = world.bundle()
    assert len(bundle.logs["compliance"].checkpoints) == 2
    assert wrong_with(bundle, FIRST.key) == wrong_with(bundle, SECOND.key) == ""


def test_a_checkpoint_that_stands_and_says_something_else_is_not_taken() -> None:
    world = Sealed(signer=SECOND)
    world.write("x")
    note = FIRST.sign(Checkpoint("nova-express/compliance", 2, bytes(32)))
    world.objects.create(
        catalogue.EVIDENCE, "compliance/checkpoints/00000000000000000002", note.encode()
    )

    with pytest.raises(Refused, match="says something else"):
        world.sealing.seal()
