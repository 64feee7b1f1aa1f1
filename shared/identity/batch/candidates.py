"""Pairs of contacts worth comparing: those that share a blocking key few enough share."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from shared.identity.batch.population import Codes, Column, Population, Row, numbered_alike
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
    population: Population, unique: AbstractSet[str], *, thorough: bool = True
) -> Pairs:
    """All pairs that share a key and may be one person.

    `unique` names the sources that hold each person once: there are no pairs inside them. Of each
    kind of key the largest blocks are left out, so far that a kind gives no more pairs than there
    are contacts (or `_LEAST_PAIRS`). Who looks for people is `thorough`: three times as many where
    a source is compared with itself, and some weaker keys if there are few contacts.
    """
    barred = np.array([name in unique for name in population.sources], dtype=np.bool_)
    size = len(population)
    most = max(size, _LEAST_PAIRS)
    if thorough and not barred.all():
        most = 2 * most + size
    found = [np.zeros(0, dtype=np.int64)]
    for keys in _kinds(population, with_weak=thorough and size <= _FEW):
        pairs = _pairs_of(keys, population.source, barred, most)
        found.append(np.unique(pairs.first * size + pairs.second))
    numbers = np.unique(np.concatenate(found))
    return Pairs(numbers // size, numbers % size)


def _kinds(population: Population, *, with_weak: bool) -> Iterator[_Keys]:
    """The keys of `identity/blocking` kind by kind, and if asked some weaker ones."""
    columns = population.columns
    given, family, postal = (columns[name] for name in ("given_name", "family_name", "postal_code"))
    yield _alone(columns["email"].mapped(email_key))
    yield _of_either(*(column.mapped(phone_key) for column in population.phones()))
    yield _together(family, postal)
    yield _together(given, postal)
    yield _in_either_order(given, family)
    sound = family.mapped(sound_of)
    initial = given.mapped(lambda name: name[0])
    yield _together(sound, postal.mapped(lambda code: code[:2]), initial)
    if population.has("birth_date"):
        born = columns["birth_date"]
        yield _alone(born)
        for other in (given, family, postal):
            yield _together(other, born)
        yield _together(sound, initial, born.mapped(lambda date: date[:4]))
    for name in ("address_locality", "works_for", "job_title"):
        if population.has(name):
            for other in (given, family, columns["birth_date"]):
                yield _together(other, columns[name])
    if with_weak:
        yield _together(sound, initial)
        for column in (given, family, postal):
            yield _alone(column)


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
