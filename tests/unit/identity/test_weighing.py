"""Weights are learnt from a sample of the base, and hold for all of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from shared.identity.weights import shipped
from tests.festival import CONTRACTS, SOURCES, crowd, export
from tests.memory import MemoryWorld


def test_what_was_not_learnt_is_expected_of_the_whole_base() -> None:
    world = MemoryWorld(contracts=CONTRACTS)
    world.drop(SOURCES[0], "export.csv", export(crowd(2_000)))
    world.settle()
    scales = replace(world.app.scales, enough=500, kept={})

    scales.learn()

    weights = scales.current()
    expected = shipped().match_rate / 2_000
    assert weights.population < 700
    assert weights.match_rate / weights.population == pytest.approx(expected, rel=0.2)
