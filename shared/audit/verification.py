"""Is this log what was signed? Worked out from every entry, with public keys alone.

The last checkpoint must be signed with a key that is believed: its root covers every leaf before
it. Checkpoints from before that key may be by others, as after the key was changed: they are held
against the leaves all the same, and counted apart. Once a key that is believed has signed, every
later checkpoint must be by one, so that no signature can be taken away unseen.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import msgspec

from shared.audit.bundle import Bundle, LogMaterial
from shared.audit.checkpoint import Checkpoint, Verifier, unverified
from shared.audit.entries import entry_id, hash_of, manifest_of, place_of
from shared.audit.sealing import SealedBatch, batch_name, checkpoint_name, origin_of
from shared.audit.tree import grow, root_of, tree_root
from shared.errors import InvalidInput
from shared.model.trail import Batch, Log


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """What checking one log came to."""

    log: Log
    entries: int
    size: int
    """Leaves: the entries, and a manifest for each batch."""

    checkpoints: int
    by_others: int = 0
    """Of these, the first ones that none of the keys given signed; the last one covers them."""

    root: str
    """Of the last checkpoint, in hex."""

    wrong: str = ""
    """The first bad place and what is wrong there; empty when all is well."""


class _Tampered(Exception):
    """Something is not as it was signed; the text names the place."""


def verify_bundle(bundle: Bundle, verifier: Verifier, *, since: str = "") -> list[Verdict]:
    """Check every log of a bundle; an earlier checkpoint is held against the log it names."""
    return [
        verify(
            log, material, verifier, since=since if since.startswith(f"{origin_of(log)}\n") else ""
        )
        for log, material in bundle.logs.items()
    ]


def verify(log: Log, material: LogMaterial, verifier: Verifier, *, since: str = "") -> Verdict:
    """Check one log, from its first leaf to its last checkpoint.

    `since` is a signed note of an earlier look: the log must still begin with what that one saw.
    Without it, a log cut short together with its checkpoints looks like a younger one.
    """
    walk = _Walk(log, material, verifier)
    try:
        walk.through()
        if since:
            walk.check_since(since)
    except _Tampered as found:
        return walk.verdict(str(found))
    return walk.verdict()


@dataclass
class _Walk:
    """One pass over a log: what was seen so far, believed only where it fits."""

    log: Log
    material: LogMaterial
    verifier: Verifier
    leaves: list[bytes] = field(default_factory=list)
    peaks: tuple[bytes, ...] = ()
    entries: int = 0
    checkpoints: int = 0
    by_others: int = 0
    heads: dict[str, tuple[int, str]] = field(default_factory=dict)
    """Stream -> (how many of its entries, leaf hash of the last)."""

    def through(self) -> None:
        batches, notes = dict(self.material.batches), dict(self.material.checkpoints)
        while batches:
            name = batch_name(self.log, len(self.leaves))
            content = batches.pop(name, None)
            if content is None:
                raise _Tampered(f"{name}: the batch is missing")
            self._check_batch(name, content)
            note_name = checkpoint_name(self.log, len(self.leaves))
            note = notes.pop(note_name, None)
            if note is None:
                raise _Tampered(f"{note_name}: the checkpoint is missing")
            self._check_checkpoint(note_name, note)
        for name in sorted(notes):
            raise _Tampered(f"{name}: a checkpoint over leaves that are not there")
        if self.entries < len(self.material.entries):
            extra = self.material.entries[self.entries]
            raise _Tampered(f"{_where(extra)}: an entry that no batch holds")
        if self.checkpoints and self.by_others == self.checkpoints:
            # None is by a key that is believed, the last included: reading it says so.
            last = checkpoint_name(self.log, len(self.leaves))
            self._read(last, self.material.checkpoints[last])

    def check_since(self, note: str) -> None:
        """The log must begin with what an earlier checkpoint saw."""
        earlier = self._read("the checkpoint given", note)
        if earlier.size > len(self.leaves):
            raise _Tampered(
                f"{self.log}: {len(self.leaves)} leaves; a checkpoint over {earlier.size} was seen"
            )
        if tree_root(self.leaves[: earlier.size]) != earlier.root:
            raise _Tampered(
                f"{self.log}: its first {earlier.size} leaves are not those seen earlier"
            )

    def verdict(self, wrong: str = "") -> Verdict:
        return Verdict(
            log=self.log,
            entries=self.entries,
            size=len(self.leaves),
            checkpoints=self.checkpoints,
            by_others=self.by_others,
            root=root_of(self.peaks).hex(),
            wrong=wrong,
        )

    def _check_batch(self, name: str, content: bytes) -> None:
        try:
            batch = msgspec.json.decode(content, type=SealedBatch)
        except msgspec.DecodeError:
            raise _Tampered(f"{name}: not readable as a batch") from None
        places = [
            (stream, seq) for stream, first, to in batch.spans for seq in range(first, to + 1)
        ]
        if batch.first != len(self.leaves) or len(batch.leaves) != len(places) + 1:
            raise _Tampered(f"{name}: says it holds other leaves than it does")
        for (stream, seq), leaf in zip(places, batch.leaves, strict=False):
            self._check_entry(name, stream, seq, leaf)
        spans = Batch(first=batch.first, spans=batch.spans)
        expected = manifest_of(
            self.log, spans, [self.heads[stream][1] for stream, *_ in batch.spans]
        )
        if batch.manifest != expected or hash_of(expected) != batch.leaves[-1]:
            raise _Tampered(f"{name}: its manifest is not of these streams")
        self._add(batch.leaves[-1])

    def _check_entry(self, batch: str, stream: str, seq: int, leaf: str) -> None:
        id = entry_id(stream, seq)
        if self.entries >= len(self.material.entries):
            raise _Tampered(f"{id}: the entry is missing")
        text = self.material.entries[self.entries]
        place = place_of(text)
        if (place.get("stream"), place.get("seq")) != (stream, seq):
            raise _Tampered(f"{id}: the entry is missing; {_where(text)} stands in its place")
        if hash_of(text) != leaf:
            raise _Tampered(f"{id}: the entry is not the one {batch} was signed over")
        length, last = self.heads.get(stream, (0, ""))
        if seq != length + 1 or place.get("prev") != last or place.get("log") != self.log:
            raise _Tampered(f"{id}: does not follow entry {length} of its stream")
        self.heads[stream] = (seq, leaf)
        self.entries += 1
        self._add(leaf)

    def _add(self, leaf: str) -> None:
        hash = bytes.fromhex(leaf)
        self.peaks = grow(self.peaks, len(self.leaves), hash)
        self.leaves.append(hash)

    def _check_checkpoint(self, name: str, note: str) -> None:
        is_early = self.by_others == self.checkpoints
        with _naming(name):
            is_by_others = is_early and not self.verifier.knows(note)
            checkpoint = unverified(note) if is_by_others else self.verifier.read(note)
        self._check_origin(name, checkpoint)
        if checkpoint.size != len(self.leaves) or checkpoint.root != root_of(self.peaks):
            raise _Tampered(f"{name}: was signed over other leaves than those found here")
        self.checkpoints += 1
        self.by_others += is_by_others

    def _read(self, name: str, note: str) -> Checkpoint:
        with _naming(name):
            checkpoint = self.verifier.read(note)
        self._check_origin(name, checkpoint)
        return checkpoint

    def _check_origin(self, name: str, checkpoint: Checkpoint) -> None:
        if checkpoint.origin != origin_of(self.log):
            raise _Tampered(f"{name}: is of the log {checkpoint.origin}, not {origin_of(self.log)}")


@contextmanager
def _naming(name: str) -> Iterator[None]:
    try:
        yield
    except InvalidInput as error:
        raise _Tampered(f"{name}: {error}") from None


def first_wrong(verdicts: Iterable[Verdict]) -> str:
    """The first bad place of all logs; empty when all is well."""
    return next((one.wrong for one in verdicts if one.wrong), "")


def _where(text: str) -> str:
    place = place_of(text)
    stream, seq = place.get("stream"), place.get("seq")
    return (
        entry_id(stream, seq) if isinstance(stream, str) and isinstance(seq, int) else "something"
    )
