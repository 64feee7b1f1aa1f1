"""How a file would be read and mapped, worked out from the file alone: nothing is loaded."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Mapping
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO, Final

import msgspec

from shared.errors import InvalidInput
from shared.ingest.adoption import SAMPLE, refuse_no_table
from shared.ingest.formats.dialect import Dialect
from shared.ingest.formats.rows import RejectedRow, Row, RowReader
from shared.ingest.meaning.swapped import in_words as rows_in_words
from shared.ingest.quality import MEASURED, ColumnQuality, Duplicates, Measuring
from shared.ingest.reading import read_rows, sniff
from shared.ingest.suggestion import ColumnSuggestion, suggest
from shared.local.inspection.questions import questions
from shared.local.terminal.surface import in_words
from shared.model.contract import Format
from shared.model.fields import EXTENSION, NAMING_FIELDS

_ROWS_NAMED: Final = 3
_HALF: Final = 0.5


class Diagnosis(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of a file before anything of it is loaded; holds no value of any cell."""

    file: str
    dialect: Dialect
    entity: str
    rows: int
    """Data rows, those included that cannot be read."""

    rejected: int
    mapping: dict[str, ColumnSuggestion]
    issues: tuple[str, ...] = ()
    measured: int = 0
    """How many of the rows, the first ones, quality and duplicates are counted on."""

    quality: dict[str, ColumnQuality] = {}
    duplicates: Duplicates = Duplicates()
    questions: tuple[str, ...] = ()
    hints: Format = Format()
    """What was said of the format beforehand."""

    country: str = "FR"
    """Where phones and postal codes are from, unless a row says otherwise."""

    @property
    def direct(self) -> int:
        """How many columns become canonical fields, or parts of them."""
        return sum(bool(one.joins) or one.field != EXTENSION for one in self.mapping.values())

    @property
    def refusal(self) -> str:
        """Why an upload would not take the file as it is; empty when nothing speaks against it."""
        found = {one.field for one in self.mapping.values() if not one.sensitive}
        if self.entity != "contacts" or found & set(NAMING_FIELDS):
            return ""
        if self.dialect.type == "csv" and len(self.mapping) < 2:
            return refuse_no_table()
        return (
            "no column was recognised as an e-mail, a phone or a name: an upload of this file is "
            "refused until its contract or `nova sources map` says which column is one"
        )

    @property
    def coverage(self) -> dict[str, float]:
        """The share of columns mapped directly, and the share kept as extensions; they add to 1."""
        direct = self.direct / len(self.mapping) if self.mapping else 0.0
        return {"direct": round(direct, 4), "extension": round(1 - direct, 4)}


def diagnose(file: Path, *, hints: Format | None = None, country: str = "FR") -> Diagnosis:
    """Read the whole file as a stream, suggest a mapping from its first rows, and measure them.

    `hints` say which sheet or which file of an archive is meant, and whatever else is known;
    `country` (ISO alpha-2) how phones and postal codes are written where a row names none.

    Raises InvalidInput, in words for the sender, when it cannot be read at all.
    """
    with file.open("rb") as stream:
        dialect = _sniffed(stream, hints or Format())
        sample, rows, refused = _count(read_rows(stream, dialect))
    columns = list(dialect.columns) or list(dict.fromkeys(name for row in sample for name in row))
    suggestion = suggest(columns, sample)
    noticed: tuple[str, ...] = () if rows else ("There is no data row in the file.",)
    fields = {name: one.field for name, one in suggestion.columns.items() if not one.sensitive}
    measuring = Measuring(fields, sample, country=country)
    with file.open("rb") as stream:
        readable = (row for row in read_rows(stream, dialect) if isinstance(row, Row))
        for row in islice(readable, MEASURED):
            measuring.add(row.cells)
    quality, duplicates = measuring.quality(), measuring.duplicates()
    mapping = {
        name: _with_validity(one, quality.get(name)) for name, one in suggestion.columns.items()
    }
    swapped = measuring.swapped()
    if swapped:
        noticed += (f"Given and family name look swapped in {rows_in_words(swapped)}.",)
    noticed += tuple(
        f"{one.formulas} cells of “{name}” hold formulas: they are kept as text, and never run."
        for name, one in quality.items()
        if one.formulas
    )
    return Diagnosis(
        file=os.fsencode(file.name).decode(errors="replace"),
        dialect=dialect,
        entity=suggestion.entity,
        rows=rows,
        rejected=refused.counts.total(),
        mapping=mapping,
        issues=(*refused.in_words(), *dialect.issues, *noticed, *suggestion.issues),
        measured=measuring.rows,
        quality=quality,
        duplicates=duplicates,
        hints=hints or Format(),
        country=country,
        questions=tuple(questions(mapping, quality, duplicates, suggestion.issues)),
    )


def as_json(diagnosis: Diagnosis) -> dict[str, Any]:
    """The diagnosis as `nova diagnose --json` prints it."""
    return {
        "file": diagnosis.file,
        "format": format_of(diagnosis.dialect),
        "entity": diagnosis.entity,
        "country": diagnosis.country,
        "rows": diagnosis.rows,
        "rejected": diagnosis.rejected,
        "mapping": {
            column: {
                "field": one.field,
                **({"joins": one.joins} if one.joins else {}),
                "confidence": one.confidence,
                "why": one.why,
                **({"opted_out": True} if one.opted_out else {}),
                **({"dropped": True} if one.sensitive else {}),
            }
            for column, one in diagnosis.mapping.items()
        },
        "coverage": diagnosis.coverage,
        "issues": list(diagnosis.issues),
        "measured": diagnosis.measured,
        "quality": msgspec.to_builtins(diagnosis.quality),
        "duplicates": msgspec.to_builtins(diagnosis.duplicates),
        "questions": list(diagnosis.questions),
        "refusal": diagnosis.refusal,
    }


def format_of(dialect: Dialect) -> dict[str, Any]:
    """How the file is written, without what does not apply to its type."""
    said: dict[str, Any] = {"type": dialect.type}
    if dialect.compression:
        said["compression"] = dialect.compression
    if dialect.member:
        said["member"] = dialect.member
    if dialect.type != "xlsx":
        said["encoding"] = dialect.encoding
    if dialect.type == "csv":
        if len(dialect.columns) > 1:
            said["delimiter"] = dialect.delimiter
        said["header"] = dialect.header
    if dialect.preamble:
        said["preamble_lines"] = dialect.preamble
    if dialect.record_path:
        said["record_path"] = dialect.record_path
    if dialect.sheet:
        said["sheet"] = dialect.sheet
    said["evidence"] = list(dialect.evidence)
    return said


def _sniffed(stream: BinaryIO, hints: Format) -> Dialect:
    """How the file is written; where the header is said to lie beyond its end, that is told."""
    try:
        return sniff(stream, hints=hints)
    except InvalidInput:
        if not hints.header_row:
            raise
        last = _last_row(stream, msgspec.structs.replace(hints, header_row=None))
        if last >= hints.header_row:
            raise
        raise InvalidInput(
            f"header_row is {hints.header_row}, and the file has only {in_words(last, 'rows')}",
            field="format",
        ) from None


def _last_row(stream: BinaryIO, hints: Format) -> int:
    """The line of text, or the row of a sheet, on which the last row begins, counted from 1."""
    dialect = sniff(stream, hints=hints)
    before = dialect.preamble + dialect.header
    last = max(read_rows(stream, dialect), key=lambda row: row.number, default=None)
    return before if last is None else last.line or before + last.number


def _with_validity(one: ColumnSuggestion, measured: ColumnQuality | None) -> ColumnSuggestion:
    """The suggestion, which also says that hardly a value is what the field holds if so."""
    if measured is None or measured.validity is None or measured.validity >= _HALF:
        return one
    share = f"only {measured.validity:.0%}" if measured.validity else "none"
    return msgspec.structs.replace(one, why=f"{one.why} Yet {share} of its values are valid.")


class _Refused:
    """Rows that cannot be read, counted by reason, with the first of each."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.first: dict[str, list[int]] = {}

    def add(self, row: RejectedRow) -> None:
        self.counts[row.reason] += 1
        named = self.first.setdefault(row.reason, [])
        if len(named) < _ROWS_NAMED:
            named.append(row.number)

    def in_words(self) -> list[str]:
        """One sentence per reason, the commonest first."""
        said = []
        for reason, count in self.counts.most_common():
            rows = "row" if count == 1 else "rows"
            named = ", ".join(str(number) for number in self.first[reason])
            more = "…" if count > _ROWS_NAMED else ""
            said.append(f"{count} {rows} cannot be read: {reason} ({rows} {named}{more}).")
        return said


def _count(reader: RowReader) -> tuple[list[Mapping[str, str]], int, _Refused]:
    """(the first rows, how many there are, those that cannot be read)."""
    sample: list[Mapping[str, str]] = []
    refused = _Refused()
    rows = 0
    for rows, row in enumerate(reader, start=1):  # noqa: B007  the count is an answer
        if not isinstance(row, Row):
            refused.add(row)
        elif len(sample) < SAMPLE:
            sample.append(row.cells)
    return sample, rows, refused
