"""`python -m tests.bench [NAME …]`: measure, print tables, and with --json keep the figures."""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
from pathlib import Path
from typing import Any

from tests.bench import (
    acquisition,
    contention,
    drift,
    erasure,
    firestore,
    formats,
    imports,
    latency,
    mapping,
    path,
    peer,
    stages,
    teaching,
)
from tests.bench.pace import machine

MEASUREMENTS = {
    "stages": stages,
    "path": path,
    "acquisition": acquisition,
    "firestore": firestore,
    "contention": contention,
    "erasure": erasure,
    "latency": latency,
    "imports": imports,
    "formats": formats,
    "mapping": mapping,
    "teaching": teaching,
    "drift": drift,
    "peer": peer,
}


def main() -> None:
    options = _options()
    found: dict[str, Any] = {"machine": machine()}
    print(found["machine"])
    scratch = Path(tempfile.mkdtemp(prefix="nova-bench-", dir=options.scratch))
    try:
        for name in options.names or MEASUREMENTS:
            folder = scratch / name
            folder.mkdir()
            given = {
                "acquisition": {"data": options.data},
                "peer": {"data": options.data, "renew": options.write},
            }.get(name, {})
            measured = MEASUREMENTS[name].measure(
                folder, full=options.full, repeats=options.repeats, **given
            )
            found[name] = measured
            if not options.keep:
                shutil.rmtree(folder)
    finally:
        if options.keep:
            print(f"kept: {scratch}")
        else:
            shutil.rmtree(scratch, ignore_errors=True)
    if options.json:
        options.json.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(MEASUREMENTS))
    parser.add_argument(
        "--full", action="store_true", help="path: 450,000 contacts as well; erasure: among so many"
    )
    parser.add_argument("--repeats", type=int, default=3, help="runs a median is taken of")
    parser.add_argument("--json", type=Path, help="write every figure into this file")
    parser.add_argument("--scratch", type=Path, help="where the scratch folder is made")
    parser.add_argument(
        "--data",
        type=Path,
        action="append",
        default=[],
        metavar="FOLDER",
        help="labelled people, records.csv and truth.csv: acquisition takes the first, peer all;"
        " may be repeated",
    )
    parser.add_argument("--write", action="store_true", help="peer: renew docs/figures.md")
    parser.add_argument("--keep", action="store_true", help="leave the scratch folder where it is")
    options = parser.parse_args()
    unknown = [name for name in options.names if name not in MEASUREMENTS]
    if unknown:
        parser.error(f"no measurement is called {', '.join(unknown)}")
    return options


if __name__ == "__main__":
    main()
