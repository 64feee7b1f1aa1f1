"""`nova link` and Splink side by side, on the people of the demo, cleaned the same way.

Splink is installed into a scratch environment for the run, pinned. Where that cannot be done, the
peer is left out and said so.
"""

from __future__ import annotations

import csv
import gzip
import io
import subprocess
import sys
import time
import venv
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from shared.ingest.adoption import adopt
from shared.ingest.reading import read_rows, sniff
from shared.ingest.rows import Row
from shared.model.contract import Source
from shared.rules.mapping import Mapper
from shared.rules.values.cleaned import Locale
from tests.bench.tables import middle, show

PINNED = ("splink==5.0.0", "duckdb==2.0.0")
ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "shared" / "local" / "sample"
TRUTH = ROOT / "tests" / "data" / "demo_truth.csv"
FIELDS = ("given_name", "family_name", "email", "telephone", "postal_code")
THRESHOLDS = (0.5, 0.9, 0.99)

Pair = tuple[str, str]
"""(acquired record, base record)."""


def measure(scratch: Path, *, full: bool, repeats: int) -> dict[str, Any]:
    """Seconds, and precision and recall against the known truth, of both."""
    records = _write_records(scratch / "records.csv")
    truth = _truth()
    rows = []
    runs = [_nova(records, scratch) for _ in range(repeats)]
    linked = runs[0][1]
    rows.append(("nova link", middle(seconds for seconds, _ in runs), *_quality(linked, truth)))
    python = _peer_environment(scratch / "peer")
    if python:
        peers = [_splink(python, records, scratch / "pairs.csv") for _ in range(repeats)]
        seconds = middle(seconds for seconds, _ in peers)
        for threshold in THRESHOLDS:
            pairs = {(a, b) for a, b, probability in peers[0][1] if probability >= threshold}
            rows.append((f"{PINNED[0]} at {threshold}", seconds, *_quality(pairs, truth)))
    columns = ("program", "seconds", "pairs", "precision", "recall")
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


def _nova(records: Path, scratch: Path) -> tuple[float, set[Pair]]:
    """(seconds, linked pairs) of `nova link`, start of the program included."""
    clusters = scratch / "clusters.csv"
    command = "from shared.local.command import main; main()"
    began = time.perf_counter()
    subprocess.run(
        [sys.executable, "-c", command, "link", str(records), "--clusters", str(clusters)],
        check=True,
        cwd=ROOT,
        capture_output=True,
    )
    seconds = time.perf_counter() - began
    sources = {row["record_id"]: row["source"] for row in _rows(records)}
    members: dict[str, list[str]] = {}
    for row in _rows(clusters):
        members.setdefault(row["cluster_id"], []).append(row["record_id"])
    return seconds, {
        (first, second)
        for ids in members.values()
        for first in ids
        for second in ids
        if sources[first] == "acquired" and sources[second] == "base"
    }


def _splink(python: Path, records: Path, pairs: Path) -> tuple[float, list[tuple[str, str, float]]]:
    """(seconds, (acquired, base, probability) above one half), start of the program included."""
    script = Path(__file__).with_name("peer_splink.py")
    began = time.perf_counter()
    subprocess.run(
        [str(python), str(script), str(records), str(pairs)], check=True, capture_output=True
    )
    seconds = time.perf_counter() - began
    sources = {row["record_id"]: row["source"] for row in _rows(records)}
    found = []
    for row in _rows(pairs):
        first, second = row["unique_id_l"], row["unique_id_r"]
        if sources[first] == "base":
            first, second = second, first
        found.append((first, second, float(row["match_probability"])))
    return seconds, found


def _rows(path: Path) -> Iterable[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def _peer_environment(folder: Path) -> Path | None:
    """The Python of a fresh environment that has the peer, or None where it cannot be had."""
    venv.create(folder, with_pip=True)
    python = folder / "bin" / "python"
    installed = subprocess.run(
        [str(python), "-m", "pip", "install", "--quiet", *PINNED], capture_output=True, text=True
    )
    if installed.returncode:
        print(f"peer: left out, {' and '.join(PINNED)} cannot be installed here")
        return None
    return python
