"""How a later file differs from the one its source was mapped by: nothing changes silently."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import msgspec

from shared.ingest.meaning.detectors import fit
from shared.ingest.meaning.profiles import profile_of
from shared.ingest.suggestion import suggest
from shared.model.fields import EXTENSION
from shared.model.upload import MappedColumn

_TELLING: Final = frozenset({"email", "telephone", "mobile", "postal_code", "birth_date"})
"""Fields whose values can be told from others'."""

_FEWEST: Final = 10
"""Values below which nothing is said of what a column holds."""

_CONTRADICTED: Final = 0.15
_SHOWN: Final = 5
"""Columns a sentence names; of more it says how many."""


class Drift(msgspec.Struct, frozen=True, kw_only=True):
    """What changed between the adopted mapping and a file."""

    new: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    renamed: dict[str, str] = {}
    """New column -> the missing one whose field it seems to be."""

    retyped: dict[str, str] = {}
    """Column -> the field its values contradict now."""

    def __bool__(self) -> bool:
        return bool(self.new or self.gone or self.retyped)

    def in_words(self, *, taken: bool = True) -> Iterator[str]:
        """One sentence for each kind of change, of a file that is `taken` or is not."""
        if self.new:
            yield f"new columns{', kept as extensions' if taken else ''}: {named(self.new)}"
        if self.gone:
            yield f"columns of earlier files that are missing: {named(self.gone)}"
        for new, gone in self.renamed.items():
            yield (
                f"{new!r} looks like {gone!r} under another name: if it is, say so with "
                "`nova sources map`"
            )
        for column, field in self.retyped.items():
            yield f"the values of {column!r} do not look like {field} any more"


def find_drift(
    columns: Sequence[str],
    sample: Sequence[Mapping[str, str]],
    *,
    adopted: Mapping[str, MappedColumn],
    said: Mapping[str, MappedColumn],
    entity: str,
) -> Drift:
    """Compare a file with what its source was mapped by; `said` is what the contract names."""
    known = {*adopted, *said}
    new = tuple(column for column in columns if column not in known)
    # What the contract names and no file ever had is said apart, and is no change.
    gone = tuple(sorted(set(adopted).difference(columns)))
    mapping = {**adopted, **said}
    return Drift(
        new=new,
        gone=gone,
        renamed=_renamed(columns, sample, new=new, gone=gone, mapping=mapping, entity=entity),
        retyped=_retyped(columns, sample, mapping),
    )


def named(columns: Sequence[str]) -> str:
    """The first of these columns, and how many more there are."""
    shown = ", ".join(repr(column) for column in columns[:_SHOWN])
    more = len(columns) - _SHOWN
    return f"{shown} and {more} more" if more > 0 else shown


def _renamed(
    columns: Sequence[str],
    sample: Sequence[Mapping[str, str]],
    *,
    new: Sequence[str],
    gone: Sequence[str],
    mapping: Mapping[str, MappedColumn],
    entity: str,
) -> dict[str, str]:
    """New columns that would be mapped to the field of a missing one, were it not adopted."""
    lost = {mapping[name].field: name for name in gone if mapping[name].field != EXTENSION}
    if not new or not lost:
        return {}
    suggested = suggest(columns, sample, entity=entity).columns
    return {name: lost[suggested[name].field] for name in new if suggested[name].field in lost}


def _retyped(
    columns: Sequence[str],
    sample: Sequence[Mapping[str, str]],
    mapping: Mapping[str, MappedColumn],
) -> dict[str, str]:
    changed = {}
    for column in columns:
        field = mapping[column].field if column in mapping else EXTENSION
        if field not in _TELLING:
            continue
        profile = profile_of([row.get(column) or "" for row in sample])
        fitting = fit(field, profile)
        if profile.filled >= _FEWEST and fitting is not None and fitting < _CONTRADICTED:
            changed[column] = field
    return changed
