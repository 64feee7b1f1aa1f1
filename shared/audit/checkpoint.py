"""Checkpoints: the signed state of a log, in the form of C2SP (tlog-checkpoint, signed-note).

nova-express/compliance
42
q5Bv…=            base64 of the root over the first 42 leaves

— nova-express d4uR…=      base64 of 4 bytes of key id and 64 of Ed25519 signature
"""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from shared.errors import InvalidInput
from shared.ports import SigningKey

NAME: Final = "nova-express"
"""Whose signature it is."""

_ED25519: Final = b"\x01"
_DASH: Final = "— "
_KEY_PARTS: Final = 3


@dataclass(frozen=True)
class Checkpoint:
    """How long a log is, and the root over all its leaves."""

    origin: str
    size: int
    root: bytes

    @property
    def text(self) -> str:
        """What is signed."""
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n"


@dataclass(frozen=True)
class Signer:
    """Signs checkpoints."""

    signing_key: SigningKey

    def sign(self, checkpoint: Checkpoint) -> str:
        """The signed note; the same for the same checkpoint. Raises Retry as the key does."""
        signature = self.signing_key.sign(checkpoint.text.encode())
        signed = base64.b64encode(_key_id(NAME, self.signing_key.public()) + signature).decode()
        return f"{checkpoint.text}\n{_DASH}{NAME} {signed}\n"

    @property
    def key(self) -> str:
        """The public key as C2SP writes it, `<name>+<key id>+<base64>`: what verifiers need."""
        public = self.signing_key.public()
        id = _key_id(NAME, public).hex()
        return f"{NAME}+{id}+{base64.b64encode(_ED25519 + public).decode()}"


@dataclass(frozen=True)
class Verifier:
    """Reads signed notes, and believes one key."""

    name: str
    public: bytes

    @classmethod
    def of(cls, key: str) -> Verifier:
        """The verifier of a public key as `Signer.key` writes it. Raises InvalidInput."""
        parts = key.strip().split("+", 2)
        try:
            decoded = base64.b64decode(parts[2], validate=True) if len(parts) == _KEY_PARTS else b""
        except binascii.Error:
            decoded = b""
        if len(decoded) != 33 or decoded[:1] != _ED25519:
            raise InvalidInput("this is no public key: expected <name>+<key id>+<base64>, Ed25519")
        name, id, public = parts[0], parts[1], decoded[1:]
        if _key_id(name, public).hex() != id:
            raise InvalidInput("the key id in this public key is not that of its key")
        return cls(name, public)

    def read(self, note: str) -> Checkpoint:
        """The checkpoint of a note. Raises InvalidInput unless this key signed exactly it.

        Signatures of other keys are passed over, as C2SP asks; a wrong one of ours refuses all.
        """
        text, blank, signatures = note.partition("\n\n")
        text += "\n"
        checkpoint = _parse(text) if blank else None
        if checkpoint is None or checkpoint.text != text:
            raise InvalidInput(
                "this is no checkpoint: expected origin, size and root, then a signature"
            )
        ours = [signed for signed in map(self._ours, signatures.splitlines()) if signed]
        if not ours:
            raise InvalidInput("the checkpoint carries no signature of this key")
        for signature in ours:
            try:
                Ed25519PublicKey.from_public_bytes(self.public).verify(signature, text.encode())
            except InvalidSignature:
                raise InvalidInput("the checkpoint's signature is not of this text") from None
        return checkpoint

    def _ours(self, line: str) -> bytes:
        """The signature a line says is ours, or nothing."""
        name, _, signed = line.removeprefix(_DASH).partition(" ")
        try:
            decoded = base64.b64decode(signed, validate=True)
        except binascii.Error:
            return b""
        is_ours = name == self.name and decoded[:4] == _key_id(self.name, self.public)
        return decoded[4:] if line.startswith(_DASH) and is_ours else b""


def _parse(text: str) -> Checkpoint | None:
    lines = text.splitlines()
    if len(lines) != 3 or not lines[0] or not lines[1].isdecimal():
        return None
    try:
        root = base64.b64decode(lines[2], validate=True)
    except binascii.Error:
        return None
    return Checkpoint(lines[0], int(lines[1]), root)


def _key_id(name: str, public: bytes) -> bytes:
    return sha256(name.encode() + b"\n" + _ED25519 + public).digest()[:4]
