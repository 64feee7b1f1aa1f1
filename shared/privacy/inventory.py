"""Every place data lie in, what of a person it holds, and what erasure does there.

The same list answers a person who asks where their data are, and fails a test when a store or a
bucket is added that it does not name: nothing may hold people and be unknown here.
"""

from __future__ import annotations

from typing import Final, NamedTuple


class Place(NamedTuple):
    """One store or bucket of the catalogue."""

    holds: str
    """What of a person; empty when it holds references and numbers only."""

    erasure: str
    """What an erasure does there, or why there is nothing to do."""


STORES: Final = {
    "records": Place("what each company says", "removed"),
    "profiles": Place("the values that won", "removed, with all ids that lead to it"),
    "interactions": Place("what the person did", "removed; others' that name them are redacted"),
    "reviews": Place("", "questions about the person are removed"),
    "decisions": Place("", "decisions by people that name the person or a record are removed"),
    "keys": Place("", "keyed hashes; the person's ids leave them"),
    "changes": Place("", "removed"),
    "settings": Place("", "columns of files, no rows"),
    "uploads": Place("", "counts and issues; a sender's file name, which must not name a person"),
    "parts": Place("", "counts"),
    "weights": Place("", "counts of values at least five people share, under keyed hashes"),
    "suppressions": Place("", "keyed hashes, kept so that the person does not come back"),
    "restrictions": Place("", "removed with the profile"),
    "requests": Place("", "kept: an id that leads nowhere any more, dates and states"),
    "tasks": Place("", "kept: counts, dates and states"),
    "ledger": Place("who a request is about, encrypted", "removed once it is closed and verified"),
    "audit": Place("", "kept: ids that lead nowhere any more, times and acts"),
    "streams": Place("", "lengths and hashes"),
    "logs": Place("", "sizes and hashes"),
}

BUCKETS: Final = {
    "landing": Place("exports", "gone once mapped; one that stayed is deleted when it holds them"),
    "lake": Place("every row, with its original cells", "their rows cut, others' redacted"),
    "quarantine": Place("refused rows", "rows that name the person are cut"),
    "outbox": Place("files for companies", "their rows cut; what a task says goes when answered"),
    "packages": Place("access packages", "deleted; and after seven days in any case"),
    "evidence": Place("", "hashes and signatures"),
}
