"""One file's journey, and the pieces of it in the lake."""

from __future__ import annotations

from typing import Literal

import msgspec

from shared.model.fields import EXTENSION

UploadState = Literal["mapping", "accepted", "mapped", "refused", "undone"]


class MappedColumn(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Where one column of a source goes, and how sure whoever decided it was."""

    field: str
    confidence: float = 1.0
    why: str = "said by the contract"
    opted_out: bool = False
    """A yes in this column is a refusal, and a no says nothing."""

    dropped: bool = False
    """Kept out by policy (password hashes, national identity numbers)."""

    joins: str = ""
    """`birth_date.year`: the column is an extension by itself, and with others makes that field."""

    date_order: str = ""
    """`dmy`, `mdy` or `ymd` when this file's column shows it; empty leaves it to the country."""

    @property
    def target(self) -> str:
        """Where the column goes, as a contract says it: a field, a part of one, `extension`."""
        return self.joins or self.field

    @property
    def meant(self) -> str:
        """The field the column is, or is a part of."""
        return self.joins.partition(".")[0] or self.field


def mapped_to(target: str, *, opted_out: bool = False) -> MappedColumn:
    """The column as a contract says it: a field, a part of one (`birth_date.year`), or neither."""
    if "." in target:
        return MappedColumn(field=EXTENSION, joins=target)
    return MappedColumn(field=target, opted_out=opted_out)


class Dismissal(msgspec.Struct, frozen=True, kw_only=True):
    """Why a refused row needs no mending, as a line of totals, and who said so."""

    reason: str
    by: str
    at: str


class Upload(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One file of one source: what it was read as, how far, and what came of it."""

    id: str
    source: str
    entity: str
    bucket: str
    name: str
    generation: str
    content_hash: str
    received_at: str
    state: UploadState = "mapping"
    reason: str = ""
    """Why it was refused, in words for the person who sent it."""

    contract_version: str = ""
    mapping_version: str = ""
    mapping: dict[str, MappedColumn] = {}
    key: str = ""
    """Pinned by the first call like all that decides what a row says; empty: no such column."""

    person_column: str = ""
    person_source: str = ""
    country: str = "FR"
    language: str = "fr"
    time_zone: str = "Europe/Paris"
    date_order: str = ""
    dialect: msgspec.Raw = msgspec.Raw(b"null")
    """How the file is read, pinned by the first call (`ingest.dialect.Dialect` as JSON)."""

    checkpoint: msgspec.Raw = msgspec.Raw(b"null")
    """Where reading goes on, after the last part that is safe in the lake."""

    next_part: int = 0
    next_row: int = 1
    parts: int | None = None
    """How many parts there are, once the whole file is mapped."""

    sample: int = 0
    """Only so many of the first rows are taken; 0: all of them. What a sample founds is told to
    no other system."""

    mends: str = ""
    """The upload whose refused rows these are, mended."""

    dismissed: dict[str, Dismissal] = {}
    """Number of a refused row, or `*` for all of them -> why nobody has to mend it; it counts as
    rejected all the same."""

    size: int = 0
    read_bytes: int = 0
    issues: tuple[str, ...] = ()
    incomplete: bool = False
    """The file broke off, holds more than was read, or quarantine holds a row only in part: its
    raw export stays."""

    round: int = 0
    """How often the same file began anew, after it was taken back or refused half-way."""

    cuts: int = 0
    """How often somebody was erased while it was mapped: rows are held against the marks anew."""

    came_again_at: str = ""
    """When the same bytes were last dropped again: the source has sent what it owed."""

    mapped_at: str = ""
    undone_at: str = ""
    schema_version: int = 1


class Part(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The absolute counts of one part; written any number of times, always the same.

    rows = mapped + rejected + suppressed, and once resolved
    mapped = created + linked + review + unchanged.
    """

    upload: str
    number: int
    round: int = 0
    """Of the upload, when the part was written; one of an earlier round is written anew."""

    cuts: int = 0
    """How often rows were erased from its objects: whoever read them before reads them again."""

    rows: int = 0
    mapped: int = 0
    rejected: int = 0
    suppressed: int = 0
    contacts: bool = False
    """Whether the part has contacts to resolve; `interactions` likewise."""

    interactions: bool = False
    set_aside: dict[str, int] = {}
    """`field: why` -> how many values nobody can use; they stay on their records as originals."""

    resolved: bool = False
    attached: bool = False
    created: int = 0
    linked: int = 0
    review: int = 0
    unchanged: int = 0
    duplicates: int = 0
    """Of `linked`, how many joined a profile that another record of the same source made."""

    repeated: int = 0
    """Rows that say something else of a record, or an interaction, than another row of the part.
    They are heard together, field by field the last word counts, and one of them is counted for
    all: the others are `unchanged`."""

    persons: int = 0
    """Contacts found inside rows of interactions."""

    schema_version: int = 1
