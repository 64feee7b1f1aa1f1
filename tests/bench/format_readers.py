"""`python -m tests.bench.format_readers ours|library FORMAT FILE`: read it once, and say how fast.

The library's way is the one its documentation shows for files that do not fit in memory, giving
each row as a dictionary of texts, as we do.
"""

from __future__ import annotations

import csv
import json
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import ijson
import openpyxl

from tests.bench.processes import peak_mib


def ours(file: Path) -> Iterator[Any]:
    """What a call of `map_upload` does before it maps."""
    from shared.ingest.reading import read_rows, sniff  # noqa: PLC0415  its imports are not timed

    with file.open("rb") as stream:
        yield from read_rows(stream, sniff(stream))


def _csv(file: Path) -> Iterator[Any]:
    with file.open(encoding="utf-8", newline="") as stream:
        yield from csv.DictReader(stream, delimiter=";")


def _json_lines(file: Path) -> Iterator[Any]:
    with file.open("rb") as stream:
        yield from map(json.loads, stream)


def _json(file: Path) -> Iterator[Any]:
    with file.open("rb") as stream:
        yield from ijson.items(stream, "people.item")


def _xml(file: Path) -> Iterator[Any]:
    for _, element in ElementTree.iterparse(file):
        if element.tag == "p":
            yield {child.tag: child.text for child in element}
            element.clear()


def _sheet(file: Path) -> Iterator[Any]:
    book = openpyxl.load_workbook(file, read_only=True)
    assert book.active is not None
    rows = book.active.iter_rows(values_only=True)
    names = next(rows)
    for row in rows:
        yield dict(zip(names, row, strict=True))


def _html(file: Path) -> Iterator[Any]:
    parser = _Cells()
    with file.open(encoding="utf-8") as stream:
        while block := stream.read(1 << 16):
            parser.feed(block)
            yield from parser.rows
            parser.rows.clear()


class _Cells(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self._row: list[str] = []
        self._is_header = True

    def handle_endtag(self, tag: str) -> None:
        if tag == "tr":
            if not self._is_header:
                self.rows.append(self._row)
            self._row, self._is_header = [], False

    def handle_data(self, data: str) -> None:
        self._row.append(data)


LIBRARIES: dict[str, tuple[str, Callable[[Path], Iterable[Any]]]] = {
    "csv": ("csv.DictReader", _csv),
    "jsonl": ("json.loads", _json_lines),
    "json": ("ijson", _json),
    "xml": ("ElementTree", _xml),
    "xlsx": ("openpyxl", _sheet),
    "html": ("html.parser", _html),
}


def main() -> None:
    """Read the file; one line of JSON on standard output."""
    reader, name, path = sys.argv[1:]
    library, read = LIBRARIES[name]
    if reader == "ours":
        read = ours
        import shared.ingest.reading  # noqa: F401, PLC0415
    began = time.perf_counter()
    rows = sum(1 for _ in read(Path(path)))
    seconds = time.perf_counter() - began
    peak = peak_mib(os.getpid())
    print(json.dumps({"rows": rows, "seconds": seconds, "peak_mib": peak, "library": library}))


if __name__ == "__main__":
    main()
