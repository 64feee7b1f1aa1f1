"""The use cases on counted documents, in one process: documents per contact of an export."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from shared.adapters.embedded.clock import SystemClock
from shared.adapters.embedded.contracts import FolderContracts
from shared.adapters.embedded.objects import FolderObjects
from shared.adapters.embedded.secrets import FileSecrets
from shared.adapters.embedded.signing import SeedKey
from shared.adapters.embedded.tokens import LocalTokens
from shared.adapters.http.webhooks import HttpWebhooks
from shared.backends import Backend
from shared.config import Settings
from shared.model.message import ContactsMapped, Message, ObjectLanded, UploadContinues
from shared.model.upload import Part
from shared.ports import DeadLetter
from shared.rules.catalogue import LANDING
from shared.rules.parts import totals
from shared.wiring.app import App, assemble
from tests.bench.counting import CountingDocuments
from tests.bench.people import Person, write_export


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


class Drive:
    """The use cases on counted documents, their messages delivered one after the other."""

    def __init__(self, folder: Path, documents: CountingDocuments, *, contracts: Path) -> None:
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
                audit_keys=(SeedKey(partial(keys.get, "audit_key")),),
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
        return self.load_file(source, export)

    def load_file(self, source: str, export: Path) -> dict[str, Any]:
        """Load this export; documents per contact, and what became of them."""
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
