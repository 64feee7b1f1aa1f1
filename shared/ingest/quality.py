"""How good the columns of a file are, before anything is loaded: counts, and never a value."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from hashlib import blake2b
from typing import Final

import msgspec

from shared.ingest.adoption import DATE_FIELDS
from shared.ingest.meaning.swapped import SwappedRows
from shared.model.fields import EXTENSION
from shared.rules.values.cleaned import PLACEHOLDER, Locale
from shared.rules.values.cleaning import clean
from shared.rules.values.date import decide_order
from shared.rules.values.name import fold
from shared.rules.values.phone import kind
from shared.rules.values.text import is_formula

MEASURED: Final = 20_000
"""Rows looked at: memory stays bounded, and shares do not change much beyond."""

_PHONES: Final = frozenset({"telephone", "mobile"})
_NOTES_SHOWN: Final = 3
_LONGEST_SHAPE: Final = 24


class ColumnQuality(msgspec.Struct, frozen=True, kw_only=True):
    """One column, in shares from 0 to 1."""

    completeness: float
    """Of all rows, those with something in the cell."""

    validity: float | None
    """Of the filled cells, those that are what the field holds; None of an extension."""

    uniqueness: float
    """Different values among the filled cells."""

    placeholders: float
    """Of the filled cells, those that only look filled (`NC`, `0000000000`, `test@test.com`)."""

    mobile: float | None = None
    """Of the valid phone numbers, those of mobiles; None of other fields."""

    formulas: int = 0
    """Cells that a spreadsheet would run; they are kept as text, and written into no file."""

    notes: dict[str, int] = {}
    """What cleaning did, the commonest first, and how often."""

    suspicious: tuple[str, ...] = ()
    """Shapes of values set aside: letters as `x`, digits as `9`."""


class Duplicates(msgspec.Struct, frozen=True, kw_only=True):
    """Rows that share with an earlier row what should tell people apart."""

    key: int = 0
    email: int = 0
    phone: int = 0
    name_and_postal_code: int = 0


class Measuring:
    """Counts rows one by one; `quality` and `duplicates` answer for those seen so far."""

    def __init__(
        self, fields: Mapping[str, str], sample: Sequence[Mapping[str, str]], *, country: str = "FR"
    ) -> None:
        self.rows = 0
        self._country = country
        self._lands = [name for name, field in fields.items() if field == "address_country"]
        self._columns = {
            name: _Measured(
                field,
                decide_order(row.get(name, "") for row in sample) if field in DATE_FIELDS else None,
            )
            for name, field in fields.items()
        }
        self._seen: dict[str, set[bytes]] = {}
        self._repeated: Counter[str] = Counter()
        self._names = SwappedRows()

    def add(self, cells: Mapping[str, str]) -> None:
        """Count one row."""
        self.rows += 1
        said: dict[str, str] = {}
        country = self._country_of(cells)
        for name, column in self._columns.items():
            value = column.add(cells.get(name) or "", country=country)
            if value and column.field != EXTENSION:
                said.setdefault(column.field, value)
        self._names.add(self.rows, said.get("given_name", ""), said.get("family_name", ""))
        named = [fold(said.get(name, "")) for name in ("family_name", "given_name")]
        place = said.get("postal_code", "")
        self._tell("key", said.get("source_id", ""))
        self._tell("email", said.get("email", ""))
        self._tell("phone", said.get("mobile") or said.get("telephone", ""))
        self._tell(
            "name_and_postal_code", " ".join((*named, place)) if all((*named, place)) else ""
        )

    def quality(self) -> dict[str, ColumnQuality]:
        """Every column's figures, in the file's order."""
        return {name: column.quality(self.rows) for name, column in self._columns.items()}

    def duplicates(self) -> Duplicates:
        """How many rows repeat an earlier one's key, e-mail, phone, or name and postal code."""
        return Duplicates(**self._repeated)

    def swapped(self) -> tuple[int, ...]:
        """The numbers, from 1, of the rows whose given and family names look swapped."""
        return self._names.rows()

    def _country_of(self, cells: Mapping[str, str]) -> str:
        """Where the row says the person lives: phones and postal codes are written that way."""
        for name in self._lands:
            read = clean("address_country", cells.get(name) or "", locale=Locale())
            if read.value:
                return read.value
        return self._country

    def _tell(self, kind: str, value: str) -> None:
        if not value:
            return
        seen = self._seen.setdefault(kind, set())
        fingerprint = _fingerprint(value)
        self._repeated[kind] += fingerprint in seen
        seen.add(fingerprint)


class _Measured:
    """What is counted of one column."""

    def __init__(self, field: str, date_order: str | None) -> None:
        self.field = field
        self._date_order = date_order
        self._locales: dict[str, Locale] = {}
        self._filled = self._valid = self._placeholders = self._mobile = self._formulas = 0
        self._different: set[bytes] = set()
        self._notes: Counter[str] = Counter()
        self._shapes: Counter[str] = Counter()

    def add(self, text: str, *, country: str) -> str:
        """Count a cell, and answer its clean value, empty when there is none."""
        text = text.strip()
        if not text:
            return ""
        self._filled += 1
        self._formulas += is_formula(text)
        self._different.add(_fingerprint(text))
        locale = self._locales.get(country)
        if locale is None:
            locale = self._locales[country] = Locale(country=country, date_order=self._date_order)
        cleaned = clean(self.field, text, locale=locale)
        if cleaned.note:
            self._notes[cleaned.note] += 1
        if cleaned.note == PLACEHOLDER.note:
            self._placeholders += 1
        elif cleaned.value is None:
            self._shapes[shape_of(text)] += 1
        else:
            self._valid += 1
            self._mobile += self.field in _PHONES and kind(cleaned.value) == "mobile"
        return cleaned.value or ""

    def quality(self, rows: int) -> ColumnQuality:
        filled = max(1, self._filled)
        known = self.field != EXTENSION
        return ColumnQuality(
            completeness=round(self._filled / max(1, rows), 4),
            validity=round(self._valid / filled, 4) if known and self._filled else None,
            uniqueness=round(len(self._different) / filled, 4),
            placeholders=round(self._placeholders / filled, 4),
            mobile=round(self._mobile / self._valid, 4)
            if self.field in _PHONES and self._valid
            else None,
            formulas=self._formulas,
            notes=dict(self._notes.most_common(_NOTES_SHOWN)),
            suspicious=tuple(shape for shape, _ in self._shapes.most_common(_NOTES_SHOWN)),
        )


def shape_of(text: str) -> str:
    """A value without what it says: `Jean (06)` -> `xxxx (99)`."""
    masked = "".join(
        "9" if one.isdigit() else "x" if one.isalnum() else one if one.isprintable() else "?"
        for one in text[:_LONGEST_SHAPE]
    )
    return masked + "…" if len(text) > _LONGEST_SHAPE else masked


def _fingerprint(value: str) -> bytes:
    return blake2b(value.encode("utf-8", "surrogatepass"), digest_size=8).digest()
