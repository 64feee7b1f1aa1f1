"""A person is erased everywhere: found in every place before, in none after, and not to return."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from typing import Any

import pytest

from shared.errors import Conflict, NotFound
from shared.identity import deciding
from shared.model.caller import Caller
from shared.model.message import ContactsMapped, TaskPlanned
from shared.model.privacy import Request, Task
from shared.model.profile import Profile, Record
from shared.model.ruling import Ruling
from shared.model.upload import Part, Upload
from shared.ports import Write
from shared.rules import catalogue
from tests.residue import needles, places_with
from tests.worlds import EmbeddedWorld, World

DPO = Caller("Denise", frozenset({"dpo"}))
BASE, ACQUIRED, TICKETS, READING = (
    "mediapulse.crm",
    "eventclick.crm",
    "eventclick.tickets",
    "mediapulse.reading",
)

EMAIL, PHONE, OLD_PHONE = "zoe.xylocanari@example.org", "+33639987531", "+33639981357"
LANDLINE = "+33199864209"
CANARY = needles(
    emails=[EMAIL],
    phones=[PHONE, OLD_PHONE],
    words=["xylozoé", "K7700042", "E7700042"],
)
BASE_HEADER = (
    "subscriber_id,first_name,last_name,email_address,phone,zip,country,newsletter,notes\n"
)
ZOE_BASE = "K7700042,Xylozoé,Canari,ZOE.XYLOCANARI@example.org,06 39 98 13 57,69004,FR,yes,vip\n"
PAUL_BASE = "K7700043,Paul,Canari,paul.canari@example.org,01 99 86 42 09,69004,FR,yes,quiet\n"
HUGO_BASE = (
    "K7700044,Hugo,Vandermeer,hugo.v@example.org,06 39 98 00 11,59000,FR,no,"
    f"brought by {EMAIL} (06.39.98.75.31)\n"
)
ACQUIRED_HEADER = "N° client;Nom;Prénom;E-mail;Téléphone;Code postal;Ville\n"
ZOE_ACQUIRED = f"E7700042;CANARI;Xylozoé;{EMAIL};0639987531;69004;LYON\n"
PAUL_ACQUIRED = "E7700043;CANARI;Paul;paul.canari@example.org;0199864209;69004;LYON\n"


def bring_in(world: World) -> None:
    """The canary and her household, through every way in."""
    world.load(BASE, "base.csv", (BASE_HEADER + ZOE_BASE + PAUL_BASE + HUGO_BASE).encode())
    world.load(
        ACQUIRED, "clients.csv", (ACQUIRED_HEADER + ZOE_ACQUIRED + PAUL_ACQUIRED).encode("cp1252")
    )
    world.app.receiving.receive(ACQUIRED, [{"N° client": "E7700042", "Ville": "Xylozoéville"}])
    world.settle()
    tickets = (
        "N° billet;N° client;Événement;Montant;Date d'achat\n"
        "T1;E7700042;Aïda;45,00;2026-03-01\n"
        "T2;E7700043;Aïda;45,00;2026-03-01\n"
        f"T3;;pour {EMAIL};45,00;2026-03-01\n"
    )
    world.load(TICKETS, "tickets.csv", tickets.encode())
    readings = [
        {"reading_id": "R1", "subscriber_id": "K7700042", "read_at": "2026-02-01T08:00:00Z"},
        {"reading_id": "R2", "subscriber_id": "K7700043", "read_at": "2026-02-01T08:00:00Z"},
    ]
    lines = "".join(json.dumps(one) + "\n" for one in readings)
    world.load(READING, "reading.jsonl.gz", gzip.compress(lines.encode()))
    world.drop(BASE, "two.zip", two_files(BASE_HEADER + ZOE_BASE))
    world.settle()


def two_files(text: str) -> bytes:
    """A ZIP of two exports: refused, so that it stays in landing."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.csv", text)
        archive.writestr("b.csv", text)
    return out.getvalue()


def rcu_of(world: World, source: str, id: str) -> str:
    return world.app.viewing.by_record(source, id)


def ask(world: World, right: str = "erasure", **subject: str) -> dict[str, Any]:
    """Open a request, and let everything happen that can."""
    body: dict[str, object] = {
        "right": right,
        "subject": subject or {"record": f"{ACQUIRED}:E7700042"},
    }
    opened = world.app.privacy.doors.open(DPO, body, idempotency_key=None)
    world.settle()
    return shown(world, opened["id"])


def shown(world: World, id: str) -> dict[str, Any]:
    return world.app.privacy.doors.show(DPO, id)


def task_of(view: dict[str, Any], system: str) -> dict[str, Any]:
    (found,) = [one for one in view["tasks"] if one["system"] == system]
    return found


def acknowledge(world: World, view: dict[str, Any], system: str, **word: object) -> dict[str, Any]:
    caller = Caller("crm", frozenset({f"source:{system}"}))
    task = task_of(view, system)["id"]
    body = {"state": "done", "counts": {"found": 1, "removed": 1}, **word}
    world.app.privacy.doors.acknowledge(caller, view["id"], task, body)
    return shown(world, view["id"])


def household(world: World) -> dict[str, Any]:
    """Everything that is known of the neighbour, but for what says nothing of him."""
    view = world.app.viewing.view(rcu_of(world, BASE, "K7700043"))
    return {
        "golden": {field: one.value for field, one in view.profile.golden.items()},
        "records": {id: one.now for id, one in view.records.items()},
        "timeline": view.timeline,
        "comparables": view.profile.comparables,
    }


def test_erased_is_gone_from_every_place_and_the_household_is_intact(world: World) -> None:
    bring_in(world)
    before = places_with(world, CANARY)
    neighbour = household(world)
    assert {"records", "profiles", "interactions", "lake", "quarantine", "outbox"} <= {*before}
    if isinstance(world, EmbeddedWorld):
        assert {"file nova.db", "file nova.db-wal"} & {*before}
    landing = {place for place in before if "landing" in place}
    assert landing, "the refused file must hold her before"

    view = ask(world)

    ours = task_of(view, "nova")
    assert (ours["state"], bool(ours["erased_at"])) == ("done", True)
    assert ours["counts"]["records"] == 2
    assert ours["counts"]["raw exports"] == 1
    assert ours["counts"]["quarantine rows"] == 1
    assert ours["counts"]["lake mentions"] == 1
    for system in (BASE, ACQUIRED, TICKETS, READING):
        view = acknowledge(world, view, system)
    assert view["state"] == "completed"
    verify_again(world, view["id"])
    assert places_with(world, CANARY) == {}
    assert household(world) == neighbour
    hugo = world.app.viewing.view(rcu_of(world, BASE, "K7700044"))
    (record,) = hugo.records.values()
    assert record.now.extensions["notes"] == "brought by (erased) ((erased))"
    assert "email" in record.now.claims


def verify_again(world: World, request: str) -> None:
    """A quarter of an hour later."""
    for task in world.app.privacy.desk.tasks(request):
        if task.awaits:
            world.app.documents.update(
                Task, task.id, lambda one: one and replaced(one, verify_at="2026-01-01T00:00:00")
            )
    assert world.app.privacy.desk.republish() == 1
    world.settle()
    assert all(task.verified_at for task in world.app.privacy.desk.tasks(request) if task.verify_at)


def replaced(task: Task, **changes: str) -> Task:
    import msgspec  # noqa: PLC0415

    return msgspec.structs.replace(task, **changes)


SPELLINGS = [
    ZOE_ACQUIRED,
    f"E1;Canari;X.;{EMAIL.upper()};;;\n",
    "E2;CANARI;XYLOZOE;;06.39.98.75.31;69004;LYON\n",
    "E3;Xylozoé;Canari;;+33 6 39 98 75 31;;\n",
    f"E4;;;{EMAIL.replace('@', '+promo@')};;;\n",
    "E5;Canari;;;0639987531;;\n",
]


def test_she_does_not_come_back_in_any_spelling_and_the_sender_is_told(world: World) -> None:
    bring_in(world)
    ask(world)

    export = ACQUIRED_HEADER + "".join(SPELLINGS) + PAUL_ACQUIRED
    counts = world.load(ACQUIRED, "again.csv", export.encode("cp1252"))
    live = world.app.receiving.receive(BASE, [{"subscriber_id": "NEW1", "email": EMAIL}])
    world.settle()

    assert counts["suppressed"] == len(SPELLINGS)
    assert counts["mapped"] == 1
    assert world.app.receiving.suppressed(live) == 1
    (upload,) = [one for one in world.uploads(ACQUIRED) if one.name.endswith("again.csv")]
    assert upload.issues[-1] == (
        "6 rows are about people who were erased at their request, and not taken in; "
        "erase them in the system that sent the file too"
    )
    assert [p for p in places_with(world, CANARY) if not p.startswith(("outbox", "file "))] == []


def test_whoever_still_names_her_comes_in_without_that(world: World) -> None:
    bring_in(world)
    ask(world)

    world.load(BASE, "again.csv", (BASE_HEADER + HUGO_BASE + ZOE_BASE).encode())
    ticket = f"N° billet;N° client;Événement\nT9;;pour {EMAIL}\n"
    refused = world.load(TICKETS, "again.csv", ticket.encode())

    hugo = world.app.viewing.view(rcu_of(world, BASE, "K7700044"))
    (record,) = hugo.records.values()
    assert record.now.extensions["notes"] == "brought by (erased) ((erased))"
    assert (refused["rejected"], refused["suppressed"]) == (0, 1)
    found = {place for place in places_with(world, CANARY) if not place.startswith("file ")}
    assert found <= {"outbox"}


@pytest.mark.parametrize("when", ["before resolution", "while it is resolved"])
def test_a_part_in_flight_does_not_bring_her_back(world: World, when: str) -> None:
    world.load(BASE, "base.csv", (BASE_HEADER + ZOE_BASE + PAUL_BASE).encode())
    world.drop(
        ACQUIRED, "clients.csv", (ACQUIRED_HEADER + ZOE_ACQUIRED + PAUL_ACQUIRED).encode("cp1252")
    )
    upload = mapped_only(world)
    held = None
    if when == "while it is resolved":
        from shared.identity.fencing import raise_fence  # noqa: PLC0415

        held = raise_fence(world.app.documents, upload=upload.id, part=0)
    request = world.app.privacy.desk.accept(
        ["erasure"], rcu_of(world, BASE, "K7700042"), by="Denise"
    )
    world.app.privacy.planning.fan_out(request.id)
    world.app.privacy.fulfilment.fulfil(f"{request.id}.erasure.nova")
    if held is not None:
        from shared.errors import Retry  # noqa: PLC0415

        late = Record(
            source=ACQUIRED,
            record_id="E7700042",
            rcu="rcu_late",
            now=next(iter(world.records())).now,
            link=next(iter(world.records())).link,
        )
        with pytest.raises(Retry, match="rows were erased"):
            held.commit([Write(Record, "late", late)])

    world.settle()

    counts = world.counts(ACQUIRED)
    assert (counts["mapped"], counts["suppressed"]) == (1, 1)
    assert counts["created"] + counts["linked"] + counts["review"] == 1
    places = places_with(world, CANARY)
    assert not {"records", "profiles", "lake"} & places.keys()


def mapped_only(world: World) -> Upload:
    """Map the export that landed, and deliver nothing of what that tells."""
    (landed,) = [
        facts
        for bucket, folder in [world.bucket(ACQUIRED)]
        for facts in [world.app.objects.facts(bucket, f"{folder}/clients.csv")]
    ]
    from shared.model.message import ObjectLanded  # noqa: PLC0415

    bucket, _ = world.bucket(ACQUIRED)
    world.app.ingestion.advance(
        ObjectLanded(bucket=bucket, name=landed.name, generation=landed.generation)
    )
    (upload,) = world.uploads(ACQUIRED)
    return upload


def test_rows_mapped_while_she_is_erased_meet_the_marks(embedded: EmbeddedWorld) -> None:
    """A call that read the marks before they were set makes its part anew."""
    world = embedded
    bring_in(world)
    before = {id: one.value.cuts for id, one in world.app.documents.find(Part)}

    ask(world)

    after = {id: one.value.cuts for id, one in world.app.documents.find(Part)}
    assert {id for id in after if after[id] > before[id]} == {
        id for id in before if after.get(id, 0) == before[id] + 1
    }
    assert any(after[id] > before[id] for id in after)


def test_an_alias_and_whom_it_led_from_are_gone_too(world: World) -> None:
    bring_in(world)
    rcu = rcu_of(world, BASE, "K7700042")
    world.app.documents.commit([Write(Profile, "rcu_old", Profile(rcu="rcu_old", alias_of=rcu))])

    view = ask(world, rcu="rcu_old")

    assert task_of(view, "nova")["counts"]["profiles"] == 2
    assert world.app.documents.get(Profile, "rcu_old") is None
    with pytest.raises(NotFound):
        world.app.viewing.standing(rcu)


def test_decisions_that_name_her_go_and_those_about_others_stay(world: World) -> None:
    bring_in(world)
    zoe, paul, hugo = (rcu_of(world, BASE, f"K770004{number}") for number in (2, 3, 4))
    merged = world.app.deciding.decide(deciding.Merge(first=zoe, second=paul), by="Ada")
    world.settle()
    world.app.deciding.decide(deciding.Undo(merged.id), by="Ada")
    others = world.app.deciding.decide(deciding.Part(paul, hugo), by="Ada")
    world.settle()
    neighbour = household(world)

    view = ask(world, rcu=zoe)

    assert task_of(view, "nova")["counts"]["decisions"] == 2
    assert [id for id, _ in world.app.documents.find(Ruling)] == [others.id]
    assert household(world) == neighbour


def test_silence_is_never_success_and_the_late_answer_closes(world: World) -> None:
    bring_in(world)
    view = ask(world)
    for system in (BASE, TICKETS, READING):
        view = acknowledge(world, view, system)
    assert view["state"] == "in_progress"
    assert "certificate" not in view

    back_date(world, view["id"])
    late = world.app.privacy.chasing.chase()
    again = world.app.privacy.chasing.chase()
    world.settle()

    assert any(one.startswith(f"{view['id']}.erasure.{ACQUIRED} overdue") for one in late)
    assert again == []
    assert task_of(shown(world, view["id"]), ACQUIRED)["overdue"]
    view = acknowledge(world, view, ACQUIRED)
    assert view["state"] == "completed"
    assert task_of(view, ACQUIRED)["state"] == "done"
    certificate = view["certificate"]["tasks"]
    assert len(certificate) == 5
    assert certificate[f"{view['id']}.erasure.{ACQUIRED}"]["counts"] == "1 found, 1 removed"


def back_date(world: World, request: str) -> None:
    """As if it had been received two months ago."""
    from datetime import UTC, datetime  # noqa: PLC0415

    from shared.privacy.deadlines import deadlines  # noqa: PLC0415

    long_ago = datetime(2026, 3, 5, tzinfo=UTC)
    for task in world.app.privacy.desk.tasks(request):
        import msgspec  # noqa: PLC0415

        moved = msgspec.structs.replace(
            task,
            received_at=long_ago.isoformat(),
            deadlines=deadlines(long_ago, clause_days=15),
        )
        world.app.documents.commit([Write(Task, task.id, moved)])


def test_a_word_that_contradicts_the_first_is_kept_and_nothing_closes(world: World) -> None:
    bring_in(world)
    view = ask(world)
    view = acknowledge(world, view, ACQUIRED)
    view = acknowledge(world, view, ACQUIRED)  # the same again is harmless

    with pytest.raises(Conflict, match="answered 'done' before"):
        acknowledge(world, view, ACQUIRED, counts={"found": 3, "removed": 3})
    for system in (BASE, TICKETS, READING):
        view = acknowledge(world, view, system)

    assert view["state"] == "in_progress"
    assert task_of(view, ACQUIRED)["contradicted"]


def test_messages_again_and_in_any_order_change_nothing(world: World) -> None:
    bring_in(world)
    view = ask(world)
    first = {one["id"]: one for one in view["tasks"]}

    for task in reversed(world.app.privacy.desk.tasks(view["id"])):
        world.app.privacy.fulfilment.fulfil(task.id)
        world.app.messages.publish([TaskPlanned(request=view["id"], task=task.id)])
    world.app.privacy.planning.fan_out(view["id"])
    for upload in world.uploads(BASE):
        if upload.state == "mapped":
            world.app.messages.publish([ContactsMapped(upload=upload.id, source=BASE, part=0)])
    world.settle()

    again = shown(world, view["id"])
    assert {one["id"]: one for one in again["tasks"]} == first
    assert not {"records", "profiles", "lake"} & places_with(world, CANARY).keys()


def test_a_request_can_be_cancelled_until_it_has_begun(world: World) -> None:
    bring_in(world)
    body = {"right": "erasure", "subject": {"email": EMAIL}, "cooling_off_hours": 48}
    doors = world.app.privacy.doors
    opened = doors.open(DPO, body, idempotency_key="k")
    world.settle()
    rcu = opened["rcu"]
    assert world.app.viewing.restrictions(rcu)

    cancelled = doors.cancel(DPO, opened["id"])
    world.settle()

    assert (cancelled["state"], cancelled["tasks"]) == ("cancelled", [])
    assert not world.app.viewing.restrictions(rcu)
    assert world.app.viewing.standing(rcu)
    begun = ask(world)
    with pytest.raises(Conflict, match="can no longer be cancelled"):
        doors.cancel(DPO, begun["id"])


def test_access_gives_all_there_is_and_names_who_looked(world: World) -> None:
    bring_in(world)
    view = ask(world, "access")
    link = view["package"]

    content = world.app.privacy.doors.package(DPO, view["id"], link.partition("key=")[2])

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        files = {name: archive.read(name).decode("utf-8-sig") for name in archive.namelist()}
    assert {"manifest.json", "index.html", "profile.json", "consultations.csv"} <= files.keys()
    profile = json.loads(files["profile.json"])
    assert profile["values"]["email"]["value"] == EMAIL
    records = json.loads(files[f"{ACQUIRED}/records.json"])
    assert records[0]["record"] == "E7700042"
    assert "Aïda" in files[f"{TICKETS}/interactions.csv"]
    assert "Xylozoé" in files["index.html"]
    assert "paul.canari" not in "".join(files.values())
    stored = world.app.documents.get(Request, view["id"])
    assert stored is not None
    assert list(world.app.objects.list(catalogue.PACKAGES)) == [stored.value.package]
    second = json.loads(files["manifest.json"])
    assert second["searched_nothing_found"] == []


def test_whoever_asks_for_both_gets_their_data_before_it_is_gone(world: World) -> None:
    bring_in(world)
    body = {"rights": ["erasure", "access"], "subject": {"email": EMAIL}}
    opened = world.app.privacy.doors.open(DPO, body, idempotency_key=None)
    for task in ("erasure", "access"):  # in the order that would be wrong
        world.app.messages.publish(
            [TaskPlanned(request=opened["id"], task=f"{opened['id']}.{task}.nova")]
        )
    world.app.privacy.planning.fan_out(opened["id"])
    world.app.privacy.fulfilment.fulfil(f"{opened['id']}.erasure.nova")
    world.settle()

    view = shown(world, opened["id"])
    link = view["package"].partition("key=")[2]
    content = world.app.privacy.doors.package(DPO, view["id"], link)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        records = json.loads(archive.read(f"{ACQUIRED}/records.json"))
    assert records[0]["values"]["email"] == EMAIL
    assert {one["state"] for one in view["tasks"] if one["system"] == "nova"} == {"done"}
    assert not {"records", "profiles", "lake"} & places_with(world, CANARY).keys()


def test_a_package_of_an_earlier_request_goes_with_the_person(world: World) -> None:
    bring_in(world)
    ask(world, "access")
    assert "packages" in places_with(world, CANARY)

    view = ask(world)

    assert task_of(view, "nova")["counts"]["packages"] == 1
    assert "packages" not in places_with(world, CANARY)
