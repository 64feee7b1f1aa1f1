"""Nested names: the inner one says what a column is, the outer one of what."""

from __future__ import annotations

import pytest

from shared.ingest.suggestion import suggest
from tests.unit.ingest.suggesting import fields, rows

GIVEN = ["Léa", "Hugo", "Nina"]
FAMILY = ["Testard", "de Fictif", "van Muster"]
PHONES = ["01 99 00 12 34", "01 99 00 12 35", "01 99 00 12 36"]
MOBILES = ["06 39 98 00 01", "06 39 98 00 02", "06 39 98 00 03"]
ADDRESSES = ["lea@example.org", "hugo@example.org", "nina@example.org"]


@pytest.mark.parametrize(
    ("family", "given"),
    [
        ("identite.nom", "identite.prenom"),
        ("client.identite.nom", "client.identite.prenom"),
        ("identite.nom.usage", "identite.prenom"),
        ("name.family", "name.given"),
        ("identity.name", "identity.firstname"),
        ("identidad.apellidos", "identidad.nombre"),
        ("osoba.nazwisko", "osoba.imie"),
    ],
)
def test_the_inner_name_says_which_name_it_is(family: str, given: str) -> None:
    table = rows(**{family: FAMILY, given: GIVEN})

    assert fields(suggest([family, given], table)) == {family: "family_name", given: "given_name"}


def test_a_nested_name_is_no_whole_name_beside_flat_ones() -> None:
    columns = {"first name": GIVEN, "last name": FAMILY, "identite.nom": ["Testard", "Muster"]}

    assert "identite.nom" not in fields(suggest(list(columns), rows(**columns)))


@pytest.mark.parametrize(
    ("landline", "mobile"),
    [
        ("tel[@type='fixe']", "tel[@type='portable']"),
        ("contact.tel[@type='fixe']", "contact.tel[@type='portable']"),
        ("telephone[@usage='domicile']", "telephone[@usage='mobile']"),
        ("telefon[@art='privat']", "telefon[@art='mobil']"),
        ("phones.home", "phones.mobile"),
        ("telefon.privat", "telefon.mobil"),
        ("telephones.fixe", "telephones.mobile"),
        ("contacto.telefonos.fijo", "contacto.telefonos.movil"),
    ],
)
def test_phones_are_told_apart_by_what_they_are_for(landline: str, mobile: str) -> None:
    table = rows(**{landline: PHONES, mobile: MOBILES})

    assert fields(suggest([landline, mobile], table)) == {
        landline: "telephone",
        mobile: "mobile",
    }


def test_lists_of_addresses_and_numbers_are_mapped_and_others_asked_about() -> None:
    columns = {
        "nombre": GIVEN,
        "apellidos": FAMILY,
        "emails[]": [f'[{{"tipo": "personal", "valor": "{one}"}}]' for one in ADDRESSES],
        "telefonos[]": [f'[{{"tipo": "movil", "numero": "{one}"}}]' for one in MOBILES],
        "direcciones[]": ['[{"calle": "1 rue des Tilleuls", "cp": "69003", "ciudad": "Lyon"}]'],
    }

    suggestion = suggest(list(columns), rows(**columns))

    assert fields(suggestion) == {
        "nombre": "given_name",
        "apellidos": "family_name",
        "emails[]": "email",
        "telefonos[]": "telephone",
    }
    assert "of each list" in suggestion.columns["emails[]"].why
    assert suggestion.columns["direcciones[]"].looks_like == "postal addresses"


def test_a_list_of_all_sorts_of_contacts_is_asked_about() -> None:
    contacts = [f'[{{"type": "email", "valeur": "{one}"}}]' for one in ADDRESSES]

    suggestion = suggest(["nom", "contacts[]"], rows(**{"nom": FAMILY, "contacts[]": contacts}))

    assert suggestion.columns["contacts[]"].looks_like == "e-mail addresses"


def test_an_outer_name_says_what_it_is_where_the_inner_one_says_which() -> None:
    columns = {
        "emails.personal": ADDRESSES,
        "emails.work": ADDRESSES,
        "adresse.cp": ["69003", "75011"],
        "adresse.ville": ["Lyon", "Paris"],
    }

    assert fields(suggest(list(columns), rows(**columns))) == {
        "emails.personal": "email",
        "adresse.cp": "postal_code",
        "adresse.ville": "address_locality",
    }
