"""What was learnt of a company's sources, as a patch of its YAML: to be read, then pasted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from shared.ingest.corrections import with_corrections
from shared.local.contracts.columns import column_lines
from shared.model.contract import Contract, Source
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
        yield from column_lines(learnt)


def unsaid(source: Source, settings: SourceSettings) -> dict[str, MappedColumn]:
    """Column -> where it goes, for those the contract does not name."""
    said = {*source.mapping, *source.extensions, *source.dropped}
    return {name: one for name, one in with_corrections(settings).items() if name not in said}
