"""What is suggested for the columns of a whole file."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from shared.ingest.suggestion import INTERACTIONS, suggest
from tests.unit.ingest.suggesting import ROWS, fields, rows, suggest_empty


@pytest.mark.parametrize(
    "layout",
    [
        {
            "Civilité": "honorific_prefix",
            "Nom": "family_name",
            "Prénom": "given_name",
            "Adresse": "street_address",
            "Complément d'adresse": "address_line2",
            "CP": "postal_code",
            "Ville": "address_locality",
            "Pays": "address_country",
            "Tél. fixe": "telephone",
            "Portable": "mobile",
            "Courriel": "email",
            "Né(e) le": "birth_date",
        },
        {
            "Anrede": "honorific_prefix",
            "Vorname": "given_name",
            "Nachname": "family_name",
            "Straße und Hausnummer": "street_address",
            "PLZ": "postal_code",
            "Wohnort": "address_locality",
            "Bundesland": "address_region",
            "Handynummer": "mobile",
            "E-Mail-Adresse": "email",
            "Geb.datum": "birth_date",
            "Angelegt am": "created_at",
            "Kundennummer": "source_id",
        },
        {
            "Nombre": "given_name",
            "Primer apellido": "family_name",
            "Correo electrónico": "email",
            "Tfno. móvil": "mobile",
            "Código postal": "postal_code",
            "Población": "address_locality",
            "Provincia": "address_region",
            "Fecha de nacimiento": "birth_date",
            "Fecha de alta": "created_at",
            "Sexo": "gender",
        },
        {
            "Cognome": "family_name",
            "Nome": "given_name",
            "Indirizzo": "street_address",
            "CAP": "postal_code",
            "Comune": "address_locality",
            "Prov.": "address_region",
            "Cellulare": "mobile",
            "Data di nascita": "birth_date",
            "Professione": "job_title",
            "Azienda": "works_for",
        },
        {
            "Customer ID": "source_id",
            "First Name": "given_name",
            "Surname": "family_name",
            "Email Address": "email",
            "Address Line 1": "street_address",
            "Address Line 2": "address_line2",
            "Town/City": "address_locality",
            "County": "address_region",
            "Postcode": "postal_code",
            "Preferred Language": "preferred_language",
            "Date Joined": "created_at",
            "Last Modified": "updated_at",
        },
    ],
    ids=["fr", "de", "es", "it", "en"],
)
def test_contact_columns_are_recognised_in_five_languages(layout: Mapping[str, str]) -> None:
    assert fields(suggest_empty(*layout)) == layout


def test_ticket_sales_are_recognised_as_interactions() -> None:
    layout = {
        "N° de commande": "order_id",
        "Date d'achat": "interaction_at",
        "Spectacle": "event_name",
        "Salle": "venue",
        "Tarif": "ticket_type",
        "Prix": "amount",
        "Devise": "currency",
        "Canal de vente": "channel",
        "Code-barres": "source_id",
        "Nom": "family_name",
        "Prénom": "given_name",
        "E-mail": "email",
    }

    suggestion = suggest_empty(*layout)

    assert suggestion.entity == "interactions"
    assert fields(suggestion) == layout


@pytest.mark.parametrize(
    ("entity", "said"), [("contacts", True), ("interactions", False), (None, False)]
)
def test_sales_taken_as_contacts_are_said(entity: str | None, said: bool) -> None:
    sales = rows(
        Commande=["C-1", "C-2", "C-3"],
        Courriel=["lea@example.org", "hugo@example.org", "nina@example.org"],
        Spectacle=["Cyrano", "Tartuffe", "Phèdre"],
        Montant=["45,00 €", "30,00 €", "12,00 €"],
    )

    suggestion = suggest(list(sales[0]), sales, entity=entity)

    assert (INTERACTIONS in suggestion.issues) is said


def test_people_taken_as_contacts_need_no_word() -> None:
    people = rows(Nom=["Testard", "Fictif"], Courriel=["lea@example.org", "hugo@example.org"])

    assert INTERACTIONS not in suggest(list(people[0]), people, entity="contacts").issues


def test_a_canonical_field_is_given_once() -> None:
    suggestion = suggest_empty("Email", "E-mail", "Mail address")

    assert fields(suggestion) == {"Email": "email"}


@pytest.mark.parametrize(
    "column",
    [
        "Emergency contact phone",
        "Assistant's phone",
        "Téléphone du conjoint",
        "Contact owner email",
        "Email type",
        "Fax number",
        "Phone country code",
        "Organizer name",
        "IP address",
        "Event ID",
        "Lifetime value",
        "Date of last order",
        "Card Last4",
    ],
)
def test_columns_about_somebody_or_something_else_stay_extensions(column: str) -> None:
    assert suggest_empty(column).columns[column].field == "extension"


def test_an_e_mail_column_left_out_is_reported() -> None:
    addresses = [f"p{n}@example.org" for n in range(ROWS)]

    suggestion = suggest(["Email", "Owner"], rows(Email=addresses, Owner=addresses))

    assert "“Owner” holds e-mail addresses but is kept as an extension." in suggestion.issues


def test_creation_is_the_interaction_in_orders_and_the_record_in_contacts() -> None:
    order = suggest_empty("Order number", "Total paid", "Created at", "Email")
    contact = suggest_empty("First name", "Last name", "Created at", "Email")

    assert order.columns["Created at"].field == "interaction_at"
    assert contact.columns["Created at"].field == "created_at"


def test_the_entity_can_be_told() -> None:
    guessed = suggest_empty("Date", "Email")
    told = suggest(["Date", "Email"], [], entity="interactions")

    assert guessed.entity == "contacts"
    assert told.entity == "interactions"
    assert told.columns["Date"].field == "interaction_at"


def test_numbered_addresses_are_lines_or_blocks() -> None:
    lines = suggest_empty("Address 1", "Address 2", "Address 3")
    blocks = suggest_empty("Address 1 - Street", "Address 1 - City", "Address 2 - City")

    assert fields(lines) == {"Address 1": "street_address", "Address 2": "address_line2"}
    assert fields(blocks) == {
        "Address 1 - Street": "street_address",
        "Address 1 - City": "address_locality",
    }


def test_places_located_from_an_ip_address_are_not_the_persons() -> None:
    suggestion = suggest_empty("Email", "OPTIN_IP", "LATITUDE", "LONGITUDE", "CC", "REGION")

    assert suggestion.columns["REGION"].field == "extension"


def test_every_column_gets_a_confidence_and_a_reason() -> None:
    columns = ["Prénom", "Blorb", "passwd", "Prénom#2"]

    suggestion = suggest_empty(*columns)

    assert list(suggestion.columns) == columns
    assert all(0.0 <= column.confidence <= 1.0 for column in suggestion.columns.values())
    assert all(column.why.endswith(".") for column in suggestion.columns.values())


def test_the_same_file_gives_the_same_suggestion() -> None:
    sample = rows(Email=["a@example.org"], Nom=["Testard"], Prénom=["Léa"])

    assert suggest(list(sample[0]), sample) == suggest(list(sample[0]), sample)


def test_attributes_of_xml_are_read_like_elements() -> None:
    sample = rows(
        **{
            "@num": [str(n) for n in range(ROWS)],
            "@nom": ["Testard", "Fictif"],
            "@prenom": ["Léa", "Hugo"],
            "adresse@codePostal": ["69003", "75011"],
            "adresse@ville": ["Lyon", "Paris"],
        }
    )

    assert fields(suggest(list(sample[0]), sample)) == {
        "@num": "source_id",
        "@nom": "family_name",
        "@prenom": "given_name",
        "adresse@codePostal": "postal_code",
        "adresse@ville": "address_locality",
    }


def test_a_house_number_belongs_to_the_street_beside_it() -> None:
    beside = suggest_empty("Straße", "Hausnr.", "PLZ", "Ort")
    alone = suggest_empty("Hausnr.", "PLZ", "Ort")

    assert fields(beside)["Straße"] == "street_address"
    assert beside.columns["Hausnr."].joins == "street_address.house_number"
    assert alone.columns["Hausnr."].joins == ""


def test_a_customers_plan_and_totals_make_no_sale() -> None:
    suggestion = suggest_empty(
        "Email", "Created", "Plan", "Currency", "Total Spend", "Account Balance", "Payment Count"
    )

    assert suggestion.entity == "contacts"
    assert suggestion.columns["Created"].field == "created_at"


def test_the_parts_of_a_french_address_are_its_lines() -> None:
    assert fields(suggest_empty("Adresse - Partie 1", "Adresse - Partie 2")) == {
        "Adresse - Partie 1": "street_address",
        "Adresse - Partie 2": "address_line2",
    }


def test_a_file_whose_names_were_not_found_says_so() -> None:
    named = [f"{given} {family}" for given in ("Zoé", "Luc") for family in ("Paz", "Lune", "Mai")]
    unrelated = [f"p{n}@example.org" for n in range(6)]

    suggestion = suggest(["Blorb", "E-mail"], rows(**{"Blorb": named, "E-mail": unrelated}))

    assert "No column was taken for a name: “Blorb” looks like names." in suggestion.issues
