"""`nova link` and Splink side by side, on the people of the demo, cleaned the same way.

Splink is installed into a scratch environment for the run, pinned. Where that cannot be done, the
peer is left out and said so.
"""

from __future__ import annotations

import csv
import gzip
import io
import resource
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from shared.ingest.adoption import adopt
from shared.ingest.formats.rows import Row
from shared.ingest.reading import read_rows, sniff
from shared.model.contract import Source
from shared.rules.mapping import Mapper
from shared.rules.values.cleaned import Locale
from tests.bench.environments import environment_with
from tests.bench.tables import middle, show

PINNED = ("splink==5.0.0", "duckdb==2.0.0")
ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "shared" / "local" / "sample"
TRUTH = ROOT / "tests" / "data" / "demo_truth.csv"
FIELDS = ("given_name", "family_name", "email", "telephone", "postal_code")
THRESHOLDS = (0.5, 0.9, 0.99)

Pair = tuple[str, str]
"""(acquired record, base record)."""


class Spent(NamedTuple):
    """Seconds on the wall, and of CPU, of a program."""

    wall: float
    cpu: float


def measure(scratch: Path, *, full: bool, repeats: int) -> dict[str, Any]:
    """Seconds, and precision and recall against the known truth, of both."""
    records = _write_records(scratch / "records.csv")
    truth = _truth()
    rows = []
    runs = [_nova(records, scratch) for _ in range(repeats)]
    linked = runs[0][1]
    rows.append(("nova link", *_middle(spent for spent, _ in runs), *_quality(linked, truth)))
    python = environment_with(scratch / "peer", PINNED)
    if python:
        peers = [_splink(python, records, scratch / "pairs.csv") for _ in range(repeats)]
        spent = _middle(spent for spent, _ in peers)
        for threshold in THRESHOLDS:
            pairs = {(a, b) for a, b, probability in peers[0][1] if probability >= threshold}
            rows.append((f"{PINNED[0]} at {threshold}", *spent, *_quality(pairs, truth)))
    columns = ("program", "seconds", "CPU s", "pairs", "precision", "recall")
    show(f"The demo's people, {len(truth)} pairs to find (medians of {repeats})", columns, rows)
    return {"rows": [dict(zip(columns, row, strict=True)) for row in rows]}


def _write_records(path: Path) -> Path:
    """Both companies' people in one file of clean canonical fields."""
    base = gzip.decompress((SAMPLE / "mediapulse_crm.csv.gz").read_bytes())
    acquired = (SAMPLE / "eventclick_crm.csv").read_bytes()
    with path.open("w", newline="", encoding="utf-8") as file:
        out = csv.DictWriter(file, ("record_id", "source", *FIELDS))
        out.writeheader()
        for source, content in (("base", base), ("acquired", acquired)):
            out.writerows(_cleaned(source, content))
    return path


def _cleaned(source: str, content: bytes) -> Iterator[Mapping[str, str]]:
    stream = io.BytesIO(content)
    dialect = sniff(stream)
    key = dialect.columns[0]
    rows = [row for row in read_rows(stream, dialect) if isinstance(row, Row)]
    columns = list(dialect.columns)
    adopted = adopt(
        columns, [row.cells for row in rows[:500]], source=Source(id=source, key=key), settings=None
    )
    mapper = Mapper(source=source, mapping=adopted.mapping, locale=Locale(country="FR"), key=key)
    for row in rows:
        contact = mapper.contact(row.cells, row=row.number)
        said = {name: contact.fields.get(name, "") for name in FIELDS}
        said["telephone"] = said["telephone"] or contact.fields.get("mobile", "")
        yield {"record_id": contact.record_id, "source": source, **said}


def _truth() -> set[Pair]:
    with TRUTH.open(newline="") as file:
        return {(acquired, base) for acquired, base in list(csv.reader(file))[1:]}


def _quality(found: set[Pair], truth: set[Pair]) -> tuple[int, float, float]:
    right = len(found & truth)
    return len(found), round(right / max(1, len(found)), 4), round(right / len(truth), 4)


def _run(command: Sequence[str]) -> Spent:
    """Run a program, its start included."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(command, check=True, cwd=ROOT, capture_output=True)
    seconds = time.perf_counter() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return Spent(seconds, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def _middle(runs: Iterable[Spent]) -> Spent:
    wall, cpu = zip(*runs, strict=True)
    return Spent(middle(wall), middle(cpu))


def _nova(records: Path, scratch: Path) -> tuple[Spent, set[Pair]]:
    """What `nova link` took, and the pairs it linked."""
    clusters = scratch / "clusters.csv"
    command = "from shared.local.command import main; main()"
    said = ["link", str(records), "--clusters", str(clusters)]
    said += ["--unique", "base", "--unique", "acquired"]  # as both companies' contracts do
    spent = _run([sys.executable, "-c", command, *said])
    sources = {row["record_id"]: row["source"] for row in _rows(records)}
    members: dict[str, list[str]] = {}
    for row in _rows(clusters):
        members.setdefault(row["cluster_id"], []).append(row["record_id"])
    return spent, {
        (first, second)
        for ids in members.values()
        for first in ids
        for second in ids
        if sources[first] == "acquired" and sources[second] == "base"
    }


def _splink(python: Path, records: Path, pairs: Path) -> tuple[Spent, list[tuple[str, str, float]]]:
    """What Splink took, and (acquired, base, probability) of its pairs above one half."""
    script = Path(__file__).with_name("peer_splink.py")
    spent = _run([str(python), str(script), str(records), str(pairs)])
    sources = {row["record_id"]: row["source"] for row in _rows(records)}
    found = []
    for row in _rows(pairs):
        first, second = row["unique_id_l"], row["unique_id_r"]
        if sources[first] == "base":
            first, second = second, first
        found.append((first, second, float(row["match_probability"])))
    return spent, found


def _rows(path: Path) -> Iterable[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))
