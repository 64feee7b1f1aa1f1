"""Promise 2: repeating, interleaving, reordering and interrupting change nothing.

Compared are membership, golden values, counts and what waits for a person; never ids, which are
random, and never times.
"""

from __future__ import annotations

import csv
import gzip
from collections.abc import Sequence
from functools import cache
from itertools import combinations, islice
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shared.adapters.memory import MemoryDocuments
from shared.errors import Retry
from shared.ports import Version, Write
from tests.festival import CONTRACTS, SOURCES, VISITS, crowd, export, visits
from tests.memory import MemoryWorld
from tests.outcomes import (
    Outcome,
    Pair,
    broken_counts,
    differences,
    linked_pairs,
    outcome_of,
)
from tests.scale import SHUFFLES, examples
from tests.worlds import SAMPLE

TRUTH = Path(__file__).parents[1] / "data" / "demo_truth.csv"

few = settings(
    max_examples=examples(15), deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
randoms = st.randoms(use_true_random=False)


# -- (a) the same parts again ---------------------------------------------------------------


@few
@given(random=randoms)
def test_any_order_and_repetition_of_deliveries_gives_the_same_state(random: Random) -> None:
    world = clear_world()

    world.settle_at_random(random, again=0.4)

    outcome = outcome_of(world.app)
    assert differences(outcome, clear_outcome(), but=["counts"]) == []
    assert _sums(outcome) == _sums(clear_outcome())
    assert broken_counts(world.app) == []


@few
@given(random=randoms)
def test_delivering_doubtful_parts_again_changes_no_decision(random: Random) -> None:
    world = doubtful_world().copy()

    while world.outbox.waiting:
        world.deliver_next()
        if random.random() < 0.4:
            world.deliver(random.choice(world.delivered))

    assert differences(outcome_of(world.app), doubtful_outcome()) == []


@few
@given(random=randoms)
def test_parts_interrupted_after_any_commit_end_as_if_they_had_not_been(random: Random) -> None:
    world = clear_world()
    calm = world.app.documents
    assert isinstance(calm, MemoryDocuments)

    with Interruptions(calm, random, share=0.15) as interruptions:
        while world.outbox.waiting:
            message = world.outbox.waiting[0]
            try:
                world.deliver(message)
            except Retry:
                continue
            world.outbox.waiting.remove(message)

    assert interruptions.count > 0
    assert differences(outcome_of(world.app), clear_outcome()) == []
