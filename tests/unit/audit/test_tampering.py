"""Every kind of tampering with a bundle is found, and its place is named."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.adapters.embedded.signing import SeedKey
from shared.audit.bundle import Bundle, LogMaterial, read_bundle, write_bundle
from shared.audit.checkpoint import Checkpoint, Signer
from shared.audit.entries import hash_of
from shared.errors import InvalidInput
from tests.unit.audit.sealed import SIGNER, Sealed, wrong_with

FORGER = Signer((SeedKey(lambda: bytes(32)),))


def a_bundle() -> Bundle:
    world = Sealed()
    world.write("x", "y", "x", "y")
    world.sealing.seal()
    world.write("x", "z")
    world.sealing.seal()
    return world.bundle()


def compliance(bundle: Bundle) -> LogMaterial:
    return bundle.logs["compliance"]


def change_an_entry(one: LogMaterial) -> None:
    one.entries[1] = one.entries[1].replace('"actor":"a"', '"actor":"b"')


def drop_an_entry(one: LogMaterial) -> None:
    del one.entries[1]


def drop_the_last_entry(one: LogMaterial) -> None:
    del one.entries[-1]


def add_an_entry(one: LogMaterial) -> None:
    one.entries.append(one.entries[-1].replace('"seq":1', '"seq":2'))


def repeat_an_entry(one: LogMaterial) -> None:
    one.entries.insert(1, one.entries[1])


def swap_two_entries(one: LogMaterial) -> None:
    one.entries[0], one.entries[1] = one.entries[1], one.entries[0]


def change_an_entry_and_its_leaf(one: LogMaterial) -> None:
    """As somebody would who knows how leaves are made, but has no key."""
    change_an_entry(one)
    name, content = min(one.batches.items())
    batch = json.loads(content)
    batch["leaves"][1] = hash_of(one.entries[1])
    one.batches[name] = json.dumps(batch).encode()


def swap_two_leaves(one: LogMaterial) -> None:
    name, content = min(one.batches.items())
    batch = json.loads(content)
    batch["leaves"][:2] = batch["leaves"][1::-1]
    one.batches[name] = json.dumps(batch).encode()


def edit_the_manifest(one: LogMaterial) -> None:
    name, content = min(one.batches.items())
    one.batches[name] = content.replace(b'\\"first\\":0', b'\\"first\\":1')


def cut_a_stream_s_tail(one: LogMaterial) -> None:
    """Remove the last entry of a stream, and every word of it in its batch."""
    name, content = min(one.batches.items())
    batch = json.loads(content)
    stream, first, to = batch["spans"][0]
    batch["spans"][0] = [stream, first, to - 1]
    del batch["leaves"][1]
    del one.entries[1]
    one.batches[name] = json.dumps(batch).encode()


def drop_a_batch(one: LogMaterial) -> None:
    del one.batches[max(one.batches)]


def garble_a_batch(one: LogMaterial) -> None:
    one.batches[max(one.batches)] = b"{"


def drop_a_checkpoint(one: LogMaterial) -> None:
    del one.checkpoints[min(one.checkpoints)]


def swap_the_checkpoints(one: LogMaterial) -> None:
    first, second = one.checkpoints
    one.checkpoints[first], one.checkpoints[second] = (
        one.checkpoints[second],
        one.checkpoints[first],
    )


def sign_with_another_key(one: LogMaterial) -> None:
    name = max(one.checkpoints)
    root = bytes(32)
    one.checkpoints[name] = FORGER.sign(Checkpoint("nova-express/compliance", 9, root))


def sign_another_log_s(one: LogMaterial) -> None:
    name = max(one.checkpoints)
    one.checkpoints[name] = SIGNER.sign(Checkpoint("nova-express/disclosure", 9, bytes(32)))


def sign_another_root(one: LogMaterial) -> None:
    """Even the key cannot make two states of one log agree with its entries."""
    name = max(one.checkpoints)
    one.checkpoints[name] = SIGNER.sign(Checkpoint("nova-express/compliance", 9, bytes(32)))


@pytest.mark.parametrize(
    ("tamper", "place"),
    [
        (change_an_entry, "compliance-x.000000000002: the entry is not the one"),
        (drop_an_entry, "compliance-x.000000000002: the entry is missing"),
        (drop_the_last_entry, "compliance-z.000000000001: the entry is missing"),
        (add_an_entry, "compliance-z.000000000002: an entry that no batch holds"),
        (repeat_an_entry, "compliance-y.000000000001: the entry is missing; compliance-x.0000000"),
        (swap_two_entries, "compliance-x.000000000001: the entry is missing; compliance-x.0000000"),
        (change_an_entry_and_its_leaf, "batches/00000000000000000000.json: its manifest"),
        (swap_two_leaves, "compliance-x.000000000001: the entry is not the one"),
        (edit_the_manifest, "batches/00000000000000000000.json: its manifest"),
        (cut_a_stream_s_tail, "batches/00000000000000000000.json: its manifest"),
        (drop_a_batch, "checkpoints/00000000000000000008: a checkpoint over leaves"),
        (garble_a_batch, "batches/00000000000000000005.json: not readable"),
        (drop_a_checkpoint, "checkpoints/00000000000000000005: the checkpoint is missing"),
        (swap_the_checkpoints, "checkpoints/00000000000000000005: was signed over other leaves"),
        (sign_with_another_key, "checkpoints/00000000000000000008: .* no signature of this key"),
        (sign_another_log_s, "checkpoints/00000000000000000008: is of the log"),
        (sign_another_root, "checkpoints/00000000000000000008: was signed over other leaves"),
    ],
    ids=lambda one: one.__name__ if callable(one) else "",
)
def test_tampering_is_found_and_its_place_named(
    tamper: Callable[[LogMaterial], None], place: str, tmp_path: Path
) -> None:
    bundle = a_bundle()
    assert wrong_with(bundle) == ""

    tamper(compliance(bundle))
    write_bundle(bundle, tmp_path / "audit.zip")

    found = wrong_with(read_bundle(tmp_path / "audit.zip"))

    assert re.search(place, found), found


@given(st.data())
def test_no_byte_of_any_entry_can_change_unseen(data: st.DataObject) -> None:
    bundle = a_bundle()
    entries = compliance(bundle).entries
    which = data.draw(st.integers(0, len(entries) - 1))
    at = data.draw(st.integers(0, len(entries[which]) - 1))
    other = data.draw(st.characters(min_codepoint=32, max_codepoint=126))

    changed = entries[which][:at] + other + entries[which][at + 1 :]
    same = changed == entries[which]
    entries[which] = changed

    assert (wrong_with(bundle) == "") == same


def test_a_whole_log_signed_anew_with_another_key_is_not_believed() -> None:
    assert "no signature of this key" in wrong_with(a_bundle(), FORGER.key)


def test_a_log_cut_short_with_its_checkpoints_is_found_by_one_seen_earlier() -> None:
    bundle = a_bundle()
    seen = max(compliance(bundle).checkpoints.items())[1]
    one = compliance(bundle)
    del one.batches[max(one.batches)]
    del one.checkpoints[max(one.checkpoints)]
    del one.entries[4:]

    assert wrong_with(bundle) == ""
    assert "5 leaves; a checkpoint over 8 was seen" in wrong_with(bundle, since=seen)


def test_a_log_that_begins_otherwise_than_seen_is_found() -> None:
    other = Sealed()
    other.write("a", "b")
    other.sealing.seal()
    seen = max(other.bundle().logs["compliance"].checkpoints.items())[1]

    assert "first 3 leaves are not those seen earlier" in wrong_with(a_bundle(), since=seen)


@pytest.mark.parametrize("content", [b"", b"PK", b"not a zip"])
def test_a_file_that_is_no_bundle_is_refused(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "audit.zip"
    path.write_bytes(content)

    with pytest.raises(InvalidInput, match="is no audit bundle"):
        read_bundle(path)
