"""The cells of a file cleaned column by column: what the platform would compare people by.

Each distinct text is cleaned once, by the platform's own rules (`rules/values`). The few rows whose
cells cannot be read each by itself (a full name beside no other, an organisation, a postal code
that lacks a digit) go through `rules/mapping` as a whole.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Final

import numpy as np
from numpy.typing import NDArray

from shared.errors import InvalidInput
from shared.identity.batch.population import COLUMNS, Column, Population, texts_of
from shared.identity.batch.work import Run, one_by_one
from shared.identity.comparables import COMPARED, comparables_of, names_nobody
from shared.local.linking.records import Records, as_contact_mapping
from shared.model.comparables import Comparables
from shared.model.upload import MappedColumn
from shared.rules.mapping import Mapper
from shared.rules.values.cleaned import Locale
from shared.rules.values.cleaning import clean
from shared.rules.values.date import clean_day
from shared.rules.values.organisation import is_organisation
from shared.rules.values.postal import ZERO_RESTORED, split_place

_WRITTEN_BY_COUNTRY: Final = frozenset({"telephone", "mobile", "postal_code", "birth_date"})
_OF_PEOPLE: Final = ("given_name", "birth_date", "gender")
_READ_TOGETHER: Final = frozenset({"honorific_prefix", "works_for"})
"""Beside these a family name may be an organisation's."""

_NOT_ALONE: Final = "\0"
"""Stands for a value that only the whole row tells."""

Places = NDArray[np.int64]


def clean_records(records: Records, *, country: str, run: Run = one_by_one) -> Population:
    """The population of the records; national numbers are read as of `country` (ISO alpha-2).

    `run` cleans the columns.
    """
    locale = Locale(country=country)
    rows = _Rows(records, locale)
    if not rows.can_be_read_by_column:
        return rows.population(rows.read(np.arange(len(records.ids))), {})
    by_field = {one.field: name for name, one in records.mapping.items() if name in records.cells}
    reading = _readings(records, by_field, locale)
    columns = dict(zip(reading, run(list(reading.values())), strict=True))
    together = _read_together(records, by_field, columns)
    columns = _without_nobody(columns)
    return rows.population(rows.read(together), columns, together)


def _readings(
    records: Records, by_field: Mapping[str, str], locale: Locale
) -> dict[str, Callable[[], Column]]:
    """Per field, what cleans its column; those that take longest come first."""
    country = None
    if "address_country" in by_field:
        cells = records.cells[by_field["address_country"]]
        country = cells.told(
            [clean("address_country", text, locale=locale).value or "" for text in cells.values]
        )
    found: dict[str, Callable[[], Column]] = {}
    for field in COLUMNS:
        if field not in by_field:
            continue
        name = by_field[field]
        reading = partial(
            _read_cells,
            field,
            date_order=records.mapping[name].date_order,
            locale=locale,
            town_too="address_locality" not in by_field,
        )
        cells = records.cells[name]
        if country is not None and field in _WRITTEN_BY_COUNTRY:
            found[field] = partial(_by_country, cells, country, reading)
        else:
            found[field] = partial(_at_once, cells, reading)
    texts = {field: len(records.cells[by_field[field]].values) for field in found}
    longest = sorted(found, key=lambda field: -texts[field])
    return {field: found[field] for field in longest}


def _at_once(cells: Column, reading: Callable[..., list[str]]) -> Column:
    return cells.told(reading(cells.values, country=""))


def _by_country(cells: Column, country: Column, reading: Callable[..., list[str]]) -> Column:
    """Each text is read once for every country it is met in."""
    both = country.codes.astype(np.int64) * len(cells.values) + cells.codes
    both[cells.codes == 0] = 0
    distinct, where = np.unique(both, return_inverse=True)
    if not len(distinct) or distinct[0]:
        distinct, where = np.r_[0, distinct], where + 1
    lands, texts = np.divmod(distinct, len(cells.values))
    said: list[str] = []
    for number in np.unique(lands).tolist():
        of_land = [cells.values[place] for place in texts[lands == number].tolist()]
        said += reading(of_land, country=country.values[number])
    return Column(said, where.astype(np.int32)).told(said)


def _read_cells(
    field: str,
    texts: Sequence[str],
    *,
    country: str,
    date_order: str,
    locale: Locale,
    town_too: bool,
) -> list[str]:
    """What is compared of each cell; "" where that is nothing."""
    locale = Locale(country=country or locale.country, date_order=date_order or locale.date_order)
    compared = COMPARED[field]
    # Registers of the dead are linked as well: a day is a day, whoever may be alive.
    read = clean_day if field == "birth_date" else partial(clean, field)
    is_postal = field == "postal_code"
    said = []
    for text in texts:
        cleaned = read(text, locale=locale)
        if is_postal and (
            (cleaned.note == ZERO_RESTORED and not country) or (town_too and split_place(text))
        ):
            said.append(_NOT_ALONE)
        else:
            said.append(compared(cleaned.value) if cleaned.value else "")
    return said


def _read_together(
    records: Records, by_field: Mapping[str, str], columns: Mapping[str, Column]
) -> Places:
    """The rows whose cells cannot be read each by itself."""
    together = np.zeros(len(records.ids), dtype=np.bool_)
    known = {field: column.codes > 0 for field, column in columns.items()}
    nowhere = np.zeros(len(together), dtype=np.bool_)
    postal = columns.get("postal_code")
    if postal is not None and _NOT_ALONE in postal.values:
        together |= postal.codes == postal.values.index(_NOT_ALONE)
    if "name" in by_field:
        full = records.cells[by_field["name"]].codes > 0
        half = known.get("given_name", nowhere) & known.get("family_name", nowhere)
        together |= full & ~half
    if "family_name" in by_field:
        person = nowhere.copy()
        for field in _OF_PEOPLE:
            person |= known.get(field, nowhere)
        family = records.cells[by_field["family_name"]]
        asked = ~person & (family.codes > 0)
        if _READ_TOGETHER.isdisjoint(by_field):
            places = np.flatnonzero(asked)
            firms = [
                code
                for code in np.unique(family.codes[places]).tolist()
                if is_organisation(family.values[code])
            ]
            asked &= np.isin(family.codes, firms)
        together |= asked
    return np.flatnonzero(together)


def _without_nobody(columns: dict[str, Column]) -> dict[str, Column]:
    """The columns without the names of those whom neither name tells from others."""
    names = {field: columns[field] for field in ("given_name", "family_name") if field in columns}
    says_nothing = [
        np.array([names_nobody(value) for value in column.values])[column.codes]
        for column in names.values()
    ]
    if not names:
        return columns
    nobody = np.logical_and.reduce(says_nothing)
    return columns | {
        field: Column(column.values, np.where(nobody, 0, column.codes))
        for field, column in names.items()
    }


class _Rows:
    """The rows that are read as a whole."""

    def __init__(self, records: Records, locale: Locale) -> None:
        self._records = records
        self._mapper = Mapper(
            source="records", mapping=as_contact_mapping(records.mapping), locale=locale
        )

    @property
    def can_be_read_by_column(self) -> bool:
        """Whether every field is in one column: else the later column may speak for the first."""
        kept: list[MappedColumn] = [self._records.mapping[name] for name in self._records.cells]
        return len({one.meant for one in kept}) == len(kept) and not any(one.joins for one in kept)

    def read(self, places: Places) -> list[tuple[str, ...]]:
        """What is compared of some rows, in the order of `COLUMNS`."""
        cells = [
            (name, column.values, column.codes[places].tolist())
            for name, column in self._records.cells.items()
        ]
        said = []
        for number in range(len(places)):
            row = {name: values[codes[number]] for name, values, codes in cells}
            said.append(texts_of(self._compared(row)))
        return said

    def _compared(self, row: Mapping[str, str]) -> Comparables:
        try:
            return comparables_of(self._mapper.contact(row, row=0).fields)
        except InvalidInput:
            return Comparables()  # the row names nobody: it is like no other

    def population(
        self,
        rows: Sequence[tuple[str, ...]],
        columns: Mapping[str, Column],
        places: Places | None = None,
    ) -> Population:
        """The columns, with what the rows say in their places: everywhere, if none are given."""
        size = len(self._records.ids)
        places = np.arange(size) if places is None else places
        nothing = Column([""], np.zeros(size, dtype=np.int32))
        told = {}
        for number, field in enumerate(COLUMNS):
            column = columns.get(field, nothing)
            if len(places) and not (field == "birth_date" and field in columns):
                numbers = {value: code for code, value in enumerate(column.values)}
                codes = column.codes.copy()
                codes[places] = [numbers.setdefault(row[number], len(numbers)) for row in rows]
                column = Column(list(numbers), codes)
            told[field] = column
        return Population(self._records.sources, self._records.source, told)
