"""Why two are one person or may be: a stored decision as a waterfall of bits, field by field."""

from __future__ import annotations

from collections.abc import Sequence
from math import log2
from typing import Final, Literal

import msgspec

from shared.model.profile import Evidence, Link, Review

_SURE: Final = 1e-6
"""Probabilities are kept to six digits: nearer to 0 or 1 their bits are not known."""

_LEAST_BITS: Final = 0.05


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """One step of a waterfall, and how far it has come with it."""

    kind: Literal["prior", "field", "others"]
    """Where it starts; what one field adds; what the other profiles that fit, duplicates and what
    was learnt from people's answers change together."""

    field: str = ""
    level: str = ""
    bits: float
    total: float
    """log2 odds of a match after this step."""

    common: float = 0.0
    """Share of unrelated people who compare like that; 0 where it is not known."""

    trust: float = 1.0
    """How far the source's word on the field is trusted, 0 to 1."""


class Waterfall(msgspec.Struct, frozen=True, kw_only=True):
    """A decision in steps whose bits add up to its probability. Holds no value of a person."""

    steps: tuple[Step, ...] = ()
    """None where nothing was compared."""

    probability: float
    weights: str
    """The version of the weights it rests on."""


def waterfall(judged: Link | Review) -> Waterfall:
    """The waterfall of a stored decision: the start, each field (weightiest first), the rest.

    Decisions kept before the start was stored with them begin where their bits say they did.
    """
    if not judged.evidence:
        return Waterfall(probability=judged.probability, weights=judged.weights)
    fields = weightiest(judged.evidence)
    said = sum(one.bits for one in fields)
    end = _log_odds(judged.probability)
    start = judged.prior or end - said
    steps = [Step(kind="prior", bits=round(start, 2), total=round(start, 2))]
    total = start
    for one in fields:
        total += one.bits
        steps.append(
            Step(
                kind="field",
                field=one.field,
                level=one.level,
                bits=one.bits,
                total=round(total, 2),
                common=one.common,
                trust=one.trust,
            )
        )
    is_known = _SURE < judged.probability < 1.0 - _SURE
    if is_known and abs(end - total) >= _LEAST_BITS:
        steps.append(Step(kind="others", bits=round(end - total, 2), total=round(end, 2)))
    return Waterfall(steps=tuple(steps), probability=judged.probability, weights=judged.weights)


def weightiest(evidence: Sequence[Evidence]) -> list[Evidence]:
    """The evidence, what moves the decision most first."""
    return sorted(evidence, key=lambda piece: -abs(piece.bits))


def _log_odds(probability: float) -> float:
    inside = min(max(probability, _SURE), 1.0 - _SURE)
    return log2(inside / (1.0 - inside))
