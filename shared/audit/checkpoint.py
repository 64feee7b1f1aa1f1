"""Checkpoints: the signed state of a log, in the form of C2SP (tlog-checkpoint, signed-note).

nova-express/compliance
42
q5Bv…=            base64 of the root over the first 42 leaves

— nova-express d4uR…=      base64 of 4 bytes of key id and 64 of Ed25519 signature
— nova-express x0Pa…=      the same with the key before this one, where there is one
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
_ID_LENGTH: Final = 4


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
    """Signs checkpoints, with every key there is: the one in force first, then the one before."""

    signing_keys: tuple[SigningKey, ...]

    def sign(self, checkpoint: Checkpoint) -> str:
        """The signed note; the same for the same checkpoint. Raises Retry as the keys do."""
        lines = "".join(f"{_DASH}{NAME} {_signed(checkpoint, key)}\n" for key in self.signing_keys)
        return f"{checkpoint.text}\n{lines}"

    @property
    def key(self) -> str:
        """The public key in force, as C2SP writes it: `<name>+<key id>+<base64>`."""
        return _written(self.signing_keys[0])

    @property
    def previous(self) -> str | None:
        """The public key before it, which signs beside it; None where it is the first."""
        return next(map(_written, self.signing_keys[1:]), None)

    @property
    def keys(self) -> tuple[str, ...]:
        """Every public key of these, the one in force first: what verifiers need."""
        return tuple(map(_written, self.signing_keys))


@dataclass(frozen=True)
class PublicKey:
    """Whose key it is, and its 32 bytes."""

    name: str
    public: bytes

    @classmethod
    def of(cls, key: str) -> PublicKey:
        """The key that `Signer.key` writes. Raises InvalidInput."""
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

    @property
    def id(self) -> bytes:
        """The 4 bytes that stand before its signatures."""
        return _key_id(self.name, self.public)


@dataclass(frozen=True)
class Verifier:
    """Reads signed notes, and believes each of these keys."""

    believed: tuple[PublicKey, ...]

    @classmethod
    def of(cls, *keys: str) -> Verifier:
        """The verifier of one or more keys as `Signer.key` writes them. Raises InvalidInput."""
        return cls(tuple(map(PublicKey.of, keys or ("",))))

    def read(self, note: str) -> Checkpoint:
        """The checkpoint of a note. Raises InvalidInput unless one of the keys signed exactly it.

        Signatures of other keys are passed over, as C2SP asks; a wrong one of ours refuses all.
        """
        checkpoint, signatures = _parse(note)
        ours = [
            (key, signature)
            for name, id, signature in signatures
            for key in self.believed
            if (name, id) == (key.name, key.id)
        ]
        if not ours:
            which = "this key" if len(self.believed) == 1 else "these keys"
            raise InvalidInput(f"the checkpoint carries no signature of {which}")
        for key, signature in ours:
            try:
                Ed25519PublicKey.from_public_bytes(key.public).verify(
                    signature, checkpoint.text.encode()
                )
            except InvalidSignature:
                raise InvalidInput("the checkpoint's signature is not of this text") from None
        return checkpoint

    def knows(self, note: str) -> bool:
        """Whether a note says that one of these keys signed it; `read` tells if that is so."""
        said = {(name, id) for name, id, _ in _parse(note)[1]}
        return any((key.name, key.id) in said for key in self.believed)


def unverified(note: str) -> Checkpoint:
    """The checkpoint of a note, whoever signed it. Raises InvalidInput when nobody says he did."""
    checkpoint, signatures = _parse(note)
    if not signatures:
        raise InvalidInput("the checkpoint carries no signature")
    return checkpoint


def _parse(note: str) -> tuple[Checkpoint, list[tuple[str, bytes, bytes]]]:
    """The checkpoint of a note, and its signatures: name, key id, and what was signed."""
    text, blank, signatures = note.partition("\n\n")
    text += "\n"
    checkpoint = _checkpoint_of(text) if blank else None
    if checkpoint is None or checkpoint.text != text:
        raise InvalidInput(
            "this is no checkpoint: expected origin, size and root, then a signature"
        )
    return checkpoint, [one for line in signatures.splitlines() if (one := _signature_in(line))]


def _signature_in(line: str) -> tuple[str, bytes, bytes] | None:
    name, _, signed = line.removeprefix(_DASH).partition(" ")
    try:
        decoded = base64.b64decode(signed, validate=True)
    except binascii.Error:
        return None
    is_one = line.startswith(_DASH) and name and len(decoded) > _ID_LENGTH
    return (name, decoded[:_ID_LENGTH], decoded[_ID_LENGTH:]) if is_one else None


def _checkpoint_of(text: str) -> Checkpoint | None:
    lines = text.splitlines()
    if len(lines) != 3 or not lines[0] or not lines[1].isdecimal():
        return None
    try:
        root = base64.b64decode(lines[2], validate=True)
    except binascii.Error:
        return None
    return Checkpoint(lines[0], int(lines[1]), root)


def _signed(checkpoint: Checkpoint, key: SigningKey) -> str:
    signature = key.sign(checkpoint.text.encode())
    return base64.b64encode(_key_id(NAME, key.public()) + signature).decode()


def _written(key: SigningKey) -> str:
    public = key.public()
    id = _key_id(NAME, public).hex()
    return f"{NAME}+{id}+{base64.b64encode(_ED25519 + public).decode()}"


def _key_id(name: str, public: bytes) -> bytes:
    return sha256(name.encode() + b"\n" + _ED25519 + public).digest()[:_ID_LENGTH]
