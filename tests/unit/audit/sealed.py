"""A small installation whose trail is sealed, as the audit tests use it."""

from __future__ import annotations

from dataclasses import dataclass, field

from shared.adapters.embedded.signing import SeedKey
from shared.audit.bundle import Bundle
from shared.audit.checkpoint import Signer, Verifier
from shared.audit.exporting import Exporting
from shared.audit.sealing import Sealing
from shared.audit.verification import first_wrong, verify_bundle
from shared.model.trail import Entry
from shared.ports import Documents, Objects
from tests.memory import MemoryObjects
from tests.memory_documents import MemoryDocuments
from tests.trails import a_trail

SIGNER = Signer((SeedKey(lambda: bytes(range(32))),))


@dataclass
class Sealed:
    """A trail, its stores, and what seals and exports it."""

    documents: Documents = field(default_factory=MemoryDocuments)
    objects: Objects = field(default_factory=MemoryObjects)
    signer: Signer = SIGNER

    @property
    def sealing(self) -> Sealing:
        return Sealing(self.documents, self.objects, self.signer)

    def write(self, *streams: str) -> None:
        """One compliance entry in each of these streams, and one disclosure."""
        for n, stream in enumerate(streams):
            a_trail(self.documents, stream).record(
                Entry(stream="compliance", act=f"act {n}", actor="a", at="2026-01-01")
            )
        a_trail(self.documents).record(
            Entry(stream="disclosure", act="shown", actor="a", at="2026-01-01", profiles=("rcu_1",))
        )

    def bundle(self) -> Bundle:
        """What is exported."""
        return Exporting(self.documents, self.objects, self.signer).bundle()


def wrong_with(bundle: Bundle, *keys: str, since: str = "") -> str:
    """The first bad place, as a stranger finds it who believes these keys, or else ours."""
    return first_wrong(verify_bundle(bundle, Verifier.of(*(keys or SIGNER.keys)), since=since))
