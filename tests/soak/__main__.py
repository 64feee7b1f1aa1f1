"""The long counts: `python -m tests.soak [NAME …]` runs them all, or only those named.

Each is a set of tests that CI runs a few times, run here as often as the promise wants. Prints a
table, writes it to docs/soak.md, and exits 1 when anything failed.
"""

from __future__ import annotations

import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "soak.md"
COMMAND = "make soak"

COLUMNS = ("what", "count", "seconds", "result", "date", "commit")


@dataclass(frozen=True)
class Item:
    """One line of the table: which tests, how often, and how the count is said."""

    name: str
    count: str
    tests: tuple[str, ...]
    least: int
    """Fewer tests than this, in all, is a failure: something was not collected."""

    times: int = 1


REPETITION = "tests/property/test_repetition.py"
KILLS = "tests/journeys/test_kills.py"

ITEMS = (
    Item("kills", "30 seeds of 20,000 rows", (KILLS, "-k", "random_points"), 30),
    Item("crashes", "each write of 4 functions", (KILLS, "-k", "writes"), 4),
    Item("shuffles", "10 orders of the sample", (REPETITION, "-k", "shuffling"), 1),
    Item("repetition", "240 examples a property", (REPETITION, "-k", "not shuffling"), 5),
    Item("conservation", "1,200 examples a property", ("tests/property/test_conservation.py",), 3),
    Item(
        "spoilt files",
        "10,000 spoilt exports, 2,400 dialects",
        ("tests/property/test_mutations.py", "tests/property/test_dialects.py"),
        45,
    ),
    Item(
        "long files",
        "300,000 rows in 6 formats, 2 s a call",
        ("tests/journeys/test_long_files.py",),
        6,
    ),
    Item("undo", "800 examples", ("tests/property/test_undo.py",), 1),
    Item("sync", "1,700 examples", ("tests/property/test_sync_converges.py",), 2),
    Item(
        "requests",
        "each write, each call, 300 orders",
        ("tests/journeys/test_request_crashes.py", "tests/journeys/test_erasure_in_flight.py"),
        7,
    ),
    Item("races", "20 of processes, 20 of threads", ("tests/journeys/test_races.py",), 40),
    Item("archives", "each of 10 functions", ("tests/infra/test_archives_boot.py",), 20),
    Item(
        "journeys",
        "3 times, on the emulators",
        (
            "tests/journeys/test_file_to_profiles.py",
            "tests/journeys/test_promises.py",
            "-m",
            "emulators",
        ),
        15,
        times=3,
    ),
)


def main(names: Sequence[str]) -> int:
    """Run the items of these names, all when there are none; the exit code."""
    unknown = set(names) - {item.name for item in ITEMS}
    if unknown:
        print(f"no such item: {', '.join(sorted(unknown))}")
        print(f"known: {', '.join(item.name for item in ITEMS)}")
        return 2
    rows = dict(known_rows(PAGE.read_text(encoding="utf-8") if PAGE.exists() else ""))
    ran = []
    for item in ITEMS:
        if names and item.name not in names:
            continue
        print(f"{item.name}: {item.count} …", flush=True)
        rows[item.name] = run(item)
        ran.append(item.name)
        write_page(rows)
    print_table([rows[name] for name in ran])
    return 0 if all(rows[name]["result"] == "passed" for name in ran) else 1


def run(item: Item) -> dict[str, str]:
    """Run an item; its row of the table."""
    began = time.monotonic()
    results = [run_tests(item) for _ in range(item.times)]
    failed = next((one for one in results if one != "passed"), "passed")
    return {
        "what": item.name,
        "count": item.count,
        "seconds": f"{time.monotonic() - began:.0f}",
        "result": failed,
        "date": f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC",
        "commit": commit(),
    }


def run_tests(item: Item) -> str:
    """`passed`, or how many did not."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        subprocess.run(
            [sys.executable, "-m", "pytest", *item.tests, f"--junitxml={report}"],
            cwd=ROOT,
            env={**os.environ, "NOVA_SOAK": "1"},
            check=False,
        )
        if not report.exists():
            return "did not run"
        (suite,) = ElementTree.parse(report).getroot()
    found = {name: int(suite.get(name, "0")) for name in ("tests", "failures", "errors", "skipped")}
    bad = found["failures"] + found["errors"]
    if bad:
        return f"{bad} of {found['tests']} failed"
    if found["skipped"]:
        return f"{found['skipped']} of {found['tests']} did not run"
    if found["tests"] < item.least:
        return f"only {found['tests']} tests were found, of {item.least}"
    return "passed"


def commit() -> str:
    """The commit the tree stands at, marked when something in it is not committed."""
    head = _git("rev-parse", "--short", "HEAD")
    changed = [line for line in _git("status", "--porcelain").splitlines() if "soak.md" not in line]
    return f"{head} and changes" if changed else head


def machine() -> str:
    """What it ran on."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / (1 << 30)
    cores = len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count()
    return (
        f"{cores} cores ({platform.machine()}), {memory:.0f} GiB, {platform.system()} "
        f"{platform.release()}, Python {platform.python_version()}"
    )


def known_rows(page: str) -> Mapping[str, dict[str, str]]:
    """The rows of the last page, by name: what was not run this time stays as it was."""
    rows = {}
    for line in page.splitlines():
        cells = [cell.strip() for cell in line.strip("| ").split("|")]
        if line.startswith("|") and len(cells) == len(COLUMNS):
            rows[cells[0]] = dict(zip(COLUMNS, cells, strict=True))
    return {item.name: rows[item.name] for item in ITEMS if item.name in rows}


def write_page(rows: Mapping[str, dict[str, str]]) -> None:
    """Write docs/soak.md."""
    lines = [
        "# The soak",
        "",
        "What CI tries a few times, tried often: `make soak`, or a line of it by its name:",
        "`python -m tests.soak kills`. This page is written by it; docs/testing.md says what the",
        "names mean.",
        "",
        f"Machine: {machine()}. Command: `{COMMAND}`.",
        "",
        *table([rows[item.name] for item in ITEMS if item.name in rows]),
        "",
    ]
    PAGE.write_text("\n".join(lines), encoding="utf-8")


def table(rows: Sequence[Mapping[str, str]]) -> list[str]:
    """The rows as a Markdown table."""
    return [
        f"| {' | '.join(COLUMNS)} |",
        f"|{'|'.join('---' for _ in COLUMNS)}|",
        *(f"| {' | '.join(row[name] for name in COLUMNS)} |" for row in rows),
    ]


def print_table(rows: Sequence[Mapping[str, str]]) -> None:
    """The rows, aligned, for a terminal."""
    widths = {name: max(len(name), *(len(row[name]) for row in rows)) for name in COLUMNS}
    for row in ({name: name for name in COLUMNS}, *rows):
        print("  ".join(row[name].ljust(widths[name]) for name in COLUMNS))


def _git(*arguments: str) -> str:
    done = subprocess.run(
        ["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return done.stdout.rstrip()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
