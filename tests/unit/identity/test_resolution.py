"""Contacts become profiles: behaviours on documents in memory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import count

import msgspec
import pytest

from shared.adapters.embedded.clock import SystemClock
from shared.identity.resolution import Resolution, Resolved
from shared.identity.weighing import Scales
from shared.identity.weights import shipped
from shared.model.contact import Contact
from shared.model.contract import Source
from shared.model.profile import Key, Profile, Record, Review
from tests.absent_ports import no_contracts, no_messages, no_objects
from tests.builders import a_contact, a_hash
from tests.memory_documents import MemoryDocuments

CAMILLE = {
    "given_name": "Camille",
    "family_name": "Quesnoy",
    "email": "camille.quesnoy@example.org",
    "mobile": "+33639981122",
    "postal_code": "69004",
}


@dataclass
class World:
    """Resolution on documents in memory; each call of `load` is a part of its own."""

    documents: MemoryDocuments = field(default_factory=MemoryDocuments)
    parts: count[int] = field(default_factory=count)

    def __post_init__(self) -> None:
        numbers = count(1)
        clock = SystemClock()
        self.resolution = Resolution(
            documents=self.documents,
            objects=no_objects(),
            messages=no_messages(),
            contracts=no_contracts(),
            scales=Scales(
                documents=self.documents,
                objects=no_objects(),
                contracts=no_contracts(),
                clock=clock,
                hash=a_hash,
            ),
            clock=clock,
            hash=a_hash,
            new_rcu=lambda: f"rcu_{next(numbers)}",
        )

    def load(
        self,
        *contacts: Contact,
        unique: bool = False,
        upload: str = "u1",
        part: int | None = None,
        received_at: str = "2026-01-01T00:00:00Z",
    ) -> Resolved:
        return self.resolution.resolve(
            contacts,
            source=Source(id="crm", unique=unique),
            upload=upload,
            part=next(self.parts) if part is None else part,
            received_at=received_at,
        )

    def membership(self) -> set[frozenset[str]]:
        """Record ids that stand together."""
        together: dict[str, set[str]] = {}
        for _, stored in self.documents.find(Record):
            record = stored.value
            together.setdefault(record.rcu, set()).add(f"{record.source}:{record.record_id}")
        return {frozenset(ids) for ids in together.values()}

    def profiles(self) -> list[Profile]:
        return [stored.value for _, stored in self.documents.find(Profile)]


@pytest.fixture
def world() -> World:
    return World()


def crm(id: str, **said: str) -> Contact:
    return a_contact(id, source="mediapulse.crm", fields={**CAMILLE, **said})


def tickets(id: str, **said: str) -> Contact:
    return a_contact(id, source="eventclick.crm", fields={**CAMILLE, **said})


def test_a_person_known_in_another_source_is_linked(world: World) -> None:
    world.load(crm("M1"))

    resolved = world.load(tickets("E1"))

    assert resolved.outcomes == ("linked",)
    assert world.membership() == {frozenset({"mediapulse.crm:M1", "eventclick.crm:E1"})}


def test_duplicates_inside_one_part_become_one_profile(world: World) -> None:
    resolved = world.load(tickets("E1"), tickets("E2"))

    assert sorted(resolved.outcomes) == ["created", "linked"]
    assert resolved.duplicates == 1
    assert len(world.profiles()) == 1


def test_a_spouse_at_the_same_address_and_phone_is_household_not_merged(world: World) -> None:
    world.load(crm("M1"))

    world.load(tickets("E1", given_name="Bertrand", email="bertrand.quesnoy@example.org"))

    first, second = sorted(world.profiles(), key=lambda one: one.rcu)
    assert first.households == (second.rcu,)
    assert second.households == (first.rcu,)


def test_a_family_email_and_a_conflicting_given_name_are_never_linked_alone(world: World) -> None:
    world.load(crm("M1"))

    resolved = world.load(tickets("E1", given_name="Bertrand"))

    assert resolved.outcomes[0] != "linked"
    assert len(world.profiles()) == 2


def test_a_promise_of_uniqueness_that_was_seen_broken_is_not_relied_on(world: World) -> None:
    doubting = msgspec.structs.replace(shipped(), disbelieved=("mediapulse.crm",))
    world.resolution.scales.kept["shipped"] = doubting
    world.load(crm("M1"))

    resolved = world.load(crm("M2"), unique=True)

    assert resolved.outcomes == ("linked",)


def test_a_second_record_of_a_source_that_promises_uniqueness_is_not_linked(world: World) -> None:
    world.load(crm("M1"))

    resolved = world.load(crm("M2"), unique=True)

    assert resolved.outcomes == ("review",)


def test_a_doubtful_pair_waits_for_a_person_with_its_evidence(world: World) -> None:
    world.load(crm("M1"))

    resolved = world.load(crm("M2"), unique=True)

    assert resolved.outcomes == ("review",)
    (review,) = [stored.value for _, stored in world.documents.find(Review)]
    assert "given_name" in {one.field for one in review.evidence}
    assert {review.profile, review.candidate} == {one.rcu for one in world.profiles()}


def test_of_two_profiles_that_fit_a_person_is_asked_about_both(world: World) -> None:
    def some(id: str, source: str, *fields: str) -> Contact:
        said = {name: CAMILLE[name] for name in ("given_name", "family_name", *fields)}
        return a_contact(id, source=source, fields=said)

    world.load(some("C1", "club.crm", "email"))
    world.load(some("M1", "mediapulse.crm", "mobile", "postal_code"))
    resolved = world.load(tickets("E1"))

    reviews = [stored.value for _, stored in world.documents.find(Review)]
    pairs = {(one.candidate, one.rival) for one in reviews if one.record == _record_of("E1")}
    first, second = (
        stored.value.rcu
        for _, stored in world.documents.find(Record)
        if stored.value.record_id != "E1"
    )
    assert resolved.outcomes == ("review",)
    assert pairs == {(first, second), (second, first)}


def _record_of(id: str) -> str:
    return a_hash("record", "eventclick.crm", id)


def test_the_same_part_again_changes_nothing_and_counts_the_same(world: World) -> None:
    part: Sequence[Contact] = (tickets("E1"), tickets("E2"), tickets("E3", email="x@example.net"))
    world.load(crm("M1"), upload="u0")
    first = world.load(*part, part=7)
    before = dict(world.documents.find(Record)), dict(world.documents.find(Profile))

    second = world.load(*part, part=7)

    assert second == first
    assert (dict(world.documents.find(Record)), dict(world.documents.find(Profile))) == before


def test_the_same_contacts_in_another_upload_are_unchanged(world: World) -> None:
    world.load(tickets("E1"), upload="u1")

    resolved = world.load(tickets("E1"), upload="u2")

    assert resolved.outcomes == ("unchanged",)


def test_a_corrected_row_updates_its_record_and_keeps_its_id(world: World) -> None:
    world.load(tickets("E1"), upload="u1")
    (before,) = world.profiles()

    resolved = world.load(
        tickets("E1", postal_code="31000"), upload="u2", received_at="2026-02-01T00:00:00Z"
    )

    (after,) = world.profiles()
    assert resolved.outcomes == ("linked",)
    assert after.rcu == before.rcu
    assert after.golden["postal_code"].value == "31000"


def test_an_older_statement_never_overrules_a_newer_one(world: World) -> None:
    world.load(tickets("E1"), upload="u2", received_at="2026-02-01T00:00:00Z")

    resolved = world.load(
        tickets("E1", postal_code="31000"), upload="u1", received_at="2026-01-01T00:00:00Z"
    )

    assert resolved.outcomes == ("unchanged",)
    assert world.profiles()[0].golden["postal_code"].value == "69004"


def test_of_two_rows_of_one_record_the_newest_speaks(world: World) -> None:
    old = a_contact("E1", fields=CAMILLE, changed_at="2025-01-01T00:00:00Z", row=1)
    new = a_contact(
        "E1",
        fields={**CAMILLE, "postal_code": "31000"},
        changed_at="2025-06-01T00:00:00Z",
        row=2,
    )

    resolved = world.load(new, old)

    assert sorted(resolved.outcomes) == ["created", "unchanged"]
    assert world.profiles()[0].golden["postal_code"].value == "31000"


def test_a_live_change_keeps_what_it_does_not_mention_and_clears_what_it_empties(
    world: World,
) -> None:
    world.load(tickets("E1"), upload="u1")

    world.load(
        a_contact("E1", fields={"postal_code": "31000"}, partial=True, cleared=("mobile",)),
        upload="u2",
        received_at="2026-02-01T00:00:00Z",
    )

    golden = {name: one.value for name, one in world.profiles()[0].golden.items()}
    expected = {**CAMILLE, "postal_code": "31000"}
    del expected["mobile"]
    assert golden == expected


def test_a_company_s_first_load_does_not_overrule_an_edited_value(world: World) -> None:
    world.load(
        a_contact(
            "M1",
            source="mediapulse.crm",
            fields={**CAMILLE, "postal_code": "69001"},
            changed_at="2020-01-01T00:00:00Z",
        )
    )

    world.load(tickets("E1"), received_at="2026-02-01T00:00:00Z")

    assert world.profiles()[0].golden["postal_code"].value == "69001"


def test_every_link_stores_its_evidence_and_its_weights_version(world: World) -> None:
    world.load(crm("M1"))
    world.load(tickets("E1"))

    links = {
        stored.value.record_id: stored.value.link for _, stored in world.documents.find(Record)
    }
    assert links["M1"].decision == "new"
    assert links["E1"].decision == "link"
    assert links["E1"].weights
    assert {one.field for one in links["E1"].evidence} >= {"email", "given_name", "family_name"}


def test_a_key_shared_by_too_many_becomes_generic_and_is_never_written_again(
    world: World,
) -> None:
    people = [
        a_contact(f"E{n}", fields={"email": "accueil.general@example.org", "given_name": name})
        for n, name in enumerate(_distinct_names(40))
    ]
    for person in people:
        world.load(person)

    (key,) = [
        stored.value for _, stored in world.documents.find(Key) if stored.value.kind == "email"
    ]
    assert key.generic
    assert key.profiles == ()
    assert max(len(profile.members) for profile in world.profiles()) == 1


def _distinct_names(wanted: int) -> list[str]:
    heads = ("Ab", "Cor", "Dul", "Evg", "Fri", "Gwe", "Hod", "Isk")
    tails = ("arnel", "ovitch", "ubert", "yanna", "ezzio")
    return [head + tail for tail in tails for head in heads][:wanted]
