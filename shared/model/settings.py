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


class Moved(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A number of the weights that a version changed: a level's bits, a threshold, a rate."""

    what: str
    before: float
    after: float


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

    before: str = ""
    """The version that was in force until then."""

    moved: tuple[Moved, ...] = ()
    """What changed most since that one."""

    closed: int = 0
    """Closed reviews when answers were last looked at."""

    taught: int = 0
    """Answers its correction was learnt from; 0 when it has none."""

    taught_at: str = ""
    """When that was: answers given later are new to it."""

    sources: tuple[str, ...] = ()
    """Those of which enough contacts were there to learn from."""

    waited: int = -1
    """Reviews that were left when the queue was last looked at under them; -1: it was not yet. Kept
    of those in force."""

    schema_version: int = 1
