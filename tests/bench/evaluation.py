"""Groups of records held against labels: counted over all pairs of records, without listing them.

Groups and labels are dictionaries from record id to a name; a record without a group stands alone.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Hashable, Iterator, Mapping
from pathlib import Path


def pairwise(person: Mapping[str, str], group: Mapping[str, str]) -> dict[str, float]:
    """Precision, cover (recall) and F1 over all pairs of records that are in one group.

    Nothing joined is precise; nothing to find is found.
    """
    true, said = pairs_within(person), pairs_within(group)
    right = pairs_within({record: (person[record], of) for record, of in group.items()})
    precision, recall = right / said if said else 1.0, right / true if true else 1.0
    both = precision + recall
    f1 = 2 * precision * recall / both if both else 0.0
    return {"precision": round(precision, 4), "cover": round(recall, 4), "f1": round(f1, 4)}


def pairs_within(group: Mapping[str, Hashable]) -> int:
    """How many pairs of records are in one group."""
    return sum(size * (size - 1) // 2 for size in Counter(group.values()).values())


def groups_in(path: Path) -> dict[str, str]:
    """Record id -> group: the first two columns of a file with a header."""
    return dict(first_two(path))


def first_two(path: Path) -> Iterator[tuple[str, str]]:
    """The first two columns of each row, the header left out."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        next(rows)
        yield from ((row[0], row[1]) for row in rows)
