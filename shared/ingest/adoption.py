"""Which column goes where: what the contract says, else what was adopted before, else suggested."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import blake2b
from typing import Final

import msgspec

from shared.errors import InvalidInput
from shared.ingest.corrections import corrections_for
from shared.ingest.drift import find_drift, named
from shared.ingest.suggestion import NO_KEY, NO_PERSON, NOT_KEPT, Suggestion, suggest
from shared.model.contract import Source
from shared.model.fields import EXTENSION, NAMING_FIELDS
from shared.model.settings import SourceSettings
from shared.model.upload import MappedColumn, mapped_to
from shared.rules.discretion import looks_like_value, withhold_values
from shared.rules.values.date import decide_order

SAMPLE: Final = 500
"""Rows looked at to suggest a mapping and to tell how dates are written."""

DATE_FIELDS = frozenset(
    {"birth_date", "created_at", "updated_at", "unsubscribed_at", "interaction_at"}
)


_ASKED: Final = {
    "refuse": (
        "its columns are not those of earlier files, and the contract says `drift: refuse`; send "
        "it with the columns of before, or change the contract: "
    ),
    "ask": (
        "it has columns that earlier files had not, and the contract has a person asked: say what "
        "each is with `nova sources map SOURCE COLUMN FIELD` (`extension` keeps it as it is), and "
        "the file that waits in landing is taken; "
    ),
}


class Adoption(msgspec.Struct, frozen=True, kw_only=True):
    """A mapping for one file, and what a person should know about how it was reached."""

    mapping: dict[str, MappedColumn]
    version: str
    issues: tuple[str, ...] = ()


def adopt(
    columns: Sequence[str],
    sample: Sequence[Mapping[str, str]],
    *,
    source: Source,
    settings: SourceSettings | None,
    learnt: Mapping[str, MappedColumn] | None = None,
) -> Adoption:
    """The mapping of a file of this source.

    The contract has the first word, people's corrections (`learnt`, see `corrections.learnt_by`)
    the second. What they leave open is suggested from the first file, and from then on stays as
    adopted: a column that appears later is kept as an extension, and said.
    Raises InvalidInput where the contract's policy on drift wants a person to look.
    """
    said = _said(source)
    if settings is None or not settings.adopted_at:
        corrected = corrections_for(columns, learnt or {}, said=said)
        known = {**corrected, **said}
        suggestion = suggest(columns, sample, entity=source.entity)
        chosen = _suggested(suggestion, taken={one.field for one in known.values()}) | corrected
        issues = [issue for issue in suggestion.issues if not _is_settled(issue, source)]
    else:
        chosen = dict(settings.mapping)
        drift = find_drift(
            columns, sample, adopted=settings.mapping, said=said, entity=source.entity
        )
        issues = list(drift.in_words())
        if (source.drift == "refuse" and drift) or (source.drift == "ask" and drift.new):
            told = withhold_values(tuple(drift.in_words(taken=False)), columns=tuple(columns))
            raise InvalidInput(_ASKED[source.drift] + "; ".join(told))
    mapping = {}
    for column in columns:
        mapped = said.get(column) or chosen.get(column) or _NEW
        if mapped.field in DATE_FIELDS:
            order = source.date_order or decide_order(row.get(column, "") for row in sample)
            mapped = msgspec.structs.replace(mapped, date_order=order or "")
        mapping[column] = mapped
    dropped = [f"“{column}”" for column, one in mapping.items() if one.dropped]
    if dropped:
        issues.append(f"{NOT_KEPT}{', '.join(dropped)}.")
    missing = [column for column in said if column not in mapping and column not in source.dropped]
    if missing:
        issues.append(f"columns the contract names and this file lacks: {named(missing)}")
    return Adoption(mapping=mapping, version=version_of(mapping), issues=tuple(issues))


def names_nobody(mapping: Mapping[str, MappedColumn], source: Source) -> bool:
    """Whether no column is an e-mail, a phone or a name: a person has to say what is what."""
    if source.entity == "interactions" and source.person:
        return source.person.column not in mapping
    return not any(one.field in NAMING_FIELDS and not one.dropped for one in mapping.values())


def refuse_first(mapping: Mapping[str, MappedColumn]) -> str:
    """Why a source's first file is not taken, in words that repeat nothing of the file."""
    none = "its only column" if len(mapping) == 1 else f"none of its {len(mapping)} columns"
    was = "was not" if len(mapping) == 1 else "was"
    return (
        f"{none} {was} recognised as saying who a row is about; expected "
        "at least one such column, as an e-mail, a phone or a name. The file waits in landing: say "
        "what a column is with `nova sources map SOURCE COLUMN FIELD`, and it is looked at again "
        "(`nova diagnose FILE` shows what was recognised)"
    )


def refuse_no_table() -> str:
    """Why a text of one column, which names nobody, is not taken: it is a letter, not an export."""
    return (
        "it is not a table of people: its text has one column; expected columns cut by a comma, "
        "semicolon, tab or bar, or by what the contract says (`format: {delimiter: …}`)"
    )


def refuse_other(settings: SourceSettings, *, adopted_from: str) -> str:
    """Why a later file is not taken, when it lacks every column the source was mapped by."""
    expected = [
        name
        for name, one in settings.mapping.items()
        if one.field in NAMING_FIELDS and not looks_like_value(name)
    ]
    said = f", where {named(expected)} said who a row is about" if expected else ""
    by = f", by upload {adopted_from}" if adopted_from else ""
    undo = f"`nova upload undo {adopted_from}`" if adopted_from else "`nova upload undo`"
    return (
        f"its columns are not those the source was mapped by on {settings.adopted_at[:10]}{by}"
        f"{said}: every row would name nobody. Drop it under its own source; or, if the earlier "
        f"file was the wrong one, take that one back with {undo} and drop this one again"
    )


def version_of(mapping: Mapping[str, MappedColumn]) -> str:
    """A short fingerprint of where every column goes."""
    said = sorted(
        (column, one.target, one.opted_out, one.dropped) for column, one in mapping.items()
    )
    return blake2b(msgspec.json.encode(said), digest_size=6).hexdigest()


_NEW = MappedColumn(field=EXTENSION, confidence=1.0, why="appeared after the mapping was adopted")


def _said(source: Source) -> dict[str, MappedColumn]:
    said = {
        column: mapped_to(field, opted_out=column in source.opted_out)
        for column, field in source.mapping.items()
    }
    said |= {column: MappedColumn(field=EXTENSION) for column in source.extensions}
    said |= {column: MappedColumn(field=EXTENSION, dropped=True) for column in source.dropped}
    return said


def _suggested(suggestion: Suggestion, *, taken: set[str]) -> dict[str, MappedColumn]:
    chosen = {}
    for column, one in suggestion.columns.items():
        field = one.field if one.field not in taken else EXTENSION
        chosen[column] = MappedColumn(
            field=field,
            confidence=round(one.confidence, 3),
            why=one.why if field == one.field else f"another column is said to be {one.field}",
            opted_out=one.opted_out,
            dropped=one.sensitive,
            joins=one.joins,
        )
    return chosen


def _is_settled(issue: str, source: Source) -> bool:
    """Whether the contract has answered what the suggestion says about the whole file."""
    return (
        issue.startswith(NOT_KEPT)
        or (issue == NO_KEY and bool(source.key))
        or (issue == NO_PERSON and bool(source.person))
    )
