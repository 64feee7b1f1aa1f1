"""What it costs that several workers resolve at once, on the Firestore emulator.

Two loads, each by 1, 4 and 8 workers: strangers, whose parts meet in next to nothing, and the worst
there is, the same people from four sources, their parts delivered at the same moment.
"""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import Any

from shared.errors import NotFound
from shared.local.emulation.emulators import started
from shared.model.message import Message
from shared.ports import Documents
from tests.bench.counting import CountingDocuments
from tests.bench.environments import emulated
from tests.bench.firestore import fresh_documents
from tests.bench.tables import show
from tests.festival import CONTRACTS, SOURCES, crowd, export
from tests.memory import MemoryWorld
from tests.outcomes import outcome_of
from tests.ports.racing import race
from tests.rivals import deliver_all, drop_everybody, parts_mapped

WORKERS = (1, 4, 8)
PEOPLE = 160
PART = 20
COLUMNS = (
    "load",
    "workers",
    "contacts",
    "seconds",
    "contacts/s",
    "CPU us/contact",
    "commits",
    "conflicts",
    "conflicts/commit",
    "asked/contact",
    "profiles",
)


def measure(scratch: Path, *, full: bool, repeats: int) -> dict[str, Any]:
    """Seconds, commits and conflicts by number of workers."""
    try:
        with started(scratch / "logs", os.environ) as addresses, emulated(addresses):
            rows = [
                run(fresh_documents(), is_same=is_same, workers=workers)
                for is_same in (False, True)
                for workers in WORKERS
            ]
    except NotFound as error:
        print(f"contention: skipped. {error}")
        return {"skipped": str(error)}
    show(
        "Workers on the Firestore emulator",
        COLUMNS,
        [[one[name] for name in COLUMNS] for one in rows],
    )
    return {"runs": rows}


def run(store: Documents, *, is_same: bool, workers: int) -> dict[str, Any]:
    """One load by so many workers into an empty store."""
    documents = CountingDocuments(store)
    world = MemoryWorld(contracts=CONTRACTS, part_size=PART, documents=documents)
    if is_same:
        drop_everybody(world, PEOPLE, Random(1))
        sources: Sequence[str] = SOURCES
    else:
        sources = SOURCES[:1]
        people = crowd(PEOPLE * len(SOURCES))
        world.drop(sources[0], "people.csv", export(people, source=sources[0]))
    for _ in sources:
        world.deliver_next()
    parts = [parts_mapped(world, source) for source in sources]
    # Parts of the same people stand together, so that they are under way at the same moment.
    queue = [part for together in zip(*parts, strict=True) for part in together]
    documents.reset()
    shares: list[list[Message]] = [queue[number::workers] for number in range(workers)]
    began, cpu = time.perf_counter(), time.process_time()
    race(workers, lambda number: deliver_all(world.app, shares[number]))
    seconds, cpu = time.perf_counter() - began, time.process_time() - cpu
    contacts = PEOPLE * len(SOURCES)
    asked = sum(documents.asked[kind] for kind in ("Record", "Profile", "Key"))
    return {
        "load": "the same people" if is_same else "strangers",
        "workers": workers,
        "contacts": contacts,
        "seconds": round(seconds, 2),
        "contacts/s": round(contacts / seconds),
        "CPU us/contact": round(cpu / contacts * 1e6),
        "commits": documents.commits,
        "conflicts": documents.conflicts,
        "conflicts/commit": round(documents.conflicts / documents.commits, 2),
        "asked/contact": round(asked / contacts, 1),
        "profiles": len(outcome_of(world.app).membership),
    }
