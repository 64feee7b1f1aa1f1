"""How far weights learnt from few rows may move, and what the bound costs where the rows are right.

Weights are learnt from a few hundred or thousand rows, once of the company whose pairs are decided
and once of another one with odd habits; each as they come and as the platform bounds them. All are
then held against the same pairs, with the same frequencies.
"""

from __future__ import annotations

import random
from collections import defaultdict
from pathlib import Path
from typing import Any, Final

import msgspec
import numpy as np

from shared.identity.drift import bounded, reach
from shared.identity.weights import Weights, shipped
from tests.bench.companies import OTHERS, USUAL, Companies, two_companies
from tests.bench.tables import show
from tests.bench.teaching import (
    ACQUIRED,
    BASE,
    OVERLAP,
    SEEDS,
    World,
    at_threshold,
    cover,
    learnt,
    weigh,
    world_of,
)

ROWS: Final = (600, 2_000, 6_000, 20_000)


def measure(scratch: Path, *, full: bool, repeats: int) -> dict[str, Any]:
    """Cover at the wanted precision, and what the learnt threshold links, by rows learnt from."""
    del scratch, full, repeats
    found: dict[str, list[tuple[float, ...]]] = defaultdict(list)
    for seed in SEEDS:
        world = world_of(two_companies(BASE, ACQUIRED, OVERLAP, seed=seed, habits=USUAL))
        good = learnt(world.companies, seed=seed)
        found["shipped weights"].append(_figures(world, shipped(), good))
        for rows in ROWS:
            right = learnt(_some(world.companies, rows, seed=seed), seed=seed)
            found[f"{rows:,} rows of the company"].append(_both(world, right, good))
        odd = two_companies(400, 200, 80, seed=seed + 50, habits=OTHERS)
        found["600 odd rows"].append(_both(world, learnt(odd, seed=seed), good))
        print(f"  seed {seed}", flush=True)
    show(
        f"Weights learnt from few rows (means of {len(SEEDS)} seeds)",
        ("learnt from", "bits", "best cover", "bounded", "linked: P / cover", "bounded"),
        [_row(name, np.array(rows)) for name, rows in found.items()],
    )
    return dict(found)


def _both(world: World, weights: Weights, good: Weights) -> tuple[float, ...]:
    free, kept = _figures(world, weights, good), _figures(world, bounded(weights), good)
    return (reach(weights.population), free[0], kept[0], *free[1:], *kept[1:])


def _figures(world: World, weights: Weights, good: Weights) -> tuple[float, ...]:
    weights = msgspec.structs.replace(
        weights, frequencies=good.frequencies, population=good.population
    )
    log_odds = weigh(world, weights).log_odds
    return (cover(world, log_odds), *at_threshold(world, log_odds, weights.t_link))


def _row(name: str, figures: np.ndarray) -> tuple[str, ...]:
    means = figures.mean(axis=0)
    if len(means) == 3:
        return (name, "-", f"{means[0]:.3f}", "-", f"{means[1]:.4f} / {means[2]:.3f}", "-")
    return (
        name,
        f"{means[0]:.1f}",
        f"{means[1]:.3f}",
        f"{means[2]:.3f}",
        f"{means[3]:.4f} / {means[4]:.3f}",
        f"{means[5]:.4f} / {means[6]:.3f}",
    )


def _some(companies: Companies, rows: int, *, seed: int) -> Companies:
    """So many rows of both files together, with the people who are in both."""
    rng = random.Random(seed)
    chosen = rng.sample(range(len(companies.acquired)), rows // 3)
    known = {row for one in chosen if (row := companies.truth[one]) is not None}
    others = [row for row in range(len(companies.base)) if row not in known]
    known.update(rng.sample(others, rows - len(chosen) - len(known)))
    place = {row: number for number, row in enumerate(sorted(known))}
    return Companies(
        base=[companies.base[row] for row in sorted(known)],
        acquired=[companies.acquired[one] for one in chosen],
        truth=[place[row] if (row := companies.truth[one]) is not None else None for one in chosen],
    )
