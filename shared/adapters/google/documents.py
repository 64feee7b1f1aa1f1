"""Documents in Firestore: one collection per store, preconditions instead of transactions.

A document is `{schema_version, <the fields its store is searched by>, body}`, the body being the
value as JSON text: readable in the console, free of Firestore's rules for field names, and
indexed by nothing (the infrastructure exempts `body` from indexing).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import cache
from itertools import islice
from typing import Any, Final, TypeVar, cast

import msgspec
from google.api_core.exceptions import ServiceUnavailable
from google.api_core.retry import Retry as Patience
from google.api_core.retry import if_exception_type
from google.cloud.firestore import (
    Client,
    CollectionReference,
    DocumentReference,
    DocumentSnapshot,
    FieldFilter,
    Query,
    WriteBatch,
)

from shared.adapters.google.errors import google_errors
from shared.adapters.optimistic import update_optimistically
from shared.adapters.searching import searched_store
from shared.errors import Conflict, InvalidInput, NotFound, TooLarge
from shared.ports import ABSENT, ANY, Stored, Version, Write
from shared.rules.catalogue import store_of

T = TypeVar("T", bound=msgspec.Struct)

IDS_PER_LOOKUP: Final = 300
DOCUMENTS_PER_PAGE: Final = 300
DOCUMENTS_PER_COMMIT: Final = 400
BYTES_PER_COMMIT: Final = 3 * 1024 * 1024
"""Above 4 MiB the emulator does not refuse: it hangs for a minute."""

BYTES_PER_DOCUMENT: Final = 1_000_000
"""Firestore's limit is 1 MiB, names and searched fields included."""

_BYTES_BESIDE_BODY: Final = 500
_SECONDS_PER_CALL: Final = 30.0
_PATIENCE: Final = Patience(predicate=if_exception_type(ServiceUnavailable), timeout=20.0)
"""Beyond it the delivery is given back, and the subscription's own backoff takes over."""

_IMPOSSIBLE_ID: Final = re.compile(r"\.{0,2}|__.*__|.*/.*", re.DOTALL)


class FirestoreDocuments:
    """Meets `ports.Documents`. Workers collide, so commits should be small.

    A write that changes nothing keeps the document's version, since Firestore keeps its time.
    """

    contacts_per_commit = 10

    def __init__(self, client: Client) -> None:
        self._client = client

    def get(self, kind: type[T], id: str) -> Stored[T] | None:
        """The document, or None."""
        return self.get_many(kind, (id,)).get(id)

    def get_many(self, kind: type[T], ids: Collection[str]) -> dict[str, Stored[T]]:
        """Those that exist, by id, in look-ups of 300."""
        collection = self._collection(kind)
        wanted = iter([id for id in dict.fromkeys(ids) if _is_possible(id)])
        found: dict[str, Stored[T]] = {}
        with google_errors(f"reading {collection.id}"):
            while chunk := list(islice(wanted, IDS_PER_LOOKUP)):
                references = [collection.document(id) for id in chunk]
                for snapshot in self._client.get_all(
                    references, retry=_PATIENCE, timeout=_SECONDS_PER_CALL
                ):
                    if snapshot.exists:
                        found[snapshot.id] = _stored(kind, snapshot)
        return found

    def commit(self, writes: Sequence[Write]) -> dict[str, Version]:
        """Make every change or none; the new version of each document written, by id.

        Raises InvalidInput, before anything is sent, above 400 documents or 3 MiB.
        """
        if not writes:
            return {}
        fields = [_fields(write) for write in writes]
        _check_sizes(writes, fields)
        batch = self._client.batch()
        for write, content in zip(writes, fields, strict=True):
            self._add(batch, write, content)
        try:
            with google_errors(f"committing {len(writes)} documents"):
                results = batch.commit(retry=_PATIENCE, timeout=_SECONDS_PER_CALL)
        except (Conflict, NotFound) as error:
            # NotFound: the document of a precondition was deleted meanwhile.
            ids = _named_in(str(error.__cause__), writes)
            raise Conflict(
                f"a commit of {len(writes)} documents found some not as they were read", ids=ids
            ) from error
        return {
            write.id: result.update_time
            for write, result in zip(writes, results, strict=True)
            if write.value is not None
        }

    def update(self, kind: type[T], id: str, change: Callable[[T | None], T | None]) -> T | None:
        """What stands after `change` was applied. Raises Retry when others never leave room."""
        return update_optimistically(self, kind, id, change)

    def find(
        self,
        kind: type[T],
        *,
        where: Mapping[str, str] | None = None,
        after: str = "",
        limit: int | None = None,
    ) -> Iterator[tuple[str, Stored[T]]]:
        """Documents in order of id. Pages are read whole, so a slow reader holds nothing open."""
        return self._pages(kind, self._query(kind, where), after, limit)

    def count(self, kind: type[T], *, where: Mapping[str, str] | None = None) -> int:
        """How many documents `find` would give."""
        # The library says it gives the class of an aggregation; it gives an aggregation.
        counting = cast(Any, self._query(kind, where).count())
        with google_errors(f"counting {store_of(kind).name}"):
            answer = counting.get(retry=_PATIENCE, timeout=_SECONDS_PER_CALL)
        return int(answer[0][0].value)

    def scrub(self) -> None:
        """Nothing to do here: what Firestore keeps of the deleted ends with its recovery window."""

    def _pages(
        self, kind: type[T], query: Query, after: str, limit: int | None
    ) -> Iterator[tuple[str, Stored[T]]]:
        collection = self._collection(kind)
        ordered = query.order_by("__name__")
        left = limit
        while left is None or left > 0:
            size = DOCUMENTS_PER_PAGE if left is None else min(left, DOCUMENTS_PER_PAGE)
            page = ordered.limit(size)
            if after:
                page = page.start_after({"__name__": collection.document(after)})
            with google_errors(f"searching {collection.id}"):
                snapshots = page.get(retry=_PATIENCE, timeout=_SECONDS_PER_CALL)
            for snapshot in snapshots:
                yield snapshot.id, _stored(kind, snapshot)
            if len(snapshots) < size:
                return
            after = snapshots[-1].id
            left = None if left is None else left - size

    def _query(self, kind: type[msgspec.Struct], where: Mapping[str, str] | None) -> Query:
        searched_store(kind, where)
        query = Query(self._collection(kind))
        for field, value in (where or {}).items():
            query = query.where(filter=FieldFilter(field, "==", value))
        return query

    def _collection(self, kind: type[msgspec.Struct]) -> CollectionReference:
        return self._client.collection(store_of(kind).name)

    def _add(self, batch: WriteBatch, write: Write, fields: dict[str, Any] | None) -> None:
        document: DocumentReference = self._collection(write.kind).document(write.id)
        option = None
        if write.expect not in (ANY, ABSENT):
            option = self._client.write_option(last_update_time=write.expect)
        if fields is None:
            if write.expect == ABSENT:
                option = self._client.write_option(exists=False)
            batch.delete(document, option=option)
        elif option is not None:
            # Every document of a store has the same fields, so an update replaces all of it.
            batch.update(document, fields, option=option)
        elif write.expect == ABSENT:
            batch.create(document, fields)
        else:
            batch.set(document, fields)


@cache
def _decoder(kind: type[T]) -> msgspec.json.Decoder[T]:
    return msgspec.json.Decoder(kind)


def _stored(kind: type[T], snapshot: DocumentSnapshot[DocumentReference]) -> Stored[T]:
    return Stored(_decoder(kind).decode(snapshot.get("body")), snapshot.update_time)


def _fields(write: Write) -> dict[str, Any] | None:
    """What Firestore keeps of a document; None when it is to be deleted."""
    if write.value is None:
        return None
    return {
        "schema_version": getattr(write.value, "schema_version", 1),
        **{name: getattr(write.value, name) for name in store_of(write.kind).searched_by},
        "body": msgspec.json.encode(write.value).decode(),
    }


def _check_sizes(writes: Sequence[Write], contents: Sequence[dict[str, Any] | None]) -> None:
    if len(writes) > DOCUMENTS_PER_COMMIT:
        raise TooLarge(
            f"a commit of {len(writes)} documents is too large (limit: {DOCUMENTS_PER_COMMIT})"
        )
    total = 0
    for write, content in zip(writes, contents, strict=True):
        store = store_of(write.kind).name
        if not _is_possible(write.id):
            raise InvalidInput(
                f"{store} cannot keep a document under this id: an id is neither empty, '.' nor "
                "'..', holds no '/', and is not of the form __x__",
                field="id",
            )
        size = len(content["body"].encode()) if content else 0
        if size > BYTES_PER_DOCUMENT:
            raise TooLarge(
                f"a document of {store} has {size:,} bytes (limit: {BYTES_PER_DOCUMENT:,})"
            )
        total += size + _BYTES_BESIDE_BODY
    if total > BYTES_PER_COMMIT:
        raise TooLarge(f"a commit of {total:,} bytes is too large (limit: {BYTES_PER_COMMIT:,})")


def _is_possible(id: str) -> bool:
    return not _IMPOSSIBLE_ID.fullmatch(id) and len(id.encode()) <= 1500


def _named_in(text: str, writes: Sequence[Write]) -> set[str]:
    """Ids whose document path a refusal quotes; none when it quotes no path, which is usual."""
    return {
        write.id
        for write in writes
        if re.search(rf"/{store_of(write.kind).name}/{re.escape(write.id)}(?![\w.:-])", text)
    }
