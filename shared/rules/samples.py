"""Samples: the first rows of a file, loaded to look at what the whole of it would become."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from shared.model.profile import Record

_MARK: Final = re.compile(r"\.nova-sample-([1-9]\d{0,8})(?=\.|$)", re.ASCII)


def sample_name(name: str, rows: int) -> str:
    """What a file is called of which only the first `rows` are to be taken."""
    stem, dot, endings = name.partition(".")
    return f"{stem}.nova-sample-{rows}{dot}{endings}"


def sample_of(name: str) -> int:
    """How many rows of a landed file are to be taken, by its name; 0 for the whole of it."""
    found = _MARK.search(name.rpartition("/")[2])
    return int(found[1]) if found else 0


def uploads_of(records: Iterable[Record]) -> set[str]:
    """The uploads that stated these records, as far back as is remembered."""
    return {part.partition(".")[0] for one in records for part in one.outcomes}
