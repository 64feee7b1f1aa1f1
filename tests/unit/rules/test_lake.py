"""Parts in the lake, and the index erasure will find its rows by."""

from __future__ import annotations

import gzip
import json

from shared.model.interaction import Interaction
from shared.rules import lake
from tests.builders import a_contact, a_hash


def test_contacts_come_back_from_a_part_as_they_went_in() -> None:
    contacts = [
        a_contact(
            "C1",
            fields={"email": "camille.brun@example.org", "given_name": "Camille"},
            extensions={"Places achetées": "4", "": "blank header"},
            originals={"E-mail": "Camille.Brun@Example.org "},
            notes={"email": "case"},
            row=7,
            changed_at="2026-01-02T00:00:00Z",
        ),
        a_contact("C2", fields={}, partial=True, cleared=("mobile",)),
    ]

    assert lake.decode_contacts(lake.encode_part(contacts)) == contacts


def test_interactions_come_back_as_they_went_in() -> None:
    interactions = [
        Interaction(
            source="eventclick.tickets",
            interaction_id="B1",
            person_source="eventclick.crm",
            person_id="C1",
            row=1,
            fields={"event_name": "Nuit du jazz", "amount": "45.00"},
            extensions={"Porte": "B"},
        )
    ]

    assert lake.decode_interactions(lake.encode_part(interactions)) == interactions


def test_canonical_fields_are_columns_and_the_rest_is_json_text() -> None:
    part = lake.encode_part([a_contact(email="c@example.org", extensions={"Zone": "balcon"})])

    line = json.loads(gzip.decompress(part))

    assert line["email"] == "c@example.org"
    assert json.loads(line["extensions"]) == {"Zone": "balcon"}


def test_the_same_rows_give_the_same_bytes() -> None:
    contacts = [a_contact("C1"), a_contact("C2")]

    assert lake.encode_part(contacts) == lake.encode_part(list(contacts))


def test_the_index_names_the_record_and_every_identifier_in_any_cell() -> None:
    rows = [
        ("eventclick.crm:C1", ("Camille", "camille@example.org", "06 39 98 11 22")),
        ("eventclick.crm:C2", ("rappeler Camille au +33 (0)6.39.98.11.22",)),
        ("eventclick.crm:C3", ("CAMILLE@example.org, absente", "tél. bureau 01-99-00-11-22")),
    ]

    index = lake.decode_index(lake.encode_index(a_hash, rows))

    assert index[a_hash("index", "record", "eventclick.crm:C1")] == [0]
    assert index[a_hash("index", "email", "camille@example.org")] == [0, 2]
    assert index[a_hash("index", "phone", "39981122")] == [0, 1]
    assert index[a_hash("index", "phone", "99001122")] == [2]
    assert len(index) == 6


def test_short_numbers_and_dates_are_not_taken_for_phones() -> None:
    found = list(lake.identifiers_in("12/03/2024 \x1f 69001 \x1f 1234567"))

    assert found == [("phone", "12032024")], "eight digits of a date look like a phone: harmless"
