"""Decisions that were stored, their evidence and what they found, in sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from shared.identity.decision import Decision
from shared.identity.explanation import explain
from shared.model.profile import Link, Review

DECIDED: Final = {
    "new": "nobody like this was known: the first of the profile",
    "link": "recognised",
    "review": "doubtful: put beside, and a person asked",
    "same": "a person said it is the same",
    "different": "a person said it is somebody else than those it stood with",
}
"""What each decision on a record comes to."""

_HOUSEHOLDS_SHOWN: Final = 10


def household_lines(households: Sequence[str]) -> Iterator[str]:
    """Who lives in the same home, the first of many: a block of flats may hold hundreds."""
    yield from (f"Same household: {rcu}" for rcu in households[:_HOUSEHOLDS_SHOWN])
    more = len(households) - _HOUSEHOLDS_SHOWN
    if more > 0:
        yield f"Same household: and {more:,} more (all of them with --json)"


def in_words(judged: Link | Review) -> list[str]:
    """One sentence per piece of evidence of a stored decision, the weightiest first."""
    return explain(Decision(kind="review", evidence=judged.evidence))
