"""The demo's acquisition, against the truth: 1,000 clients, 243 of whom are subscribers."""

from __future__ import annotations

import csv
import gzip
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from shared.identity.learning import Learning
from shared.model.profile import Review
from tests.outcomes import Outcome, differences, outcome_of
from tests.worlds import SAMPLE, EmbeddedWorld, EmulatedWorld, World

if TYPE_CHECKING:
    from tests.conftest import Emulators

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
    Learning(embedded.app.scales).learn()
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


def acquired_into_a_small_base(world: World) -> Outcome:
    """What `nova demo --sample 2000` comes to."""
    base = gzip.decompress((SAMPLE / "mediapulse_crm.csv.gz").read_bytes())
    world.load(BASE, "base.csv", b"".join(base.splitlines(keepends=True)[:2001]))
    Learning(world.app.scales).learn()
    world.load(ACQUIRED, "export.csv", (SAMPLE / "eventclick_crm.csv").read_bytes())
    return outcome_of(world.app)


def test_the_demo_comes_to_the_same_on_the_emulators(
    tmp_path: Path, emulators: Emulators, monkeypatch: pytest.MonkeyPatch
) -> None:
    on_a_laptop = acquired_into_a_small_base(EmbeddedWorld(tmp_path, monkeypatch))
    on_the_emulators = acquired_into_a_small_base(EmulatedWorld(emulators, monkeypatch))

    assert len(on_a_laptop.said) == 3000
    assert any(len(together) == 2 for together in on_a_laptop.membership)
    # Keyed hashes and upload ids differ with the secret of the installation, so object names do.
    assert differences(on_a_laptop, on_the_emulators, but=("objects", "interactions")) == []
