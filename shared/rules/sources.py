"""Sources, as the contracts in force describe them."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b

import msgspec

from shared.errors import NotFound, Refused
from shared.model.contract import Contract, Source


def find_source(contracts: Sequence[Contract], source_id: str) -> tuple[Contract, Source]:
    """The contract and source of `<acquisition>.<source>`; NotFound lists the ones there are."""
    known = []
    for contract in contracts:
        for source in contract.sources:
            known.append(f"{contract.id}.{source.id}")
            if known[-1] == source_id:
                return contract, source
    raise NotFound(
        f"no contract names the source {source_id!r} (known: {', '.join(known) or 'none'}); "
        "add it to the YAML of its acquisition"
    )


def check_active(contract: Contract) -> None:
    """Raises Refused when the company is retired: nothing more comes in from it."""
    if contract.state == "retired":
        raise Refused(f"{contract.id} is retired: its contract says that nothing more comes in")


def version_of(contract: Contract, source: Source) -> str:
    """A short fingerprint of everything that decides how this source's files are read."""
    # What goes out, who may push, which value wins and when files come are not about reading.
    reads = msgspec.structs.replace(
        source, channel=None, changes=None, priority={}, callers=(), expected=None
    )
    said = msgspec.json.encode(
        (reads, contract.country, contract.language, contract.time_zone), order="deterministic"
    )
    return blake2b(said, digest_size=6).hexdigest()
