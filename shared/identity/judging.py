"""All that a decision rests on besides the documents, and how alike that makes two of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from shared.identity.arrival import Arrival, Hasher
from shared.identity.comparison import compare
from shared.identity.decision import Score, score
from shared.identity.weights import Weights
from shared.model.comparables import Comparables
from shared.model.profile import Profile
from shared.rules.golden import Priorities


@dataclass(frozen=True)
class Judge:
    """Everything a decision rests on besides the documents: the same for a whole part."""

    weights: Weights
    hash: Hasher
    unique: bool
    """The source promises one record per person."""

    now: str
    upload: str
    number: int
    received_at: str

    new_rcu: Callable[[], str]
    token: Callable[[str], str]
    """What the weights' frequency tables know a value by."""

    reliability: Mapping[str, float]
    """Canonical field -> how far this source's values are trusted, up to 1."""

    priorities: Priorities = field(default_factory=dict)
    """Which source's values win, whatever their age."""

    checks: bool = False
    """Whether a share of what is decided is put to people as blind checks."""

    @property
    def part(self) -> str:
        """`<upload>.<part>`: where outcomes are counted."""
        return f"{self.upload}.{self.number}"


def score_between(contact: Comparables, profile: Comparables, judge: Judge) -> Score:
    """How alike a contact of the judge's source and a profile are, in bits, field by field."""
    levels = compare(contact, profile)
    return score(
        levels, contact, profile, judge.weights, judge.token, reliability=judge.reliability
    )


def holds_its_source(profile: Profile, arrival: Arrival) -> bool:
    """Whether the profile has another record of the arrival's source."""
    return any(
        member.source == arrival.source and member.record != arrival.record
        for member in profile.members
    )
