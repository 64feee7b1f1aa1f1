"""What was learnt or published after the contract: adopted mappings, and match weights."""

from __future__ import annotations

import msgspec

from shared.model.upload import MappedColumn


class Correction(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a person said a column is, after the suggestion or instead of it."""

    column: MappedColumn
    by: str
    at: str


class SourceSettings(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The mapping a source's first file was adopted with; later files are compared with it.

    Corrections are part of `mapping` once one is adopted, and outlive it.
    """

    source: str
    mapping: dict[str, MappedColumn]
    mapping_version: str
    adopted_at: str
    """Empty while people have corrected columns and no file was mapped."""

    adopted_by: str
    corrections: dict[str, Correction] = {}
    schema_version: int = 1


class WeightsVersion(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Which match weights are in force, and where they are kept.

    The weights themselves, with their frequency table, are an object in the lake: too large for
    a document. The document `current` names the version in force.
    """

    version: str
    object: str
    population: int
    learnt_at: str
    pairs: int = 0
    disbelieved: tuple[str, ...] = ()
    """Sources whose contract says `unique` and that hold people twice: it is not relied on."""

    schema_version: int = 1
