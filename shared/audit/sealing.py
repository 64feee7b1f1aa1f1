"""New entries enter the tree of their log, and a checkpoint is signed over it.

What lies in the evidence bucket is written once and never changed: for each batch its leaf hashes,
then a checkpoint. Only hashes lie there, so that disclosure entries can end in their time.
Killed anywhere, or twice at once, it comes to the same leaves: a batch is decided in one commit
before anything is written, and everything after follows from it.

A new key takes a log over with a checkpoint that the key before signs too. Where nothing waits, a
batch without entries brings that checkpoint: no log stays behind, to be a stranger's to the key
after.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass

import msgspec

from shared.audit.checkpoint import NAME, Checkpoint, Signer, Verifier
from shared.audit.entries import entry_id, hash_of, manifest_of
from shared.audit.tree import grow, root_of
from shared.errors import Conflict, NotFound, Refused, Retry
from shared.model.trail import LOGS, Batch, Log, LogState, StoredEntry, Stream
from shared.ports import ABSENT, Documents, Objects, Stored, Write
from shared.rules import catalogue

log = logging.getLogger(__name__)

PER_BATCH = 5000
"""Entries of one batch."""


class SealedBatch(msgspec.Struct, frozen=True, kw_only=True):
    """A batch as the evidence bucket keeps it."""

    first: int
    spans: tuple[tuple[str, int, int], ...]
    leaves: tuple[str, ...]
    """Leaf hashes in hex, the manifest's last."""

    manifest: str


@dataclass(frozen=True)
class Sealing:
    """Lets the trees of both logs grow, and signs them."""

    documents: Documents
    objects: Objects
    signer: Signer

    def seal(self) -> dict[Log, int]:
        """Take in every entry there is; how long each log is afterwards.

        Raises Refused, and signs nothing, when the last checkpoint is not of the tree as it was
        left (somebody changed one of them), or is by neither the key in force nor the one before.
        """
        sizes: dict[Log, int] = {}
        for name in LOGS:
            while self._seal_batch(name):
                pass
            state = self.documents.get(LogState, name)
            sizes[name] = state.value.size if state else 0
        return sizes

    def _seal_batch(self, name: Log) -> bool:
        """Take in one batch; False when nothing waits."""
        state = self._decided(name)
        if state is None or state.value.batch is None:
            return False
        sealed = self._leaves_of(name, state.value.batch)
        before = state.value
        if before.size:
            self._check_last(name, before)
        peaks, size = tuple(bytes.fromhex(one) for one in before.peaks), before.size
        for leaf in sealed.leaves:
            peaks, size = grow(peaks, size, bytes.fromhex(leaf)), size + 1
        checkpoint = Checkpoint(origin_of(name), size, root_of(peaks))
        note = self.signer.sign(checkpoint)
        self._keep_batch(batch_name(name, sealed.first), msgspec.json.encode(sealed))
        self._keep_checkpoint(checkpoint_name(name, size), note, checkpoint)
        for stream, _, to in sealed.spans:
            self.documents.update(Stream, stream, lambda one, to=to: _sealed(one, to))  # type: ignore[misc]
        grown = LogState(size=size, peaks=tuple(peak.hex() for peak in peaks))
        try:
            self.documents.commit([Write(LogState, name, grown, state.version)])
        except Conflict:
            log.info("another sealer was faster", extra={"log": name})
        return True

    def _decided(self, name: Log) -> Stored[LogState] | None:
        """The log with the batch that enters it now: one that was decided before, or a new one."""
        stored = self.documents.get(LogState, name)
        if stored is not None and stored.value.batch is not None:
            return stored
        spans, left = [], PER_BATCH
        for stream, one in self.documents.find(Stream, where={"log": name, "state": "open"}):
            first, to = one.value.sealed + 1, min(one.value.length, one.value.sealed + left)
            if first <= to:
                spans.append((stream, first, to))
                left -= to - first + 1
            if not left:
                break
        standing = stored.value if stored else LogState()
        if not spans and not self._waits_for_key(name, standing):
            return stored
        decided = msgspec.structs.replace(
            standing, batch=Batch(first=standing.size, spans=tuple(spans))
        )
        try:
            versions = self.documents.commit(
                [Write(LogState, name, decided, stored.version if stored else ABSENT)]
            )
        except Conflict:
            raise Retry("another sealer decided the next batch; it will come again") from None
        return Stored(decided, versions[name])

    def _leaves_of(self, name: Log, batch: Batch) -> SealedBatch:
        ids = [
            entry_id(stream, seq)
            for stream, first, to in batch.spans
            for seq in range(first, to + 1)
        ]
        found = self.documents.get_many(StoredEntry, ids)
        missing = next((id for id in ids if id not in found), None)
        if missing:
            raise Refused(f"entry {missing} is gone; nothing is signed until it is known why")
        hashes = {id: hash_of(found[id].value.text) for id in ids}
        last = [hashes[entry_id(stream, to)] for stream, _, to in batch.spans]
        manifest = manifest_of(name, batch, last)
        return SealedBatch(
            first=batch.first,
            spans=batch.spans,
            leaves=(*(hashes[id] for id in ids), hash_of(manifest)),
            manifest=manifest,
        )

    def _waits_for_key(self, name: Log, state: LogState) -> bool:
        """Whether the key in force has not signed this log yet: only the one before it has."""
        if not state.size:
            return False
        return not Verifier.of(self.signer.key).knows(self._check_last(name, state))

    def _check_last(self, name: Log, state: LogState) -> str:
        """The last checkpoint, once it is believed: by a key of ours, and of this tree."""
        try:
            note = self.objects.read(catalogue.EVIDENCE, checkpoint_name(name, state.size)).decode()
        except NotFound:
            raise Refused(f"the checkpoint of {name} at {state.size} is gone") from None
        verifier = Verifier.of(*self.signer.keys)
        if not verifier.knows(note):
            raise Refused(
                f"the checkpoint of {name} at {state.size} is signed neither with the key in force "
                "nor with the one before it; nothing is signed (docs/audit.md, The key)"
            )
        if verifier.read(note).root != root_of([bytes.fromhex(one) for one in state.peaks]):
            raise Refused(f"the checkpoint of {name} at {state.size} is of another tree")
        return note

    def _keep_batch(self, name: str, content: bytes) -> None:
        """Write once; what stands there already must be the same."""
        if self.objects.create(catalogue.EVIDENCE, name, content):
            return
        if self.objects.read(catalogue.EVIDENCE, name) != content:
            raise Refused(f"{name} of the evidence says something else; nothing is signed")

    def _keep_checkpoint(self, name: str, note: str, checkpoint: Checkpoint) -> None:
        """Sign and write once; what stands there already must say the same, by a key of ours.

        Not the same signatures: who wrote it may have been killed before the key was raised.
        """
        if self.objects.create(catalogue.EVIDENCE, name, note.encode()):
            return
        standing = self.objects.read(catalogue.EVIDENCE, name).decode()
        if Verifier.of(*self.signer.keys).read(standing) != checkpoint:
            raise Refused(f"{name} of the evidence says something else; nothing more is signed")


def origin_of(name: Log) -> str:
    """The name of a log in its checkpoints."""
    return f"{NAME}/{name}"


def batch_name(name: Log, first: int) -> str:
    """The object of a batch."""
    return f"{name}/batches/{first:020d}.json"


def checkpoint_name(name: Log, size: int) -> str:
    """The object of a checkpoint."""
    return f"{name}/checkpoints/{size:020d}"


def _sealed(stream: Stream | None, to: int) -> Stream | None:
    if stream is None or stream.sealed >= to:
        return stream
    return msgspec.structs.replace(
        stream, sealed=to, state="sealed" if stream.length == to else "open"
    )
