"""The records of a file as it writes them: ids, sources, and a column of cells for each field."""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import compress, count, islice
from pathlib import Path
from typing import Final

import msgspec
import numpy as np
from numpy.typing import NDArray

from shared.errors import InvalidInput
from shared.identity.batch.population import Column
from shared.ingest.adoption import SAMPLE, adopt
from shared.ingest.columns import Columns, read_columns
from shared.ingest.formats.rows import Row
from shared.ingest.reading import read_rows, sniff
from shared.ingest.suggestion import suggest
from shared.model.contract import Source
from shared.model.fields import EXTENSION
from shared.model.upload import MappedColumn

KEY: Final = "record_id"
SOURCE: Final = "source"
ONLY_SOURCE: Final = "records"
"""What the source is called where the file names none."""

_GUESSED: Final = ("address_locality", "works_for", "job_title")
"""Texts that are compared, and do no harm where they are something like it."""


@dataclass(frozen=True)
class Records:
    """What was read. All columns have one cell per record, in the order of the file."""

    mapping: Mapping[str, MappedColumn]
    """How every column is understood; those that say nothing of the person are not kept."""
    ids: Sequence[str]
    sources: Sequence[str]
    source: NDArray[np.int16]
    """Per record, the number of its source."""
    cells: Mapping[str, Column]
    unreadable: int
    """Rows left out: they could not be read, or have no record id."""

    @property
    def counts(self) -> Counter[str]:
        """How many records each source has."""
        counted = np.bincount(self.source, minlength=len(self.sources)).tolist()
        return Counter(dict(zip(self.sources, counted, strict=True)))


def read_records(file: Path, *, progress: Callable[[int], None]) -> Records:
    """Read every record of a file with the columns `record_id` and, if any, `source`.

    The other columns are mapped as `nova diagnose` says. Of several rows of one record the last
    counts. Raises InvalidInput when there is no `record_id`.
    """
    with file.open("rb") as stream:
        dialect = sniff(stream)
        if KEY not in dialect.columns:
            raise InvalidInput(
                f"{file.name} has no column {KEY!r} (it has: {', '.join(dialect.columns)})"
            )
        sample = [
            row.cells for row in islice(read_rows(stream, dialect), SAMPLE) if isinstance(row, Row)
        ]
        described = [column for column in dialect.columns if column not in (KEY, SOURCE)]
        adopted = adopt(described, sample, source=Source(id="records"), settings=None).mapping
        mapping = _guessed(adopted, sample)
        names = {KEY, *_kept(mapping), *({SOURCE} & {*dialect.columns})}
        return _read(read_columns(stream, dialect, names), mapping, progress)


def _guessed(
    mapping: Mapping[str, MappedColumn], sample: Sequence[Mapping[str, str]]
) -> dict[str, MappedColumn]:
    """The mapping, in which a column may be what it is not surely, where no other column is.

    A platform keeps such a column as it is. Here it is evidence only, and what it is worth is
    learnt: a place of birth puts people apart as well as the town they live in.
    """
    guessed = dict(mapping)
    missing = [field for field in _GUESSED if field not in {one.meant for one in mapping.values()}]
    for name, one in suggest(list(mapping), sample).columns.items():
        if one.nearest in missing and guessed[name].meant == EXTENSION:
            missing.remove(one.nearest)
            guessed[name] = MappedColumn(field=one.nearest, why=one.why)
    return guessed


def _read(
    tables: Iterable[Columns], mapping: Mapping[str, MappedColumn], progress: Callable[[int], None]
) -> Records:
    kept = _kept(mapping)
    codes: dict[str, _Codes] = {name: _Codes("") for name in kept}
    ids: list[str] = []
    sources = _Codes()
    unreadable = 0
    for table in map(_with_ids, tables):
        ids += [id.strip() for id in table.cells[KEY]]
        for name, column in codes.items():
            column.add(table.cells[name])
        said = table.cells.get(SOURCE) or [""] * table.rows
        sources.add([source.strip() or ONLY_SOURCE for source in said])
        unreadable += table.rejected
        progress(len(ids) + unreadable)
    last = _last_of_each(ids, sources.codes)
    chosen = np.arange(len(ids)) if last is None else last
    return Records(
        mapping=mapping,
        ids=ids if last is None else [ids[place] for place in last.tolist()],
        sources=list(sources.numbers),
        source=np.asarray(sources.codes, dtype=np.int16)[chosen],
        cells={
            name: Column(list(one.numbers), np.asarray(one.codes, dtype=np.int32)[chosen])
            for name, one in codes.items()
        },
        unreadable=unreadable,
    )


def _kept(mapping: Mapping[str, MappedColumn]) -> list[str]:
    """The columns that say something of the person."""
    return [name for name, one in mapping.items() if not one.dropped and one.meant != EXTENSION]


def _with_ids(table: Columns) -> Columns:
    """The rows that have an id: the others cannot be used."""
    has_id = [id.strip() for id in table.cells[KEY]]
    if all(has_id):
        return table
    cells = {name: list(compress(column, has_id)) for name, column in table.cells.items()}
    rows = len(cells[KEY])
    return Columns(cells, rows, table.rejected + table.rows - rows)


class _Codes:
    """The numbers of a column's texts, as they are met."""

    def __init__(self, *known: str) -> None:
        self.numbers = defaultdict(count(len(known)).__next__, zip(known, count(), strict=False))
        self.codes = array("i")

    def add(self, texts: Iterable[str]) -> None:
        """More cells of the column."""
        self.codes.extend(map(self.numbers.__getitem__, texts))


def _last_of_each(ids: Sequence[str], source: Sequence[int]) -> NDArray[np.int64] | None:
    """The places of each record's last row; None when every row is a record of its own."""
    if len(set(ids)) == len(ids):
        return None
    last = {key: place for place, key in enumerate(zip(source, ids, strict=True))}
    return np.array(sorted(last.values()), dtype=np.int64)


def as_contact_mapping(mapping: Mapping[str, MappedColumn]) -> Mapping[str, MappedColumn]:
    """The mapping with everything dropped that says nothing of the person."""
    return {
        column: msgspec.structs.replace(one, dropped=one.dropped or one.meant == EXTENSION)
        for column, one in mapping.items()
    }
