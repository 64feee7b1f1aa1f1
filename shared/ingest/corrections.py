"""What people said columns are: kept for the source, and heard when the next file is mapped."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

import msgspec

from shared.ingest.meaning.lexicon import fold
from shared.model.fields import EXTENSION
from shared.model.settings import SourceSettings
from shared.model.upload import MappedColumn

_REPEATABLE = frozenset({EXTENSION})
"""Several columns may be kept as extensions."""


def with_corrections(settings: SourceSettings) -> dict[str, MappedColumn]:
    """The mapping in force: what was adopted, and over it what people said."""
    said = {column: one.column for column, one in settings.corrections.items()}
    return {**settings.mapping, **said}


def learnt_by(source_id: str, known: Iterable[SourceSettings]) -> dict[str, MappedColumn]:
    """Folded column name -> what people of this company said it is; the source's own word last."""
    company = source_id.partition(".")[0]
    near = [one for one in known if one.source.partition(".")[0] == company]
    learnt: dict[str, MappedColumn] = {}
    for settings in sorted(near, key=lambda one: (one.source == source_id, one.source)):
        for column, correction in settings.corrections.items():
            learnt[_key(column)] = correction.column
    return learnt


def corrections_for(
    columns: Sequence[str], learnt: Mapping[str, MappedColumn], *, said: Mapping[str, MappedColumn]
) -> dict[str, MappedColumn]:
    """What was learnt of these columns, but for those the contract names; a field only once."""
    taken = {one.target for one in said.values()}
    found: dict[str, MappedColumn] = {}
    for column in columns:
        one = learnt.get(_key(column))
        if one is None or column in said or (one.target in taken - _REPEATABLE):
            continue
        taken.add(one.target)
        found[column] = one
    return found


def corrected(
    mapping: Mapping[str, MappedColumn], column: str, to: MappedColumn
) -> tuple[dict[str, MappedColumn], tuple[str, ...]]:
    """The mapping with one column corrected, and the columns that gave their field up for it."""
    moved = _rivals(mapping, column, to.target)
    reason = f"another column was said to be {to.target}"
    given_up = {
        name: msgspec.structs.replace(
            mapping[name], field=EXTENSION, joins="", why=reason, opted_out=False
        )
        for name in moved
    }
    return {**mapping, **given_up, column: to}, tuple(moved)


def _rivals(mapping: Mapping[str, MappedColumn], column: str, target: str) -> Collection[str]:
    if target in _REPEATABLE:
        return ()
    return [name for name, one in mapping.items() if name != column and one.target == target]


def _key(column: str) -> str:
    return " ".join(fold(column).split())
