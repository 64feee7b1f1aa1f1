"""`nova link`, Splink and recordlinkage side by side: labelled people, from raw file to clusters.

All get the same file and clean it themselves; they run in turn, each `--repeats` times. `--data
FOLDER` adds people as make_media.py writes them; `--write` renews docs/figures.md. Peers are
installed into scratch environments for the run, pinned; one that cannot be had is left out.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from tests.bench.environments import environment_with
from tests.bench.evaluation import groups_in, pairs_within, pairwise
from tests.bench.pace import machine, machine_load
from tests.bench.peer_page import BESIDE, CAREFUL, COLUMNS, cells, write
from tests.bench.peer_sets import People, people
from tests.bench.spending import Spent, run
from tests.bench.tables import middle, show

LIMIT = 900.0
"""Seconds a program may take for one file."""

SPLINK = ("splink==5.0.0", "duckdb==2.0.0", "phonenumbers==9.0.43", "anyascii==0.3.3")
RECORDLINKAGE = ("recordlinkage==0.16", "networkx==3.6.1")
USUAL = 0.95
"""The threshold of Splink's own examples."""

THRESHOLDS = (0.1, 0.3, 0.5, 0.7, 0.8, 0.9, USUAL, 0.98, 0.99, 0.995, 0.999, 0.9999)
"""What the best is chosen from, with the truth."""

_ROOT = Path(__file__).parents[2]


class Program(NamedTuple):
    """One of those compared."""

    name: str
    command: Callable[[People, Path], Sequence[str]]
    """What runs for these people, writing into a folder."""

    clusters: str
    """The file of that folder that says who is one person."""


@dataclass
class Runs:
    """What a program made of one file of people."""

    folder: Path
    spent: list[Spent] = field(default_factory=list)
    is_late: bool = False


def measure(
    scratch: Path, *, full: bool, repeats: int, data: Sequence[Path] = (), renew: bool = False
) -> dict[str, Any]:
    """Cost and quality of each program on each file, and our time as a share of Splink's."""
    before = machine()
    programs = list(_programs(scratch))
    found = []
    for place, these in enumerate(people(scratch, data)):
        folder = scratch / f"people-{place}"
        runs = {one.name: Runs(folder / str(nr)) for nr, one in enumerate(programs)}
        for one in runs.values():
            one.folder.mkdir(parents=True)
        for _ in range(repeats):
            for program in programs:
                _run(program, these, runs[program.name])
        measured = _figures(these, programs, runs)
        title = f"{measured['people']} ({measured['records']:,} records; medians of {repeats})"
        show(title, COLUMNS, [cells(row) for row in measured["rows"]])
        print("  " + ", ".join(f"{name} {value}" for name, value in measured["nova link"].items()))
        found.append(measured)
    said = [*["--data FOLDER"] * len(data), f"--repeats {repeats}", "--write"]
    result = {
        "command": " ".join(["python -m tests.bench peer", *said]),
        "machine": before,
        "load after": machine_load(),
        "peers": [*SPLINK, *RECORDLINKAGE],
        "usual threshold": USUAL,
        "repeats": repeats,
        "sets": found,
    }
    if renew:
        write(_ROOT / "docs" / "figures.md", result)
    return result


def _programs(scratch: Path) -> Iterable[Program]:
    """`nova link`, and the peers that can be had."""
    yield Program("nova link", _nova, "clusters.csv")
    splink = environment_with(scratch / "splink", SPLINK)
    if splink:
        clusters = f"clusters-{USUAL}.csv"
        yield Program("Splink", _script(splink, "peer_splink.py"), clusters)
        careful = _script(splink, "peer_splink.py", "--in-python")
        yield Program(CAREFUL, careful, clusters)
    other = environment_with(scratch / "recordlinkage", RECORDLINKAGE)
    if other:
        yield Program("recordlinkage", _script(other, "peer_recordlinkage.py"), "clusters.csv")


def _nova(these: People, folder: Path) -> Sequence[str]:
    said = [sys.executable, "-c", "from shared.local.command import main; main()"]
    said += ["link", str(these.records), "--country", these.country]
    for name in ("clusters", "automatic", "review"):
        said += [f"--{name}", str(folder / f"{name}.csv")]
    for source in these.unique:
        said += ["--unique", source]
    return said


def _script(python: Path, name: str, *options: str) -> Callable[[People, Path], Sequence[str]]:
    script = str(Path(__file__).with_name(name))

    def command(these: People, folder: Path) -> Sequence[str]:
        said = [str(python), script, str(these.records), str(folder), "--country", these.country]
        return [*said, *options, *(["--unique"] if these.unique else [])]

    return command


def _run(program: Program, these: People, runs: Runs) -> None:
    """Once more, unless it was too slow before."""
    if runs.is_late:
        return
    spent = run(program.command(these, runs.folder), cwd=_ROOT, limit=LIMIT)
    runs.is_late = spent is None
    runs.spent += [spent] if spent else []
    said = _rounded(spent) if spent else f"not in {LIMIT:.0f} s"
    print(f"  {these.name}: {program.name} {said}", flush=True)


def _figures(
    these: People, programs: Sequence[Program], runs: Mapping[str, Runs]
) -> dict[str, Any]:
    person = these.persons()
    rows: list[dict[str, Any]] = []
    for program in programs:
        one = runs[program.name]
        if one.is_late:
            rows.append({"program": program.name, "late": f"not in {LIMIT:.0f} s"})
            continue
        quality = pairwise(person, groups_in(one.folder / program.clusters))
        rows.append({"program": program.name, **_middle(one.spent), **quality})
        if program.name == "Splink":
            rows.append(_at_its_best(program, these, one, person))
    ours = runs["nova link"]
    said: dict[str, Any] = {}
    if not ours.is_late:
        sure = pairwise(person, groups_in(ours.folder / "automatic.csv"))
        said["automatic precision"] = sure["precision"]
        said["automatic cover"] = sure["cover"]
        said["review share"] = round(_rows(ours.folder / "review.csv") / these.arriving(), 4)
        for name, columns in BESIDE.items():
            said |= _beside(ours, runs.get(name), columns)
    return {
        "people": these.name,
        "records": len(person),
        "pairs": pairs_within(person),
        "rows": rows,
        "nova link": said,
        "runs": {name: [_rounded(spent) for spent in one.spent] for name, one in runs.items()},
    }


def _at_its_best(
    program: Program, these: People, runs: Runs, person: Mapping[str, str]
) -> dict[str, Any]:
    """The threshold with the highest F1, in one run more, that is not timed."""
    command = [*program.command(these, runs.folder), "--thresholds", *map(str, THRESHOLDS)]
    run(command, cwd=_ROOT, limit=2 * LIMIT)
    tried = [
        (pairwise(person, groups_in(runs.folder / f"clusters-{threshold}.csv")), threshold)
        for threshold in THRESHOLDS
    ]
    quality, threshold = max(tried, key=lambda one: one[0]["f1"])
    return {"program": f"Splink, best threshold ({threshold}), chosen with the truth", **quality}


def _middle(spent: Sequence[Spent]) -> dict[str, float]:
    return {
        "seconds": middle(one.wall for one in spent),
        "CPU s": middle(one.cpu for one in spent),
        "peak MiB": round(middle(one.peak for one in spent)),
    }


def _rounded(spent: Spent) -> dict[str, float]:
    return {name: round(value, 2) for name, value in spent._asdict().items()}


def _beside(ours: Runs, theirs: Runs | None, columns: Sequence[str]) -> dict[str, float]:
    """Our time and CPU time as shares of theirs, run by run."""
    if theirs is None or theirs.is_late:
        return {}
    pairs = list(zip(ours.spent, theirs.spent, strict=True))
    shares = ([a.wall / b.wall for a, b in pairs], [a.cpu / b.cpu for a, b in pairs])
    return {name: middle(share) for name, share in zip(columns, shares, strict=True)}


def _rows(path: Path) -> int:
    with path.open(encoding="utf-8", newline="") as file:
        return sum(1 for _ in csv.reader(file)) - 1
