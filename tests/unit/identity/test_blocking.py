from __future__ import annotations

import pytest

from shared.identity.blocking import CAPS, BlockingKey, blocking_keys, sound_of
from shared.identity.comparables import comparables_of

ANNE = {
    "given_name": "Anne",
    "family_name": "Roche",
    "email": "anne.roche@example.org",
    "telephone": "+33639981234",
    "postal_code": "69003",
}


def keys(**changes: str) -> set[BlockingKey]:
    return set(blocking_keys(comparables_of({**ANNE, **changes})))


def test_a_usual_contact_has_six_keys() -> None:
    assert blocking_keys(comparables_of(ANNE)) == [
        BlockingKey("email", "anneroche"),
        BlockingKey("phone", "39981234"),
        BlockingKey("family_postal", "roche|69003"),
        BlockingKey("given_postal", "anne|69003"),
        BlockingKey("name", "anne|roche"),
        BlockingKey("sound_postal", f"{sound_of('roche')}|69|an"),
    ]


@pytest.mark.parametrize(
    "changes",
    [
        {"email": "anne.roche@example.net", "telephone": "", "postal_code": ""},
        {"email": "", "telephone": "0639981234", "postal_code": "", "family_name": "Blanc"},
        {"email": "", "telephone": "", "given_name": "Roche", "family_name": "Anne"},
        {"email": "", "telephone": "", "family_name": "Rauche", "postal_code": "69100"},
        {"email": "", "telephone": "", "family_name": "Blanc"},
    ],
    ids=["another provider", "no country code", "names exchanged", "same sound", "married"],
)
def test_one_person_meets_again_in_spite_of(changes: dict[str, str]) -> None:
    assert keys() & keys(**changes)


def test_two_strangers_share_no_key() -> None:
    stranger = {
        "given_name": "Paul",
        "family_name": "Vidal",
        "email": "p.vidal@example.org",
        "telephone": "+33639985678",
        "postal_code": "13001",
    }
    assert not keys() & keys(**stranger)


def test_a_short_or_role_local_part_is_no_key_by_itself() -> None:
    assert BlockingKey("email", "al@example.org") in keys(email="al@example.org")
    assert BlockingKey("email", "contact@example.org") in keys(email="contact@example.org")


def test_who_has_no_email_and_phone_is_found_by_birth_date() -> None:
    bare = {"email": "", "telephone": "", "birth_date": "1971-06-24"}
    assert keys(**bare, family_name="Blanc", postal_code="") & keys(
        **bare, given_name="", postal_code="13001"
    )


def test_birth_dates_cost_no_key_where_email_and_phone_are_known() -> None:
    assert len(keys(birth_date="1971-06-24")) == 6


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("lefebvre", "lefevre"),
        ("renault", "renaud"),
        ("meyer", "maier"),
        ("garcia lopez", "garcia"),
    ],
)
def test_family_names_that_sound_alike(one: str, other: str) -> None:
    assert sound_of(one) == sound_of(other)


def test_every_kind_of_key_has_a_cap() -> None:
    contacts = [
        ANNE,
        {**ANNE, "email": "", "telephone": "", "birth_date": "1971-06-24"},
        {"given_name": "Anne", "family_name": "Roche", "address_locality": "Lyon"},
    ]
    found = {key.kind for one in contacts for key in blocking_keys(comparables_of(one))}
    assert found <= CAPS.keys()
    assert all(cap > 1 for cap in CAPS.values())


def test_keys_are_the_same_every_time() -> None:
    assert blocking_keys(comparables_of(ANNE)) == blocking_keys(comparables_of(dict(ANNE)))
