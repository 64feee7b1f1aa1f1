"""How one version of the match weights differs from the one before, and how far it may.

Weights are learnt anew from all contacts each time, from the shipped ones as a start. A base of a
few hundred rows with odd habits would teach them as readily as half a million; so a version moves
each level only so far from the shipped ones as the contacts it was learnt from warrant, and says
what moved most since the version before.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import log2
from typing import Final

import msgspec

from shared.identity.weights import Weights, shipped
from shared.model.settings import Moved

CLASSES: Final = ("match", "household", "unrelated", "namesake")
CONTACTS_PER_STEP: Final = 500.0
"""Learnt from so many contacts, a probability may move by one bit; every doubling adds another."""

STEADY_THRESHOLD: Final = 0.5
"""Bits of log-odds a threshold may move per bit that a level may."""

_TOLD: Final = 5
_LEAST_TOLD: Final = 0.1


def reach(contacts: int) -> float:
    """Bits by which weights learnt from so many contacts may be off the shipped ones."""
    return log2(1.0 + contacts / CONTACTS_PER_STEP)


def bounded(learnt: Weights) -> Weights:
    """The learnt weights, no level and no threshold farther from the shipped than is warranted."""
    before, most = shipped(), reach(learnt.population)
    tables = {
        name: {
            field: _bounded(levels, getattr(before, name).get(field, {}), most)
            for field, levels in getattr(learnt, name).items()
        }
        for name in CLASSES
    }
    thresholds = {
        name: _near(getattr(learnt, name), getattr(before, name), STEADY_THRESHOLD * most)
        for name in ("t_link", "t_review")
    }
    return msgspec.structs.replace(learnt, **tables, **thresholds)


def moved(before: Weights, after: Weights) -> tuple[Moved, ...]:
    """What a level's agreement with a match is worth now and was worth, the most moved first.

    In bits against strangers; then the thresholds and rates, where they moved.
    """
    levels = [
        Moved(f"{field} {level}", round(was, 2), round(then, 2))
        for field, by_level in after.match.items()
        for level in by_level
        if (was := _worth(before, field, level)) is not None
        and (then := _worth(after, field, level)) is not None
        and abs(then - was) >= _LEAST_TOLD
    ]
    levels.sort(key=lambda one: (-abs(one.after - one.before), one.what))
    others = [
        Moved(name, round(was, 4), round(then, 4))
        for name in ("t_link", "t_review", "match_rate", "duplicate_rate", "household_rate")
        if round(was := getattr(before, name), 4) != round(then := getattr(after, name), 4)
    ]
    return (*levels[:_TOLD], *others)


def _worth(weights: Weights, field: str, level: str) -> float | None:
    match = weights.match.get(field, {}).get(level)
    unrelated = weights.unrelated.get(field, {}).get(level)
    if not match or not unrelated:
        return None
    # What agreement is worth against strangers, the value says: its rarity, not the table's.
    return log2(match) if level == "same" else log2(match / unrelated)


def _bounded(
    levels: Mapping[str, float], before: Mapping[str, float], most: float
) -> dict[str, float]:
    factor = 2.0**most
    kept = {
        level: min(max(share, before[level] / factor), before[level] * factor)
        if level in before
        else share
        for level, share in levels.items()
    }
    if all(kept[level] == share for level, share in levels.items()):
        return dict(levels)
    whole = sum(kept.values())
    return {level: share / whole for level, share in kept.items()}


def _near(learnt: float, before: float, most: float) -> float:
    """The probability, no farther from the one before than so many bits of log-odds."""
    was, now = (log2(p / (1.0 - p)) for p in (before, learnt))
    if abs(now - was) <= most:
        return learnt
    kept = was + (most if now > was else -most)
    return round(1.0 / (1.0 + float(2.0**-kept)), 4)
