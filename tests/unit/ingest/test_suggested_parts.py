"""Columns that hold a part of a field are found beside the others, and never taken for it alone."""

from __future__ import annotations

from shared.ingest.suggestion import Suggestion, suggest
from tests.unit.ingest.suggesting import rows

NUMBERS = ["06 39 98 00 01", "06 39 98 00 02", "06 39 98 00 03"]


def parts(suggestion: Suggestion) -> dict[str, str]:
    return {name: one.joins for name, one in suggestion.columns.items() if one.joins}


def suggested(**columns: list[str]) -> Suggestion:
    return suggest(list(columns), rows(**columns))


def test_a_birth_date_in_three_columns_is_found_in_every_language() -> None:
    days, months, years = ["3", "28", "31"], ["1", "12", "7"], ["1950", "1988", "2001"]
    for day, month, year in (
        ("Jour de naissance", "Mois de naissance", "Année de naissance"),
        ("dob_day", "dob_month", "dob_year"),
        ("Geburtstag Tag", "Geburtstag Monat", "Geburtstag Jahr"),
    ):
        found = suggested(**{"Name": ["Lou Paz"], day: days, month: months, year: years})

        assert parts(found) == {
            day: "birth_date.day",
            month: "birth_date.month",
            year: "birth_date.year",
        }


def test_a_year_of_birth_alone_is_no_part() -> None:
    found = suggested(**{"Nom": ["Paz"], "Année de naissance": ["1950", "1988"]})

    assert parts(found) == {}
    assert found.columns["Année de naissance"].field == "extension"


def test_a_calling_code_is_found_by_its_values() -> None:
    found = suggested(**{"Indicatif": ["33", "+32"], "Téléphone": NUMBERS})
    of_a_town = suggested(**{"Indicatif": ["Nord", "Sud"], "Téléphone": NUMBERS})

    assert parts(found) == {"Indicatif": "telephone.calling_code"}
    assert parts(of_a_town) == {}


def test_numbers_that_are_international_already_need_no_code() -> None:
    numbers = ["+33 6 39 98 00 01", "+33 6 39 98 00 02"]

    assert parts(suggested(**{"Indicatif": ["33", "32"], "Téléphone": numbers})) == {}


def test_the_time_of_an_order_stands_beside_its_day() -> None:
    orders = {"Commande": ["A1", "A2", "A3"], "Montant": ["12,00", "8,50"], "Nom": ["Paz"]}

    apart = suggested(**orders, **{"Date": ["03/07/2025"], "Heure": ["19h30", "20h"]})
    whole = suggested(**orders, **{"Date": ["03/07/2025 19:30"], "Heure": ["19h30", "20h"]})

    assert parts(apart) == {"Heure": "interaction_at.time"}
    assert parts(whole) == {}


def test_the_kind_of_street_stands_beside_its_name() -> None:
    found = suggested(
        **{
            "Nom": ["Paz", "Lune"],
            "numero_voie": ["10", "4"],
            "type_voie": ["RUE", "AVENUE"],
            "libelle_voie": ["DES LILAS", "DE PARIS"],
            "code_postal": ["75011", "69003"],
        }
    )

    assert found.columns["libelle_voie"].field == "street_address"
    assert parts(found) == {
        "numero_voie": "street_address.house_number",
        "type_voie": "street_address.street_type",
    }


def test_a_birth_date_in_parts_is_found_in_nested_exports() -> None:
    days, months, years = ["3", "28", "31"], ["1", "12", "7"], ["1950", "1988", "2001"]
    for outer, *names in (
        ("nacimiento", "dia", "mes", "anio"),
        ("naissance", "jour", "mois", "annee"),
        ("birth", "day", "month", "year"),
        ("geburt", "tag", "monat", "jahr"),
        ("nascita", "giorno", "mese", "anno"),
        ("geboorte", "dag", "maand", "jaar"),
    ):
        day, month, year = (f"person.{outer}.{name}" for name in names)
        filled = suggested(**{"person.name": ["Lou Paz"], day: days, month: months, year: years})
        empty = suggested(**{"person.name": ["Lou Paz"], day: [""], month: [""], year: [""]})

        for found in (filled, empty):
            assert parts(found) == {
                day: "birth_date.day",
                month: "birth_date.month",
                year: "birth_date.year",
            }


def test_a_day_of_birth_beside_its_month_is_no_birth_date() -> None:
    found = suggested(**{"Nombre": ["Lou Paz"], "nacimiento.dia": [""], "nacimiento.mes": [""]})

    assert found.columns["nacimiento.dia"].field == "extension"
