"""Suppression marks: who must not come in again, told by keyed hashes alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from shared.model.privacy import SuppressionShard

Hasher = Callable[..., str]
"""`hash(*parts)` -> 32 hex characters, keyed (rules/values/hashing)."""


def identifiers(*, source: str, record_id: str, fields: Mapping[str, str]) -> list[tuple[str, str]]:
    """What a person could be recognised by at the gate: their e-mail, phones and record."""
    found = [("record", f"{source}:{record_id}")]
    if email := fields.get("email"):
        found.append(("email", email))
    phones = (fields.get("telephone"), fields.get("mobile"))
    return found + [("phone", phone) for phone in phones if phone]


def marks(hash: Hasher, identifiers: Iterable[tuple[str, str]]) -> list[str]:
    """The marks of these identifiers."""
    return [hash("suppression", kind, value) for kind, value in identifiers]


def shard_of(mark: str) -> str:
    """The id of the document this mark is kept in."""
    return mark[:2]


def is_suppressed(mark: str, shards: Mapping[str, SuppressionShard]) -> bool:
    """Whether the mark stands in its shard."""
    shard = shards.get(shard_of(mark))
    return shard is not None and mark in shard.marks


def suppress(shard: SuppressionShard | None, mark: str, *, request: str) -> SuppressionShard:
    """The shard with this mark; the first request that set it stands."""
    marks = dict(shard.marks) if shard else {}
    marks.setdefault(mark, request)
    return SuppressionShard(marks=marks)
