"""Uploads that do not go straight: taken back, cut off, replaced, edited and sent twice at once."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, BinaryIO

import pytest
from werkzeug.test import Client, TestResponse

from shared.errors import Conflict, InvalidInput
from shared.model.message import ContactsMapped, UploadContinues
from shared.model.settings import SourceSettings
from shared.model.upload import Part, Upload
from shared.ports import Documents, ObjectFacts, Objects, Write
from shared.rules import catalogue, lake
from tests.exports import distinct_people, subscribers
from tests.memory import MemoryWorld
from tests.passing import PassingDocuments
from tests.worlds import HOST, EmbeddedWorld, World

CRM = "mediapulse.crm"
PEOPLE = distinct_people(5)
EXPORT = subscribers(PEOPLE[0], PEOPLE[1], {"subscriber_id": ""}, *PEOPLE[2:])


# -- taken back -----------------------------------------------------------------------------


def test_an_upload_is_not_taken_back_while_its_parts_are_being_resolved() -> None:
    world = MemoryWorld(part_size=2)
    world.drop(CRM, "people.csv", EXPORT)
    world.deliver_next()
    (upload,) = world.uploads(CRM)
    assert upload.state == "mapped"

    for act in (world.app.undoing.preview, lambda id: world.app.undoing.undo(id, by="test")):
        with pytest.raises(InvalidInput, match="is resolving; it can be taken back once"):
            act(upload.id)
        world.deliver_next()

    world.settle()
    assert world.state(CRM) == "resolved"
    assert world.app.undoing.undo(upload.id, by="test").records_removed == 5
    assert (list(world.records()), world.profiles()) == ([], [])


def test_a_part_that_comes_again_after_its_upload_was_taken_back_does_nothing(
    world: World,
) -> None:
    world.load(CRM, "people.csv", EXPORT)
    (upload,) = world.uploads(CRM)
    world.app.undoing.undo(upload.id, by="test")

    world.app.messages.publish([ContactsMapped(upload=upload.id, source=CRM, part=0)])
    world.settle()

    assert list(world.records()) == []
    assert world.state(CRM) == "undone"


class Died(Exception):
    """What a process killed between two writes does not live to see."""


@dataclass
class Fuse:
    """Lets so many writes pass."""

    left: int

    def burn(self) -> None:
        if self.left == 0:
            raise Died
        self.left -= 1


class Ports(PassingDocuments):
    """Documents and objects of another installation, to be changed in one place by a subclass."""

    def __init__(self, documents: Documents, objects: Objects) -> None:
        super().__init__(documents)
        self.objects = objects

    # Objects

    def facts(self, bucket: str, name: str) -> ObjectFacts:
        return self.objects.facts(bucket, name)

    def open(self, bucket: str, name: str, *, generation: str | None = None) -> BinaryIO:
        return self.objects.open(bucket, name, generation=generation)

    def read(self, bucket: str, name: str) -> bytes:
        return self.objects.read(bucket, name)

    def create(self, bucket: str, name: str, content: bytes) -> bool:
        self.before_write()
        return self.objects.create(bucket, name, content)

    def put(self, bucket: str, name: str, content: bytes) -> None:
        self.objects.put(bucket, name, content)

    def delete(self, bucket: str, name: str, *, generation: str | None = None) -> None:
        self.before_write()
        self.objects.delete(bucket, name, generation=generation)

    def list(self, bucket: str, prefix: str = "") -> Iterator[str]:
        return self.objects.list(bucket, prefix)


class Mortal(Ports):
    """Ports that let so many writes pass, and then no more."""

    def __init__(self, world: World, fuse: Fuse) -> None:
        super().__init__(world.app.documents, world.app.objects)
        self.fuse = fuse

    def before_write(self) -> None:
        self.fuse.burn()


def undo_and_die(world: World, *, after: int) -> bool:
    """Take the newest upload back until death; False when it was over before."""
    mortal = Mortal(world, Fuse(after))
    undoing = replace(world.app.undoing, documents=mortal, objects=mortal)
    try:
        undoing.undo(world.uploads(CRM)[-1].id, by="test")
    except Died:
        return True
    return False


def stored_names(world: World) -> list[str]:
    return [
        name
        for bucket in (catalogue.LAKE, catalogue.QUARANTINE)
        for name in world.app.objects.list(bucket)
    ]


def test_a_file_comes_in_whole_again_wherever_taking_it_back_was_killed() -> None:
    deaths = 0
    while True:
        world = MemoryWorld(part_size=2)
        first = world.load(CRM, "people.csv", EXPORT)
        names = stored_names(world)
        if not undo_and_die(world, after=deaths):
            break
        deaths += 1

        again = world.load(CRM, "people.csv", EXPORT)

        assert world.state(CRM) == "resolved"
        assert (again["rows"], again["mapped"], again["rejected"]) == (6, 5, 1)
        assert again == first
        assert stored_names(world) == names
        assert len(list(world.records())) == 5
    assert deaths > 10


def test_taking_back_is_finished_by_the_same_call_wherever_it_was_killed() -> None:
    deaths = 0
    while True:
        world = MemoryWorld(part_size=2)
        world.load(CRM, "people.csv", EXPORT)
        died = undo_and_die(world, after=deaths)
        deaths += died

        world.app.undoing.undo(world.uploads(CRM)[-1].id, by="test")

        assert (list(world.records()), world.profiles(), stored_names(world)) == ([], [], [])
        assert world.app.documents.count(Part) == 0
        if not died:
            break
    assert deaths > 10


def test_what_a_killed_undo_left_goes_even_when_the_file_is_cut_otherwise_now() -> None:
    before = MemoryWorld(part_size=1)
    before.load(CRM, "people.csv", EXPORT)
    leftover = dict(before.objects.stored)
    (upload,) = before.uploads(CRM)
    parts = before.parts(upload.id)
    before.app.undoing.undo(upload.id, by="test")
    # As if it had been killed before it removed anything.
    before.app.documents.commit(
        [Write(Part, f"{upload.id}.{one.number:05d}", one) for one in parts]
    )
    world = MemoryWorld(part_size=4, documents=before.app.documents)
    world.objects.stored = leftover
    fresh = MemoryWorld(part_size=4)
    expected = fresh.load(CRM, "people.csv", EXPORT)

    counts = world.load(CRM, "people.csv", EXPORT)

    assert counts == expected
    assert world.state(CRM) == "resolved"
    assert stored_names(world) == stored_names(fresh)


# -- refused half-way -----------------------------------------------------------------------


def replaced_while_read() -> MemoryWorld:
    world = MemoryWorld(part_size=2, work_seconds=0)
    world.drop(CRM, "people.csv", EXPORT)
    world.deliver_next()
    world.objects.put(catalogue.LANDING, f"{CRM}/people.csv", subscribers(PEOPLE[4]))
    world.settle()
    return world


def test_a_file_replaced_while_it_was_read_can_be_taken_back() -> None:
    world = replaced_while_read()
    (upload,) = world.uploads(CRM)
    assert (upload.state, len(list(world.records()))) == ("refused", 2)
    assert "replaced or removed while it was being read" in upload.reason

    world.app.undoing.undo(upload.id, by="test")

    assert (list(world.records()), world.profiles(), stored_names(world)) == ([], [], [])
    assert world.state(CRM) == "undone"


def test_a_file_replaced_while_it_was_read_can_be_dropped_again() -> None:
    world = replaced_while_read()

    counts = world.load(CRM, "people.csv", EXPORT)

    assert world.state(CRM) == "resolved"
    assert (counts["rows"], counts["mapped"], counts["created"]) == (6, 5, 5)


def test_an_upload_that_was_refused_at_once_has_nothing_to_take_back(world: World) -> None:
    world.load(CRM, "people.csv", b"")
    (upload,) = world.uploads(CRM)

    with pytest.raises(InvalidInput, match="was refused; there is nothing to take back"):
        world.app.undoing.undo(upload.id, by="test")


def test_what_a_refused_upload_says_still_stands_when_another_is_taken_back() -> None:
    world = replaced_while_read()
    world.load(CRM, "corrected.csv", subscribers({**PEOPLE[0], "zip": "31000"}))

    world.app.undoing.undo(world.uploads(CRM)[-1].id, by="test")

    (record,) = [one for one in world.records() if one.record_id == "M0"]
    assert record.now.claims["postal_code"].value == PEOPLE[0]["zip"]


# -- refused whole --------------------------------------------------------------------------


PROSE = b"Bonjour,\nveuillez trouver ci-joint, comme convenu, le fichier.\nCordialement\n"
OTHERS = b"code,libelle,quantite\nB1,stylo,3\nB2,cahier,7\nB3,gomme,9\n"


def test_a_first_file_that_names_nobody_is_refused_and_spoils_nothing(tmp_path: Path) -> None:
    world = MemoryWorld(contracts=acme(tmp_path, ""))

    world.load("acme.crm", "prose.txt", PROSE)

    (refused,) = world.uploads("acme.crm")
    assert refused.state == "refused"
    assert "was recognised as saying who a row is about" in refused.reason
    assert "nova diagnose" in refused.reason
    assert world.app.documents.get(SourceSettings, "acme.crm") is None

    counts = world.load("acme.crm", "people.csv", EXPORT)

    assert (counts["mapped"], counts["rejected"]) == (6, 0)


def test_a_refused_file_is_taken_once_the_contract_says_what_its_columns_are(
    tmp_path: Path,
) -> None:
    world = MemoryWorld(contracts=acme(tmp_path, ""))
    world.load("acme.crm", "goods.csv", OTHERS)
    assert world.state("acme.crm") == "refused"

    acme(tmp_path, "    mapping: {libelle: name}\n")
    counts = world.load("acme.crm", "goods.csv", OTHERS)

    assert (counts["rows"], counts["mapped"]) == (3, 3)


def test_a_later_file_of_other_columns_is_refused_until_the_first_is_taken_back(
    tmp_path: Path,
) -> None:
    world = MemoryWorld(contracts=acme(tmp_path, ""))
    people = b"ref;Nom;Prenom;Courriel\n1;PAZ;Lou;lou@example.org\n2;ROY;Ana;ana@example.org\n"
    world.load("acme.crm", "people.csv", people)
    (first,) = world.uploads("acme.crm")

    world.load("acme.crm", "subscribers.csv", EXPORT)

    refused = world.uploads("acme.crm")[-1]
    assert refused.state == "refused"
    assert f"by upload {first.id}, where 'Nom', 'Prenom', 'Courriel'" in refused.reason
    assert f"`nova upload undo {first.id}`" in refused.reason

    world.app.undoing.undo(first.id, by="test")
    counts = world.load("acme.crm", "subscribers.csv", EXPORT)

    assert world.state("acme.crm") == "resolved"
    assert (counts["mapped"], counts["rejected"]) == (6, 0)


# -- cut off --------------------------------------------------------------------------------


def acme(folder: Path, text: str) -> Path:
    """A folder of contracts with one source, `acme.crm`."""
    folder.mkdir(exist_ok=True)
    (folder / "acme.yaml").write_text(
        f"id: acme\nname: Acme\nsources:\n  - id: crm\n{text}", encoding="utf-8"
    )
    return folder


def records_cut_off(count: int) -> bytes:
    rows = [{"id": f"A{n}", "email": f"lou{n}@example.org"} for n in range(count)]
    return json.dumps(rows, indent=1).encode()[:-30]


@pytest.mark.parametrize("work_seconds", [0, 240])
def test_a_file_that_breaks_off_says_so_and_is_kept(tmp_path: Path, work_seconds: int) -> None:
    contracts = acme(tmp_path, "    key: id\n")
    world = MemoryWorld(contracts=contracts, part_size=2, work_seconds=work_seconds)

    counts = world.load("acme.crm", "people.json", records_cut_off(4))

    (upload,) = world.uploads("acme.crm")
    assert (counts["mapped"], counts["rejected"]) == (3, 1)
    assert upload.incomplete
    assert upload.issues[-1] == (
        "reading ended at row 4: what else the file holds was not read; "
        "the raw export is kept in landing"
    )
    assert list(world.app.objects.list(catalogue.LANDING)) == ["acme.crm/people.json"]
    assert world.state("acme.crm") == "resolved"


def test_a_file_that_broke_off_stays_when_it_is_announced_again(tmp_path: Path) -> None:
    world = MemoryWorld(contracts=acme(tmp_path, "    key: id\n"))

    world.load("acme.crm", "people.json", records_cut_off(4))
    world.load("acme.crm", "people.json", records_cut_off(4))

    assert len(world.uploads("acme.crm")) == 1
    assert list(world.app.objects.list(catalogue.LANDING)) == ["acme.crm/people.json"]


@pytest.mark.parametrize("work_seconds", [0, 240])
def test_a_file_with_a_row_quarantine_cannot_hold_whole_is_kept(
    tmp_path: Path, work_seconds: int
) -> None:
    contracts = acme(tmp_path, "    key: id\n")
    world = MemoryWorld(contracts=contracts, part_size=2, work_seconds=work_seconds)
    lines = [f"{number},lou{number}@example.org" for number in range(1, 8)]
    lines[1] += ",x" * (9 << 19)

    counts = world.load("acme.crm", "people.csv", "\n".join(["id,email", *lines, ""]).encode())

    (upload,) = world.uploads("acme.crm")
    assert (counts["mapped"], counts["rejected"]) == (6, 1)
    assert upload.incomplete
    assert upload.issues[-1] == (
        "row 2, and perhaps others, is too large to be kept whole in quarantine; "
        "the raw export is kept in landing"
    )
    assert list(world.app.objects.list(catalogue.LANDING)) == ["acme.crm/people.csv"]
    assert world.state("acme.crm") == "resolved"


def test_a_json_document_with_a_bad_byte_says_where_and_is_kept(tmp_path: Path) -> None:
    world = MemoryWorld(contracts=acme(tmp_path, "    key: id\n    mapping: {email: email}\n"))
    content = b'[{"id": 1, "email": "lou@example.org"}, {"id": 2, "email": "a\0b"}, {"id": 3}]'

    counts = world.load("acme.crm", "people.json", content)

    assert (counts["mapped"], counts["rejected"]) == (1, 1)
    assert world.app.objects.read(catalogue.LANDING, "acme.crm/people.json") == content


def test_what_the_reader_leaves_out_is_said_with_the_upload(tmp_path: Path) -> None:
    world = MemoryWorld(contracts=acme(tmp_path, "    key: id\n"))
    people = [{"id": f"A{n}", "email": f"lou{n}@example.org"} for n in range(5)]
    orders = [{"order": "C1"}, {"order": "C2"}]

    world.load("acme.crm", "both.json", json.dumps({"people": people, "orders": orders}).encode())

    (upload,) = world.uploads("acme.crm")
    said = json.loads(bytes(upload.dialect))["left_out"]
    assert said
    assert set(said) <= set(upload.issues)


def test_what_is_said_of_a_file_repeats_no_value_that_stands_for_a_column(tmp_path: Path) -> None:
    world = MemoryWorld(contracts=acme(tmp_path, "    key: id\n"))
    people = [
        {"id": f"A{n}", "family": f"Paz{n}", "sponsors": {"lou@example.org": f"ann{n}@example.com"}}
        for n in range(5)
    ]

    world.load(
        "acme.crm", "people.json", json.dumps([{**one, "mail": ""} for one in people]).encode()
    )

    (upload,) = world.uploads("acme.crm")
    assert "@" not in " ".join(upload.issues)
    assert [issue for issue in upload.issues if "“column 3”" in issue]


def test_a_whole_file_leaves_landing(world: World) -> None:
    world.load(CRM, "people.csv", EXPORT)

    (upload,) = world.uploads(CRM)
    bucket, _ = world.bucket(CRM)
    assert not upload.incomplete
    assert list(world.app.objects.list(bucket)) == []


# -- parts ----------------------------------------------------------------------------------


@pytest.mark.parametrize("work_seconds", [0, 240])
def test_parts_of_huge_rows_end_early_and_always_at_the_same_row(
    tmp_path: Path, work_seconds: int
) -> None:
    world = MemoryWorld(contracts=acme(tmp_path, "    key: id\n"), work_seconds=work_seconds)
    note = "x" * 1_000_000
    lines = [
        json.dumps({"id": f"A{n}", "email": f"lou{n}@example.org", "note": note}) for n in range(20)
    ]

    world.drop("acme.crm", "huge.jsonl", "\n".join(lines).encode())
    while not world.uploads("acme.crm") or world.state("acme.crm") == "mapping":
        world.deliver_next()

    (upload,) = world.uploads("acme.crm")
    assert [part.rows for part in world.parts(upload.id)] == [9, 9, 2]


def test_a_call_that_has_no_time_left_stops_after_its_part() -> None:
    world = MemoryWorld(part_size=1, work_seconds=0)

    counts = world.load(CRM, "people.csv", EXPORT)

    calls = [one for one in world.delivered if isinstance(one, UploadContinues)]
    assert len(calls) == 6
    assert counts["rows"] == 6


# -- edited contracts -----------------------------------------------------------------------


def test_a_contract_edited_while_a_file_is_read_changes_nothing_for_it(tmp_path: Path) -> None:
    contracts = acme(tmp_path, "    key: id\n    mapping: {phone: telephone}\n")
    world = MemoryWorld(contracts=contracts, part_size=1, work_seconds=0)
    rows = ["id,code,phone", "A1,B1,06 39 98 11 22", "A2,B2,06 39 98 11 23"]
    world.drop("acme.crm", "people.csv", "\n".join(rows).encode())
    world.deliver_next()

    acme(tmp_path, "    key: code\n    country: BE\n    mapping: {phone: telephone}\n")
    world.settle()

    said = {one.record_id: one.now.claims["telephone"].value for one in world.records()}
    assert said == {"A1": "+33639981122", "A2": "+33639981123"}


# -- live changes ---------------------------------------------------------------------------


class Meanwhile(Ports):
    """Ports that let something happen right before the nth write."""

    def __init__(self, world: World, act: Callable[[], object], *, before: int) -> None:
        super().__init__(world.app.documents, world.app.objects)
        self._act = act
        self._left = before

    def before_write(self) -> None:
        self._left -= 1
        if self._left == 0:
            self._act()


def two_at_once(world: World, first: str, second: str, *, before: int) -> list[str]:
    """What two calls with one key are answered when the second comes within the first."""
    answers = ["", ""]

    def call(place: int, receiving: Any, name: str) -> None:
        records = [{"N° client": "E1", "Nom": name}]
        try:
            answers[place] = receiving.receive("eventclick.crm", records, idempotency_key="k")
        except Conflict:
            answers[place] = "conflict"

    ports = Meanwhile(world, lambda: call(1, world.app.receiving, second), before=before)
    call(0, replace(world.app.receiving, documents=ports, objects=ports), first)
    return answers


@pytest.mark.parametrize("before", [1, 2, 3])
def test_of_two_calls_with_one_key_the_lake_holds_the_one_that_was_accepted(
    world: World, before: int
) -> None:
    answers = two_at_once(world, "PAZ", "LOPEZ", before=before)

    assert sorted(one == "conflict" for one in answers) == [False, True]
    (upload,) = world.uploads("eventclick.crm")
    (contact,) = lake.decode_contacts(
        world.app.objects.read(
            catalogue.LAKE,
            lake.part_name("contacts", source="eventclick.crm", upload=upload.id, number=0),
        )
    )
    accepted = ("PAZ", "LOPEZ")[answers.index(upload.id)]
    assert contact.originals["Nom"] == accepted


@pytest.mark.parametrize("before", [1, 2, 3])
def test_two_calls_with_one_key_and_the_same_records_are_one_upload(
    world: World, before: int
) -> None:
    answers = two_at_once(world, "PAZ", "PAZ", before=before)
    world.settle()

    (upload,) = world.uploads("eventclick.crm")
    assert answers == [upload.id, upload.id]
    assert world.state("eventclick.crm") == "resolved"
    assert len(list(world.records())) == 1


PATH = "/v1/sources/eventclick.crm/records"


def post(world: World, path: str = PATH, **request: Any) -> TestResponse:
    """Post as `eventclick.crm`."""
    token = world.app.doorkeeper.issue("test", ["source:eventclick.crm"])  # type: ignore[attr-defined]
    headers = {"Authorization": f"Bearer {token}"}
    return Client(HOST.app("receive_records")).post(path, headers=headers, **request)


class Endless(io.RawIOBase):
    """A body of unknown length; `given` counts what was read of it."""

    given = 0

    def readable(self) -> bool:
        return True

    def tell(self) -> int:
        return 0

    def seek(self, offset: int, whence: int = 0) -> int:
        return 0

    def readinto(self, buffer: Any) -> int:
        self.given += len(buffer)
        assert self.given < 16 << 20, "it is read without end"
        buffer[:] = b" " * len(buffer)
        return len(buffer)


def test_a_body_without_a_length_is_read_no_further_than_a_body_may_go(
    embedded: EmbeddedWorld,
) -> None:
    answer = post(
        embedded,
        input_stream=Endless(),
        environ_overrides={"wsgi.input_terminated": True, "HTTP_TRANSFER_ENCODING": "chunked"},
    )
    stranger = Client(HOST.app("receive_records")).post(
        PATH,
        input_stream=Endless(),
        environ_overrides={"wsgi.input_terminated": True, "HTTP_TRANSFER_ENCODING": "chunked"},
    )

    assert stranger.status_code == 401
    assert answer.status_code == 422
    assert answer.mimetype == "application/problem+json"
    assert answer.json
    assert "over 1048576 bytes" in answer.json["detail"]


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b'{"records": [{"N\xc2\xb0 client": NaN}]}', "not JSON"),
        (b'{"records": [{"N\xc2\xb0 client": "E1", "Nom": -Infinity}]}', "not JSON"),
        (b'{"records": ' + b"[" * 200_000 + b"]" * 200_000 + b"}", "nests too deep"),
        (b'{"records": [{"N\xc2\xb0 client": "E1", "Nom": "\\ud800"}]}', "lone surrogate"),
        (b'{"records": [{"N\xc2\xb0 client": "E1", "\\udfff": "x"}]}', "lone surrogate"),
        (b" " * ((1 << 20) + 1), "over 1048576 bytes"),
        (b"\xff\xfe\xff", "not JSON"),
    ],
)
def test_a_body_nobody_should_send_is_refused_and_nothing_is_kept(
    embedded: EmbeddedWorld, body: bytes, words: str
) -> None:
    answer = post(embedded, input_stream=io.BytesIO(body), content_length=len(body))

    assert answer.status_code == 422
    assert answer.json
    assert words in answer.json["detail"]
    assert embedded.app.documents.count(Upload) == 0
    assert stored_names(embedded) == []


def test_a_stranger_with_a_body_that_is_too_long_is_still_a_stranger(
    embedded: EmbeddedWorld,
) -> None:
    answer = Client(HOST.app("receive_records")).post(
        PATH, input_stream=io.BytesIO(b" " * (2 << 20)), content_length=2 << 20
    )

    assert answer.status_code == 401


def test_numbers_stay_as_they_were_written(embedded: EmbeddedWorld) -> None:
    body = '{"records": [{"N° client": 12345678901234567890123, "Solde": 1.10}]}'.encode()

    answer = post(embedded, input_stream=io.BytesIO(body), content_length=len(body))
    embedded.settle()

    assert answer.status_code == 202
    (record,) = embedded.records()
    assert record.record_id == "12345678901234567890123"
    (upload,) = embedded.uploads("eventclick.crm")
    (contact,) = lake.decode_contacts(
        embedded.app.objects.read(
            catalogue.LAKE,
            lake.part_name("contacts", source="eventclick.crm", upload=upload.id, number=0),
        )
    )
    assert contact.extensions["Solde"] == "1.10"


def test_an_unknown_source_is_not_found_by_callers_who_are_known(embedded: EmbeddedWorld) -> None:
    unknown = "/v1/sources/nobody.crm/records"

    stranger = Client(HOST.app("receive_records")).post(unknown, json={"records": [{}]})
    known = post(embedded, unknown, json={"records": [{}]})

    assert (stranger.status_code, known.status_code) == (401, 404)
    assert known.json
    assert known.json["detail"] == "there is no source 'nobody.crm'"


def test_a_letter_dropped_for_a_known_source_is_no_table(tmp_path: Path) -> None:
    world = MemoryWorld(contracts=acme(tmp_path, "    key: id\n"))
    world.load("acme.crm", "one.csv", b"id;email\n1;lou@example.org\n")

    world.load("acme.crm", "letter.txt", b"Bonjour,\nvoici les fiches demandees.\n")

    (refused,) = [one for one in world.uploads("acme.crm") if one.state == "refused"]
    assert refused.reason.startswith("it is not a table of people: its text has one column")


def test_a_file_of_column_names_alone_says_so(tmp_path: Path) -> None:
    world = MemoryWorld(contracts=acme(tmp_path, "    key: id\n"))

    world.load("acme.crm", "one.csv", b"id;email\n")

    assert world.uploads("acme.crm")[0].issues[-1] == "the file has column names and no rows"


def test_a_file_of_an_archive_that_is_not_read_keeps_its_archive(tmp_path: Path) -> None:
    world = MemoryWorld(contracts=acme(tmp_path, "    key: id\n"))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("people.csv", "id;email\n1;lou@example.org\n")
        archive.writestr("people2.unl", "2|ada@example.org\n")

    world.load("acme.crm", "both.zip", packed.getvalue())

    (upload,) = world.uploads("acme.crm")
    assert (upload.state, upload.incomplete) == ("mapped", True)
    assert "the raw export is kept in landing" in upload.issues[-1]
    assert world.app.objects.read(catalogue.LANDING, "acme.crm/both.zip") == packed.getvalue()


def test_values_that_nobody_can_use_are_counted_on_the_upload(tmp_path: Path) -> None:
    world = MemoryWorld(contracts=acme(tmp_path, "    key: id\n"), part_size=2)
    rows = "".join(f"{n};lou{n}@example.org;Metz\n" for n in range(9))

    world.load(
        "acme.crm", "one.csv", f"id;email;ville\n{rows}x;pas-un-mail;Metz\ny;-;Metz\n".encode()
    )

    (upload,) = world.uploads("acme.crm")
    (told,) = [issue for issue in upload.issues if "set aside" in issue]
    assert "1 value of email set aside (not an e-mail address)" in told
