"""Rows a second and peak memory by format, beside the library that reads it underneath."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import openpyxl

from tests.bench.tables import middle, show
from tests.festival import crowd

ROWS = 100_000
COLUMNS = ("id", "given", "family", "mail", "phone", "zip", "city", "born", "optin", "note")

Person = dict[str, str]


def measure(scratch: Path, *, full: bool, repeats: int) -> dict[str, Any]:
    """Each format, read by us and by its library, each time in a process of its own."""
    found = {}
    for name, write in WRITERS.items():
        file = scratch / f"people.{name}"
        write(file)
        runs = {
            reader: [_run(reader, name, file) for _ in range(repeats)]
            for reader in ("ours", "library")
        }
        found[name] = {
            "mib": round(file.stat().st_size / (1 << 20), 1),
            **{
                reader: {
                    "rows_per_second": middle(ROWS / one["seconds"] for one in each),
                    "peak_mib": middle(one["peak_mib"] for one in each),
                    "library": each[0]["library"],
                }
                for reader, each in runs.items()
            },
        }
        file.unlink()
    show(
        f"Reading {ROWS:,} rows of {len(COLUMNS)} columns (medians of {repeats}, alternating)",
        ("format", "file MiB", "rows/s", "peak MiB", "library", "its rows/s", "its peak MiB"),
        [
            (
                name,
                one["mib"],
                round(one["ours"]["rows_per_second"]),
                round(one["ours"]["peak_mib"]),
                one["library"]["library"],
                round(one["library"]["rows_per_second"]),
                round(one["library"]["peak_mib"]),
            )
            for name, one in found.items()
        ],
    )
    return {"rows": ROWS, "formats": found}


def people() -> Iterator[Person]:
    """The same synthetic people every time."""
    for one in crowd(ROWS):
        number = int(one["id"])
        yield {
            **one,
            "city": f"Ville {number % 997}",
            "born": f"{1 + number % 28:02}/{1 + number % 12:02}/{1940 + number % 60}",
            "optin": "oui" if number % 3 else "non",
            "note": f"à relancer, n° {number}" if number % 5 == 0 else "",
        }


def _write_csv(file: Path) -> None:
    _write_text(file, [";".join(COLUMNS), *(";".join(one.values()) for one in people())])


def _write_json_lines(file: Path) -> None:
    _write_text(file, (json.dumps(one, ensure_ascii=False) for one in people()))


def _write_json(file: Path) -> None:
    _write_text(file, [json.dumps({"people": list(people())}, ensure_ascii=False)])


def _write_xml(file: Path) -> None:
    rows = (
        "<p>" + "".join(f"<{name}>{escape(text)}</{name}>" for name, text in one.items()) + "</p>"
        for one in people()
    )
    _write_text(file, ["<people>", *rows, "</people>"])


def _write_html(file: Path) -> None:
    def row(cells: list[str]) -> str:
        return "<tr>" + "".join(f"<td>{escape(text)}</td>" for text in cells) + "</tr>"

    rows = (row(list(one.values())) for one in people())
    _write_text(file, ["<table>", row(list(COLUMNS)), *rows, "</table>"])


def _write_sheet(file: Path) -> None:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(list(COLUMNS))
    for one in people():
        sheet.append(list(one.values()))
    book.save(file)


def _write_text(file: Path, lines: Any) -> None:
    with file.open("w", encoding="utf-8") as out:
        out.writelines(f"{line}\n" for line in lines)


WRITERS: dict[str, Callable[[Path], None]] = {
    "csv": _write_csv,
    "jsonl": _write_json_lines,
    "json": _write_json,
    "xml": _write_xml,
    "xlsx": _write_sheet,
    "html": _write_html,
}


def _run(reader: str, name: str, file: Path) -> dict[str, Any]:
    told = subprocess.run(
        [sys.executable, "-m", "tests.bench.format_readers", reader, name, str(file)],
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    answer: dict[str, Any] = json.loads(told)
    assert answer["rows"] == ROWS, answer
    return answer
