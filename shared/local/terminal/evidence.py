"""Evidence that was stored, in sentences."""

from __future__ import annotations

from shared.identity.decision import Decision
from shared.identity.explanation import explain
from shared.model.profile import Link, Review


def in_words(judged: Link | Review) -> list[str]:
    """One sentence per piece of evidence of a stored decision, the weightiest first."""
    return explain(Decision(kind="review", evidence=judged.evidence))
