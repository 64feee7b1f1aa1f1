"""The demo's acquisition, against the truth: 1,000 clients, 243 of whom are subscribers."""

from __future__ import annotations

import csv
from pathlib import Path

from shared.model.profile import Review
from tests.worlds import SAMPLE, EmbeddedWorld

TRUTH = Path(__file__).parents[1] / "data" / "demo_truth.csv"
ACQUIRED, BASE = "eventclick.crm", "mediapulse.crm"


def true_pairs() -> set[tuple[str, str]]:
    with TRUTH.open(encoding="utf-8") as file:
        return {(row[ACQUIRED], row[BASE]) for row in csv.DictReader(file)}


def linked_pairs(world: EmbeddedWorld) -> set[tuple[str, str]]:
    """(acquired, base) record ids that stand in one profile."""
    pairs = set()
    for together in world.membership():
        ids = dict(key.split(":", 1) for key in together)
        assert len(ids) == len(together), "both sources promise one record per person"
        if len(ids) == 2:
            pairs.add((ids[ACQUIRED], ids[BASE]))
    return pairs


def test_the_demo_links_without_a_human_as_promised(embedded: EmbeddedWorld) -> None:
    embedded.load(BASE, "base.csv.gz", (SAMPLE / "mediapulse_crm.csv.gz").read_bytes())
    embedded.app.scales.learn()
    counts = embedded.load(ACQUIRED, "export.csv", (SAMPLE / "eventclick_crm.csv").read_bytes())

    truth, linked = true_pairs(), linked_pairs(embedded)
    right = linked & truth
    waiting = {
        stored.value.record
        for _, stored in embedded.app.documents.find(Review, where={"state": "open"})
        if stored.value.source == ACQUIRED
    }
    assert len(truth) == 243
    assert len(right) >= 220
    assert len(right) / len(linked) >= 0.985
    assert counts["rows"] == counts["mapped"] == 1000
    assert counts["review"] == len(waiting) <= 50
