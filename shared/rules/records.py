"""Records: their document ids."""

from __future__ import annotations

from collections.abc import Callable


def record_id(hash: Callable[..., str], source: str, id: str) -> str:
    """The document id of a source's record: record ids are often e-mails."""
    return hash("record", source, id)
