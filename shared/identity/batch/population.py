"""Contacts as columns: every distinct value once, and per contact the number of its value."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import count
from typing import Final

import numpy as np
from numpy.typing import NDArray

from shared.model.comparables import Comparables

Codes = NDArray[np.int32]
"""Numbers of values; 0 stands for no value."""

Row = NDArray[np.int64]
"""Places of contacts in a population, or of pairs in a list of pairs."""

COLUMNS: Final = (
    "given_name",
    "family_name",
    "email",
    "telephone",
    "mobile",
    "postal_code",
    "birth_date",
    "street_address",
    "address_locality",
    "works_for",
    "job_title",
    "gender",
    "address_country",
)
"""What contacts are compared by. A contact has one value of each at most, and two phones."""


@dataclass(frozen=True)
class Column:
    """One field of all contacts. `values[0]` is empty: nothing known."""

    values: Sequence[str]
    codes: Codes

    @cached_property
    def counts(self) -> NDArray[np.int64]:
        """How many contacts have each value; nobody has the empty one."""
        found = np.bincount(self.codes, minlength=len(self.values))
        found[0] = 0
        return found

    def mapped(self, function: Callable[[str], str]) -> Column:
        """The column of what a function says of each value; the function sees each once."""
        return self.told([function(value) if value else "" for value in self.values])

    def told(self, said: Sequence[str]) -> Column:
        """The column with `said[n]` in the place of `values[n]`."""
        numbers = defaultdict(count(1).__next__, {"": 0})
        renumbered = array("i", map(numbers.__getitem__, said))
        return Column(list(numbers), np.asarray(renumbered, dtype=np.int32)[self.codes])


@dataclass(frozen=True)
class Population:
    """All contacts of some sources, in the order they were given."""

    sources: Sequence[str]
    source: NDArray[np.int16]
    """Per contact, the number of its source."""

    columns: Mapping[str, Column]

    def __len__(self) -> int:
        return len(self.source)

    @cached_property
    def contacts_of(self) -> dict[str, int]:
        """How many contacts each source has."""
        counted = np.bincount(self.source, minlength=len(self.sources))
        return dict(zip(self.sources, counted.tolist(), strict=True))

    def ordered(self, places: NDArray[np.uint64]) -> Population:
        """The same contacts by their `places`, which are alike only for contacts that are alike."""
        ranks = {name: rank for rank, name in enumerate(sorted(self.sources))}
        rank = np.array([ranks[name] for name in self.sources], dtype=np.int64)[self.source]
        order = np.lexsort((rank, places))
        columns = {
            name: Column(column.values, column.codes[order])
            for name, column in self.columns.items()
        }
        return Population(self.sources, self.source[order], columns)

    def has(self, field: str) -> bool:
        """Whether any contact has a value of this field."""
        return len(self.columns[field].values) > 1

    def phones(self) -> tuple[Column, ...]:
        """The two columns of phones, or the one there is."""
        return tuple(
            self.columns[name]
            for name in ("telephone", "mobile")
            if self.has(name) or name == "telephone"
        )

    def known_in(self, fields: Iterable[str]) -> NDArray[np.bool_]:
        """Which contacts have a value of any of these fields."""
        known = np.zeros(len(self), dtype=np.bool_)
        for field in fields:
            known |= self.columns[field].codes > 0
        return known


class Writer:
    """Takes contacts one by one and makes a population of them."""

    def __init__(self) -> None:
        self._sources: dict[str, int] = {}
        self._source = array("h")
        self._values: dict[str, dict[str, int]] = {name: {"": 0} for name in COLUMNS}
        self._codes = {name: array("i") for name in COLUMNS}

    def add(self, source: str, contact: Comparables) -> None:
        """One more contact. Of several values of a field that has one column, the first counts."""
        self._source.append(self._sources.setdefault(source, len(self._sources)))
        for name, value in zip(COLUMNS, texts_of(contact), strict=True):
            numbers = self._values[name]
            self._codes[name].append(numbers.setdefault(value, len(numbers)))

    def population(self) -> Population:
        """All contacts that were added."""
        return Population(
            sources=list(self._sources),
            source=np.asarray(self._source, dtype=np.int16),
            columns={
                name: Column(list(self._values[name]), np.asarray(codes, dtype=np.int32))
                for name, codes in self._codes.items()
            },
        )


def population_of(contacts: Iterable[tuple[str, Comparables]]) -> Population:
    """The population of contacts given as (source id, what they are compared by)."""
    writer = Writer()
    for source, contact in contacts:
        writer.add(source, contact)
    return writer.population()


def numbered_alike(*several: Column) -> tuple[Column, ...]:
    """The columns with one numbering for all their values."""
    if len(several) == 1:
        return several
    values = list(dict.fromkeys(value for column in several for value in column.values))
    numbers = {value: number for number, value in enumerate(values)}
    return tuple(
        Column(
            values,
            np.array([numbers[value] for value in column.values], dtype=np.int32)[column.codes],
        )
        for column in several
    )


def texts_of(contact: Comparables) -> tuple[str, ...]:
    """The values of a contact in the order of `COLUMNS`; "" for none."""
    name = contact.names[0] if contact.names else None
    phones = contact.phones
    return (
        name.given if name else "",
        name.family if name else "",
        _first(contact.emails),
        _first(phones),
        phones[1] if len(phones) > 1 else "",
        _first(contact.postal_codes),
        _first(contact.birth_dates),
        _first(contact.streets),
        _first(contact.localities),
        _first(contact.companies),
        _first(contact.job_titles),
        _first(contact.genders),
        _first(contact.countries),
    )


def _first(values: Sequence[str]) -> str:
    return values[0] if values else ""
