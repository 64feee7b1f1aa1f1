"""Doubts of a file that is linked without a platform are settled, as its sources promise."""

from __future__ import annotations

import csv
from pathlib import Path

from shared.local.linking.cleaning import clean_records
from shared.local.linking.linker import Linker
from shared.local.linking.records import read_records

HEADER = ("record_id", "source", "given_name", "family_name", "email", "phone", "postal_code")
FILLERS = [
    (f"f{n}", "base", f"Nora{chr(97 + n % 26)}", f"Filler{chr(97 + n // 26)}{chr(97 + n % 26)}")
    for n in range(200)
]


def together(
    folder: Path, *rows: tuple[str, ...], unique: tuple[str, ...] = ()
) -> set[frozenset[str]]:
    """The clusters of several records among these, beside two hundred others."""
    file = folder / "records.csv"
    with file.open("w", newline="", encoding="utf-8") as out:
        writer = csv.writer(out)
        writer.writerow(HEADER)
        for n, filler in enumerate(FILLERS):
            writer.writerow([*filler, f"nora{n}@example.org", "", f"{10000 + n * 37}"])
        writer.writerows([*row, *[""] * (len(HEADER) - len(row))] for row in rows)
    found = read_records(file, progress=lambda rows: None)
    linker = Linker(clean_records(found, country="FR"), unique=frozenset(unique))
    groups: dict[int, set[str]] = {}
    for record, standing in zip(found.ids, linker.clusters().tolist(), strict=True):
        groups.setdefault(standing, set()).add(record)
    return {frozenset(one) for one in groups.values() if len(one) > 1}


def test_fragments_that_a_third_record_joins_are_one(tmp_path: Path) -> None:
    rows = [
        ("a", "base", "Camille", "Quesnoy", "camille.quesnoy@example.org", "", "69004"),
        ("b", "base", "Camille", "Quesnoy", "", "0639981122", "31000"),
        ("c", "base", "Camille", "Quesnoy", "camille.quesnoy@example.org", "0639981122", "69004"),
    ]

    assert together(tmp_path, *rows) == {frozenset("abc")}


def test_two_slips_leave_a_name_or_a_place_in_common(tmp_path: Path) -> None:
    rows = [
        ("a", "base", "Camille", "Quesnoy", "", "0639981122", "69004"),
        ("b", "shop", "Camille", "Quesloy", "", "0639981124", "69040"),
    ]

    assert together(tmp_path, *rows, unique=("base", "shop")) == {frozenset("ab")}


def test_a_source_that_holds_each_person_once_gives_one_record_to_a_cluster(tmp_path: Path) -> None:
    rows = [
        ("a", "base", "Camille", "Quesnoy", "camille.quesnoy@example.org", "0639981122", "69004"),
        ("b", "shop", "Camille", "Quesnoy", "camille.quesnoy@example.org", "0639981122", "69004"),
        ("c", "shop", "Camille", "Quesnoy", "camille.quesnoy@example.org", "", "69004"),
    ]

    (cluster,) = together(tmp_path, *rows, unique=("base", "shop"))

    assert cluster in (frozenset("ab"), frozenset("ac"))


def test_a_promise_that_is_broken_is_not_believed(tmp_path: Path) -> None:
    twins = [
        (f"{n}{side}", "shop", "Camille", f"Quesn{n}y", f"camille{n}@example.org", "", "69004")
        for n in "abcdef"
        for side in "12"
    ]

    found = together(tmp_path, *twins, unique=("base", "shop"))

    assert found == {frozenset((f"{n}1", f"{n}2")) for n in "abcdef"}


def test_two_people_of_one_home_stay_two(tmp_path: Path) -> None:
    rows = [
        ("a", "base", "Camille", "Quesnoy", "famille.quesnoy@example.org", "0478000001", "69004"),
        ("b", "shop", "Robert", "Quesnoy", "famille.quesnoy@example.org", "0478000001", "69004"),
    ]

    assert together(tmp_path, *rows) == set()
