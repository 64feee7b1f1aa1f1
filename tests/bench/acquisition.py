"""A large base, then an acquired company's file, durable: labelled people of two sources.

`--data FOLDER` holds `records.csv` with a `source` column, as people/make_media.py writes it: the
source with the most rows is the base, the next the acquired company; both hold each person once.
The installation stays where `--scratch` says with `--keep`, to be exported and evaluated.
"""

from __future__ import annotations

import csv
import shutil
from collections import Counter
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from shared.adapters.embedded.database import Database
from shared.adapters.embedded.documents import SqliteDocuments
from tests.bench.counting import CountingDocuments
from tests.bench.drive import Drive
from tests.bench.pace import pace
from tests.bench.path import load
from tests.bench.tables import middle, show

COUNTED = 5_000
"""Contacts whose documents are counted one by one."""

MOST_MINUTES = 6.0
MOST_MIB = 512
COLUMNS = (
    "file",
    "contacts",
    "seconds",
    "contacts/s",
    "CPU us/contact",
    "peak MiB",
    "database B",
    "us/CSV row",
)

_CONTRACT = """\
id: labelled
name: Labelled people
sources:
  - id: base
    key: record_id
    unique: true
  - id: acquired
    key: record_id
    unique: true
"""


def measure(
    scratch: Path, *, full: bool, repeats: int, data: Sequence[Path] = ()
) -> dict[str, Any]:
    """Seconds, CPU, peak memory and database bytes of both loads; the base is loaded once."""
    if not data:
        print("acquisition: skipped, give --data FOLDER (labelled people, records.csv)")
        return {"skipped": "no --data"}
    contracts = scratch / "contracts"
    contracts.mkdir()
    (contracts / "labelled.yaml").write_text(_CONTRACT, encoding="utf-8")
    base, acquired = split(data[0] / "records.csv", scratch)
    folder = scratch / "data"
    loads = [_measured(folder, contracts, "labelled.base", base)]
    print(loads[0], flush=True)
    documents = counted(scratch / "counted", folder, contracts, acquired)
    for number in range(repeats):
        # A folder of its own: a process keeps the applications it built, by their settings.
        run = scratch / f"run-{number}"
        shutil.copytree(folder, run)
        loads.append(_measured(run, contracts, "labelled.acquired", acquired))
        print(loads[-1], flush=True)
        if number + 1 < repeats:
            shutil.rmtree(run)
    show("A base, then an acquired file", COLUMNS, [_row(one) for one in loads])
    minutes = middle(one["seconds"] for one in loads[1:]) / 60
    peak = max(max(one["peak_mib"].values()) for one in loads)
    for figure, most, unit in ((minutes, MOST_MINUTES, "minutes"), (peak, MOST_MIB, "MiB")):
        print(f"  {figure:.1f} of {most:.0f} {unit}: {'holds' if figure <= most else 'FAILS'}")
    return {"loads": loads, "documents": documents}


def counted(scratch: Path, base: Path, contracts: Path, export: Path) -> dict[str, Any]:
    """Documents per contact of the first rows of an export, in commits as small as Firestore's."""
    shutil.copytree(base, scratch)
    head = scratch / "head.csv"
    with export.open(encoding="utf-8") as rows:
        head.write_text("".join(islice(rows, COUNTED + 1)), encoding="utf-8")
    documents = CountingDocuments(SqliteDocuments(Database(scratch / "nova.db")))
    documents.contacts_per_commit = 10
    found = Drive(scratch, documents, contracts=contracts).load_file("labelled.acquired", head)
    shutil.rmtree(scratch)
    print(found, flush=True)
    return found


def split(records: Path, folder: Path) -> tuple[Path, Path]:
    """One export for each of the two sources, the larger first; the source column stays out."""
    with records.open(encoding="utf-8", newline="") as file:
        sizes = Counter(row["source"] for row in csv.DictReader(file))
    names = [name for name, _ in sizes.most_common(2)]
    paths = {name: folder / f"{name}.csv" for name in names}
    files = {name: path.open("w", encoding="utf-8", newline="") for name, path in paths.items()}
    try:
        with records.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file)
            columns = [name for name in reader.fieldnames or () if name != "source"]
            writers = {
                name: csv.DictWriter(opened, columns, extrasaction="ignore")
                for name, opened in files.items()
            }
            for writer in writers.values():
                writer.writeheader()
            for row in reader:
                if row["source"] in writers:
                    writers[row["source"]].writerow(row)
    finally:
        for opened in files.values():
            opened.close()
    first, second = names
    return paths[first], paths[second]


def _measured(folder: Path, contracts: Path, source: str, export: Path) -> dict[str, Any]:
    before = pace()
    return {"file": source, "pace": [before], **load(folder, contracts, source, export)} | {
        "pace": [before, pace()]
    }


def _row(found: dict[str, Any]) -> tuple[str | int | float, ...]:
    rows, seconds = found["rows"], found["seconds"]
    return (
        found["file"],
        rows,
        seconds,
        round(rows / seconds),
        round(sum(found["cpu_seconds"].values()) / rows * 1e6),
        max(found["peak_mib"].values()),
        round(found["bytes"]["database"] / rows),
        middle(found["pace"]),
    )
