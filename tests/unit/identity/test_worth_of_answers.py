"""The promise of docs/learning.md on one small pair of companies; `make bench` measures all."""

from __future__ import annotations

import pytest

from tests.bench.companies import two_companies
from tests.bench.teaching import corrected, cover, rounds, starts, weigh, world_of

SEED = 3


@pytest.fixture(scope="module")
def covers() -> dict[str, tuple[float, float]]:
    """Start -> best cover before any answer, and after 600: truthful ones where weights misfit,
    one in twenty wrong where they are good."""
    world = world_of(two_companies(16_000, 8_000, 3_000, seed=SEED))
    found = {}
    for start, weights in starts(world.companies, seed=SEED).items():
        weighed = weigh(world, weights)
        wrong = 0.05 if start == "good" else 0.0
        learnt = rounds(world, weighed, seed=SEED, wrong=wrong, upto=600)[600]
        found[start] = cover(world, weighed.log_odds), cover(world, corrected(weighed, learnt))
    return found


def test_answers_do_not_harm_good_weights(covers: dict[str, tuple[float, float]]) -> None:
    before, after = covers["good"]

    assert after >= before - 0.005


@pytest.mark.parametrize("misfit", ["without the household class", "learnt on another company"])
def test_answers_repair_a_misfit(covers: dict[str, tuple[float, float]], misfit: str) -> None:
    before, after = covers[misfit]

    assert before < covers["good"][0] - 0.03
    assert after >= covers["good"][0] - 0.02
