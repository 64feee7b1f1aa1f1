"""Suppression marks: who must not come in again, told by keyed hashes alone.

A person is recognised by their record, by an e-mail address nobody else has, and by any of their
addresses and numbers together with a word of their given name: families share addresses and
telephones, and the others of a household must come in. A number nobody else had counts alone, or
with the family name alone, only for a contact that gives no more of a name than that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from shared.model.privacy import Subject, SuppressionShard
from shared.rules.redaction import DIGITS_COMPARED
from shared.rules.values.name import fold

Hasher = Callable[..., str]
"""`hash(*parts)` -> 32 hex characters, keyed (rules/values/hashing)."""

Identifier = tuple[str, str]
"""(kind, value), as (`email`, `camille@example.org`)."""

_NAMES = ("given_name", "family_name", "name")
_NUMBERS = ("telephone", "mobile")
_DOTLESS = frozenset({"gmail.com", "googlemail.com"})


def identifiers(*, source: str, record_id: str, fields: Mapping[str, str]) -> list[Identifier]:
    """What a contact is recognised by at the gate.

    Every word of every name counts as a given name: columns are swapped, and names compound.
    """
    found = [("record", f"{source}:{record_id}")]
    email = fields.get("email", "")
    numbers = [number for name in _NUMBERS if (number := fields.get(name))]
    if not email and not numbers:
        return found
    words = words_of(fields.get(name, "") for name in _NAMES)
    for address in _spellings(email):
        found.append(("email", address))
        found += [("email+name", f"{address}|{word}") for word in words]
    for number in numbers:
        found += [("phone+name", f"{number}|{word}") for word in words] or [("phone", number)]
        if len(words) == 1:
            found.append(("phone+only", f"{number}|{words[0]}"))
    return found


def identifiers_of(subject: Subject) -> Iterator[Identifier]:
    """What a person who must not come back is marked by."""
    shared = set(subject.shared)
    families = words_of(one.get("family_name", "") for one in subject.said)
    initials = list(dict.fromkeys(word[0] for word in subject.names))
    for _, source, record_id in subject.records:
        yield "record", f"{source}:{record_id}"
    for kind, values in (("email", subject.emails), ("phone", subject.phones)):
        for value in values:
            spellings = _spellings(value) if kind == "email" else [value]
            is_own = value not in shared
            words = [*subject.names, *initials] if is_own else subject.names
            for spelling in spellings:
                yield from ((f"{kind}+name", f"{spelling}|{word}") for word in words)
                if is_own:
                    yield kind, spelling
            if is_own:
                named = value if kind == "email" else _last_digits(value)
                yield "mention", named
            if is_own and kind == "phone":
                yield from (("phone+only", f"{value}|{word}") for word in families)


def mention_mark(hash: Hasher, value: str) -> str:
    """The mark of an address, or of the last digits of a number, wherever somebody names it."""
    return hash("suppression", "mention", value)


def words_of(names: Iterable[str]) -> list[str]:
    """The distinct words of these names, folded; initials too."""
    return list(dict.fromkeys(word for name in names if name for word in fold(name).split()))


def marks(hash: Hasher, identifiers: Iterable[Identifier]) -> list[str]:
    """The marks of these identifiers."""
    return [hash("suppression", kind, value) for kind, value in identifiers]


def shard_of(mark: str) -> str:
    """The id of the document this mark is kept in."""
    return mark[:2]


def is_suppressed(mark: str, shards: Mapping[str, SuppressionShard]) -> bool:
    """Whether the mark stands in its shard."""
    shard = shards.get(shard_of(mark))
    return shard is not None and mark in shard.marks


def suppress(shard: SuppressionShard | None, *marks: str, request: str) -> SuppressionShard:
    """The shard with these marks; the first request that set one stands."""
    return SuppressionShard(
        marks={**dict.fromkeys(marks, request), **(shard.marks if shard else {})}
    )


def _last_digits(number: str) -> str:
    return "".join(filter(str.isdigit, number))[-DIGITS_COMPARED:]


def _spellings(email: str) -> list[str]:
    """The address, and the mailbox it leads to where tags and dots do not count."""
    if not email:
        return []
    local, _, domain = email.rpartition("@")
    plain = local.partition("+")[0]
    if domain in _DOTLESS:
        plain, domain = plain.replace(".", ""), "gmail.com"
    return [email] if f"{plain}@{domain}" == email else [email, f"{plain}@{domain}"]
