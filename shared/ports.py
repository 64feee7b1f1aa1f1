"""The few things the capabilities ask of the world, each met by every backend.

`adapters/embedded` and `adapters/google` meet them all; one suite, tests/ports, holds both to
the promises written here.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, BinaryIO, Final, Generic, NamedTuple, Protocol, TypeVar

import msgspec

from shared.model.caller import Caller
from shared.model.contract import Contract, Source
from shared.model.message import Message
from shared.model.privacy import Subject
from shared.model.trail import Entry

T = TypeVar("T", bound=msgspec.Struct)

Version = Any
"""What a store calls one state of a document; only ever compared by the store itself."""

ANY: Final = "any"
"""Write whatever is there."""

ABSENT: Final = "absent"
"""Write only where nothing is."""


class Stored(NamedTuple, Generic[T]):
    """A document as it was read: its value, and the version a later write may insist on."""

    value: T
    version: Version


class Write(NamedTuple):
    """One change of one document. `value=None` deletes; `expect` is ANY, ABSENT or a version."""

    kind: type[msgspec.Struct]
    id: str
    value: msgspec.Struct | None
    expect: Version = ANY


class Documents(Protocol):
    """Typed documents by id, with optimistic commits. Their kind names their store."""

    contacts_per_commit: int
    """How many contacts one commit should cover: few where commits collide."""

    def get(self, kind: type[T], id: str) -> Stored[T] | None:
        """The document, or None."""

    def get_many(self, kind: type[T], ids: Collection[str]) -> dict[str, Stored[T]]:
        """Those that exist, by id, in one batched look-up."""

    def commit(self, writes: Sequence[Write]) -> dict[str, Version]:
        """Make every change or none; the new version of each document written, by id.

        Ids are unique across the kinds of one commit. Raises Conflict when an expectation does
        not hold, naming the ids where the store can tell, and TooLarge when it must be split.
        """

    def update(self, kind: type[T], id: str, change: Callable[[T | None], T | None]) -> T | None:
        """Replace a document by a pure function of itself, whatever others write meanwhile.

        `change` may run several times; answering what it was given writes nothing. Returns what
        stands afterwards. Raises Retry when others never leave room.
        """

    def find(
        self,
        kind: type[T],
        *,
        where: Mapping[str, str] | None = None,
        after: str = "",
        limit: int | None = None,
    ) -> Iterator[tuple[str, Stored[T]]]:
        """Documents in order of id whose searched fields equal `where`, from past `after`."""

    def count(self, kind: type[T], *, where: Mapping[str, str] | None = None) -> int:
        """How many documents `find` would give."""

    def scrub(self) -> None:
        """See to it that nothing deleted can be read back from what the store keeps on disk.

        Raises Retry while others are reading.
        """


class ObjectFacts(NamedTuple):
    """What a bucket knows of an object without opening it."""

    name: str
    generation: str
    size: int
    content_hash: str
    """The same for the same bytes, whatever their name."""


class Objects(Protocol):
    """Files in buckets. Small writes are whole and atomic; reads stream."""

    def facts(self, bucket: str, name: str) -> ObjectFacts:
        """Raises NotFound."""

    def open(self, bucket: str, name: str, *, generation: str | None = None) -> BinaryIO:
        """A seekable stream. Raises NotFound when it is gone, or another generation now."""

    def read(self, bucket: str, name: str) -> bytes:
        """The whole object. Raises NotFound."""

    def create(self, bucket: str, name: str, content: bytes) -> bool:
        """Write once; False, and nothing changed, when the name is taken."""

    def put(self, bucket: str, name: str, content: bytes) -> None:
        """Write, replacing what is there."""

    def delete(self, bucket: str, name: str, *, generation: str | None = None) -> None:
        """Remove; nothing happens when it is gone, or is not that generation any more."""

    def list(self, bucket: str, prefix: str = "") -> Iterator[str]:
        """Names that start with the prefix, in order."""


class Messages(Protocol):
    """At-least-once delivery to every subscription of a message's topic."""

    def publish(self, messages: Sequence[Message]) -> None:
        """Returns once all are safe. Raises Retry when they are not."""


class DeadLetter(NamedTuple):
    """A message given up on: which subscription, what it said, how often and why it failed."""

    id: str
    subscription: str
    message: Message | None
    """None when it cannot be decoded."""

    attempts: int
    reason: str
    published_at: str


class DeadLetters(Protocol):
    """What was given up on, until somebody replays it."""

    def list(self) -> list[DeadLetter]:
        """The oldest first."""

    def replay(self, ids: Collection[str]) -> int:
        """Deliver these again; how many there were."""


class Clock(Protocol):
    """Time, as an argument."""

    def now(self) -> datetime:
        """Aware, in UTC."""

    def monotonic(self) -> float:
        """Seconds that only go forward."""

    def pause(self, attempt: int) -> None:
        """Wait before trying again: longer for later attempts, and never twice the same."""


class Secrets(Protocol):
    """Keys that never lie in code or stores."""

    def get(self, name: str) -> bytes:
        """The secret of this name. Raises NotFound."""


class SigningKey(Protocol):
    """An Ed25519 key that signs, wherever its private part lies."""

    def sign(self, message: bytes) -> bytes:
        """The 64 bytes of the signature, the same for the same message of 1 byte to 64 KiB.

        Raises Retry when the key cannot be used now.
        """

    def public(self) -> bytes:
        """The 32 raw bytes of the public key, under which every signature of it verifies."""


class Contracts(Protocol):
    """The contracts in force."""

    def all(self) -> tuple[Contract, ...]:
        """Every contract, by id. Raises InvalidContract with all mistakes of all files."""

    def source(self, source_id: str) -> tuple[Contract, Source]:
        """The contract and the source behind `<acquisition>.<source>`. Raises NotFound."""

    def texts(self) -> dict[str, str]:
        """File name -> the YAML in it as it stands now, valid or not.

        Raises InvalidContract for a file that is not UTF-8.
        """


class Trail(Protocol):
    """Evidence of what was done; an entry is safe before the act it tells of becomes visible."""

    def record(self, entry: Entry) -> str:
        """Keep the entry, and answer its leaf hash in hex: it is safe when this returns."""

    def disclosures_of(self, profiles: Collection[str]) -> Iterator[Entry]:
        """Who was shown data of any of these profiles, the earliest first."""


class WebhookAnswer(NamedTuple):
    """What the other side said."""

    status: int
    body: bytes


class Webhooks(Protocol):
    """Posts signed messages to systems of others."""

    def post(self, url: str, *, id: str, body: bytes, secrets: Sequence[bytes]) -> WebhookAnswer:
        """Post this body, signed (Standard Webhooks), under this id; the same id is the same act.

        Every secret signs, the newest first: whoever knows one of them can verify the post.
        Raises Retry when the other side cannot take it now: no answer, 408, 425, 429, 5xx.
        """


class People(Protocol):
    """The identity stores, as far as a data-subject request is concerned with them."""

    def subject(self, rcu: str, *, said: Sequence[dict[str, str]] = ()) -> Subject | None:
        """Everything this person is found by; None when no such profile stands.

        `said`: canonical fields their records had before, if the caller knows of any.
        """

    def doubtful(self, rcu: str) -> int:
        """How many open reviews ask whether somebody else is this person."""

    def forget(self, subject: Subject) -> None:
        """Remove the person from every document. Repeating is harmless. Raises Retry."""

    def redact(self, subject: Subject) -> None:
        """Take what only this person has out of the documents of others who mention them."""

    def find(self, subject: Subject) -> dict[str, int]:
        """How many documents of each kind still hold the person; kinds with none are left out."""


class Doorkeeper(Protocol):
    """Knows callers by what they carry."""

    def identify(self, authorization: str) -> Caller:
        """The caller behind an `Authorization` header. Raises Unauthenticated."""
