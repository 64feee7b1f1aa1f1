"""docs/figures.md: what one run of `peer` measured, as a page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

COLUMNS = ("program", "seconds", "CPU s", "peak MiB", "precision", "recall", "F1")

_WORDS = ("people", "program")
"""Columns of words; the others are figures."""

CAREFUL = "Splink, cells cleaned in Python"
"""The same model with phones read by phonenumbers, as ours are."""

BESIDE = {
    "Splink": ("time beside Splink", "CPU beside Splink"),
    CAREFUL: ("time beside a careful Splink", "CPU beside a careful Splink"),
}
"""Whom our time is set beside, and what the two shares are called."""

_PAGE = """\
# Beside peers

`{command}`, {day}: all from one run.
The command writes this page; do not edit it. {machine}; load {load} before,
{after} after, a CSV row in {pace} µs: on a busy machine read CPU time rather than seconds. Peers:
{peers}.

Every program gets the same raw file and ends with a file of clusters, its start and its cleaning
included; they run in turn. Medians of {repeats}. Precision, recall and F1 count all pairs of
records; memory is that of all processes together. Only febrl4 and fake_1000 are from others: the
rest is synthetic, by rules our engine was shaped on.

{programs}

`nova link` by itself; and how many times Splink's time and CPU time it takes, run by run (below one
it is the faster), where Splink's cells are cleaned in SQL, and in Python as carefully as ours:

{ours}

**Splink** is set up as a careful user would (`tests/bench/peer_splink.py`): cells cleaned in SQL,
its own comparisons for people with term frequencies, eight blocking rules and more, trained
without labels; threshold {usual} as in its examples, one to one where sources are unique. *Cleaned
in Python* is the same model behind cells cleaned one by one, phones by phonenumbers
(`peer_cleaning.py`), which SQL has not: that is what our own cells go through. *Best
threshold* is the one with the highest F1, **chosen with the truth: an advantage no user has**.
**recordlinkage** (`peer_recordlinkage.py`) is its ECM classifier over five blocks. *Automatic* are
the links `nova link` would make without a person, *in review* the pairs it would ask about, as a
share of the arriving records. [What this says](performance.md#beside-a-peer).
"""


def cells(row: Mapping[str, Any]) -> list[Any]:
    """A program's figures in the order of the columns; empty where there are none."""
    if "late" in row:
        return [row["program"], row["late"], *[""] * (len(COLUMNS) - 2)]
    names = ("seconds", "CPU s", "peak MiB", "precision", "cover", "f1")
    return [row["program"], *(row.get(name, "") for name in names)]


def write(path: Path, measured: Mapping[str, Any]) -> None:
    """Make the page of a run anew."""
    machine, sets = measured["machine"], measured["sets"]
    programs = [
        [f"**{one['people']}**" if place == 0 else "", *_shown(row)]
        for one in sets
        for place, row in enumerate(one["rows"])
    ]
    page = _PAGE.format(
        command=measured["command"],
        day=machine["at"][:10],
        machine=", ".join(
            (
                f"{machine['cores']} cores",
                f"{machine['memory_gib']} GiB",
                machine["system"].partition("-")[0],
                f"Python {machine['python']}",
            )
        ),
        load=machine["load"][0],
        after=measured["load after"][0],
        pace=machine["us_per_csv_row"],
        peers=", ".join(one.replace("==", " ") for one in measured["peers"]),
        repeats=measured["repeats"],
        usual=measured["usual threshold"],
        programs=_table(("people", *COLUMNS), programs),
        ours=_ours(sets),
    )
    path.write_text(page, encoding="utf-8")


def _shown(row: Mapping[str, Any]) -> list[str]:
    program, *figures = cells(row)
    if "late" in row:
        return [program, *figures]
    seconds, cpu, peak, precision, recall, f1 = figures
    costs = [_seconds(seconds), _seconds(cpu), f"{peak:,}" if peak else ""]
    return [program, *costs, *(f"{one:.3f}" for one in (precision, recall, f1))]


def _seconds(value: float | str) -> str:
    return value if isinstance(value, str) else f"{value:.1f}" if value < 100 else f"{value:.0f}"


def _ours(sets: Sequence[Mapping[str, Any]]) -> str:
    columns = (
        "people",
        "pairs to find",
        "automatic precision",
        "automatic cover",
        "in review",
        "time : Splink's, SQL",
        "CPU : its, SQL",
        "time : Splink's, Python",
        "CPU : its, Python",
    )
    rows = []
    for one in sets:
        said = one["nova link"]
        if said:
            names = [name for columns in BESIDE.values() for name in columns]
            beside = [f"{said[name]:.2f}" if name in said else "" for name in names]
            precision, cover = said["automatic precision"], said["automatic cover"]
            figures = [f"{precision:.3f}", f"{cover:.3f}", f"{said['review share']:.1%}"]
            rows.append([one["people"], f"{one['pairs']:,}", *figures, *beside])
    return _table(columns, rows)


def _table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [columns, ["---" if name in _WORDS else "--:" for name in columns], *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)
