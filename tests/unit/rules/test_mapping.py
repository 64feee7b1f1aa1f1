"""Rows become contacts and interactions."""

from __future__ import annotations

import pytest

from shared.errors import InvalidInput
from shared.model.contract import Person
from shared.model.upload import MappedColumn, mapped_to
from shared.rules.mapping import Mapper
from shared.rules.values.cleaned import Locale


def a_mapper(
    key: str | None = None, person: Person | None = None, **mapping: str | MappedColumn
) -> Mapper:
    return Mapper(
        source="acme.crm",
        mapping={
            column: one if isinstance(one, MappedColumn) else mapped_to(one)
            for column, one in mapping.items()
        },
        locale=Locale(),
        key=key,
        person=person,
    )


def test_mapped_cells_are_cleaned_others_are_kept_and_every_original_stays() -> None:
    mapper = a_mapper(id="source_id", mail="email")

    contact = mapper.contact({"id": "7", "mail": " Lou@Example.ORG", "vip": " oui "}, row=3)

    assert contact.record_id == "7"
    assert contact.row == 3
    assert contact.fields == {"source_id": "7", "email": "lou@example.org"}
    assert contact.extensions == {"vip": " oui "}
    assert contact.originals == {"id": "7", "mail": " Lou@Example.ORG"}


def test_what_cannot_be_cleaned_is_noted_and_its_original_stays() -> None:
    mapper = a_mapper(id="source_id", nom="family_name", tel="telephone")

    contact = mapper.contact({"id": "7", "nom": "Paz", "tel": "n/a"}, row=1)

    assert "telephone" not in contact.fields
    assert contact.originals["tel"] == "n/a"
    assert contact.notes["telephone"] == "placeholder"


def test_a_column_that_says_who_refused_is_turned_round() -> None:
    refused = MappedColumn(field="consent_sms", opted_out=True)

    mapper = a_mapper(id="source_id", nom="family_name", stop=refused)

    contact = mapper.contact({"id": "7", "nom": "Paz", "stop": "oui"}, row=1)

    assert contact.fields["consent_sms"] == "no"


@pytest.mark.parametrize("written", ["non", "0", "false", ""])
def test_somebody_who_has_not_refused_has_not_agreed(written: str) -> None:
    refused = MappedColumn(field="consent_sms", opted_out=True)
    mapper = a_mapper(id="source_id", nom="family_name", stop=refused)

    contact = mapper.contact({"id": "7", "nom": "Paz", "stop": written}, row=1)

    assert contact.fields == {"source_id": "7", "family_name": "Paz"}
    assert contact.originals.get("stop", "") == written
    assert contact.notes.get("consent_sms") == (
        "not refused, which is no consent" if written else None
    )


def test_a_dropped_column_is_nowhere() -> None:
    secret = MappedColumn(field="extension", dropped=True)

    mapper = a_mapper(id="source_id", nom="family_name", pw=secret)

    contact = mapper.contact({"id": "7", "nom": "Paz", "pw": "$2y$10$x"}, row=1)

    assert "$2y$10$x" not in str(contact)


def test_phones_and_postal_codes_are_read_as_in_the_country_of_the_row() -> None:
    mapper = a_mapper(id="source_id", tel="telephone", land="address_country", plz="postal_code")

    contact = mapper.contact(
        {"id": "7", "tel": "030 23125 000", "plz": "10115", "land": "Deutschland"}, row=1
    )

    assert contact.fields["telephone"] == "+493023125000"
    assert contact.fields["address_country"] == "DE"


@pytest.mark.parametrize(
    ("phone", "kept"),
    [("+32 470 12 34 56", "1000"), ("06 99 00 12 34", "01000"), ("+49 1512 3456789", "01000")],
)
def test_a_whole_code_of_the_phones_country_gets_no_zero(phone: str, kept: str) -> None:
    mapper = a_mapper(id="source_id", gsm="mobile", cp="postal_code")

    contact = mapper.contact({"id": "7", "gsm": phone, "cp": "1000"}, row=1)

    assert contact.fields["postal_code"] == kept


def test_a_full_name_is_split_and_stays_whole_too() -> None:
    contact = a_mapper(id="source_id", nom="name").contact({"id": "7", "nom": "Lou PAZ"}, row=1)

    assert (contact.fields["given_name"], contact.fields["family_name"]) == ("Lou", "Paz")
    assert contact.originals["nom"] == "Lou PAZ"
    assert contact.notes["family_name"] == "split from name"


def test_without_ids_a_couple_that_shares_an_email_is_two_records() -> None:
    mapper = a_mapper(mail="email", prenom="given_name")

    first = mapper.contact({"mail": "paz@example.org", "prenom": "Lou"}, row=1)
    second = mapper.contact({"mail": "paz@example.org", "prenom": "Max"}, row=2)
    again = mapper.contact({"mail": "PAZ@example.org", "prenom": "lou"}, row=3)

    assert first.record_id != second.record_id
    assert first.record_id == again.record_id


def test_a_row_that_names_nobody_is_refused() -> None:
    with pytest.raises(InvalidInput, match="names nobody"):
        a_mapper(mail="email").contact({"mail": "n/a", "vip": "oui"}, row=1)


def test_a_row_that_has_a_key_and_says_nothing_of_a_person_is_refused() -> None:
    with pytest.raises(InvalidInput, match="says nothing about a person"):
        a_mapper(id="source_id", mail="email").contact({"id": "TOTAL", "vip": "12"}, row=1)


def test_an_empty_key_is_refused_and_named() -> None:
    with pytest.raises(InvalidInput, match="key column 'id' is empty") as caught:
        a_mapper(key="id", mail="email").contact({"id": " ", "mail": "l@example.org"}, row=1)

    assert caught.value.field == "id"


def test_an_interaction_points_to_the_record_the_contract_names() -> None:
    mapper = a_mapper(
        key="ticket",
        person=Person(column="client", source="crm"),
        event="event_name",
        price="amount",
    )

    interaction, contact = mapper.interaction(
        {"ticket": "B1", "client": "7", "event": "Hamlet", "price": "12,50 €", "gate": "C"}, row=1
    )

    assert contact is None
    assert (interaction.person_source, interaction.person_id) == ("acme.crm", "7")
    assert interaction.interaction_id == "B1"
    assert interaction.fields == {"event_name": "Hamlet", "amount": "12.50"}
    assert interaction.extensions == {"ticket": "B1", "client": "7", "gate": "C"}


def test_a_row_may_describe_its_person_itself() -> None:
    mapper = a_mapper(mail="email", nom="family_name", event="event_name")

    interaction, contact = mapper.interaction(
        {"mail": "lou@example.org", "nom": "PAZ", "event": "Hamlet"}, row=4
    )

    assert contact is not None
    assert contact.fields == {"email": "lou@example.org", "family_name": "Paz"}
    assert interaction.person_id == contact.record_id
    assert interaction.extensions == {}, "the person's own cells stand on the person"
    assert interaction.originals["mail"] == "lou@example.org"
    assert interaction.person_source == contact.source == "acme.crm"


def test_the_same_row_again_is_the_same_interaction() -> None:
    mapper = a_mapper(mail="email", event="event_name", order="order_id")
    row = {"mail": "lou@example.org", "event": "Hamlet", "order": "9"}

    first, _ = mapper.interaction(row, row=1)
    again, _ = mapper.interaction(dict(reversed(row.items())), row=2)
    other, _ = mapper.interaction({**row, "event": "Tosca"}, row=3)

    assert first.interaction_id == again.interaction_id
    assert first.interaction_id != other.interaction_id


@pytest.mark.parametrize("column", ["name", "family_name"])
def test_an_organisation_is_nobodys_name(column: str) -> None:
    mapper = a_mapper(id="source_id", nom=column)

    contact = mapper.contact({"id": "7", "nom": "NORDLICHT GmbH"}, row=1)

    assert contact.fields == {"source_id": "7", "works_for": "NORDLICHT GmbH"}
    assert contact.notes == {column: "an organisation, not a person"}
    assert contact.originals["nom"] == "NORDLICHT GmbH"


def test_a_family_name_that_repeats_the_company_is_nobodys_name() -> None:
    mapper = a_mapper(id="source_id", nom="family_name", firma="works_for")

    contact = mapper.contact({"id": "7", "nom": "ATELIER BRUME", "firma": "Atelier Brume"}, row=1)

    assert contact.fields == {"source_id": "7", "works_for": "Atelier Brume"}


def test_a_row_addressed_as_a_company_names_no_person() -> None:
    mapper = a_mapper(id="source_id", anrede="honorific_prefix", name="family_name")

    contact = mapper.contact({"id": "7", "anrede": "Firma", "name": "Nordlicht"}, row=1)

    assert "family_name" not in contact.fields
    assert contact.fields["works_for"] == "Nordlicht"


def test_a_person_whose_name_resembles_a_company_stays_a_person() -> None:
    mapper = a_mapper(id="source_id", anrede="honorific_prefix", vor="given_name", name="name")

    addressed = mapper.contact({"id": "7", "anrede": "Frau", "name": "Anna Inc"}, row=1)
    named = mapper.contact({"id": "8", "vor": "Anna", "name": "Anna Inc"}, row=2)

    assert addressed.fields["family_name"] == "Inc"
    assert named.fields["name"] == "Anna Inc"


def test_an_organisation_without_a_key_and_a_way_to_reach_it_is_refused() -> None:
    with pytest.raises(InvalidInput, match="names nobody"):
        a_mapper(nom="name").contact({"nom": "Nordlicht GmbH"}, row=1)


def test_a_house_number_of_its_own_joins_the_street_in_the_order_of_the_columns() -> None:
    german = a_mapper(id="source_id", strasse="street_address", nr="street_address.house_number")
    french = a_mapper(id="source_id", num="street_address.house_number", voie="street_address")

    after = german.contact({"id": "7", "strasse": "Lindenallee", "nr": "12a"}, row=1)
    before = french.contact({"id": "7", "num": "12", "voie": "rue des Tilleuls"}, row=1)
    twice = german.contact({"id": "7", "strasse": "Lindenallee 12", "nr": "12"}, row=1)
    without = german.contact({"id": "7", "strasse": "Lindenallee", "nr": ""}, row=1)

    assert after.fields["street_address"] == "Lindenallee 12a"
    assert before.fields["street_address"] == "12 rue des Tilleuls"
    assert twice.fields["street_address"] == "Lindenallee 12"
    assert without.fields["street_address"] == "Lindenallee"


@pytest.mark.parametrize(
    ("written", "consent"),
    [
        ("oui", "no"),
        ("2024-03-01", "no"),
        ("unsubscribed", "no"),
        ("Opted out", "no"),
        ("subscribed", "yes"),
    ],
)
def test_a_state_in_an_opt_out_column_means_what_it_says(written: str, consent: str) -> None:
    refused = MappedColumn(field="consent_email", opted_out=True)
    mapper = a_mapper(id="source_id", nom="family_name", unsubscribed=refused)

    contact = mapper.contact({"id": "7", "nom": "Paz", "unsubscribed": written}, row=1)

    assert contact.fields["consent_email"] == consent


def test_a_birth_date_in_three_columns_is_one_and_each_cell_stays() -> None:
    mapper = a_mapper(
        id="source_id", nom="name", j="birth_date.day", m="birth_date.month", a="birth_date.year"
    )
    cells = {"id": "7", "nom": "Lou Paz", "j": "3", "m": "12", "a": "1975"}

    contact = mapper.contact(cells, row=1)

    assert contact.fields["birth_date"] == "1975-12-03"
    assert contact.notes["birth_date"] == "joined from several columns"
    assert {**contact.originals, **contact.extensions} == cells


def test_a_day_and_a_month_alone_make_no_birth_date() -> None:
    mapper = a_mapper(
        id="source_id", nom="name", j="birth_date.day", m="birth_date.month", a="birth_date.year"
    )

    contact = mapper.contact({"id": "7", "nom": "Lou Paz", "j": "3", "m": "12", "a": ""}, row=1)

    assert "birth_date" not in contact.fields
    assert contact.originals["j"] == "3"


def test_a_calling_code_beside_a_number_makes_it_international() -> None:
    mapper = a_mapper(id="source_id", ind="telephone.calling_code", tel="telephone")

    numbers = [
        mapper.contact({"id": "7", "ind": code, "tel": number}, row=1).fields["telephone"]
        for code, number in (
            ("33", "01 99 00 12 34"),
            ("+32", "470 12 34 56"),
            ("32", "+33 1 99 00 12 34"),
            ("", "0199001234"),
            ("FR", "0199001234"),
        )
    ]

    assert numbers == [
        "+33199001234",
        "+32470123456",
        "+33199001234",
        "+33199001234",
        "+33199001234",
    ]


def test_a_time_beside_a_day_makes_an_instant_of_it() -> None:
    mapper = a_mapper(
        id="source_id", nom="name", date="interaction_at", heure="interaction_at.time"
    )

    instants = [
        mapper.interaction({"id": "7", "nom": "Lou Paz", "date": day, "heure": hour}, row=1)[
            0
        ].fields["interaction_at"]
        for day, hour in (
            ("03/07/2025", "19h30"),
            ("2025-07-03 00:00:00", "19:30"),
            ("03/07/2025", ""),
            ("03/07/2025 18:00", "19:30"),
        )
    ]

    assert instants == [
        "2025-07-03T17:30:00Z",
        "2025-07-03T17:30:00Z",
        "2025-07-03",
        "2025-07-03T16:00:00Z",
    ]


def test_an_id_that_a_spreadsheet_was_made_to_take_for_text_is_the_id() -> None:
    mapper = a_mapper(key="id", id="source_id", nom="family_name", cp="postal_code")

    contacts = [
        mapper.contact({"id": id, "nom": '="Paz"', "cp": code}, row=1)
        for id, code in (('="0123"', '="01000"'), ("'0123", "'01000"), (" 0123 ", "1000"))
    ]

    assert [one.record_id for one in contacts] == ["0123"] * 3
    assert [one.fields["postal_code"] for one in contacts] == ["01000"] * 3
    assert {one.fields["family_name"] for one in contacts} == {"Paz"}
    assert contacts[0].originals["id"] == '="0123"'


@pytest.mark.parametrize(
    "cells",
    [
        {"nom": "TOTAL", "montant": "28,00"},
        {"nom": "Total général", "montant": "28,00"},
        {"nom": "Sous-total : 8 contacts"},
        {"nom": "Gesamtsumme", "montant": "8"},
    ],
)
def test_a_row_that_sums_the_others_up_is_nobody(cells: dict[str, str]) -> None:
    with pytest.raises(InvalidInput, match="names nobody"):
        a_mapper(nom="family_name").contact(cells, row=9)


def test_a_person_may_be_called_like_a_sum() -> None:
    mapper = a_mapper(nom="name", prenom="given_name", mail="email")

    grand = mapper.contact({"nom": "Grand Martin"}, row=1)
    total = mapper.contact({"prenom": "Total", "mail": "total@example.org"}, row=2)

    assert grand.fields["name"] == "Grand Martin"
    assert total.fields["given_name"] == "Total"


def test_a_town_behind_the_postal_code_is_split_off_unless_it_has_its_own_column() -> None:
    alone = a_mapper(id="source_id", nom="name", cp="postal_code")
    beside = a_mapper(id="source_id", nom="name", cp="postal_code", v="address_locality")
    cells = {"id": "7", "nom": "Lou Paz", "cp": "69003 LYON", "v": "Lyon 3e"}

    split = alone.contact({k: v for k, v in cells.items() if k != "v"}, row=1)
    kept = beside.contact(cells, row=1)

    assert (split.fields["postal_code"], split.fields["address_locality"]) == ("69003", "Lyon")
    assert split.notes["address_locality"] == "split from the postal code"
    assert kept.fields["address_locality"] == "Lyon 3e"


def test_a_street_in_three_columns_is_written_in_their_order() -> None:
    mapper = a_mapper(
        id="source_id",
        nom="name",
        no="street_address.house_number",
        type="street_address.street_type",
        voie="street_address",
    )
    cells = {"id": "7", "nom": "Lou Paz", "no": "10", "type": "RUE", "voie": "DES LILAS"}

    assert mapper.contact(cells, row=1).fields["street_address"] == "10 RUE DES LILAS"
    whole = mapper.contact({**cells, "voie": "10 rue des Lilas"}, row=1)
    assert whole.fields["street_address"] == "10 rue des Lilas"
