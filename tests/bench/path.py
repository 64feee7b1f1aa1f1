"""The whole path on the embedded backend: an export is dropped, its people become profiles.

Through the real platform with its worker processes, durable, as `nova upload` runs it. The base is
loaded and learnt from once; each measurement works on a copy of that installation.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import time
from contextlib import closing
from pathlib import Path
from typing import Any

from shared.config import Settings
from shared.local.loading.loader import Loader
from shared.local.loading.uploads import UploadSummary
from shared.local.platform.embedded import Platform
from tests.bench.exports import ACQUIRED, BASE, write_acquired, write_base, write_contracts
from tests.bench.processes import Watch
from tests.bench.tables import middle, show

BASE_SIZE = 20_000
SIZES = (1_000, 20_000)
FULL_SIZE = 450_000
MOST_MINUTES = 8.0
MOST_MIB = 512


def measure(scratch: Path, *, full: bool, repeats: int) -> dict[str, Any]:
    """Seconds, contacts per second, CPU, peak memory and sizes for each size of export."""
    contracts = write_contracts(scratch / "contracts")
    base = scratch / "with-base"
    loaded = load(base, contracts, BASE, write_base(scratch / "base.csv", BASE_SIZE))
    print(f"base of {BASE_SIZE:,}: {loaded['seconds']:.1f} s, then {loaded['settling']:.1f} s")
    found: dict[str, Any] = {"base": loaded}
    rows = []
    for size in (*SIZES, *((FULL_SIZE,) if full else ())):
        export = write_acquired(scratch / f"acquired-{size}.csv", size, base=BASE_SIZE)
        runs = []
        for number in range(repeats):
            # A folder of its own: a process keeps the applications it built, by their settings.
            folder = scratch / f"run-{size}-{number}"
            shutil.copytree(base, folder)
            runs.append(load(folder, contracts, ACQUIRED, export))
            shutil.rmtree(folder)
            print(f"  {size:,} contacts, run {number + 1}: {runs[-1]}", flush=True)
        found[str(size)] = {"runs": runs, **_middle(runs, size)}
        rows.append(_row(size, found[str(size)]))
    show(
        f"The whole path, into a base of {BASE_SIZE:,} (medians of {repeats})",
        ("contacts", "seconds", "contacts/s", "CPU us/contact", "peak MiB", "database B", "lake B"),
        rows,
    )
    if full:
        _judge(found[str(FULL_SIZE)])
    return found


def load(folder: Path, contracts: Path, source: str, export: Path) -> dict[str, Any]:
    """Load one export as `nova upload` does; what it took and what came of it."""
    settings = Settings(data=str(folder), contracts=str(contracts))
    before = _sizes(folder)
    with Platform(settings) as platform:

        def running() -> dict[str, int]:
            return {"command": os.getpid(), **platform.workers.pids}

        platform.run_until(platform.is_quiet)
        with Watch(running) as watch:
            began = time.perf_counter()
            done = Loader(platform.app, platform).load(source, export, show=_silent)
            seconds = time.perf_counter() - began
        with Watch(running) as afterwards:
            began = time.perf_counter()
            platform.settle()
            settling = time.perf_counter() - began
    if done.state != "resolved":
        raise AssertionError(f"the upload was {done.state}: {done.reason}")
    after = _sizes(folder)
    return {
        "rows": done.rows,
        "seconds": round(seconds, 2),
        "settling": round(settling, 2),
        "cpu_seconds": watch.cpu_seconds,
        "peak_mib": watch.peaks,
        "peak_mib_settling": afterwards.peaks,
        "states": {
            name: getattr(done, name)
            for name in ("created", "linked", "review", "unchanged", "rejected", "duplicates")
        },
        "bytes": {name: after[name] - before.get(name, 0) for name in after},
    }


def _silent(_: UploadSummary) -> None:
    """Nobody watches a measurement."""


def _sizes(folder: Path) -> dict[str, int]:
    """Bytes on disk: the database, its log folded in, and the lake."""
    database, lake = folder / "nova.db", folder / "buckets" / "lake"
    if database.exists():
        with closing(sqlite3.connect(database)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return {
        "database": database.stat().st_size if database.exists() else 0,
        "lake": sum(one.stat().st_size for one in lake.rglob("*") if one.is_file()),
    }


def _middle(runs: list[dict[str, Any]], size: int) -> dict[str, float]:
    seconds = middle(run["seconds"] for run in runs)
    cpu = middle(sum(run["cpu_seconds"].values()) for run in runs)
    return {
        "seconds": seconds,
        "contacts_per_second": round(size / seconds, 1),
        "cpu_us_per_contact": round(cpu / size * 1e6, 1),
        "peak_mib": max(
            max(*run["peak_mib"].values(), *run["peak_mib_settling"].values()) for run in runs
        ),
        "database_bytes_per_contact": middle(run["bytes"]["database"] / size for run in runs),
        "lake_bytes_per_contact": middle(run["bytes"]["lake"] / size for run in runs),
    }


def _row(size: int, found: dict[str, float]) -> tuple[int | float, ...]:
    return (
        size,
        found["seconds"],
        round(found["contacts_per_second"]),
        round(found["cpu_us_per_contact"]),
        found["peak_mib"],
        round(found["database_bytes_per_contact"]),
        round(found["lake_bytes_per_contact"]),
    )


def _judge(found: dict[str, float]) -> None:
    """Say whether the floor holds: the size everybody is measured by."""
    minutes = found["seconds"] / 60
    time_word = "holds" if minutes <= MOST_MINUTES else "FAILS"
    memory_word = "holds" if found["peak_mib"] < MOST_MIB else "FAILS"
    print(f"  {minutes:.1f} of at most {MOST_MINUTES:.0f} minutes: {time_word}")
    print(f"  {found['peak_mib']:.0f} of less than {MOST_MIB} MiB a process: {memory_word}")
