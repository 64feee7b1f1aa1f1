"""Whose row it is: which of several people, addresses and names a column means."""

from __future__ import annotations

from shared.ingest.suggestion import suggest
from tests.unit.ingest.suggesting import ADDRESSES, PEOPLE, fields, rows, suggest_empty


def test_role_prefixes_do_not_hide_the_field() -> None:
    suggestion = suggest_empty("Home Address 1", "Home Address 2", "Home City", "Home Zip")

    assert fields(suggestion) == {
        "Home Address 1": "street_address",
        "Home Address 2": "address_line2",
        "Home City": "address_locality",
        "Home Zip": "postal_code",
    }


def test_the_home_address_comes_before_the_business_address() -> None:
    suggestion = suggest_empty(
        "Straße geschäftlich",
        "Ort geschäftlich",
        "Postleitzahl geschäftlich",
        "Straße privat",
        "Ort privat",
        "Postleitzahl privat",
    )

    assert fields(suggestion) == {
        "Straße privat": "street_address",
        "Ort privat": "address_locality",
        "Postleitzahl privat": "postal_code",
    }


def test_billing_comes_before_shipping_when_nothing_better_is_there() -> None:
    suggestion = suggest_empty(
        "Shipping Street", "Shipping City", "Shipping Zip", "Billing Street", "Billing City"
    )

    assert fields(suggestion) == {
        "Billing Street": "street_address",
        "Billing City": "address_locality",
    }


def test_the_participant_is_the_person_and_not_the_buyer() -> None:
    suggestion = suggest_empty(
        "Nom acheteur", "Prénom acheteur", "Email acheteur", "Nom participant", "Prénom participant"
    )

    assert fields(suggestion) == {
        "Nom participant": "family_name",
        "Prénom participant": "given_name",
    }


def test_the_buyer_is_the_person_when_alone() -> None:
    suggestion = suggest_empty("buyer_email", "buyer_postcode", "event_name", "price")

    assert fields(suggestion)["buyer_email"] == "email"
    assert fields(suggestion)["buyer_postcode"] == "postal_code"


def test_half_a_name_of_the_buyer_and_half_a_plain_one_are_one_person() -> None:
    suggestion = suggest_empty("Nom de l'acheteur", "Prénom", "Courriel")

    assert fields(suggestion) == {
        "Nom de l'acheteur": "family_name",
        "Prénom": "given_name",
        "Courriel": "email",
    }


def test_nom_beside_prenom_is_the_family_name_and_alone_the_whole_name() -> None:
    beside = suggest_empty("Nom", "Prénom")
    alone = suggest_empty("Nom", "Email")

    assert beside.columns["Nom"].field == "family_name"
    assert alone.columns["Nom"].field == "name"


def test_nombre_beside_apellidos_is_the_given_name() -> None:
    suggestion = suggest_empty("Nombre", "Apellidos")

    assert fields(suggestion) == {"Nombre": "given_name", "Apellidos": "family_name"}


def test_name_beside_first_and_last_name_is_the_whole_name() -> None:
    suggestion = suggest_empty("Name", "First Name", "Last Name")

    assert suggestion.columns["Name"].field == "name"


def test_a_list_of_other_people_is_not_the_persons_address() -> None:
    listed = [f'[{{"first_name": "Léa", "email": "{one}"}}]' for one in ADDRESSES]
    sample = rows(**{"children[]": listed, "name": PEOPLE})

    assert fields(suggest(list(sample[0]), sample)) == {"name": "name"}


def test_the_owner_of_a_row_is_its_person_when_every_row_has_another() -> None:
    own = rows(**{"id": ["a"], "owner.email": ADDRESSES, "owner.first_name": ["Léa", "Hugo"]})
    staff = rows(**{"id": ["a"], "owner.email": ADDRESSES[:2], "owner.first_name": ["Léa", "Hugo"]})
    beside = rows(**{"email": ADDRESSES, "owner.email": ADDRESSES, "owner.first_name": ["Léa"]})

    assert fields(suggest(list(own[0]), own)) == {
        "owner.email": "email",
        "owner.first_name": "given_name",
    }
    assert fields(suggest(list(staff[0]), staff)) == {}
    assert fields(suggest(list(beside[0]), beside)) == {"email": "email"}
