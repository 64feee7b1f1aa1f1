"""A few people in memory, and somebody who decides about them."""

from __future__ import annotations

from collections.abc import Iterator

from shared.adapters.embedded.clock import SystemClock
from shared.adapters.embedded.contracts import FolderContracts
from shared.identity.arrival import key_id
from shared.identity.blocking import blocking_keys
from shared.identity.comparables import comparables_of
from shared.identity.deciding import Deciding
from shared.identity.lineage import made_of
from shared.identity.stating import values_of
from shared.identity.telling import Telling
from shared.identity.weighing import Scales
from shared.model.profile import Key, Member, Record
from shared.ports import Write
from shared.rules.records import record_id
from tests.absent_ports import no_objects
from tests.builders import a_hash, a_profile, a_record
from tests.memory import Outbox
from tests.memory_documents import MemoryDocuments
from tests.trails import a_trail
from tests.worlds import ACQUISITIONS

SOURCE = "eventclick.crm"
NUMBERS = tuple(f"C{number}" for number in range(1, 9))
_NAMES = ("Camille", "Robert", "Anne", "Louis")


def document_id(name: str) -> str:
    """The document id of the record called so."""
    return record_id(a_hash, SOURCE, name)


def a_house(size: int) -> MemoryDocuments:
    """So many profiles `rcu_1`…, each of one record `C1`…, who share keys two by two."""
    documents = MemoryDocuments()
    writes: list[Write] = []
    keys: dict[str, Key] = {}
    for number, name in enumerate(NUMBERS[:size], start=1):
        rcu, id = f"rcu_{number}", document_id(name)
        record = a_record(
            name,
            rcu=rcu,
            claims={
                "email": f"tulipe{number // 2}@example.org",
                "given_name": _NAMES[number % len(_NAMES)],
                "family_name": "Quesnoy",
                "postal_code": "69003",
            },
        )
        profile = made_of(
            a_profile(rcu, created_at=f"2026-01-0{number}"), {Member(SOURCE, id): record}, {}
        )
        writes += [Write(Record, id, record), Write(type(profile), rcu, profile)]
        for key in blocking_keys(comparables_of(values_of(record.now))):
            known = keys.get(key_id(a_hash, key))
            behind = known.profiles if known else ()
            keys[key_id(a_hash, key)] = Key(kind=key.kind, profiles=(*behind, rcu))
    documents.commit([*writes, *(Write(Key, id, key) for id, key in keys.items())])
    return documents


def deciding_on(documents: MemoryDocuments, numbers: Iterator[int]) -> Deciding:
    """Somebody who decides; the ids they give are `new_1`, `new_2`…"""
    contracts, clock = FolderContracts(ACQUISITIONS), SystemClock()
    scales = Scales(documents, no_objects(), contracts, clock, a_hash)
    return Deciding(
        documents=documents,
        telling=Telling(documents, Outbox(), clock),
        contracts=contracts,
        trail=a_trail(documents),
        clock=clock,
        hash=a_hash,
        new_rcu=lambda: f"new_{next(numbers)}",
        scales=scales,
    )


def record_of(documents: MemoryDocuments, id: str) -> tuple[str, str]:
    """(source, record id) of a record's document."""
    stored = documents.get(Record, id)
    assert stored is not None
    return stored.value.source, stored.value.record_id
