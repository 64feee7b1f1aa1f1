"""The promises of the product, each by its number, as far as this version goes."""

from __future__ import annotations

import json
import logging

import pytest
from werkzeug.test import Client

from shared.identity.explanation import waterfall
from shared.model.message import ContactsMapped, InteractionsMapped
from shared.model.privacy import SuppressionShard
from shared.model.profile import Record, Review
from shared.model.settings import SourceSettings
from shared.model.trail import StoredEntry
from shared.rules import catalogue, suppression
from tests.exports import CLIENT, clients, subscribers, tickets
from tests.worlds import HOST, World

PERSONAL = ("quesnoy", "camille", "39981122", "69004")
"""What must not be met outside the stores: pieces of the person in these exports."""


def everything(world: World) -> None:
    """Walk the person through every part of the path."""
    world.load("mediapulse.crm", "subscribers.csv", subscribers({}))
    world.load(
        "eventclick.crm",
        "clients.csv",
        clients({}, {"N° client": "E2", "Prénom": "Bertrand"}, {"N° client": ""}),
    )
    world.load("eventclick.tickets", "tickets.csv", tickets({}, {"N° client": ""}))


def test_promise_1_nothing_is_lost(world: World) -> None:
    everything(world)

    for source in ("mediapulse.crm", "eventclick.crm", "eventclick.tickets"):
        counts = world.counts(source)
        assert counts["rows"] == counts["mapped"] + counts["rejected"] + counts["suppressed"]
        assert counts["mapped"] == sum(
            counts[name] for name in ("created", "linked", "review", "unchanged")
        )


def test_promise_2_the_same_file_dropped_twice_changes_nothing(world: World) -> None:
    everything(world)
    before = (world.membership(), world.golden(), world.counts("eventclick.crm"))

    world.load(
        "eventclick.crm",
        "the same under another name.csv",
        clients({}, {"N° client": "E2", "Prénom": "Bertrand"}, {"N° client": ""}),
    )

    assert len(world.uploads("eventclick.crm")) == 1
    assert (world.membership(), world.golden(), world.counts("eventclick.crm")) == before


def test_promise_2_a_corrected_file_updates(world: World) -> None:
    everything(world)

    counts = world.load(
        "eventclick.crm",
        "corrected.csv",
        clients(
            {"Code postal": "31000"},
            {"N° client": "E2", "Prénom": "Bertrand"},
        ),
    )

    (corrected,) = [one for one in world.records() if one.record_id == "E1"]
    assert (counts["linked"], counts["unchanged"]) == (1, 1)
    assert corrected.now.claims["postal_code"].value == "31000"


def test_promise_2_a_wrong_file_can_be_taken_back(world: World) -> None:
    world.load("mediapulse.crm", "subscribers.csv", subscribers({}))
    before = (world.membership(), world.golden())
    world.load("eventclick.crm", "wrong.csv", clients({}, {"N° client": "E2", "Nom": "PAZ"}))
    (wrong,) = world.uploads("eventclick.crm")

    preview = world.app.undoing.preview(wrong.id)
    blast = world.app.undoing.undo(wrong.id, by="test")

    assert preview == blast
    assert blast.records_removed == 2
    assert (world.membership(), world.golden()) == before
    assert list(world.app.objects.list(catalogue.LAKE, "contacts/source=eventclick.crm")) == []
    assert world.app.documents.get(SourceSettings, "eventclick.crm") is None


def test_promise_2_a_file_taken_back_can_be_dropped_again(world: World) -> None:
    export = clients({}, {"N° client": "E2", "Nom": "PAZ"})
    first = world.load("eventclick.crm", "clients.csv", export)
    membership = world.membership()
    world.app.undoing.undo(world.uploads("eventclick.crm")[0].id, by="test")

    again = world.load("eventclick.crm", "clients.csv", export)

    assert again == first
    assert world.membership() == membership


def test_promise_2_uploads_are_taken_back_in_any_order(world: World) -> None:
    def towns(postal_code: str) -> bytes:
        return clients(*({"N° client": f"E{n}", "Code postal": postal_code} for n in (1, 2)))

    def said() -> set[str]:
        return {one.now.claims["postal_code"].value for one in world.records()}

    for name, postal_code in (("a", "69001"), ("b", "69002"), ("c", "69003")):
        world.load("eventclick.crm", name, towns(postal_code))
    base, middle, last = world.uploads("eventclick.crm")

    world.app.undoing.undo(middle.id, by="test")
    assert said() == {"69003"}
    world.app.undoing.undo(last.id, by="test")
    assert said() == {"69001"}
    world.app.undoing.undo(base.id, by="test")
    assert world.profiles() == []


def test_promise_2_tickets_of_a_wrong_file_say_again_what_they_said(world: World) -> None:
    world.load("eventclick.crm", "clients.csv", clients({}))
    world.load("eventclick.tickets", "right.csv", tickets({"Montant": "10,00"}))
    world.load(
        "eventclick.tickets", "wrong.csv", tickets({"Montant": "99,00"}, {"N° billet": "B9"})
    )

    blast = world.app.undoing.undo(world.uploads("eventclick.tickets")[-1].id, by="test")

    (profile,) = world.profiles()
    timeline = world.app.viewing.view(profile.rcu).timeline
    assert [one.fields["amount"] for one in timeline] == ["10.00"]
    assert (blast.interactions_restored, blast.interactions_removed) == (1, 1)


def test_promise_2_a_late_redelivery_never_overrules_a_correction(world: World) -> None:
    world.load("eventclick.crm", "clients.csv", clients({}))
    for amount in ("10,00", "99,00"):
        world.load("eventclick.tickets", amount, tickets({"Montant": amount}))
    first = world.uploads("eventclick.tickets")[0]

    world.app.messages.publish(
        [InteractionsMapped(upload=first.id, source="eventclick.tickets", part=0)]
    )
    world.settle()

    (profile,) = world.profiles()
    (ticket,) = world.app.viewing.view(profile.rcu).timeline
    assert ticket.fields["amount"] == "99.00"


def test_promise_2_live_changes_may_arrive_in_any_order(world: World) -> None:
    world.load("eventclick.crm", "clients.csv", clients({}))
    receive = world.app.receiving.receive
    first = receive("eventclick.crm", [{"N° client": "E1", "E-mail": "new@example.org"}])
    second = receive("eventclick.crm", [{"N° client": "E1", "Code postal": "31000"}])

    for upload in (second, first):
        world.app.resolution.resolve_part(
            ContactsMapped(upload=upload, source="eventclick.crm", part=0)
        )

    (record,) = world.records()
    assert record.now.claims["email"].value == "new@example.org"
    assert record.now.claims["postal_code"].value == "31000"


def test_promise_3_ids_survive_a_merge_as_aliases(world: World) -> None:
    world.load("mediapulse.crm", "subscribers.csv", subscribers({}))
    world.load("eventclick.crm", "clients.csv", clients({"Prénom": "", "Code postal": ""}))
    reviews = [one.value for _, one in world.app.documents.find(Review, where={"state": "open"})]
    if not reviews:
        pytest.fail("the pair was expected to be doubtful")

    world.app.reviewing.decide(reviews[0].id, "same", by="test")

    (profile,) = world.profiles()
    for rcu in (reviews[0].profile, reviews[0].candidate):
        assert world.app.viewing.standing(rcu).rcu == profile.rcu
    assert {one.rcu for one in world.records()} == {profile.rcu}


def test_promise_4_every_decision_explains_itself(world: World) -> None:
    everything(world)

    by_id = {one.record_id: one.link for one in world.records()}
    assert by_id["M1"].decision == "new"
    assert by_id["E1"].decision == "link"
    assert by_id["E1"].probability > 0.9
    assert {one.field for one in by_id["E1"].evidence} >= {"email", "given_name"}
    assert all(link.weights for link in by_id.values())
    assert all(0.0 < one.common <= 1.0 for one in by_id["E1"].evidence)
    kinds = [step.kind for step in waterfall(by_id["E1"]).steps]
    assert kinds[:2] == ["prior", "field"]


def test_promise_5_no_personal_data_in_messages_logs_ids_or_object_names(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, logger="shared")
    everything(world)

    told = [json.dumps([one.getMessage(), _extras(one)]) for one in caplog.records]
    names = [
        name
        for bucket in (catalogue.LAKE, catalogue.QUARANTINE)
        for name in world.app.objects.list(bucket)
    ]
    ids = [id for store in catalogue.STORES for id, _ in world.app.documents.find(store.kind)]
    entries = [one.value.text for _, one in world.app.documents.find(StoredEntry)]
    for text in (*told, *names, *ids, *entries):
        assert not [piece for piece in PERSONAL if piece in text.lower()], text


def test_promise_7_a_suppressed_person_does_not_come_in_again(world: World) -> None:
    (mark,) = suppression.marks(world.app.hash, [("email", "camille.quesnoy@example.org")])
    world.app.documents.update(
        SuppressionShard,
        suppression.shard_of(mark),
        lambda shard: suppression.suppress(shard, mark, request="request-1"),
    )

    counts = world.load(
        "eventclick.crm",
        "clients.csv",
        clients({}, {"N° client": "E2", "E-mail": "lou@example.net"}),
    )

    assert (counts["rows"], counts["mapped"], counts["suppressed"]) == (2, 1, 1)
    assert {one.record_id for one in world.records()} == {"E2"}
    stored = b"".join(
        world.app.objects.read(bucket, name)
        for bucket in (catalogue.LAKE, catalogue.QUARANTINE)
        for name in world.app.objects.list(bucket)
    )
    assert b"camille.quesnoy" not in stored.lower()


def test_promise_11_a_stranger_is_refused_and_a_source_speaks_only_for_itself(
    world: World,
) -> None:
    door = Client(HOST.app("receive_records"))
    body = {"records": [{"N° client": "E1", "Nom": "QUESNOY"}]}
    tokens = world.app.doorkeeper

    stranger = door.post("/v1/sources/eventclick.crm/records", json=body)
    forged = door.post(
        "/v1/sources/eventclick.crm/records", json=body, headers={"Authorization": "Bearer x.y.z"}
    )
    other = door.post(
        "/v1/sources/eventclick.crm/records",
        json=body,
        headers=_bearer(tokens, "source:mediapulse.crm"),
    )
    own = door.post(
        "/v1/sources/eventclick.crm/records",
        json=body,
        headers=_bearer(tokens, "source:eventclick.crm"),
    )

    assert [one.status_code for one in (stranger, forged, other, own)] == [401, 401, 403, 202]
    assert stranger.headers["Content-Type"] == "application/problem+json"


def test_a_live_change_walks_the_same_path(world: World) -> None:
    everything(world)
    door = Client(HOST.app("receive_records"))

    answer = door.post(
        "/v1/sources/eventclick.crm/records",
        json={"records": [{"N° client": "E1", "Téléphone": "06 39 98 55 66", "Code postal": None}]},
        headers=_bearer(world.app.doorkeeper, "source:eventclick.crm"),
    )
    world.settle()

    (record,) = [one for one in world.records() if one.record_id == "E1"]
    said = {name: claim.value for name, claim in record.now.claims.items()}
    assert answer.status_code == 202
    assert answer.json
    assert world.app.documents.count(Record) == 3
    assert said["telephone"] == "+33639985566"
    assert "postal_code" not in said
    assert said["email"] == CLIENT["E-mail"].lower()
    assert world.counts("eventclick.crm")["linked"] == 1


@pytest.mark.parametrize(
    ("body", "field", "words"),
    [
        ({}, "records", "must be a list"),
        ({"records": [3]}, "records[0]", "must be an object"),
        ({"records": [{"N° client": ["x"]}]}, "records[0].N° client", "must be text"),
        ({"records": [{"Nom": "PAZ"}]}, "records[0].N° client", "key column"),
    ],
)
def test_a_wrong_live_change_is_answered_with_the_field(
    world: World, body: dict[str, object], field: str, words: str
) -> None:
    door = Client(HOST.app("receive_records"))

    answer = door.post(
        "/v1/sources/eventclick.crm/records",
        json=body,
        headers=_bearer(world.app.doorkeeper, "source:eventclick.crm"),
    )

    assert answer.status_code == 422
    assert answer.json
    assert answer.json["field"] == field
    assert words in answer.json["detail"]


def test_the_same_idempotency_key_is_one_upload(world: World) -> None:
    door = Client(HOST.app("receive_records"))
    headers = {**_bearer(world.app.doorkeeper, "source:eventclick.crm"), "Idempotency-Key": "k-1"}

    def post(**record: str) -> tuple[int, object]:
        answer = door.post(
            "/v1/sources/eventclick.crm/records",
            json={"records": [{"N° client": "E1", **record}]},
            headers=headers,
        )
        return answer.status_code, answer.json

    first, again, other = post(Nom="PAZ"), post(Nom="PAZ"), post(Nom="LOPEZ")

    assert first == again
    assert first[0] == 202
    assert other[0] == 409


def _bearer(doorkeeper: object, role: str) -> dict[str, str]:
    token = doorkeeper.issue("test", [role])  # type: ignore[attr-defined]
    return {"Authorization": f"Bearer {token}"}


def _extras(record: logging.LogRecord) -> str:
    return str({name: value for name, value in vars(record).items() if name != "args"})
