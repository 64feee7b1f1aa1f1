"""`nova link` on labelled people: nothing learnt from labels, one configuration, a floor for each.

What a change costs or brings shows in `make bench`; these only say that nothing was broken.
"""

from __future__ import annotations

import csv
import gzip
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.journeys.test_commands import Nova

PEOPLE = Path(__file__).parents[1] / "data" / "people"


def labelled(name: str, folder: Path) -> tuple[Path, dict[str, str]]:
    """The records without their labels as a file, and the labels."""
    text = gzip.decompress((PEOPLE / f"{name}.csv.gz").read_bytes()).decode()
    rows = list(csv.reader(text.splitlines()))
    records = folder / "records.csv"
    with records.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(row[:-1] for row in rows)
    return records, {row[0]: row[-1] for row in rows[1:]}


def clusters_in(path: Path) -> dict[str, str]:
    with path.open(newline="", encoding="utf-8") as file:
        return {row["record_id"]: row["cluster_id"] for row in csv.DictReader(file)}


def precision_and_recall(found: Mapping[str, str], truth: Mapping[str, str]) -> tuple[float, float]:
    """Pairs of records put together rightly: of those put together, and of the true ones."""
    right = _pairs(Counter((found[id], truth[id]) for id in truth))
    return right / _pairs(Counter(found.values())), right / _pairs(Counter(truth.values()))


def _pairs(sizes: Mapping[object, int]) -> int:
    return sum(size * (size - 1) // 2 for size in sizes.values())


@pytest.mark.parametrize(
    ("name", "floor", "said"),
    [
        ("febrl4", 0.990, ("--unique", "a", "--unique", "b", "--country", "AU")),
        ("fake_1000", 0.940, ("--country", "US")),
    ],
)
def test_labelled_people_are_found_again(
    tmp_path: Path, name: str, floor: float, said: tuple[str, ...]
) -> None:
    nova = Nova(tmp_path)
    records, truth = labelled(name, tmp_path)
    out, automatic = tmp_path / "clusters.csv", tmp_path / "automatic.csv"

    nova.json("link", str(records), "--clusters", str(out), "--automatic", str(automatic), *said)

    precision, recall = precision_and_recall(clusters_in(out), truth)
    assert 2 * precision * recall / (precision + recall) >= floor
    surer, fewer = precision_and_recall(clusters_in(automatic), truth)
    assert surer >= precision
    assert fewer <= recall
