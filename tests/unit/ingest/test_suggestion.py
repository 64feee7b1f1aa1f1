from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from shared.ingest.suggestion import Suggestion, suggest

ROWS = 12


def rows(**columns: Sequence[str]) -> list[dict[str, str]]:
    """Rows that repeat the given cells of each column."""
    return [
        {name: cells[row % len(cells)] for name, cells in columns.items()} for row in range(ROWS)
    ]


def fields(suggestion: Suggestion) -> dict[str, str]:
    return {
        name: column.field
        for name, column in suggestion.columns.items()
        if column.field != "extension"
    }


def suggest_empty(*columns: str) -> Suggestion:
    """The suggestion for columns without a value: by their names and neighbours alone."""
    return suggest(columns, [])


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


def test_a_canonical_field_is_given_once() -> None:
    suggestion = suggest_empty("Email", "E-mail", "Mail address")

    assert fields(suggestion) == {"Email": "email"}


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


@pytest.mark.parametrize(
    ("column", "field", "opted_out"),
    [
        ("Newsletter", "consent_email", False),
        ("J'accepte de recevoir la newsletter", "consent_email", False),
        ("Accepts SMS Marketing", "consent_sms", False),
        ("Accepte courrier", "consent_post", False),
        ("EMAIL_BLACKLISTED", "consent_email", True),
        ("HasOptedOutOfEmail", "consent_email", True),
        ("hasoptedoutofemail", "consent_email", True),
        ("isunsubscribed", "consent_email", True),
        ("smsoptin", "consent_sms", False),
        ("blackListPhone", "consent_phone", True),
        ("DoNotCall", "consent_phone", True),
        ("Do not mail", "consent_post", True),
        ("Kein Newsletter", "consent_email", True),
        ("Ne souhaite pas recevoir de SMS", "consent_sms", True),
        ("No desea recibir publicidad", "consent_email", True),
        ("Liste noire", "consent_email", True),
        ("unsubscribed_from_emails", "consent_email", True),
    ],
)
def test_consent_is_read_with_its_channel_and_polarity(
    column: str, field: str, opted_out: bool
) -> None:
    answered = suggest([column], rows(**{column: ["1", "0"]})).columns[column]

    assert (answered.field, answered.opted_out) == (field, opted_out)


def test_consent_to_partners_is_no_consent_to_us() -> None:
    suggestion = suggest_empty("Optin newsletter", "Optin partenaires")

    assert fields(suggestion) == {"Optin newsletter": "consent_email"}


def test_dates_of_refusal_are_when_the_person_unsubscribed() -> None:
    dated = suggest(["Unsubscribed"], rows(Unsubscribed=["2024-03-01", "2024-05-02"]))
    answered = suggest(["Unsubscribed"], rows(Unsubscribed=["yes", "no"]))

    assert dated.columns["Unsubscribed"].field == "unsubscribed_at"
    assert answered.columns["Unsubscribed"].field == "consent_email"
    assert answered.columns["Unsubscribed"].opted_out


@pytest.mark.parametrize("column", ["SMS", "Courrier", "Phone calls", "shared_phone_number"])
def test_a_channel_answered_with_yes_and_no_is_no_consent(column: str) -> None:
    """Nothing says that anybody agreed: the number may be shared, the letter may have come back."""
    sample = rows(**{"E-mail": [f"p{n}@example.org" for n in range(ROWS)], column: ["oui", "non"]})

    assert fields(suggest(["E-mail", column], sample)) == {"E-mail": "email"}


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


def test_secrets_and_national_identifiers_are_marked_and_never_mapped() -> None:
    columns = ["passwd", "Codice Fiscale", "IBAN", "Certificat médical", "Email"]

    suggestion = suggest_empty(*columns)

    sensitive = {name for name, column in suggestion.columns.items() if column.sensitive}
    assert sensitive == {"passwd", "Codice Fiscale", "IBAN", "Certificat médical"}
    assert fields(suggestion) == {"Email": "email"}


def test_hashes_are_secrets_whatever_their_header() -> None:
    sample = rows(Zwot=[f"{n:040x}" for n in range(10**30, 10**30 + ROWS)])

    assert suggest(["Zwot"], sample).columns["Zwot"].sensitive


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


ADDRESSES = [f"p{n}@example.org" for n in range(ROWS)]
PEOPLE = ["Léa Testard", "Hugo Fictif", "Nina Muster"]


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


@pytest.mark.parametrize("column", ["attributes.emails[]", "emails[].value", "emails/0/value"])
def test_nested_lists_of_addresses_are_addresses(column: str) -> None:
    listed = [f'[{{"value": "{one}", "primary": true}}]' for one in ADDRESSES]
    sample = rows(**{column: listed if column.endswith("[]") else ADDRESSES, "name": PEOPLE})

    assert fields(suggest(list(sample[0]), sample)) == {column: "email", "name": "name"}


def test_a_list_of_other_people_is_not_the_persons_address() -> None:
    listed = [f'[{{"first_name": "Léa", "email": "{one}"}}]' for one in ADDRESSES]
    sample = rows(**{"children[]": listed, "name": PEOPLE})

    assert fields(suggest(list(sample[0]), sample)) == {"name": "name"}


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


def test_a_house_number_belongs_to_the_street_beside_it() -> None:
    beside = suggest_empty("Straße", "Hausnr.", "PLZ", "Ort")
    alone = suggest_empty("Hausnr.", "PLZ", "Ort")

    assert fields(beside)["Hausnr."] == fields(beside)["Straße"] == "street_address"
    assert "Hausnr." not in fields(alone)


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


def test_a_filled_number_comes_before_an_empty_one_that_would_be_better() -> None:
    sample = rows(
        **{
            "E-mail": ADDRESSES,
            "Tél pro.": [f"01 99 00 12 {n}" for n in range(10, 10 + ROWS)],
            "Tél perso.": [""],
        }
    )

    assert fields(suggest(list(sample[0]), sample)) == {"E-mail": "email", "Tél pro.": "telephone"}


def test_a_refusal_that_names_its_channel_comes_before_one_of_everything() -> None:
    sample = rows(**{"blackList": ["0", "1"], "blackListEmail": ["1", "0"]})

    assert fields(suggest(list(sample[0]), sample)) == {"blackListEmail": "consent_email"}


def test_a_customers_plan_and_totals_make_no_sale() -> None:
    suggestion = suggest_empty(
        "Email", "Created", "Plan", "Currency", "Total Spend", "Account Balance", "Payment Count"
    )

    assert suggestion.entity == "contacts"
    assert suggestion.columns["Created"].field == "created_at"


def test_numbers_of_payment_cards_and_accounts_are_never_kept() -> None:
    sample = rows(
        **{
            "Card number": ["4242424242424242", "5555555555554444"],
            "Compte": ["DE89370400440532013000", "FR7630006000011234567890189"],
            "Card Last4": ["4242", "4444"],
            "Email": ADDRESSES,
        }
    )

    suggestion = suggest(list(sample[0]), sample)

    dropped = {name for name, column in suggestion.columns.items() if column.sensitive}
    assert dropped == {"Card number", "Compte", "Card Last4"}
    assert fields(suggestion) == {"Email": "email"}
    assert (
        "Not kept, as secret or sensitive: “Card number”, “Compte”, “Card Last4”."
        in suggestion.issues
    )


def test_a_subscription_state_that_is_sometimes_unknown_is_consent() -> None:
    column = "Email Subscription Status"
    sample = rows(**{"Email": ADDRESSES, column: ["subscribed", "unsubscribed", "unknown"]})

    assert fields(suggest(list(sample[0]), sample)) == {"Email": "email", column: "consent_email"}


def test_the_parts_of_a_french_address_are_its_lines() -> None:
    assert fields(suggest_empty("Adresse - Partie 1", "Adresse - Partie 2")) == {
        "Adresse - Partie 1": "street_address",
        "Adresse - Partie 2": "address_line2",
    }


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


def test_questions_in_french_are_read() -> None:
    sample = rows(
        **{
            "Quelle est votre date de naissance ?": ["1965-08-06", "1987-01-30"],
            "Dans quelle ville habitez-vous ?": ["Brest", "Nantes"],
        }
    )

    assert fields(suggest(list(sample[0]), sample)) == {
        "Quelle est votre date de naissance ?": "birth_date",
        "Dans quelle ville habitez-vous ?": "address_locality",
    }


def test_a_file_whose_names_were_not_found_says_so() -> None:
    named = [f"{given} {family}" for given in ("Zoé", "Luc") for family in ("Paz", "Lune", "Mai")]
    unrelated = [f"p{n}@example.org" for n in range(6)]

    suggestion = suggest(["Blorb", "E-mail"], rows(**{"Blorb": named, "E-mail": unrelated}))

    assert "No column was taken for a name: “Blorb” looks like names." in suggestion.issues
