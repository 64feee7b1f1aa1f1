"""Documents read and written per contact on the Firestore emulator, at two sizes of the base.

What Firestore bills: every id asked for is a read, found or not, and every document of a commit a
write. The part, upload and weights documents are counted as well; they are shared by a whole part.
"""

from __future__ import annotations

import os
import random
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from shared.errors import NotFound
from shared.identity.learning import Learning
from shared.local.emulation.emulators import started
from tests.bench.counting import CountingDocuments
from tests.bench.drive import Drive
from tests.bench.environments import emulated
from tests.bench.exports import ACQUIRED, BASE, base_people, write_contracts
from tests.bench.people import people
from tests.bench.tables import show

if TYPE_CHECKING:
    from shared.adapters.google.documents import FirestoreDocuments

BASE_SIZES = (500, 4_000)
SIZE = 500
"""People of each measured export: half a part."""

COLUMNS = ("base", "export", "new", "linked", "review", "asked", "found", "written", "candidates")


def measure(scratch: Path, *, full: bool, repeats: int) -> dict[str, Any]:
    """Documents per contact for strangers and for people the base knows; counts need no repeats."""
    try:
        with started(scratch / "logs", os.environ) as addresses, emulated(addresses):
            found = [_measure_base(scratch, size) for size in BASE_SIZES]
    except NotFound as error:
        print(f"firestore: skipped. {error}")
        return {"skipped": str(error)}
    exports = list(chain.from_iterable(found))
    show(
        f"Documents per contact on the Firestore emulator, exports of {SIZE}",
        COLUMNS,
        [[one[name] for name in COLUMNS] for one in exports],
    )
    return {"exports": exports}


def _measure_base(scratch: Path, size: int) -> list[dict[str, Any]]:
    """One installation: its base loaded and learnt from, then two exports that are counted."""
    folder = scratch / f"base-{size}"
    known = base_people(size)
    documents = CountingDocuments(fresh_documents())
    drive = Drive(folder, documents, contracts=write_contracts(folder / "contracts"))
    drive.load(BASE, known, prefix="B", seed=2)
    Learning(drive.app.scales).learn()
    strangers = list(people(SIZE, seed=3))
    again = random.Random(5).sample(known, min(SIZE, size))
    return [
        {"base": size, "export": name, **drive.load(ACQUIRED, persons, prefix=name, seed=seed)}
        for name, persons, seed in (("strangers", strangers, 4), ("known", again, 6))
    ]


def fresh_documents() -> FirestoreDocuments:
    """The documents of an empty project on the emulator that the environment names."""
    from google.cloud import firestore  # noqa: PLC0415  the emulator's address must be known first

    from shared.adapters.google.documents import FirestoreDocuments  # noqa: PLC0415

    return FirestoreDocuments(firestore.Client(project=f"bench-{uuid4().hex[:12]}"))
