"""What answered reviews say about the match weights: a correction, if it holds where not learnt.

A logistic regression of the answers on the log-odds of the weights and on the comparison levels,
penalised towards leaving the weights as they are (ridge; Hoerl and Kennard 1970; le Cessie and van
Houwelingen 1992). Answers are wrong at times, so each is taken for wrong with a small probability
(Copas 1988): otherwise one slip among pairs the weights are sure of would outweigh a hundred
doubtful ones.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from shared.identity.correction import LEAST_ANSWERS, WIDEST, Correction, Example

WRONG: Final = 0.04
"""Share of answers taken for slips."""

MARGIN: Final = 2.0
"""Standard errors by which a correction must be better than none."""

_FOLDS: Final = 5
_HEAVIEST: Final = 5.0
"""Most an example may count, in medians: a pair drawn at one in a thousand stands for many, but
must not decide alone."""

_INTERCEPT_PENALTY: Final = 2.0
_SLOPE_PENALTY: Final = 20.0
_OFFSET_PENALTY: Final = 1.0
_ROUNDS: Final = 50
_HALVINGS: Final = 30
_NAT: Final = float(np.log(2.0))
"""One bit in nats."""

_Array = NDArray[np.float64]


class Lesson(NamedTuple):
    """What came of the answers."""

    correction: Correction | None
    """None: the weights, or the correction in force, stay as they are."""

    answers: int
    gain: float
    """Log loss saved per answer on held-back answers, in bits; negative where it got worse."""

    error: float
    """Standard error of the gain."""


def teach(examples: Sequence[Example], old: Correction | None = None, since: str = "") -> Lesson:
    """A correction learnt from all examples, if it beats what is in force on held-back ones.

    Five parts are each predicted by what the other four teach (cross-validation). The correction
    must save more than two standard errors of log loss against no correction; and something against
    `old`, on those answered after `since`, which the old one has not seen.
    """
    examples = sorted(examples)
    nothing = Lesson(None, len(examples), 0.0, 0.0)
    if len(examples) < LEAST_ANSWERS or len({one.is_match for one in examples}) < 2:
        return nothing
    weights = _weights(examples)
    predicted = np.empty(len(examples))
    for fold in range(_FOLDS):
        learnt = fit(
            [one for i, one in enumerate(examples) if i % _FOLDS != fold], answers=len(examples)
        )
        predicted[fold::_FOLDS] = _losses(examples[fold::_FOLDS], learnt)
    gain, error = _saved(_losses(examples, None) - predicted, weights)
    is_better = gain > MARGIN * error
    if old is not None:
        news = np.array([one.at > since for one in examples])
        if news.sum() < LEAST_ANSWERS / 2:
            return nothing
        gain, error = _saved((_losses(examples, old) - predicted)[news], weights[news])
        is_better = is_better and gain > 0.0
    return Lesson(fit(examples) if is_better else None, len(examples), gain, error)


def still_helps(examples: Sequence[Example], old: Correction) -> bool:
    """Whether a correction is better than none under new weights, by answers it was learnt from.

    These are not held back, so it is a test that a bad one fails, not one that proves a good one.
    """
    if not examples:
        return False
    gain, error = _saved(_losses(examples, None) - _losses(examples, old), _weights(examples))
    return gain > MARGIN * error


def fit(examples: Sequence[Example], *, answers: int = 0) -> Correction:
    """The penalised fit by Newton's method (Fisher scoring), halving steps that do not help.

    `answers` is how many answers the correction is to count as learnt from, when not these.
    """
    columns = {name: i for i, name in enumerate(sorted({f for e in examples for f in e.levels}))}
    design = np.zeros((len(examples), 2 + len(columns)))
    design[:, 0] = 1.0
    for row, one in enumerate(examples):
        design[row, 1] = max(-WIDEST, min(WIDEST, one.log_odds)) * _NAT
        for name in one.levels:
            design[row, 2 + columns[name]] = 1.0
    penalty = np.full(design.shape[1], _OFFSET_PENALTY)
    penalty[:2] = _INTERCEPT_PENALTY, _SLOPE_PENALTY
    given = np.array([one.log_odds * _NAT for one in examples])
    theta = _newton(design, given, _matches(examples), _weights(examples), penalty)
    offsets: dict[str, dict[str, float]] = {}
    for (field, level), column in columns.items():
        offsets.setdefault(field, {})[level] = round(float(theta[2 + column]) / _NAT, 4)
    return Correction(
        intercept=round(float(theta[0]) / _NAT, 4),
        slope=round(1.0 + float(theta[1]), 4),
        offsets=offsets,
        answers=answers or len(examples),
    )


def _newton(
    design: _Array, given: _Array, matches: _Array, weights: _Array, penalty: _Array
) -> _Array:
    """The least penalised loss; `given` are log-odds in nats that the corrections are added to."""

    def loss(theta: _Array) -> float:
        likely = _log_likelihood(given + design @ theta, matches)
        return float(-(weights * likely).sum() + 0.5 * (penalty * theta**2).sum())

    theta = np.zeros(design.shape[1])
    now = loss(theta)
    for _ in range(_ROUNDS):
        sure = _sigmoid(given + design @ theta)
        said = WRONG + (1.0 - 2.0 * WRONG) * sure
        slope = (1.0 - 2.0 * WRONG) * sure * (1.0 - sure)
        spread = said * (1.0 - said)
        gradient = design.T @ (weights * (matches - said) * slope / spread) - penalty * theta
        information = (design.T * (weights * slope**2 / spread)) @ design + np.diag(penalty)
        step = np.linalg.solve(information, gradient)
        for _ in range(_HALVINGS):
            then = loss(theta + step)
            if then <= now:
                break
            step = step / 2.0
        else:
            return theta
        theta = theta + step
        if now - then < 1e-9 * (1.0 + abs(now)):
            return theta
        now = then
    return theta


def _losses(examples: Sequence[Example], correction: Correction | None) -> _Array:
    """Log loss of each example, in bits."""
    corrected = [
        one.log_odds + (correction.bits(one.log_odds, one.levels) if correction else 0.0)
        for one in examples
    ]
    return -_log_likelihood(np.array(corrected) * _NAT, _matches(examples)) / _NAT


def _saved(saved: _Array, weights: _Array) -> tuple[float, float]:
    """(mean, standard error) of what was saved per answer."""
    weighted = saved * weights / weights.mean()
    return float(weighted.mean()), float(weighted.std(ddof=1) / np.sqrt(len(weighted)))


def _weights(examples: Sequence[Example]) -> _Array:
    weights = np.array([one.weight for one in examples])
    weights = np.minimum(weights, _HEAVIEST * np.median(weights))
    return np.asarray(weights / weights.mean())


def _matches(examples: Sequence[Example]) -> _Array:
    return np.array([float(one.is_match) for one in examples])


def _log_likelihood(log_odds: _Array, matches: _Array) -> _Array:
    said = WRONG + (1.0 - 2.0 * WRONG) * _sigmoid(log_odds)
    return np.asarray(np.log(np.where(matches > 0.5, said, 1.0 - said)))


def _sigmoid(log_odds: _Array) -> _Array:
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(log_odds, -700.0, 700.0))))
