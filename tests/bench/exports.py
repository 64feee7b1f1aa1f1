"""The exports that are measured: a base, and an acquisition that partly knows the same people."""

from __future__ import annotations

import random
from itertools import chain
from pathlib import Path

from tests.bench.people import Person, people, write_export

BASE = "bench.base"
ACQUIRED = "bench.acquired"
"""Source ids of the two."""

KNOWN_SHARE = 50
"""One in this many people of the acquired export is in the base already."""

_CONTRACT = """\
id: bench
name: Measured company
sources:
  - id: base
    key: client_id
    unique: true
  - id: acquired
    key: client_id
    unique: true
"""


def write_contracts(folder: Path) -> Path:
    """A folder with the one contract the measurements need."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "bench.yaml").write_text(_CONTRACT, encoding="utf-8")
    return folder


def base_people(count: int) -> list[Person]:
    """The people of the base."""
    return list(people(count, seed=1))


def write_base(path: Path, count: int) -> Path:
    """The base, one row a person."""
    write_export(path, iter(base_people(count)), prefix="B", seed=2)
    return path


def write_acquired(path: Path, count: int, *, base: int) -> Path:
    """An acquired export of `count` people, some of whom are among the `base` people."""
    known = min(count // KNOWN_SHARE, base)
    chosen = random.Random(5).sample(base_people(base), known)
    strangers = people(count - known, seed=3)
    write_export(path, chain(iter(chosen), strangers), prefix="A", seed=4)
    return path
