"""A file longer than any call: finished over as many as it takes, whatever kills them.

Each call has a small budget, and is killed at random; memory does not grow with the file.
"""

from __future__ import annotations

import gzip
import io
import json
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from random import Random

import openpyxl
import pytest

from shared.model.message import ObjectLanded
from shared.model.upload import Part, Upload
from shared.rules import catalogue
from shared.rules.parts import totals
from shared.wiring.app import App
from tests.bench.processes import peak_mib
from tests.festival import SOURCES, crowd, export
from tests.long_reading import CALL, installation
from tests.scale import LONG_FILE

SOURCE = SOURCES[0]
ROWS, CALL_SECONDS, WORKBOOK_SECONDS, KILLS = LONG_FILE
MOST_MIB = 512


def _json_lines() -> bytes:
    return b"".join(json.dumps(one).encode() + b"\n" for one in crowd(ROWS))


def _xml() -> bytes:
    rows = (
        "<p>" + "".join(f"<{name}>{text}</{name}>" for name, text in one.items()) + "</p>"
        for one in crowd(ROWS)
    )
    return f"<people>{''.join(rows)}</people>".encode()


def _sheet() -> bytes:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    people = crowd(ROWS)
    sheet.append(list(people[0]))
    for one in people:
        sheet.append(list(one.values()))
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


FILES: Mapping[str, Callable[[], bytes]] = {
    "csv": lambda: export(crowd(ROWS)),
    "csv.gz": lambda: gzip.compress(export(crowd(ROWS)), 1),
    "jsonl": _json_lines,
    "json": lambda: json.dumps({"people": crowd(ROWS)}).encode(),
    "xml": _xml,
    "xlsx": _sheet,
}


@pytest.mark.parametrize("kind", FILES)
def test_a_long_file_is_finished_in_short_calls_that_are_killed(kind: str, tmp_path: Path) -> None:
    random = Random(kind)
    seconds = WORKBOOK_SECONDS if kind == "xlsx" else CALL_SECONDS
    app, _ = installation(tmp_path, seconds=seconds)
    drop(app, f"people.{kind}", FILES[kind]())
    kills = calls = 0
    peaks: list[float] = []

    while True:
        reader = subprocess.Popen(
            [sys.executable, "-m", "tests.long_reading", str(tmp_path), str(seconds)],
            stdout=subprocess.PIPE,
            text=True,
        )
        assert reader.stdout is not None
        said = ""
        if kills < KILLS:
            # Some way into one of its first calls.
            for _ in range(random.randint(1, 2)):
                said += reader.stdout.readline()
            time.sleep(random.uniform(0, seconds))
            with suppress(ValueError):  # it has just ended by itself
                peaks.append(peak_mib(reader.pid))
                reader.kill()
                kills += 1
        said += reader.communicate()[0]
        calls += said.count(CALL)
        if reader.returncode == 0:
            peaks.append(float(said.split()[-1]))
            break

    (upload,) = [one.value for _, one in app.documents.find(Upload)]
    parts = [one.value for _, one in app.documents.find(Part, where={"upload": upload.id})]
    counts = totals(parts)
    assert (upload.state, upload.parts) == ("mapped", len(parts))
    assert (counts["rows"], counts["mapped"], counts["rejected"]) == (ROWS, ROWS, 0)
    assert (kills, max(peaks) < MOST_MIB) == (KILLS, True)
    assert calls > KILLS
    assert list(app.objects.list(catalogue.LANDING)) == []


def drop(app: App, name: str, content: bytes) -> None:
    where = f"{SOURCE}/{name}"
    app.objects.put(catalogue.LANDING, where, content)
    generation = app.objects.facts(catalogue.LANDING, where).generation
    app.messages.publish(
        [ObjectLanded(bucket=catalogue.LANDING, name=where, generation=generation)]
    )
