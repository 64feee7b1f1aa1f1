"""What was decided about profiles that stood already, and what it takes to undo it."""

from __future__ import annotations

from typing import Final, Literal

import msgspec

from shared.model.profile import Link, Review

Act = Literal["merge", "split", "different", "household", "undo"]
PARTING = frozenset({"split", "different", "household"})
"""The acts that say of two that they are never one."""

SECOND_LOOK: Final = "function:watch"
"""Who decides where no person did: a doubt had become clear (`identity/settling`)."""


class Ruling(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One decision; users call it that. Holds ids and evidence, no values."""

    id: str
    act: Act
    by: str
    """The person, or `SECOND_LOOK`."""

    at: str
    kept: str
    """Whose id went on: the survivor of a merge, whom records left; or one of two told apart."""

    other: str
    """The absorbed profile, the one records left for, or the other of two told apart."""

    records: tuple[str, ...] = ()
    """Document ids of the records that moved."""

    links: dict[str, Link] = {}
    """Why each of them stood where it did before."""

    aliases: tuple[str, ...] = ()
    """Ids that led to where they left, and lead to where they went since."""

    households: tuple[str, ...] = ()
    different: tuple[str, ...] = ()
    """What the survivor of a merge was related to, and told apart from, before."""

    homes: tuple[str, ...] = ()
    other_homes: tuple[str, ...] = ()
    """Of two told apart: as what `kept` knew `other` to share its home before, and `other` `kept`;
    empty where it did not."""

    reviews: tuple[Review, ...] = ()
    """Open questions that it changed, as they were before."""

    review: str = ""
    """The review it answered."""

    undoes: str = ""
    undone_by: str = ""
    state: Literal["told", "untold"] = "told"
    """Whether it was published which profiles it changed."""

    schema_version: int = 1


def named_by(ruling: Ruling) -> frozenset[str]:
    """The profiles and records (document ids) a decision is about, its kept questions included."""
    asked = (
        id for one in ruling.reviews for id in (one.profile, one.candidate, one.rival, one.record)
    )
    about = (ruling.kept, ruling.other, *ruling.records, *ruling.aliases, *asked)
    return frozenset(about) - {""}
