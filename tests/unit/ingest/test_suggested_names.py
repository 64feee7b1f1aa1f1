"""Names of people beside other names: at birth, usual, whole, and with particles."""

from __future__ import annotations

import pytest

from shared.ingest.suggestion import suggest
from tests.unit.ingest.suggesting import ADDRESSES, PEOPLE, fields, rows

GIVEN = ["Léa", "Hugo", "Nina"]
FAMILY = ["Testard", "Fictif", "Muster"]


@pytest.mark.parametrize(
    ("at_birth", "given"),
    [
        ("Nom de naissance", "Prénom"),
        ("Geburtsname", "Vorname"),
        ("Birth name", "First name"),
        ("Cognome di nascita", "Nome di battesimo"),
    ],
)
def test_a_name_at_birth_is_the_family_name_where_there_is_no_other(
    at_birth: str, given: str
) -> None:
    table = rows(**{at_birth: FAMILY, given: GIVEN, "E-mail": ADDRESSES})

    suggestion = suggest([at_birth, given, "E-mail"], table)

    assert fields(suggestion) == {
        at_birth: "family_name",
        given: "given_name",
        "E-mail": "email",
    }
    assert "the only family name there is" in suggestion.columns[at_birth].why


@pytest.mark.parametrize("usual", ["Nom d'usage", "Nom marital", "Nom d'épouse", "Nom"])
def test_the_usual_name_comes_before_the_one_at_birth(usual: str) -> None:
    table = rows(**{"Nom de naissance": FAMILY, usual: FAMILY[::-1], "Prénom": GIVEN})

    suggestion = suggest(["Nom de naissance", usual, "Prénom"], table)

    assert fields(suggestion) == {usual: "family_name", "Prénom": "given_name"}
    assert "the usual name stands beside it" in suggestion.columns["Nom de naissance"].why


def test_a_usual_name_that_few_rows_have_leaves_the_one_at_birth() -> None:
    table = rows(**{"Nom de naissance": FAMILY, "Nom d'usage": ["", "", "Muster"], "Prénom": GIVEN})

    suggestion = suggest(["Nom de naissance", "Nom d'usage", "Prénom"], table)

    assert fields(suggestion) == {"Nom de naissance": "family_name", "Prénom": "given_name"}


def test_somebody_elses_name_at_birth_is_nobodys_family_name() -> None:
    for header in ("Mother's maiden name", "Nom de jeune fille de la mère"):
        table = rows(**{header: FAMILY, "First name": GIVEN})

        assert fields(suggest([header, "First name"], table)) == {"First name": "given_name"}


def test_names_with_particles_are_family_names_beside_given_ones() -> None:
    particles = rows(Nom=["de Testard", "van Fictif", "von Muster"], Prénom=GIVEN)
    whole = rows(Nom=PEOPLE, Prénom=GIVEN)

    assert fields(suggest(["Nom", "Prénom"], particles)) == {
        "Nom": "family_name",
        "Prénom": "given_name",
    }
    assert fields(suggest(["Nom", "Prénom"], whole)) == {"Nom": "name", "Prénom": "given_name"}


def test_a_word_for_family_name_and_nickname_gives_way_to_a_plainer_one() -> None:
    alone = rows(Nome=GIVEN, Apelido=FAMILY)
    beside = rows(Nome=GIVEN, Apelido=["Lé", "Gugo", "Nini"], Sobrenome=FAMILY)

    assert fields(suggest(["Nome", "Apelido"], alone))["Apelido"] == "family_name"
    assert fields(suggest(["Nome", "Apelido", "Sobrenome"], beside)) == {
        "Nome": "given_name",
        "Sobrenome": "family_name",
    }
