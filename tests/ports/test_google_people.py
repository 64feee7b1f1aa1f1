"""Roles of the group's people, published in a bucket, and of service accounts, from contracts."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from shared.adapters.embedded.contracts import FolderContracts
from shared.adapters.embedded.objects import FolderObjects
from shared.adapters.google.people import BucketPeople
from shared.backends import roles_of
from shared.errors import InvalidInput
from tests.ports.test_google_settings import StoppedClock

PLACE = "gs://evidence/access/people.json"


def publish(objects: FolderObjects, **roles: list[str]) -> None:
    said = {f"{name}@example.org": held for name, held in roles.items()}
    objects.put("evidence", "access/people.json", msgspec.json.encode(said))


@pytest.fixture
def objects(tmp_path: Path) -> FolderObjects:
    return FolderObjects(tmp_path)


def test_a_person_holds_the_roles_published_under_their_address_in_any_case(
    objects: FolderObjects,
) -> None:
    publish(objects, Dana=["reviewer@eventclick", "dpo"])
    people = BucketPeople(objects, PLACE, StoppedClock())

    assert people.roles_of("dana@example.org") == {"reviewer@eventclick", "dpo"}
    assert people.roles_of("DANA@Example.org") == {"reviewer@eventclick", "dpo"}
    assert people.roles_of("eve@example.org") == frozenset()


def test_roles_are_read_again_after_a_minute(objects: FolderObjects) -> None:
    clock = StoppedClock()
    people = BucketPeople(objects, PLACE, clock)
    assert people.roles_of("dana@example.org") == frozenset(), "nothing is published yet"
    publish(objects, dana=["engineer"])

    clock.seconds = 59
    assert people.roles_of("dana@example.org") == frozenset()
    clock.seconds = 60
    assert people.roles_of("dana@example.org") == {"engineer"}


def test_whoever_is_taken_off_the_list_has_no_role_a_minute_later(objects: FolderObjects) -> None:
    clock = StoppedClock()
    people = BucketPeople(objects, PLACE, clock)
    publish(objects, dana=["engineer"])
    assert people.roles_of("dana@example.org") == {"engineer"}

    objects.delete("evidence", "access/people.json")
    clock.seconds = 60

    assert people.roles_of("dana@example.org") == frozenset()


@pytest.mark.parametrize("place", ["", "people.json", "gs://evidence", "gs://", "s3://a/b"])
def test_a_place_that_is_no_object_is_refused(place: str, objects: FolderObjects) -> None:
    with pytest.raises(InvalidInput, match=r"NOVA_PEOPLE is .* named as gs://<bucket>/<object>"):
        BucketPeople(objects, place, StoppedClock())


def test_an_account_speaks_for_the_sources_that_name_it_and_a_writer_for_its_company_only(
    tmp_path: Path,
) -> None:
    crm = "{ id: crm, callers: [crm@acme.example] }"
    for id, sources in (("acme", f"{crm}, {{ id: shop }}"), ("other", "{ id: crm }")):
        text = f"id: {id}\nname: A\nsources: [{sources}]\n"
        (tmp_path / f"{id}.yaml").write_text(text, "utf-8")
    contracts = FolderContracts(tmp_path)

    held = {
        email: set(roles_of(email, contracts, writer_of=lambda id: f"writer-{id}@nova.example"))
        for email in (
            "crm@acme.example",
            "writer-acme@nova.example",
            "writer-other@nova.example",
            "writer-gone@nova.example",
        )
    }

    assert held == {
        "crm@acme.example": {"source:acme.crm"},
        "writer-acme@nova.example": {"source:acme.crm", "source:acme.shop"},
        "writer-other@nova.example": {"source:other.crm"},
        "writer-gone@nova.example": set(),
    }
