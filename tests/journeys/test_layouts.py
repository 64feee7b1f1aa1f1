"""Every real export layout, the way its company would take: diagnosed, described, loaded, found."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from shared.ingest.formats.rows import RejectedRow, Row
from shared.ingest.reading import read_rows, sniff
from shared.local.contracts.draft import write_draft
from shared.local.inspection.diagnosis import diagnose
from shared.model.fields import NAMING_FIELDS
from shared.rules import catalogue, lake
from tests.layouts import Layout, written_layouts
from tests.memory import MemoryWorld
from tests.outcomes import broken_counts

FOLDERS = sorted((Path(__file__).parents[1] / "data" / "exports").iterdir())


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_no_row_and_no_cell_of_a_real_layout_is_lost(folder: Path, tmp_path: Path) -> None:
    check(next(folder.glob("export.*")), tmp_path)


@pytest.mark.parametrize("layout", list(written_layouts()), ids=lambda layout: layout.name)
def test_no_row_and_no_cell_of_a_written_layout_is_lost(layout: Layout, tmp_path: Path) -> None:
    file = tmp_path / "export.csv"
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, layout.columns, delimiter=";")
        writer.writeheader()
        writer.writerows(layout.sample)

    check(file, tmp_path)


def check(file: Path, tmp_path: Path) -> None:
    """Diagnose a file, describe it, load it; every row is counted, and every cell found again."""
    found = diagnose(file)
    source = write_draft(found, tmp_path / "acme.yaml")
    world = MemoryWorld(contracts=tmp_path, part_size=7)

    counts = world.load(source, file.name, file.read_bytes())

    rows = rows_of(file)
    unreadable = sum(isinstance(row, RejectedRow) for row in rows)
    dropped = {name for name, one in found.mapping.items() if one.sensitive}
    kept = kept_in(world)
    if not {one.field for one in found.mapping.values()} & set(NAMING_FIELDS):
        # A list of companies is nobody's: it waits for somebody to say what is what.
        assert (world.state(source), counts["rows"]) == ("refused", 0)
        assert "nova sources map" in world.uploads(source)[-1].reason
        return
    assert world.state(source) == "resolved"
    assert (counts["rows"], counts["rejected"]) == (len(rows), unreadable)
    assert broken_counts(world.app) == []
    for row in rows:
        if isinstance(row, Row):
            said = {name: text for name, text in row.cells.items() if text and name not in dropped}
            assert kept[row.number] == said


def rows_of(file: Path) -> list[Row | RejectedRow]:
    with file.open("rb") as stream:
        return list(read_rows(stream, sniff(stream)))


def kept_in(world: MemoryWorld) -> dict[int, dict[str, str]]:
    """Row number -> every cell of it that the lake holds, by column."""
    kept: dict[int, dict[str, str]] = {}
    for entity, decode in (
        ("contacts/", lake.decode_contacts),
        ("interactions/", lake.decode_interactions),
    ):
        for name in world.app.objects.list(catalogue.LAKE, entity):
            if name.endswith(".jsonl.gz"):
                for one in decode(world.app.objects.read(catalogue.LAKE, name)):
                    cells = {**one.originals, **one.extensions}
                    kept.setdefault(one.row, {}).update(cells)
    return kept
