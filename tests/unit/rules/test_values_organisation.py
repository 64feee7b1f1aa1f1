"""Organisations where a person's name is expected."""

from __future__ import annotations

import pytest

from shared.rules.values.organisation import addresses_organisation, is_organisation


@pytest.mark.parametrize(
    "name",
    [
        "Nordlicht GmbH",
        "SARL Fictive",
        "SCI Les Tilleuls",
        "Fictif SAS",
        "Kestrel Ltd.",
        "Exemple S.A.",
        "Rossa S.r.l.",
        "Verdi & Figli",
        "Testard et Fils",
        "Mairie de Fictiville",
        "MAIRIE DE FICTIVILLE",
        "Sportverein Musterstadt e.V.",
        "The Example Foundation",
    ],
)
def test_an_organisation_is_told_by_its_legal_form_or_kind(name: str) -> None:
    assert is_organisation(name)


@pytest.mark.parametrize(
    "name",
    [
        "",
        "Sas",
        "Maria SA",
        "MARIA SA",
        "Lou Paz",
        "Anna Ag",
        "Jean-Marie Le Company-Martin",
        "Paul Mairie",
        "Ville Fictif",
        "Testard et Fictif",
        "Lou & Max Paz",
        "Léa Limite",
    ],
)
def test_what_could_be_a_person_is_one(name: str) -> None:
    assert not is_organisation(name)


def test_some_forms_of_address_are_for_organisations() -> None:
    assert addresses_organisation("Firma")
    assert addresses_organisation("Société")
    assert not addresses_organisation("Frau")
    assert not addresses_organisation("")
