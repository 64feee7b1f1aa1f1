"""Pairs of contacts worth comparing: those that share a blocking key few enough share."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache, partial
from typing import Final

import numpy as np
from numpy.typing import NDArray

from shared.identity.batch.population import Codes, Column, Population, Row, numbered_alike
from shared.identity.batch.work import Run, one_by_one
from shared.identity.blocking import email_key, phone_key, sound_of

_LEAST_PAIRS: Final = 200_000
"""Pairs a kind of key may always give; more people may give as many as they are."""

_FEW: Final = 200_000
"""Contacts up to which one name or one place alone is a key: two slips in one record leave no
other in common."""


@dataclass(frozen=True)
class Pairs:
    """Pairs of contacts by their places, each pair once, the smaller place first."""

    first: Row
    second: Row

    def __len__(self) -> int:
        return len(self.first)

    def taken(self, chosen: NDArray[np.bool_] | Row) -> Pairs:
        """Some of the pairs."""
        return Pairs(self.first[chosen], self.second[chosen])


@dataclass(frozen=True)
class _Keys:
    """The keys of one kind: a contact's place, and the number of a key it has."""

    holder: Row
    key: Row


def candidate_pairs(
    population: Population,
    unique: AbstractSet[str],
    *,
    thorough: bool = True,
    run: Run = one_by_one,
) -> Pairs:
    """All pairs that share a key and may be one person.

    `unique` names the sources that hold each person once: there are no pairs inside them. Of each
    kind of key the largest blocks are left out, so far that a kind gives no more pairs than there
    are contacts (or `_LEAST_PAIRS`). Who looks for people is `thorough`: three times as many where
    a source is compared with itself, and some weaker keys if there are few contacts. `run` takes
    the kinds.
    """
    barred = np.array([name in unique for name in population.sources], dtype=np.bool_)
    size = len(population)
    most = max(size, _LEAST_PAIRS)
    if thorough and not barred.all():
        most = 2 * most + size

    def numbers_by(keys: Callable[[], _Keys]) -> Row:
        pairs = _pairs_of(keys(), population.source, barred, most)
        return np.unique(pairs.first * size + pairs.second)

    kinds = _kinds(population, with_weak=thorough and size <= _FEW)
    found = run([partial(numbers_by, keys) for keys in kinds])
    numbers = np.unique(np.concatenate(found))
    return Pairs(numbers // size, numbers % size)


def _kinds(population: Population, *, with_weak: bool) -> list[Callable[[], _Keys]]:
    """What finds the keys of `identity/blocking`, kind by kind, and if asked some weaker ones."""
    columns = population.columns
    given, family, postal = (columns[name] for name in ("given_name", "family_name", "postal_code"))
    born = columns["birth_date"]
    sound = cache(lambda: family.mapped(sound_of))
    initial = cache(lambda: given.mapped(lambda name: name[0]))
    kinds: list[Callable[[], _Keys]] = [
        lambda: _alone(columns["email"].mapped(email_key)),
        lambda: _together(sound(), postal.mapped(lambda code: code[:2]), initial()),
        lambda: _of_either(*(column.mapped(phone_key) for column in population.phones())),
        partial(_together, family, postal),
        partial(_together, given, postal),
        partial(_in_either_order, given, family),
    ]
    if population.has("birth_date"):
        kinds.append(partial(_alone, born))
        kinds += [partial(_together, other, born) for other in (given, family, postal)]
        kinds.append(lambda: _together(sound(), initial(), born.mapped(lambda date: date[:4])))
    for name in ("address_locality", "works_for", "job_title"):
        if population.has(name):
            kinds += [partial(_together, other, columns[name]) for other in (given, family, born)]
    if with_weak:
        kinds.append(lambda: _together(sound(), initial()))
        kinds += [partial(_alone, column) for column in (given, family, postal)]
    return kinds


def _alone(column: Column) -> _Keys:
    return _having(column.codes, column.codes > 0)


def _together(*several: Column) -> _Keys:
    """One key per combination; none where any part is missing."""
    keys = np.zeros(len(several[0].codes), dtype=np.int64)
    known = np.ones(len(keys), dtype=np.bool_)
    for column in several:
        keys = keys * len(column.values) + column.codes
        known &= column.codes > 0
    return _having(keys, known)


def _of_either(*several: Column) -> _Keys:
    """One value may be in the first column of a contact and in the second of another."""
    found = [_alone(column) for column in numbered_alike(*several)]
    return _Keys(
        np.concatenate([one.holder for one in found]), np.concatenate([one.key for one in found])
    )


def _in_either_order(first: Column, second: Column) -> _Keys:
    """One key per pair of values, whichever is in which column."""
    one, other = numbered_alike(first, second)
    low, high = np.minimum(one.codes, other.codes), np.maximum(one.codes, other.codes)
    keys = low.astype(np.int64) * len(other.values) + high
    return _having(keys, low > 0)


def _having(keys: Row | Codes, known: NDArray[np.bool_]) -> _Keys:
    holder = np.flatnonzero(known)
    return _Keys(holder, keys[holder].astype(np.int64))


def _pairs_of(
    keys: _Keys, source: NDArray[np.int16], barred: NDArray[np.bool_], most: int
) -> Pairs:
    """The pairs of one kind, of blocks from the smallest on, while they are at most so many."""
    if not len(keys.key):
        return Pairs(keys.holder, keys.holder)
    sources = len(barred)
    ranks = keys.key * sources + source[keys.holder]
    order = np.argsort(ranks, kind="stable")
    ranks, holder = ranks[order], keys.holder[order]
    key = ranks // sources
    place = np.arange(len(key))
    starts = np.flatnonzero(np.r_[True, key[1:] != key[:-1]])
    sizes = np.diff(np.r_[starts, len(key)])
    run_starts = np.flatnonzero(np.r_[True, ranks[1:] != ranks[:-1]])
    run_sizes = np.diff(np.r_[run_starts, len(key)])
    run_end = np.repeat(run_starts + run_sizes, run_sizes)
    block_end = np.repeat(starts + sizes, sizes)
    # Inside a block contacts stand source by source: partners follow, those of a source that
    # holds each person once behind its own.
    begin = np.where(barred[ranks % sources], run_end, place + 1)
    partners = block_end - begin
    in_block = np.add.reduceat(partners, starts)
    by_size = np.cumsum(np.bincount(sizes, weights=in_block))
    largest = int(np.searchsorted(by_size, most, side="right")) - 1
    partners[np.repeat(sizes > largest, sizes)] = 0
    one = np.repeat(place, partners)
    behind = np.arange(len(one)) - np.repeat(np.cumsum(partners) - partners, partners)
    other = np.repeat(begin, partners) + behind
    first, second = holder[one], holder[other]
    differ = first != second
    first, second = first[differ], second[differ]
    return Pairs(np.minimum(first, second), np.maximum(first, second))
