"""Every program of `peer` gets the same raw file, and its labels stay apart."""

from __future__ import annotations

import csv
from pathlib import Path

from tests.bench.evaluation import pairs_within
from tests.bench.peer_sets import People, people


def folder_of(tmp_path: Path) -> Path:
    """Labelled people as make_media.py writes them."""
    folder = tmp_path / "labelled"
    folder.mkdir()
    (folder / "records.csv").write_text("record_id,source,email\na,shop,x\nb,crm,x\nc,crm,y\n")
    (folder / "truth.csv").write_text("record_id,entity_id\na,1\nb,1\nc,2\n")
    return folder


def header(these: People) -> list[str]:
    with these.records.open(encoding="utf-8", newline="") as file:
        return next(csv.reader(file))


def test_the_demo_s_people_are_raw_and_labelled(tmp_path: Path) -> None:
    demo = next(people(tmp_path, []))

    person = demo.persons()
    assert (len(person), pairs_within(person), demo.arriving()) == (21_000, 243, 1_000)
    assert "+33 631 791 489" in demo.records.read_text("utf-8")


def test_labels_are_not_shown_to_the_programs(tmp_path: Path) -> None:
    shown = {these.name: header(these) for these in people(tmp_path, [folder_of(tmp_path)])}

    assert [name for name, columns in shown.items() if "entity_id" in columns] == []


def test_a_folder_is_named_by_its_sizes_and_unique_in_its_sources(tmp_path: Path) -> None:
    *_, last = people(tmp_path, [folder_of(tmp_path)])

    assert (last.name, last.unique, last.arriving()) == ("1 into 2", ("shop", "crm"), 1)
    assert last.persons() == {"a": "1", "b": "1", "c": "2"}
