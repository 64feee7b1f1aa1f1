"""`nova link` on labelled people: nothing learnt from labels, one configuration, a floor for each.

What a change costs or brings shows in `make bench`; these only say that nothing was broken.
"""

from __future__ import annotations

import csv
import gzip
from pathlib import Path

import pytest

from tests.bench.evaluation import groups_in, pairwise
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


@pytest.mark.parametrize(
    ("name", "floor", "said"),
    [
        ("febrl4", 0.990, ("--unique", "a", "--unique", "b", "--country", "AU")),
        ("fake_1000", 0.940, ("--country", "US")),
        ("traps", 0.850, ("--country", "US")),
    ],
)
def test_labelled_people_are_found_again(
    tmp_path: Path, name: str, floor: float, said: tuple[str, ...]
) -> None:
    nova = Nova(tmp_path)
    records, truth = labelled(name, tmp_path)
    out, automatic = tmp_path / "clusters.csv", tmp_path / "automatic.csv"

    nova.json("link", str(records), "--clusters", str(out), "--automatic", str(automatic), *said)

    found, sure = pairwise(truth, groups_in(out)), pairwise(truth, groups_in(automatic))
    assert found["f1"] >= floor
    assert sure["precision"] >= found["precision"]
    assert sure["cover"] <= found["cover"]
