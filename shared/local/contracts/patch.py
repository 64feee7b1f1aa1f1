"""What was learnt of a company's sources, as a patch of its YAML: to be read, then pasted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from shared.ingest.corrections import with_corrections
from shared.ingest.meaning.calibration import CHECK
from shared.local.contracts.draft import listed, one_line, scalar
from shared.model.contract import Contract, Source
from shared.model.fields import EXTENSION
from shared.model.settings import SourceSettings
from shared.model.upload import MappedColumn


def patch(contract: Contract, settings: Mapping[str, SourceSettings]) -> Iterator[str]:
    """The lines of the YAML: of each source, the columns its contract says nothing of yet."""
    yield f"# What was learnt of {contract.id}: paste it under its sources."
    yield "# Behind each column stands why; what a person said names who it was."
    yield "sources:"
    for source in contract.sources:
        known = settings.get(f"{contract.id}.{source.id}")
        learnt = unsaid(source, known) if known else {}
        yield f"  - id: {source.id}" if learnt else f"  - id: {source.id} # nothing to add"
        yield from _columns(learnt)


def unsaid(source: Source, settings: SourceSettings) -> dict[str, MappedColumn]:
    """Column -> where it goes, for those the contract does not name."""
    said = {*source.mapping, *source.extensions, *source.dropped}
    return {name: one for name, one in with_corrections(settings).items() if name not in said}


def _columns(learnt: Mapping[str, MappedColumn]) -> Iterator[str]:
    kept = {name: one for name, one in learnt.items() if not one.dropped}
    mapped = {name: one for name, one in kept.items() if one.field != EXTENSION}
    if mapped:
        yield "    mapping:"
        for name, one in mapped.items():
            yield f"      {scalar(name)}: {one.field} # {_reason(one)}"
    yield from listed("opted_out", (name for name, one in mapped.items() if one.opted_out))
    yield from listed("extensions", (name for name in kept if name not in mapped))
    yield from listed("dropped", (name for name in learnt if name not in kept))


def _reason(one: MappedColumn) -> str:
    doubt = "" if one.confidence >= CHECK else "check: "
    return f"{doubt}{one.confidence:.2f} {one_line(one.why)}"
