"""What answered reviews are worth: rounds of answers on good weights and on two misfits.

Pairwise, without a platform: the candidate pairs of two companies are compared once and weighed by
each set of weights; a reviewer who knows the truth answers rounds, half of them on the pairs the
machine is least sure of, half a sample over the whole range of match probabilities.
"""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, NamedTuple

import msgspec
import numpy as np

from shared.identity.blocking import CAPS, blocking_keys
from shared.identity.comparison import Levels, compare
from shared.identity.correction import Correction, Example
from shared.identity.decision import score
from shared.identity.estimation import estimate
from shared.identity.likelihood import is_contradicted
from shared.identity.teaching import teach
from shared.identity.weights import Weights
from tests.bench.companies import OTHERS, USUAL, Companies, two_companies
from tests.bench.tables import show

BASE, ACQUIRED, OVERLAP = 40_000, 16_000, 6_000
SEEDS: Final = (1, 2, 3, 4, 5)
ROUND: Final = 100
WANTED: Final = 0.992
WRONG_SHARE: Final = 0.05
MOST_LOST: Final = 0.005
MOST_SHORT: Final = 0.02
CURVE: Final = (0, 100, 200, 400, 600, 1000, 1400)
_STRATA: Final = (-12.0, -8.0, -5.0, -2.0, 1.0, 4.0, 7.0, 10.0, 14.0, 20.0)


class Pair(NamedTuple):
    """A contact of the acquired company and a record of the base that share a key."""

    contact: int
    levels: Levels
    is_match: bool
    is_contradicted: bool


@dataclass
class World:
    """All candidate pairs of two companies."""

    companies: Companies
    pairs: list[Pair]
    records: list[int]

    @property
    def measured(self) -> int:
        """How many of the contacts that are measured are in the base."""
        return sum(one is not None for one in self.companies.truth[1::2])


class Weighed(NamedTuple):
    """The pairs under one set of weights, without a correction."""

    log_odds: np.ndarray
    against_rivals: np.ndarray
    """The log-odds of each pair with the contact's other pairs considered."""

    levels: list[tuple[tuple[str, str], ...]]


def measure(scratch: Path, *, full: bool, repeats: int) -> dict[str, Any]:
    """Cover at the wanted precision after so many answers: means and extremes over the seeds."""
    del scratch, full, repeats
    found: dict[str, list[list[float]]] = defaultdict(list)
    linked: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for seed in SEEDS:
        world = world_of(two_companies(BASE, ACQUIRED, OVERLAP, seed=seed, habits=USUAL))
        for start, weights in starts(world.companies, seed=seed).items():
            weighed = weigh(world, weights)
            for wrong in (0.0, WRONG_SHARE):
                name = f"{start}, {wrong:.0%} wrong" if wrong else start
                curve = rounds(world, weighed, seed=seed, wrong=wrong)
                after = {count: corrected(weighed, curve[count]) for count in CURVE}
                found[name].append([cover(world, after[count]) for count in CURVE])
                linked[name].append(at_threshold(world, after[600], weights.t_link))
        print(f"  seed {seed}: {len(world.pairs):,} pairs", flush=True)
    show(
        f"Cover at precision {WANTED} after so many answers (means of {len(SEEDS)} seeds)",
        ("start", *map(str, CURVE), "worst change", "P / cover linked at 600"),
        [_row(name, np.array(rows), np.array(linked[name])) for name, rows in found.items()],
    )
    _judge({name: np.array(rows) for name, rows in found.items()})
    return {
        name: {"answers": CURVE, "cover": rows, "linked_at_600": linked[name]}
        for name, rows in found.items()
    }


def _row(name: str, covers: np.ndarray, linked: np.ndarray) -> tuple[str, ...]:
    means = (f"{one:.3f}" for one in covers.mean(axis=0))
    worst = (covers[:, 1:] - covers[:, :1]).min()
    precision, share = linked.mean(axis=0)
    return (name, *means, f"{worst:+.3f}", f"{precision:.4f} / {share:.3f}")


def _judge(found: dict[str, np.ndarray]) -> None:
    """Say whether what answers are promised to be worth holds."""
    good = found["good"][:, 0].mean()
    at = CURVE.index(600)
    for name, covers in found.items():
        if name.startswith("good"):
            worst = (covers[:, 1:] - covers[:, :1]).min()
            word = "holds" if worst >= -MOST_LOST else "FAILS"
            print(f"  {name}: at worst {worst:+.3f} (no less than -{MOST_LOST}): {word}")
        elif not name.endswith("wrong"):
            short = good - covers[:, at].mean()
            word = "holds" if short <= MOST_SHORT else "FAILS"
            print(f"  {name}: {short:+.3f} short of good at 600 (at most {MOST_SHORT}): {word}")


def world_of(companies: Companies) -> World:
    """Every pair that shares a key which is not generic, compared."""
    behind: dict[tuple[str, str], list[int]] = defaultdict(list)
    for row, one in enumerate(companies.base):
        for key in blocking_keys(one):
            behind[key].append(row)
    world = World(companies, [], [])
    for contact, one in enumerate(companies.acquired):
        rows = {
            row
            for key in blocking_keys(one)
            if len(behind.get(key, ())) <= CAPS[key.kind]
            for row in behind.get(key, ())
        }
        for row in sorted(rows):
            levels = compare(one, companies.base[row])
            is_match = companies.truth[contact] == row
            world.pairs.append(Pair(contact, levels, is_match, is_contradicted(levels)))
            world.records.append(row)
    return world


def learnt(companies: Companies, *, seed: int) -> Weights:
    """Weights as the platform learns them from both files."""
    population = [("base.crm", one) for one in companies.base]
    population += [("acquired.crm", one) for one in companies.acquired]
    unique = frozenset({"base.crm", "acquired.crm"})
    return estimate(population, hash=str, version="learnt", seed=seed, unique=unique)


def weigh(world: World, weights: Weights) -> Weighed:
    """Each pair's log-odds and levels; identifiers that are generic have none."""
    log_odds, levels = [], []
    for pair, row in zip(world.pairs, world.records, strict=True):
        contact, record = world.companies.acquired[pair.contact], world.companies.base[row]
        found = score(pair.levels, contact, record, weights, str)
        log_odds.append(found.log_odds)
        levels.append(tuple((one.field, one.level) for one in found.evidence))
    return Weighed(np.array(log_odds), _against_rivals(world, np.array(log_odds)), levels)


def _against_rivals(world: World, log_odds: np.ndarray) -> np.ndarray:
    contacts = np.array([pair.contact for pair in world.pairs])
    clipped = np.clip(log_odds, -60.0, 60.0)
    total = np.zeros(contacts.max() + 1)
    np.add.at(total, contacts, 2.0**clipped)
    others = np.maximum(total[contacts] - 2.0**clipped, 0.0)
    return clipped - np.log2(1.0 + others)


class Best(NamedTuple):
    """For each contact its likeliest pair, and log2 odds with its rivals considered."""

    pair: np.ndarray
    log_odds: np.ndarray


def best_pairs(world: World, log_odds: np.ndarray) -> Best:
    """The likeliest pair of each contact."""
    contacts = np.array([pair.contact for pair in world.pairs])
    order = np.lexsort((np.arange(len(contacts)), -log_odds, contacts))
    first = order[np.r_[True, contacts[order][1:] != contacts[order][:-1]]]
    return Best(first, _against_rivals(world, log_odds)[first])


def cover(world: World, log_odds: np.ndarray) -> float:
    """Best share of the overlap linked at the wanted precision, threshold chosen with the truth.

    Measured on the contacts nobody is asked about: answers are not counted, only what they taught.
    """
    best = best_pairs(world, log_odds)
    kept = np.array([_is_measured(world.pairs[i]) for i in best.pair])
    right = np.array([world.pairs[i].is_match for i in best.pair])
    order = np.argsort(-best.log_odds[kept], kind="stable")
    hits = np.cumsum(right[kept][order])
    precision = hits / np.arange(1, len(hits) + 1)
    enough = np.nonzero(precision >= WANTED)[0]
    return float(hits[enough[-1]] / world.measured) if len(enough) else 0.0


def _is_measured(pair: Pair) -> bool:
    """Every second contact is measured and never asked about; no contradicted pair is linked."""
    return pair.contact % 2 == 1 and not pair.is_contradicted


def at_threshold(world: World, log_odds: np.ndarray, t_link: float) -> tuple[float, float]:
    """(precision, cover) of what the weights' own threshold links."""
    best = best_pairs(world, log_odds)
    bits = np.log2(t_link / (1.0 - t_link))
    linked = [
        world.pairs[i].is_match
        for i, odds in zip(best.pair, best.log_odds, strict=True)
        if odds >= bits and _is_measured(world.pairs[i])
    ]
    return sum(linked) / max(len(linked), 1), sum(linked) / world.measured


def starts(companies: Companies, *, seed: int) -> dict[str, Weights]:
    """Weights as the platform learns them, and two misfits."""
    good = learnt(companies, seed=seed)
    others = learnt(two_companies(6_000, 3_000, 1_000, seed=seed + 100, habits=OTHERS), seed=seed)
    return {
        "good": good,
        "without the household class": msgspec.structs.replace(good, household_rate=1e-9),
        "learnt on another company": msgspec.structs.replace(others, frequencies=good.frequencies),
    }


def corrected(weighed: Weighed, correction: Correction | None) -> np.ndarray:
    """The log-odds with what was taught."""
    if correction is None:
        return weighed.log_odds
    added = [
        correction.bits(float(odds), levels)
        for odds, levels in zip(weighed.log_odds, weighed.levels, strict=True)
    ]
    return weighed.log_odds + np.array(added)


def rounds(
    world: World, weighed: Weighed, *, seed: int, wrong: float = 0.0, upto: int = CURVE[-1]
) -> dict[int, Correction | None]:
    """The correction in force after so many answers."""
    rng = random.Random(seed)
    in_force: Correction | None = None
    since = ""
    examples: list[Example] = []
    asked: list[int] = []
    found = {0: in_force}
    while len(asked) < upto:
        best = best_pairs(world, corrected(weighed, in_force))
        known = set(asked)
        open_ones = [
            n
            for n, i in enumerate(best.pair)
            if world.pairs[i].contact % 2 == 0 and int(i) not in known
        ]
        for n, weight in _chosen(best, open_ones, rng):
            i = int(best.pair[n])
            says = world.pairs[i].is_match != (rng.random() < wrong)
            odds = float(weighed.against_rivals[i])
            stamp = f"{len(examples):06d}"
            examples.append(Example(stamp, odds, weighed.levels[i], says, weight, stamp))
            asked.append(i)
        lesson = teach(examples, in_force, since)
        if lesson.correction is not None:
            in_force, since = lesson.correction, examples[-1].at
        found[len(asked)] = in_force
    return found


def _chosen(best: Best, open_ones: list[int], rng: random.Random) -> list[tuple[int, float]]:
    """A round: half the least sure, half drawn evenly over strata of the log-odds."""
    unsure = sorted(open_ones, key=lambda n: abs(best.log_odds[n]))[: ROUND // 2]
    left = sorted(set(open_ones) - set(unsure))
    strata: dict[int, list[int]] = defaultdict(list)
    for n in left:
        strata[int(np.searchsorted(_STRATA, best.log_odds[n]))].append(n)
    for members in strata.values():
        rng.shuffle(members)
    drawn: dict[int, list[int]] = {stratum: [] for stratum in strata}
    while sum(map(len, drawn.values())) < min(ROUND - len(unsure), len(left)):
        for stratum, members in strata.items():
            if sum(map(len, drawn.values())) < ROUND - len(unsure):
                drawn[stratum] += members[len(drawn[stratum]) : len(drawn[stratum]) + 1]
    chosen = [(n, 1.0) for n in unsure]
    for stratum, members in strata.items():
        chosen += [(n, len(members) / len(drawn[stratum])) for n in drawn[stratum]]
    return chosen
