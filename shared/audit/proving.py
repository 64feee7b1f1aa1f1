"""A proof to keep: what was done about one request, with its place in the signed log.

Each entry stands with its index and the hashes that lead from it to the root of the checkpoint
(RFC 6962, 2.1.1). Whoever holds the file and the public key can check it years later, without the
log and without us.
"""

from __future__ import annotations

import base64
import binascii

import msgspec

from shared.audit.bundle import LogMaterial
from shared.audit.checkpoint import Verifier
from shared.audit.entries import entry_id, place_of
from shared.audit.sealing import SealedBatch, origin_of
from shared.audit.tree import inclusion_proof, is_included, leaf_hash
from shared.errors import InvalidInput, NotFound
from shared.model.trail import Log

LOG: Log = "compliance"


class ProvenEntry(msgspec.Struct, frozen=True, kw_only=True):
    """An entry's exact text, its leaf index, and its inclusion proof in base64, from below."""

    text: str
    index: int
    proof: tuple[str, ...]


class Proof(msgspec.Struct, frozen=True, kw_only=True):
    """The entries of one request, under one checkpoint."""

    request: str
    checkpoint: str
    entries: tuple[ProvenEntry, ...]


def prove(material: LogMaterial, request: str) -> Proof:
    """The proof for a request, from a log that was verified. Raises NotFound for one it has not."""
    leaves: list[bytes] = []
    own: list[tuple[int, str]] = []
    texts = iter(material.entries)
    for _, content in sorted(material.batches.items()):
        batch = msgspec.json.decode(content, type=SealedBatch)
        for leaf in batch.leaves[:-1]:
            text = next(texts)
            if place_of(text).get("stream") == f"request-{request}":
                own.append((len(leaves), text))
            leaves.append(bytes.fromhex(leaf))
        leaves.append(bytes.fromhex(batch.leaves[-1]))
    if not own:
        raise NotFound(f"the sealed log says nothing of a request {request}")
    return Proof(
        request=request,
        checkpoint=max(material.checkpoints.items())[1],
        entries=tuple(
            ProvenEntry(
                text=text,
                index=index,
                proof=tuple(
                    base64.b64encode(one).decode() for one in inclusion_proof(leaves, index)
                ),
            )
            for index, text in own
        ),
    )


def check(proof: Proof, verifier: Verifier) -> str:
    """What is wrong with a proof, at its first bad place; empty when all is well."""
    try:
        checkpoint = verifier.read(proof.checkpoint)
    except InvalidInput as error:
        return f"the checkpoint: {error}"
    if checkpoint.origin != origin_of(LOG):
        return f"the checkpoint is of the log {checkpoint.origin}"
    for number, entry in enumerate(proof.entries, 1):
        place = place_of(entry.text)
        if (place.get("stream"), place.get("seq")) != (f"request-{proof.request}", number):
            return f"entry {number} is not number {number} of request {proof.request}"
        try:
            hashes = [base64.b64decode(one, validate=True) for one in entry.proof]
        except binascii.Error:
            return f"{entry_id(f'request-{proof.request}', number)}: its proof is not base64"
        leaf = leaf_hash(entry.text.encode())
        if not is_included(leaf, entry.index, checkpoint.size, hashes, checkpoint.root):
            return f"{entry_id(f'request-{proof.request}', number)}: not under this checkpoint"
    return ""


def read_proof(content: bytes) -> Proof:
    """The proof a file holds. Raises InvalidInput."""
    try:
        return msgspec.json.decode(content, type=Proof)
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise InvalidInput("this file is no proof of ours") from None
