"""How good the machine's own decisions are, by what people say who are asked blindly.

A check stands for as many decisions as its share says. Precision is the share of the links made
without a person that are right; recall the share of all pairs of one person, of those that were
ever compared and likely enough to be drawn, that were linked without a person.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from math import sqrt
from random import Random
from typing import Final

import msgspec

from shared.identity.lessons import ANSWERS_THAT_TEACH
from shared.model.profile import Review

_Z: Final = 1.959964
"""Of a two-sided interval of 95 %."""

_DRAWS: Final = 2000
_Stratum = tuple[str, float]
"""(why asked, share asked)."""


class Estimate(msgspec.Struct, frozen=True):
    """A share with its 95 % interval."""

    share: float
    low: float
    high: float


class Quality(msgspec.Struct, frozen=True, kw_only=True):
    """What the checks of one company and month say."""

    company: str
    month: str
    """`2026-11`, of the decisions; empty over all months."""

    links: int
    """Links that were checked and answered."""

    right: int
    """Of these, those of one person."""

    near_misses: int
    missed: int
    """Of the near misses answered, those of one person after all."""

    waiting: int
    precision: Estimate | None
    """None before a link was checked."""

    recall: Estimate | None
    """None before both a link and a near miss were checked."""


def quality(reviews: Iterable[Review]) -> list[Quality]:
    """One for each company over all months, each followed by its months, the latest first."""
    groups: dict[tuple[str, str], list[Review]] = defaultdict(list)
    for one in reviews:
        if one.answer != "withdrawn":
            company, month = one.source.partition(".")[0], one.created_at[:7]
            groups[company, ""].append(one)
            groups[company, month].append(one)
    ordered = sorted(groups, key=lambda key: key[1], reverse=True)
    ordered.sort(key=lambda key: (key[0], key[1] != ""))
    return [
        _of(company, month, groups[company, month])
        for company, month in ordered
        if any(one.asked_as != "doubt" for one in groups[company, month])
    ]


def wilson(share: float, answers: float) -> Estimate:
    """The share with its score interval (Wilson 1927), of so many answers."""
    spread = _Z * _Z / answers
    middle = (share + spread / 2.0) / (1.0 + spread)
    half = _Z * sqrt(share * (1.0 - share) / answers + spread / (4.0 * answers)) / (1.0 + spread)
    return Estimate(share, max(0.0, middle - half), min(1.0, middle + half))


def _of(company: str, month: str, reviews: list[Review]) -> Quality:
    asked: dict[_Stratum, int] = defaultdict(int)
    said: dict[_Stratum, list[bool]] = defaultdict(list)
    for one in reviews:
        stratum = (one.asked_as, one.share)
        asked[stratum] += 1
        if one.state == "closed" and one.answer in ANSWERS_THAT_TEACH:
            said[stratum].append(ANSWERS_THAT_TEACH[one.answer])
    # Answers stand for all that was asked of their kind, and that for all that was decided so.
    sizes = {stratum: asked[stratum] / stratum[1] for stratum in said}
    links = [answer for (why, _), answers in said.items() if why == "link" for answer in answers]
    near = [answer for (why, _), answers in said.items() if why == "near" for answer in answers]
    return Quality(
        company=company,
        month=month,
        links=len(links),
        right=sum(links),
        near_misses=len(near),
        missed=sum(near),
        waiting=sum(one.state == "check" for one in reviews),
        precision=_precision(sizes, said) if links else None,
        recall=_recall(sizes, said) if links and near else None,
    )


def _precision(sizes: dict[_Stratum, float], said: dict[_Stratum, list[bool]]) -> Estimate:
    """Over the strata of links, of as many answers as an even sample would need for the spread."""
    strata = [stratum for stratum in sizes if stratum[0] == "link"]
    whole = sum(sizes[one] for one in strata)
    right = sum(sizes[one] * sum(said[one]) / len(said[one]) for one in strata)
    effective = whole**2 / sum(sizes[one] ** 2 / len(said[one]) for one in strata)
    return wilson(right / whole, effective)


def _recall(sizes: dict[_Stratum, float], said: dict[_Stratum, list[bool]]) -> Estimate:
    """Linked pairs of one person among all of them; the interval by drawing each stratum's share
    from what its answers leave possible (Jeffreys), so that no miss seen is not no miss made."""
    random = Random(0)  # noqa: S311  an interval, not a secret

    def recall(shares: dict[_Stratum, float]) -> float:
        right = {one: sizes[one] * share for one, share in shares.items()}
        whole = sum(right.values())
        return sum(n for (why, _), n in right.items() if why == "link") / whole if whole else 0.0

    drawn = sorted(
        recall(
            {
                one: random.betavariate(sum(answers) + 0.5, len(answers) - sum(answers) + 0.5)
                for one, answers in said.items()
            }
        )
        for _ in range(_DRAWS)
    )
    seen = recall({one: sum(answers) / len(answers) for one, answers in said.items()})
    low, high = drawn[int(0.025 * _DRAWS)], drawn[int(0.975 * _DRAWS)]
    return Estimate(seen, min(low, seen), max(high, seen))
