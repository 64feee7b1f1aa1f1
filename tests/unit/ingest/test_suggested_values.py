"""What only the cells of a column can tell."""

from __future__ import annotations

import pytest

from shared.ingest.suggestion import suggest
from tests.unit.ingest.suggesting import ADDRESSES, PEOPLE, ROWS, fields, rows


def test_an_order_number_called_name_is_told_by_its_values() -> None:
    sample = rows(
        **{
            "Name": [f"#10{n}" for n in range(ROWS)],
            "Total": ["25.00"],
            "Currency": ["EUR"],
            "Billing Name": ["Léa Testard", "Hugo Fictif"],
        }
    )

    suggestion = suggest(list(sample[0]), sample)

    assert fields(suggestion) == {
        "Name": "order_id",
        "Total": "amount",
        "Currency": "currency",
        "Billing Name": "name",
    }


def test_title_is_a_form_of_address_or_a_job_by_its_values() -> None:
    columns = ["Email", "Title"]

    form = suggest(columns, rows(Title=["Mr", "Mrs"]))
    job = suggest(columns, rows(Title=["Head of sales", "Engineer"]))

    assert form.columns["Title"].field == "honorific_prefix"
    assert job.columns["Title"].field == "job_title"


def test_values_rescue_headers_without_meaning() -> None:
    sample = rows(
        Blorb=[f"p{n}@example.org" for n in range(ROWS)],
        Grumf=[f"+33 6 39 98 12 {n}" for n in range(10, 10 + ROWS)],
        Zwot=["M.", "Mme"],
    )

    assert fields(suggest(["Blorb", "Grumf", "Zwot"], sample)) == {
        "Blorb": "email",
        "Grumf": "telephone",
        "Zwot": "honorific_prefix",
    }


def test_values_veto_a_header_that_promises_something_else() -> None:
    sample = rows(Email=["1", "0"], State=["enabled", "disabled", "invited"], City=["0", "1"])

    suggestion = suggest(["Email", "State", "City"], sample)

    assert fields(suggestion).keys().isdisjoint({"State", "City"})
    assert suggestion.columns["Email"].field != "email"


def test_nonsense_is_left_alone() -> None:
    columns = ["Blorb", "zq_7", "Column 3", "lorem ipsum", ""]
    sample = rows(**{name: ["foo", "42", "bar"] for name in columns})

    suggestion = suggest(columns, sample)

    assert fields(suggestion) == {}
    assert "No column identifies a person: no e-mail, phone or name was recognised." in (
        suggestion.issues
    )


def test_a_second_phone_labelled_mobile_is_the_mobile() -> None:
    sample = rows(
        **{
            "Phone 1 - Label": ["Home"],
            "Phone 1 - Value": [f"01 99 00 12 {n}" for n in range(10, 10 + ROWS)],
            "Phone 2 - Label": ["Mobile"],
            "Phone 2 - Value": [f"06 39 98 12 {n}" for n in range(10, 10 + ROWS)],
        }
    )

    assert fields(suggest(list(sample[0]), sample)) == {
        "Phone 1 - Value": "telephone",
        "Phone 2 - Value": "mobile",
    }


@pytest.mark.parametrize("column", ["attributes.emails[]", "emails[].value", "emails/0/value"])
def test_nested_lists_of_addresses_are_addresses(column: str) -> None:
    listed = [f'[{{"value": "{one}", "primary": true}}]' for one in ADDRESSES]
    sample = rows(**{column: listed if column.endswith("[]") else ADDRESSES, "name": PEOPLE})

    assert fields(suggest(list(sample[0]), sample)) == {column: "email", "name": "name"}


def test_a_nested_title_is_told_by_its_values_too() -> None:
    form = rows(**{"properties.email": ADDRESSES, "properties.title": ["Mr", "Mrs"]})
    job = rows(**{"properties.email": ADDRESSES, "properties.title": ["Engineer", "Head of sales"]})

    assert fields(suggest(list(form[0]), form))["properties.title"] == "honorific_prefix"
    assert fields(suggest(list(job[0]), job))["properties.title"] == "job_title"


def test_land_is_a_country_when_its_values_are() -> None:
    country = rows(**{"E-Mail": ADDRESSES, "Land": ["Deutschland", "Österreich"]})
    region = rows(**{"E-Mail": ADDRESSES, "Land": ["Tirol", "Burgenland"]})

    assert fields(suggest(list(country[0]), country))["Land"] == "address_country"
    assert "Land" not in fields(suggest(list(region[0]), region))


def test_a_name_column_of_organisations_is_what_people_work_for() -> None:
    sample = rows(
        **{
            "Nom": ["Testard", "Fictif"],
            "Prénom": ["Léa", "Hugo"],
            "Nom du tiers": ["Nordlicht GmbH", "SARL Fictive", "Mairie de Fictiville"],
        }
    )

    assert fields(suggest(list(sample[0]), sample)) == {
        "Nom": "family_name",
        "Prénom": "given_name",
        "Nom du tiers": "works_for",
    }


def test_a_filled_number_comes_before_an_empty_one_that_would_be_better() -> None:
    sample = rows(
        **{
            "E-mail": ADDRESSES,
            "Tél pro.": [f"01 99 00 12 {n}" for n in range(10, 10 + ROWS)],
            "Tél perso.": [""],
        }
    )

    assert fields(suggest(list(sample[0]), sample)) == {"E-mail": "email", "Tél pro.": "telephone"}


def test_country_codes_are_no_forms_of_address() -> None:
    sample = rows(CC=["FR"], Market=["FR", "DE"], Titre=["FR"], Anr=["Fr", "Hr"])

    assert fields(suggest(["CC", "Market", "Titre", "Anr"], sample)) == {
        "CC": "address_country",
        "Anr": "honorific_prefix",
    }


def test_home_made_xml_is_read_with_its_abbreviations_and_kinds() -> None:
    layout = {
        "@NUM": (["G001", "G002"], "source_id"),
        "IDENTITE.CIV": (["MME", "MR"], "honorific_prefix"),
        "IDENTITE.NOM_PERS": (["PAZ", "LUNE"], "family_name"),
        "IDENTITE.PRENOM_PERS": (["Zoé", "Luc"], "given_name"),
        "IDENTITE.DNAIS": (["21/11/1987", "02/03/1956"], "birth_date"),
        "ADR.L1": (["1 rue des Prés", "2 rue des Prés"], "street_address"),
        "ADR.L2": (["Bât. B", "Esc. C"], "address_line2"),
        "ADR.CPOST": (["35000", "44000"], "postal_code"),
        "ADR.PAYS": (["F", "B"], "address_country"),
        "COORD.TEL[@TYPE='DOM']": (["01 99 00 12 34", "01 99 00 12 35"], "telephone"),
        "COORD.TEL[@TYPE='GSM']": (["06 39 98 12 34", "06 39 98 12 35"], "mobile"),
    }
    wanted = {name: field for name, (_, field) in layout.items()}
    sample = [
        {
            name: f"G{row:03}" if name == "@NUM" else cells[row % 2]
            for name, (cells, _) in layout.items()
        }
        for row in range(2)
    ]

    assert fields(suggest(list(layout), sample)) == wanted


def test_an_identifier_of_something_unnamed_is_the_key_when_every_row_has_its_own() -> None:
    people = [f"p{n}@example.org" for n in range(ROWS)]
    keyed = rows(localId=[f"x{n}Y" for n in range(ROWS)], email=people)
    shared = rows(localId=["x1Y", "x2Y"], email=people)

    assert fields(suggest(["localId", "email"], keyed)) == {
        "localId": "source_id",
        "email": "email",
    }
    assert fields(suggest(["localId", "email"], shared)) == {"email": "email"}


def test_a_code_under_a_number_sign_comes_before_the_id_of_something_else() -> None:
    coded = rows(
        **{
            "#": [f"cy0rg8{n}a" for n in range(ROWS)],
            "Network ID": [f"0bf{n}a6" for n in range(ROWS)],
        }
    )
    counted = rows(
        **{
            "#": [str(n) for n in range(ROWS)],
            "Network ID": [f"0bf{n}a6" for n in range(ROWS)],
        }
    )

    assert fields(suggest(["#", "Network ID"], coded)) == {"#": "source_id"}
    assert fields(suggest(["#", "Network ID"], counted)) == {"Network ID": "source_id"}


def test_a_box_to_tick_is_no_event() -> None:
    sample = rows(
        **{"E-mail": [f"p{n}@example.org" for n in range(ROWS)], "Concerts": ["Concerts", ""]}
    )

    suggestion = suggest(["E-mail", "Concerts", "Théâtre"], sample)

    assert (fields(suggestion), suggestion.entity) == ({"E-mail": "email"}, "contacts")


def test_languages_named_twice_are_languages() -> None:
    sample = rows(Langue=["French / Français", "German / Deutsch"], Email=["p@example.org"])

    assert suggest(["Langue", "Email"], sample).columns["Langue"].field == "preferred_language"


def test_a_quality_that_is_a_form_of_address_is_one() -> None:
    addressed = suggest(["Qualité", "E-mail"], rows(**{"Qualité": ["M.", "Mme"]}))
    employed = suggest(["Qualité", "E-mail"], rows(**{"Qualité": ["Gérant", "Comptable"]}))

    assert addressed.columns["Qualité"].field == "honorific_prefix"
    assert employed.columns["Qualité"].field == "job_title"


@pytest.mark.parametrize("header", ["CP Ville", "PLZ Ort", "PLZ/Ort", "CAP Città", "Ville", "City"])
def test_a_postal_code_with_its_town_in_one_column_is_a_postal_code(header: str) -> None:
    places = ["69003 Lyon", "75011 Paris", "10115 Berlin", "44000 Nantes"]

    assert suggest(["Nom", header], rows(Nom=["Paz"], **{header: places})).columns[
        header
    ].field == ("postal_code")
