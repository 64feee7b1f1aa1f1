"""How far a version of the weights may move, and what is told of it."""

from __future__ import annotations

from math import log2

import msgspec
import pytest

from shared.identity.drift import bounded, moved, reach
from shared.identity.weights import Weights, shipped

SHIPPED = shipped()


def odd(population: int) -> Weights:
    """Weights of a base in which another e-mail is the rule."""
    emails = {"same": 0.02, "mailbox": 0.01, "local": 0.01, "stem": 0.01, "typo": 0.01}
    return msgspec.structs.replace(
        SHIPPED,
        version="odd",
        population=population,
        match={**SHIPPED.match, "email": {**emails, "different": 0.94}},
        t_link=0.5,
    )


def bits_moved(weights: Weights, level: str) -> float:
    return log2(weights.match["email"][level] / SHIPPED.match["email"][level])


def test_a_few_hundred_odd_rows_move_little() -> None:
    kept = bounded(odd(600))

    assert bits_moved(odd(600), "same") < -5.0
    assert bits_moved(kept, "same") == pytest.approx(-reach(600), abs=0.3)
    assert sum(kept.match["email"].values()) == pytest.approx(1.0)
    assert 0.85 < kept.t_link < SHIPPED.t_link


def test_many_rows_are_believed() -> None:
    learnt = odd(450_000)

    assert bounded(learnt) == learnt


def test_each_doubling_of_the_base_adds_a_bit() -> None:
    assert reach(0) == 0.0
    assert reach(500) == 1.0
    assert reach(64_000) - reach(32_000) == pytest.approx(1.0, abs=0.05)


def test_what_moved_most_is_told_first_then_thresholds_and_rates() -> None:
    told = moved(SHIPPED, msgspec.structs.replace(odd(600), household_rate=0.2))

    assert told[0].what == "email same"
    assert (told[0].before, told[0].after) == (-0.47, -5.64)
    assert [one.what for one in told[-2:]] == ["t_link", "household_rate"]
    assert moved(SHIPPED, SHIPPED) == ()
