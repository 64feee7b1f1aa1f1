"""Documents read and written per contact on the Firestore emulator, at two sizes of the base.

What Firestore bills: every id asked for is a read, found or not, and every document of a commit a
write. The part, upload and weights documents are counted as well; they are shared by a whole part.
"""

from __future__ import annotations

import os
import random
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import Any
from uuid import uuid4

from shared.adapters.embedded.clock import SystemClock
from shared.adapters.embedded.contracts import FolderContracts
from shared.adapters.embedded.objects import FolderObjects
from shared.adapters.embedded.secrets import FileSecrets
from shared.adapters.embedded.tokens import LocalTokens
from shared.adapters.http.webhooks import HttpWebhooks
from shared.backends import Backend
from shared.config import Settings
from shared.errors import NotFound
from shared.local.emulation.emulators import started
from shared.model.message import ContactsMapped, Message, ObjectLanded, UploadContinues
from shared.model.upload import Part
from shared.ports import DeadLetter
from shared.rules.catalogue import LANDING
from shared.rules.parts import totals
from shared.wiring import App, assemble
from tests.bench.counting import CountingDocuments
from tests.bench.exports import ACQUIRED, BASE, base_people, write_contracts
from tests.bench.people import Person, people, write_export
from tests.bench.tables import show

BASE_SIZES = (500, 4_000)
SIZE = 500
"""People of each measured export: half a part."""

COLUMNS = ("base", "export", "new", "linked", "review", "asked", "found", "written", "candidates")


def measure(scratch: Path, *, full: bool, repeats: int) -> dict[str, Any]:
    """Documents per contact for strangers and for people the base knows; counts need no repeats."""
    try:
        with _firestore(scratch / "logs") as project_of:
            found = [_measure_base(scratch, size, project_of()) for size in BASE_SIZES]
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


def _measure_base(scratch: Path, size: int, project: str) -> list[dict[str, Any]]:
    """One installation: its base loaded and learnt from, then two exports that are counted."""
    from google.cloud import firestore  # noqa: PLC0415  the emulator's address must be known first

    from shared.adapters.google.documents import FirestoreDocuments  # noqa: PLC0415

    folder = scratch / f"base-{size}"
    known = base_people(size)
    drive = _Drive(folder, CountingDocuments(FirestoreDocuments(firestore.Client(project=project))))
    drive.load(BASE, known, prefix="B", seed=2)
    drive.app.scales.learn()
    strangers = list(people(SIZE, seed=3))
    again = random.Random(5).sample(known, min(SIZE, size))
    return [
        {"base": size, "export": name, **drive.load(ACQUIRED, persons, prefix=name, seed=seed)}
        for name, persons, seed in (("strangers", strangers, 4), ("known", again, 6))
    ]


class _Outbox:
    """Meets `ports.Messages` with a list."""

    def __init__(self) -> None:
        self.waiting: list[Message] = []

    def publish(self, messages: Sequence[Message]) -> None:
        self.waiting += messages


class _NoDeadLetters:
    """Meets `ports.DeadLetters`: what fails here, raises."""

    def list(self) -> list[DeadLetter]:
        return []

    def replay(self, ids: Iterable[str]) -> int:
        return 0


class _Drive:
    """The use cases on counted documents, their messages delivered one after the other."""

    def __init__(self, folder: Path, documents: CountingDocuments) -> None:
        contracts = write_contracts(folder / "contracts")
        keys = FileSecrets(folder / "secrets")
        self._folder = folder
        self._documents = documents
        self._outbox = _Outbox()
        self.app: App = assemble(
            Settings(data=str(folder), contracts=str(contracts)),
            Backend(
                documents=documents,
                objects=FolderObjects(folder / "buckets"),
                messages=self._outbox,
                dead_letters=_NoDeadLetters(),
                secrets=keys,
                contracts=FolderContracts(contracts),
                doorkeeper=LocalTokens(keys.get("tokens")),
                webhooks=HttpWebhooks(SystemClock()),
                clock=SystemClock(),
            ),
        )

    def load(
        self, source: str, persons: Iterable[Person], *, prefix: str, seed: int
    ) -> dict[str, Any]:
        """Load an export of these people; documents per contact, and what became of them."""
        export = self._folder / f"{prefix}.csv"
        write_export(export, iter(persons), prefix=prefix, seed=seed)
        self._documents.reset()
        upload = self._deliver(source, export)
        counted = _Counted(self._documents)
        parts = self.app.documents.find(Part, where={"upload": upload})
        return counted.per_contact(totals(one.value for _, one in parts))

    def _deliver(self, source: str, export: Path) -> str:
        """Deliver everything an export sets off; the upload's id."""
        name = f"{source}/{export.name}"
        self.app.objects.put(LANDING, name, export.read_bytes())
        generation = self.app.objects.facts(LANDING, name).generation
        self._outbox.publish([ObjectLanded(bucket=LANDING, name=name, generation=generation)])
        upload = ""
        while self._outbox.waiting:
            match self._outbox.waiting.pop(0):
                case (ObjectLanded() | UploadContinues()) as message:
                    self.app.ingestion.advance(message)
                case ContactsMapped() as message:
                    self.app.resolution.resolve_part(message)
                    upload = message.upload
        return upload


class _Counted:
    """What was counted up to now."""

    def __init__(self, documents: CountingDocuments) -> None:
        self._asked = documents.asked.copy()
        self._found = documents.found.copy()
        self._written = documents.written.copy()
        self._commits = documents.commits

    def per_contact(self, counts: dict[str, int]) -> dict[str, Any]:
        """The documents of an export divided by its contacts, in all and by kind."""
        contacts = counts["mapped"]

        def each(counter: Counter[str]) -> dict[str, float]:
            return {kind: round(number / contacts, 3) for kind, number in sorted(counter.items())}

        return {
            "new": counts["created"],
            "linked": counts["linked"],
            "review": counts["review"],
            "asked": round(self._asked.total() / contacts, 2),
            "found": round(self._found.total() / contacts, 2),
            "written": round(self._written.total() / contacts, 2),
            "candidates": round(self._found["Profile"] / contacts, 2),
            "commits": self._commits,
            "asked_by_kind": each(self._asked),
            "found_by_kind": each(self._found),
            "written_by_kind": each(self._written),
        }


@contextmanager
def _firestore(logs: Path) -> Iterator[Any]:
    """The emulators; gives a function that names a fresh project."""
    with started(logs, os.environ) as addresses:
        before = {name: os.environ.get(name) for name in addresses.environment()}
        os.environ.update(addresses.environment())
        try:
            yield lambda: f"bench-{uuid4().hex[:12]}"
        finally:
            for name, value in before.items():
                if value is None:
                    del os.environ[name]
                else:
                    os.environ[name] = value
