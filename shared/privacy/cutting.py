"""Which rows are the person's own, which only name them, and what is left of each."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

import msgspec

from shared.model.contact import Contact
from shared.model.interaction import Interaction
from shared.model.privacy import Subject
from shared.rules import suppression
from shared.rules.redaction import DIGITS_COMPARED, Redaction

Hasher = Callable[..., str]
Row = Contact | Interaction
Verdict = Literal["own", "names", "other"]


@dataclass(frozen=True)
class Knife:
    """Tells the rows of one person from those of others."""

    subject: Subject
    hash: Hasher

    @cached_property
    def redaction(self) -> Redaction:
        """What only this person has."""
        return Redaction.of(self.subject)

    @cached_property
    def index_marks(self) -> tuple[bytes, ...]:
        """What the sidecar of a part says when one of its rows may concern the person."""
        records = [("record", key) for key in self.keys]
        emails = [("email", one) for one in self.subject.emails]
        phones = [("phone", _digits(one)[-DIGITS_COMPARED:]) for one in self.subject.phones]
        found = (self.hash("index", kind, value) for kind, value in (*records, *emails, *phones))
        return tuple(mark.encode() for mark in found)

    @cached_property
    def keys(self) -> frozenset[str]:
        """`source:record_id` of each of their records."""
        return frozenset(f"{source}:{id}" for _, source, id in self.subject.records)

    @cached_property
    def suppressed(self) -> frozenset[str]:
        """What the person is recognised by at the gate."""
        return frozenset(map("\x1f".join, suppression.identifiers_of(self.subject)))

    def judge(self, row: Row, *, is_known: bool) -> Verdict:
        """Whose row it is. `is_known`: its record stands, and is not one of the person's.

        A row nobody stands for yet is the person's when the gate would keep it out.
        """
        if key_of(row) in self.keys:
            return "own"
        if isinstance(row, Contact) and not is_known:
            recognised = suppression.identifiers(
                source=row.source, record_id=row.record_id, fields=row.fields
            )
            if self.suppressed.intersection(map("\x1f".join, recognised)):
                return "own"
        return "names" if any(map(self.redaction.names_in, _texts(row))) else "other"

    def redacted(self, row: Row) -> Row:
        """Somebody else's row without what only this person has."""
        return msgspec.structs.replace(
            row,
            fields=self.redaction.without_fields(row.fields),
            extensions=self.redaction.without_all(row.extensions),
            originals=self.redaction.without_all(row.originals),
        )

    def is_own_raw(self, raw: bytes) -> bool:
        """Whether a refused row, of which nothing is known but its bytes, is about the person.

        It names an address, a number or a record only they have.
        """
        text = raw.decode("utf-8", "replace")
        if self.redaction.names_in(text) or self.redaction.names_in(
            raw.decode("utf-16", "replace")
        ):
            return True
        return any(id in text for _, _, id in self.subject.records if len(id) >= _TELLING)


_TELLING = 5
"""Characters from which a record id found in a refused row is not there by chance."""


@dataclass
class Cut:
    """What came of the rows of one part."""

    kept: list[Row] = field(default_factory=list)
    own: int = 0
    named: int = 0
    records: set[str] = field(default_factory=set)
    """`source:record_id` of the rows that are theirs."""

    mentions: list[tuple[str, str]] = field(default_factory=list)
    """(source, record id) of others whose rows named the person."""


def cut(rows: Iterable[Row], knife: Knife, *, known: Collection[str]) -> Cut:
    """The part without the person. `known`: keys of others' records that stand."""
    done = Cut()
    for row in rows:
        verdict = knife.judge(row, is_known=key_of(row) in known)
        if verdict == "own":
            done.own += 1
            done.records.add(key_of(row))
        elif verdict == "names":
            done.named += 1
            source, _, id = key_of(row).partition(":")
            done.mentions.append((source, id))
            done.kept.append(knife.redacted(row))
        else:
            done.kept.append(row)
    return done


def key_of(row: Row) -> str:
    """`source:record_id` of the record a row belongs to."""
    if isinstance(row, Interaction):
        return f"{row.person_source}:{row.person_id}"
    return f"{row.source}:{row.record_id}"


def cells_of(row: Row) -> list[str]:
    """Every cell a stored row still has."""
    own = [row.person_id] if isinstance(row, Interaction) else []
    return [*own, *row.originals.values(), *row.extensions.values()]


def _texts(row: Row) -> Iterable[str]:
    parts: tuple[Mapping[str, str], ...] = (row.originals, row.extensions, row.fields)
    return (text for part in parts for text in part.values())


def _digits(text: str) -> str:
    return "".join(filter(str.isdigit, text))
