"""Blind checks: a small share of what the machine decided alone, put to people to measure it.

Which ones is drawn by the record's id, so that repeating draws the same. Decisions near a threshold
are drawn more often than sure ones, and each check keeps its share.
"""

from __future__ import annotations

from typing import Final

import msgspec

from shared.identity.arrival import Arrival, Hasher
from shared.identity.decision import Decision
from shared.identity.judging import Judge, holds_its_source
from shared.identity.lessons import terms_of
from shared.identity.workspace import Workspace
from shared.model.profile import Profile, Review

SURE_LINK: Final = 0.99
LINKS: Final = (0.05, 0.01)
"""Shares of the links checked: those less likely than `SURE_LINK`, and the others."""

CLEAR_MISS: Final = 0.03
FARTHEST: Final = 0.001
NEAR_MISSES: Final = (0.10, 0.01)
"""Shares of the near misses checked: those likelier than `CLEAR_MISS`, and the others. Who was less
likely than `FARTHEST` is not asked about: people would look at strangers for days."""


def share_of(decision: Decision) -> float:
    """How many decisions like this one are checked."""
    p = decision.probability
    if decision.kind == "link":
        return LINKS[p >= SURE_LINK]
    if decision.kind == "new" and decision.nearest and p >= FARTHEST:
        return NEAR_MISSES[p < CLEAR_MISS]
    return 0.0


def stage_check(
    arrival: Arrival,
    rcu: str,
    decision: Decision,
    compared: Profile | None,
    *,
    workspace: Workspace,
    judge: Judge,
) -> None:
    """Ask about the decision if it is drawn. `compared` is the other profile as it was judged.

    A link that brought profiles together is not asked about: an answer would be about three.
    """
    share = share_of(decision)
    if compared is None or decision.merges or not _is_drawn(arrival.record, share, judge.hash):
        return
    id = judge.hash("check", arrival.record)
    if workspace.reviews.get(id) is not None:
        return
    check = Review(
        id=id,
        record=arrival.record,
        source=arrival.source,
        profile=rcu,
        candidate=compared.rcu,
        probability=round(decision.probability, 6),
        weights=judge.weights.version,
        evidence=decision.evidence,
        state="check",
        created_at=judge.now,
        asked_as="link" if decision.kind == "link" else "near",
        share=share,
        terms=terms_of(arrival.comparables, compared.comparables, judge),
        same_source=holds_its_source(compared, arrival),
    )
    workspace.reviews.stage(id, check)


def check_of_link(review: Review, rcu: str, *, hash: Hasher, at: str) -> Review | None:
    """The check of a link that settled an open review, if it is drawn; both are `rcu` since."""
    share = LINKS[review.probability >= SURE_LINK]
    if not _is_drawn(review.record, share, hash):
        return None
    return msgspec.structs.replace(
        review,
        id=hash("check", review.record),
        profile=rcu,
        candidate=rcu,
        rival="",
        state="check",
        created_at=at,
        asked_as="link",
        share=share,
    )


def _is_drawn(record: str, share: float, hash: Hasher) -> bool:
    return int(hash("drawn", record)[:8], 16) < share * 16**8
