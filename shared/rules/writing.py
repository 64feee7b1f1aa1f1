"""Values in a source's own columns and formats: the mapping reversed.

How a source writes is learnt from its own rows: of the ways a value can be written, the one that
comes out most often as the source wrote it. What is written must clean back to the very value, or
it is written in its canonical form: a system must not be told something else for the sake of dots.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

import phonenumbers

from shared.model.contact import Contact
from shared.model.fields import CONSENT_FIELDS, EXTENSION, RECORD_FIELDS
from shared.model.upload import MappedColumn
from shared.rules.values.cleaned import Locale
from shared.rules.values.cleaning import clean

Writer = Callable[[str, Locale], str]

_PHONES: Final = frozenset({"telephone", "mobile"})
_LISTED: Final = frozenset({"gender", "address_country", "honorific_prefix", "preferred_language"})
_NOT_TOLD: Final = frozenset({*RECORD_FIELDS, *CONSENT_FIELDS, EXTENSION})
_FORMULA: Final = ("=", "@", "\t", "\r")


def _same(value: str, locale: Locale) -> str:
    return value


def _upper(value: str, locale: Locale) -> str:
    return value.upper()


def _lower(value: str, locale: Locale) -> str:
    return value.lower()


def _phone(form: int, gap: str) -> Writer:
    def written(value: str, locale: Locale) -> str:
        try:
            number = phonenumbers.parse(value, locale.country)
        except phonenumbers.NumberParseException:
            return value
        is_at_home = phonenumbers.region_code_for_number(number) == locale.country
        if form == phonenumbers.PhoneNumberFormat.NATIONAL and not is_at_home:
            return value
        return phonenumbers.format_number(number, form).replace(" ", gap)

    return written


def _date(pattern: str) -> Writer:
    def written(value: str, locale: Locale) -> str:
        try:
            return date.fromisoformat(value).strftime(pattern)
        except ValueError:
            return value

    return written


_NATIONAL, _INTERNATIONAL = (
    phonenumbers.PhoneNumberFormat.NATIONAL,
    phonenumbers.PhoneNumberFormat.INTERNATIONAL,
)
_WRITERS: Final[dict[str, dict[str, Writer]]] = {
    "phone": {
        "+33612345678": _same,
        "06 12 34 56 78": _phone(_NATIONAL, " "),
        "0612345678": _phone(_NATIONAL, ""),
        "06.12.34.56.78": _phone(_NATIONAL, "."),
        "06-12-34-56-78": _phone(_NATIONAL, "-"),
        "+33 6 12 34 56 78": _phone(_INTERNATIONAL, " "),
    },
    "date": {
        "2026-01-31": _same,
        "31/01/2026": _date("%d/%m/%Y"),
        "31.01.2026": _date("%d.%m.%Y"),
        "31-01-2026": _date("%d-%m-%Y"),
        "01/31/2026": _date("%m/%d/%Y"),
        "20260131": _date("%Y%m%d"),
    },
    "text": {"as it is": _same, "CAPITALS": _upper, "small": _lower},
}
"""Kind of value -> name of a way to write it -> the way; the first is canonical."""


@dataclass(frozen=True)
class Layout:
    """How a source writes its rows: its columns in order, and how each field stands in its own."""

    columns: tuple[str, ...]
    """Every column of its files, in their order."""

    key: str
    """The column that identifies a record."""

    column_of: Mapping[str, str]
    """Field -> the column it is told in."""

    locale: Locale
    delimiter: str = ","
    encoding: str = "utf-8"
    ways: Mapping[str, str] = field(default_factory=dict)
    """Field -> the way it is written, by name."""

    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Field of a list -> value -> the source's own word for it."""

    def write(self, name: str, value: str) -> str:
        """The value as the source would write it."""
        word = self.words.get(name, {}).get(value)
        way = self.ways.get(name, "")
        text = word or _WRITERS[_kind(name)].get(way, _same)(value, self.locale)
        return text if clean(name, text, locale=self.locale).value == value else value


def is_tellable(value: str) -> bool:
    """Whether a value may be written into others' files: none that a spreadsheet would run."""
    return bool(value) and not value.startswith(_FORMULA)


def layout_of(
    mapping: Mapping[str, MappedColumn],
    *,
    key: str,
    locale: Locale,
    contacts: Iterable[Contact] = (),
    delimiter: str = ",",
    encoding: str = "utf-8",
) -> Layout:
    """The layout of a source, from its mapping and some of its own rows.

    Where several columns make up one field, none of them can be told it alone: it is left out.
    """
    columns_of: dict[str, list[str]] = {}
    for column, mapped in mapping.items():
        if mapped.field not in _NOT_TOLD and not mapped.dropped:
            columns_of.setdefault(mapped.field, []).append(column)
    parted = {mapped.meant for mapped in mapping.values() if mapped.joins}
    column_of = {
        name: columns[0]
        for name, columns in columns_of.items()
        if len(columns) == 1 and name not in parted
    }
    sample = list(contacts)
    ways: dict[str, str] = {}
    words: dict[str, dict[str, str]] = {}
    for name, column in column_of.items():
        pairs = [
            (one.originals[column], one.fields[name])
            for one in sample
            if column in one.originals and name in one.fields
        ]
        if name in _LISTED:
            words[name] = _usual_words(pairs)
        else:
            ways[name] = _usual_way(_kind(name), pairs, locale)
    return Layout(
        columns=tuple(mapping),
        key=key,
        column_of=column_of,
        locale=locale,
        delimiter=delimiter,
        encoding=encoding,
        ways=ways,
        words=words,
    )


def _usual_way(kind: str, pairs: Sequence[tuple[str, str]], locale: Locale) -> str:
    """The way that writes most of the values as they were written; canonical where none does."""
    hits = {
        name: sum(written(value, locale) == text.strip() for text, value in pairs)
        for name, written in _WRITERS[kind].items()
    }
    return max(hits, key=lambda name: hits[name])


def _usual_words(pairs: Sequence[tuple[str, str]]) -> dict[str, str]:
    counted: dict[str, Counter[str]] = {}
    for text, value in pairs:
        counted.setdefault(value, Counter())[text.strip()] += 1
    return {value: words.most_common(1)[0][0] for value, words in counted.items()}


def _kind(name: str) -> str:
    if name in _PHONES:
        return "phone"
    return "date" if name == "birth_date" else "text"
