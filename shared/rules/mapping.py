"""Rows become contacts and interactions, by a mapping that was decided beforehand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import blake2b

import msgspec

from shared.errors import InvalidInput
from shared.model.contact import Contact
from shared.model.contract import Person
from shared.model.fields import (
    CONSENT_FIELDS,
    CONTACT_FIELDS,
    EXTENSION,
    INTERACTION_FIELDS,
    PERSON_FIELDS,
)
from shared.model.interaction import Interaction
from shared.model.upload import MappedColumn
from shared.rules.naming import set_organisation_apart, split_name, sums_up
from shared.rules.values.cleaned import Locale
from shared.rules.values.cleaning import clean
from shared.rules.values.consent import names_state, read_refusal
from shared.rules.values.joining import join
from shared.rules.values.name import clean_locality
from shared.rules.values.phone import region
from shared.rules.values.postal import ZERO_RESTORED, is_whole, split_place
from shared.rules.values.text import plain_id

_SEPARATOR = "\x1f"
_CONTACT = frozenset(CONTACT_FIELDS)
_INTERACTION = frozenset(INTERACTION_FIELDS)
_PERSON = frozenset(PERSON_FIELDS)
_OF_PEOPLE = frozenset({"given_name", "birth_date", "gender"})
"""What only a person has: beside them a name is a person's."""
_NOT_REFUSED = "not refused, which is no consent"
_IDENTIFYING = ("email", "telephone", "mobile", "family_name", "given_name", "name")
"""Their order is that of the ids made of them."""


@dataclass(frozen=True)
class Mapper:
    """One source's way from cells to canonical fields, fixed for a whole upload."""

    source: str
    mapping: Mapping[str, MappedColumn]
    locale: Locale
    key: str | None = None
    """The column that identifies a row of this source."""

    person: Person | None = None
    """Interactions only: which column names whose record."""

    locales: dict[tuple[str, str], Locale] = field(default_factory=dict)
    """Variants of `locale` by the country and date order met so far."""

    def contact(self, cells: Mapping[str, str], *, row: int, partial: bool = False) -> Contact:
        """The contact a row states. Raises InvalidInput when it names nobody.

        A live change (`partial`) may say anything about a record that is known.
        """
        fields, extensions, originals, notes = self._sort(cells, _CONTACT)
        if not partial and _PERSON.isdisjoint(fields):
            raise InvalidInput("this row names nobody: it says nothing about a person")
        if not partial and sums_up(fields):
            raise InvalidInput("this row names nobody: it sums the others up")
        return Contact(
            source=self.source,
            record_id=self._record_id(cells, fields),
            row=row,
            fields=fields,
            extensions=extensions,
            originals=originals,
            notes=notes,
            changed_at=fields.get("updated_at", ""),
        )

    def interaction(
        self, cells: Mapping[str, str], *, row: int
    ) -> tuple[Interaction, Contact | None]:
        """The interaction a row states, and its person when the row itself describes them.

        A contract that says whose interaction it is (`person`) points to that record; otherwise
        the row must describe a person. Raises InvalidInput when it does neither.
        """
        fields, extensions, originals, notes = self._sort(cells, _INTERACTION)
        contact = None
        if self.person:
            person_id = plain_id(cells.get(self.person.column, ""))
            if not person_id:
                raise InvalidInput(
                    f"the column {self.person.column!r} is empty: nobody to attach this row to",
                    field=self.person.column,
                )
            acquisition = self.source.partition(".")[0]
            person_source = f"{acquisition}.{self.person.source}"
        else:
            personal, *_ = self._sort(cells, _CONTACT)
            person_id = _described(personal)
            person_source = self.source
            contact = Contact(
                source=self.source,
                record_id=person_id,
                row=row,
                fields={k: v for k, v in personal.items() if k not in ("source_id", "created_at")},
                originals={k: v for k, v in cells.items() if self._field(k) in personal},
                changed_at=fields.get("interaction_at", ""),
            )
        interaction = Interaction(
            source=self.source,
            interaction_id=self._interaction_id(cells, fields),
            person_source=person_source,
            person_id=person_id,
            row=row,
            fields=fields,
            extensions=extensions,
            originals=originals,
            notes=notes,
        )
        return interaction, contact

    def _country(self, cells: Mapping[str, str]) -> str:
        """Where the row says the person lives: their phone and postal code are written that way."""
        for column, mapped in self.mapping.items():
            if mapped.field == "address_country" and (text := cells.get(column)):
                return clean("address_country", text, locale=self.locale).value or ""
        return ""

    def _locale(self, country: str, date_order: str) -> Locale:
        if not country and not date_order:
            return self.locale
        known = self.locales.get((country, date_order))
        if known is None:
            known = msgspec.structs.replace(
                self.locale,
                country=country or self.locale.country,
                date_order=date_order or self.locale.date_order,
            )
            self.locales[(country, date_order)] = known
        return known

    @cached_property
    def _town_too(self) -> bool:
        """Whether no column holds the town: it may stand behind the postal code."""
        return all(one.field != "address_locality" for one in self.mapping.values())

    @cached_property
    def _parts(self) -> Mapping[str, Mapping[str, str]]:
        """Field -> part -> the column that holds it, in the file's order; "" is the field's own."""
        joined = {one.meant for one in self.mapping.values() if one.joins and not one.dropped}
        parts: dict[str, dict[str, str]] = {field: {} for field in joined}
        for column, mapped in self.mapping.items():
            if mapped.meant in joined:
                parts[mapped.meant][mapped.joins.partition(".")[2]] = column
        return parts

    def _beside(self, field: str, cells: Mapping[str, str]) -> dict[str, str]:
        return {part: cells.get(column) or "" for part, column in self._parts[field].items()}

    def _join_birth_date(
        self, cells: Mapping[str, str], fields: dict[str, str], notes: dict[str, str]
    ) -> None:
        """Set the birth date that a day, a month and a year in columns of their own make."""
        text = join("birth_date", self._beside("birth_date", cells))
        if not text:
            return
        cleaned = clean("birth_date", text, locale=self._locale("", "dmy"))
        if cleaned.value:
            fields["birth_date"] = cleaned.value
        notes["birth_date"] = cleaned.note or "joined from several columns"

    def _field(self, column: str) -> str:
        mapped = self.mapping.get(column)
        return mapped.meant if mapped else EXTENSION

    def _sort(
        self, cells: Mapping[str, str], wanted: frozenset[str]
    ) -> tuple[dict[str, str], dict[str, str], dict[str, str], dict[str, str]]:
        fields: dict[str, str] = {}
        extensions: dict[str, str] = {}
        originals: dict[str, str] = {}
        notes: dict[str, str] = {}
        country = self._country(cells)
        for column, text in cells.items():
            if not text:
                continue
            mapped = self.mapping.get(column)
            if mapped is None:
                extensions[column] = text
                continue
            if mapped.dropped:
                continue
            if mapped.meant not in wanted:
                # What a row of interactions says of the person stands on the person.
                other = (
                    originals if wanted is _INTERACTION and mapped.meant in _CONTACT else extensions
                )
                other[column] = text
                continue
            originals[column] = text
            if mapped.joins:
                continue
            place = self._town_too and mapped.field == "postal_code" and split_place(text)
            if place:
                fields["address_locality"] = clean_locality(place[1]).value or place[1]
                notes["address_locality"] = "split from the postal code"
            value, note = self._read(mapped, place[0] if place else text, cells, country)
            if value is not None:
                fields[mapped.field] = value
            if note:
                notes[mapped.field] = note
        if "birth_date" in self._parts and "birth_date" in wanted and "birth_date" not in fields:
            self._join_birth_date(cells, fields, notes)
        if _OF_PEOPLE.isdisjoint(fields):
            set_organisation_apart(originals, self.mapping, fields, notes)
        if "name" in fields and "given_name" not in fields and "family_name" not in fields:
            split_name(originals, self.mapping, fields, notes)
        return fields, extensions, originals, notes

    def _read(
        self, mapped: MappedColumn, text: str, cells: Mapping[str, str], country: str
    ) -> tuple[str | None, str | None]:
        """(the value of a cell, what was done to it), with what columns beside it add."""
        if mapped.field in self._parts:
            text = join(mapped.field, self._beside(mapped.field, cells))
        cleaned = clean(mapped.field, text, locale=self._locale(country, mapped.date_order))
        if cleaned.note == ZERO_RESTORED and mapped.field == "postal_code" and not country:
            abroad = self._called_in(cells)
            if is_whole(text, country=abroad):
                return text.strip(), f"a code of {abroad}, where the phone is"
        if mapped.opted_out and mapped.field in CONSENT_FIELDS and not names_state(text):
            note = _NOT_REFUSED if cleaned.value == "no" else cleaned.note
            return read_refusal(cleaned.value), note
        return cleaned.value, cleaned.note

    def _called_in(self, cells: Mapping[str, str]) -> str:
        """The country of the row's phones; empty if it has none."""
        for column, mapped in self.mapping.items():
            if mapped.field in ("mobile", "telephone") and (text := cells.get(column)):
                number, _ = self._read(mapped, text, cells, "")
                if number:
                    return region(number)
        return ""

    def _record_id(self, cells: Mapping[str, str], fields: Mapping[str, str]) -> str:
        if self.key:
            record_id = plain_id(cells.get(self.key, ""))
            if record_id:
                return record_id
            raise InvalidInput(
                f"the key column {self.key!r} is empty: this row cannot be told from others",
                field=self.key,
            )
        return fields.get("source_id") or _described(fields)

    def _interaction_id(self, cells: Mapping[str, str], fields: Mapping[str, str]) -> str:
        own = plain_id(cells.get(self.key, "")) if self.key else ""
        if own:
            return own
        whole = _SEPARATOR.join(f"{column}={text}" for column, text in sorted(cells.items()))
        fingerprint = blake2b(whole.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
        order = fields.get("order_id")
        return f"{order}/{fingerprint[:12]}" if order else fingerprint


def _described(fields: Mapping[str, str]) -> str:
    """A record id for a source that has none: what the row says of the person, all of it.

    An e-mail alone will not do: families share one, and two people must not become one record.
    """
    said = [fields.get(name, "") for name in _IDENTIFYING]
    if not any(said):
        raise InvalidInput(
            "this row names nobody: it has no key, and no usable e-mail, phone or name"
        )
    described = _SEPARATOR.join((*said, fields.get("birth_date", "")))
    return f"~{blake2b(described.encode(), digest_size=8).hexdigest()}"
