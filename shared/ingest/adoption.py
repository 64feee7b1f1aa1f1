"""Which column goes where: what the contract says, else what was adopted before, else suggested."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import blake2b
from typing import Final

import msgspec

from shared.ingest.suggestion import NO_KEY, NO_PERSON, NOT_KEPT, Suggestion, suggest
from shared.model.contract import Source
from shared.model.fields import EXTENSION
from shared.model.settings import SourceSettings
from shared.model.upload import MappedColumn
from shared.rules.values.date import decide_order

SAMPLE: Final = 500
"""Rows looked at to suggest a mapping and to tell how dates are written."""

DATE_FIELDS = frozenset(
    {"birth_date", "created_at", "updated_at", "unsubscribed_at", "interaction_at"}
)


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
) -> Adoption:
    """The mapping of a file of this source.

    The contract has the first word. What it leaves open is suggested from the first file, and
    from then on stays as adopted: a column that appears later is kept as an extension, and said.
    """
    said = _said(source)
    if settings is None:
        suggestion = suggest(columns, sample, entity=source.entity)
        chosen = _suggested(suggestion, taken={one.field for one in said.values()})
        issues = [issue for issue in suggestion.issues if not _is_settled(issue, source)]
    else:
        chosen = dict(settings.mapping)
        issues = _drift(columns, known={*settings.mapping, *said})
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
    issues += [
        f"the contract names the column {column!r}; this file has none" for column in missing
    ]
    return Adoption(mapping=mapping, version=version_of(mapping), issues=tuple(issues))


def version_of(mapping: Mapping[str, MappedColumn]) -> str:
    """A short fingerprint of where every column goes."""
    said = sorted(
        (column, one.field, one.opted_out, one.dropped) for column, one in mapping.items()
    )
    return blake2b(msgspec.json.encode(said), digest_size=6).hexdigest()


_NEW = MappedColumn(field=EXTENSION, confidence=1.0, why="appeared after the mapping was adopted")


def _said(source: Source) -> dict[str, MappedColumn]:
    said = {
        column: MappedColumn(field=field, opted_out=column in source.opted_out)
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
            why=one.why
            if field == one.field
            else f"the contract maps another column to {one.field}",
            opted_out=one.opted_out,
            dropped=one.sensitive,
        )
    return chosen


def _is_settled(issue: str, source: Source) -> bool:
    """Whether the contract has answered what the suggestion says about the whole file."""
    return (
        issue.startswith(NOT_KEPT)
        or (issue == NO_KEY and bool(source.key))
        or (issue == NO_PERSON and bool(source.person))
    )


def _drift(columns: Sequence[str], *, known: set[str]) -> list[str]:
    new = [column for column in columns if column not in known]
    gone = sorted(known.difference(columns))
    return [f"new column {column!r}, kept as an extension" for column in new] + [
        f"the column {column!r} of earlier files is not in this one" for column in gone
    ]
