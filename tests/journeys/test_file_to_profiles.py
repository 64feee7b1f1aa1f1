"""An export lands, profiles come out: on both backends."""

from __future__ import annotations

import gzip
import json

from shared.rules import catalogue, lake
from tests.exports import CLIENT, clients, subscribers, tickets
from tests.worlds import World


def test_an_export_dropped_into_landing_becomes_profiles(world: World) -> None:
    world.load("mediapulse.crm", "subscribers.csv", subscribers({}))

    counts = world.load(
        "eventclick.crm",
        "clients.csv",
        clients(
            {},
            {
                "N° client": "E2",
                "Nom": "VANDERMEER",
                "Prénom": "Lou",
                "E-mail": "lou.vdm@example.net",
                "Téléphone": "",
                "Code postal": "59800",
            },
        ),
    )

    assert world.state("eventclick.crm") == "resolved"
    assert (counts["rows"], counts["linked"], counts["created"]) == (2, 1, 1)
    assert world.membership() == {
        frozenset({"mediapulse.crm:M1", "eventclick.crm:E1"}),
        frozenset({"eventclick.crm:E2"}),
    }


def test_unknown_columns_are_kept_and_every_original_cell_can_be_recovered(world: World) -> None:
    world.load("eventclick.crm", "clients.csv", clients({}))

    upload = world.uploads("eventclick.crm")[-1]
    name = lake.part_name("contacts", source=upload.source, upload=upload.id, number=0)
    (contact,) = lake.decode_contacts(world.app.objects.read(catalogue.LAKE, name))
    assert contact.extensions == {"Places achetées": "4", "Zone préférée": "balcon"}
    assert {**contact.originals, **contact.extensions} == CLIENT
    assert contact.fields["consent_sms"] == "no"
    assert contact.fields["email"] == "camille.quesnoy@example.org"


def test_a_row_that_names_nobody_is_quarantined_with_number_reason_and_bytes(world: World) -> None:
    counts = world.load("eventclick.crm", "clients.csv", clients({}, {"N° client": ""}))

    upload = world.uploads("eventclick.crm")[-1]
    name = lake.part_name("rows", source=upload.source, upload=upload.id, number=0)
    (row,) = [
        json.loads(line)
        for line in gzip.decompress(world.app.objects.read(catalogue.QUARANTINE, name)).splitlines()
    ]
    assert (counts["rows"], counts["mapped"], counts["rejected"]) == (2, 1, 1)
    assert row["row"] == 2
    assert row["reason"].startswith("the key column 'N° client' is empty")
    assert row["bytes"]


def test_interactions_stand_under_the_record_of_their_person(world: World) -> None:
    world.load("eventclick.crm", "clients.csv", clients({}))
    counts = world.load(
        "eventclick.tickets", "tickets.csv", tickets({}, {"N° billet": "B2", "Porte": "C"})
    )

    (profile,) = world.profiles()
    view = world.app.viewing.view(profile.rcu)
    assert counts["linked"] == counts["mapped"] == 2
    assert {one.extensions["Porte"] for one in view.timeline} == {"B", "C"}
    assert {one.fields["amount"] for one in view.timeline} == {"45.00"}


def test_interactions_may_arrive_before_their_person(world: World) -> None:
    world.load("eventclick.tickets", "tickets.csv", tickets({}))
    world.load("eventclick.crm", "clients.csv", clients({}))

    (profile,) = world.profiles()

    assert len(world.app.viewing.view(profile.rcu).timeline) == 1


def test_the_raw_export_leaves_landing_once_its_parts_are_safe(world: World) -> None:
    world.load("eventclick.crm", "clients.csv", clients({}))

    bucket, folder = world.bucket("eventclick.crm")
    assert list(world.app.objects.list(bucket, folder)) == []


def test_a_file_nobody_can_read_is_refused_with_a_reason_and_stays_in_landing(
    world: World,
) -> None:
    world.drop("eventclick.crm", "photo.csv", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20)
    world.settle()

    (upload,) = world.uploads("eventclick.crm")
    bucket, folder = world.bucket("eventclick.crm")
    assert upload.state == "refused"
    assert upload.reason
    assert list(world.app.objects.list(bucket, folder)) == [f"{folder}/photo.csv"]
