"""The commands, end to end, on the embedded platform with its worker processes.

What goes on running is a process of its own; the others are called in this one, which spares
each the second its imports take.
"""

from __future__ import annotations

import contextlib
import csv
import io
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from shared.config import Settings
from shared.local import command
from shared.model.profile import Review
from shared.model.trail import Entry
from shared.ports import ABSENT, Write
from shared.wiring.app import build
from tests.trails import entries_of

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "shared" / "local" / "sample"

CONTRACT = """
id: eventclick
name: EventClick
sources:
  - id: crm
    key: id
    mapping: { id: source_id, nom: family_name, prenom: given_name, mel: email, tel: telephone }
  - id: tickets
    entity: interactions
    key: billet
    person: { column: id, source: crm }
    mapping: { evenement: event_name, date: interaction_at }
"""

EXPORT = """id;nom;prenom;mel;tel;fauteuil
1;Brun;Camille;camille.brun@example.org;06 39 98 00 01;A1
2;Petit;Noé;noe.petit@example.org;06 39 98 00 02;A2
3;trop;de;cellules;ici;A3;A4;A5
4;Marchand;Lise;lise.marchand@example.org;06 39 98 00 04;
"""

TICKETS = """billet;id;evenement;date
b1;1;Nuit du jazz;2026-05-01 20:30
b2;;Hamlet;2026-05-02 20:30
"""


class Nova:
    """Calls `nova` on one installation."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.data = folder / "data"
        self.contracts = folder / "contracts"
        self.contracts.mkdir()
        (self.contracts / "eventclick.yaml").write_text(CONTRACT)

    def file(self, name: str, text: str) -> Path:
        """A file of the person who calls."""
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return path

    @property
    def environment(self) -> dict[str, str]:
        """What names this installation."""
        return {"NOVA_DATA": str(self.data), "NOVA_CONTRACTS": str(self.contracts)}

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        """A command in a process of its own."""
        return subprocess.Popen(
            [sys.executable, "-m", "shared.local.command", *arguments],
            cwd=ROOT,
            env={"PATH": os.environ["PATH"], "HOME": str(self.folder), **self.environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, *arguments: str) -> tuple[int, str, str]:
        """(exit code, standard output, standard error)."""
        out, err = io.StringIO(), io.StringIO()
        with (
            pytest.MonkeyPatch.context() as environment,
            contextlib.redirect_stdout(out),
            contextlib.redirect_stderr(err),
        ):
            for name, value in self.environment.items():
                environment.setenv(name, value)
            code = command.run(list(arguments))
        return code, out.getvalue(), err.getvalue()

    def json(self, *arguments: str, code: int = 0) -> Any:
        """The one object a command prints with `--json`."""
        ended, out, err = self.run(*arguments, "--json")
        assert ended == code, (out, err)
        return json.loads(out)

    def undoings(self) -> list[Entry]:
        """What the trail says was taken back."""
        app = build(Settings(data=str(self.data), contracts=str(self.contracts)))
        return entries_of(app.documents, "compliance")

    def disclosures(self) -> list[Entry]:
        """What the trail says has left, in order."""
        app = build(Settings(data=str(self.data), contracts=str(self.contracts)))
        return entries_of(app.documents, "disclosure")


@pytest.fixture
def nova(tmp_path: Path) -> Nova:
    """A fresh installation."""
    return Nova(tmp_path)


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Nova:
    """An installation that has taken an export and its tickets; only looked at afterwards."""
    nova = Nova(tmp_path_factory.mktemp("loaded"))
    nova.json("upload", "eventclick.crm", str(nova.file("export.csv", EXPORT)))
    nova.json("upload", "eventclick.tickets", str(nova.file("tickets.csv", TICKETS)))
    return nova


@pytest.fixture
def server(nova: Nova) -> Iterator[subprocess.Popen[str]]:
    """`nova serve` on that installation, ready to take files."""
    process = nova.start("serve", "--port", "0", "--workers", "1")
    assert process.stderr is not None
    while "Stop with Ctrl-C" not in process.stderr.readline():
        assert process.poll() is None
    yield process
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
    process.communicate(timeout=30)


def until(seconds: float, is_so: Any) -> bool:
    """Whether it became so in time."""
    patience = time.monotonic() + seconds
    while time.monotonic() < patience:
        if is_so():
            return True
        time.sleep(0.1)
    return False


def test_an_upload_answers_with_counts_that_add_up(loaded: Nova) -> None:
    answer = {one["source"]: one for one in loaded.json("status")["uploads"]}["eventclick.crm"]

    assert {name: answer[name] for name in answer if isinstance(answer[name], int)} == {
        "rows": 4, "mapped": 3, "rejected": 1, "suppressed": 0,
        "created": 3, "linked": 0, "review": 0, "unchanged": 0, "duplicates": 0,
        "repeated": 0, "sample": 0,
    }  # fmt: skip
    assert answer["state"] == "resolved"


def test_rows_of_one_key_that_are_at_odds_are_counted_and_said(nova: Nova) -> None:
    twice = EXPORT + EXPORT.splitlines()[1] + "\n"  # the same again is no contradiction
    at_odds = twice + "2;Petit;Noé;noe.petit@example.org;06 39 98 00 02;B7\n"
    people = nova.file("export.csv", at_odds)
    tickets = nova.file("tickets.csv", TICKETS + "b1;1;Nuit du jazz;2026-05-03 20:30\n")

    done = nova.json("upload", "eventclick.crm", str(people))
    _, said, _ = nova.run("upload", "eventclick.crm", str(people))
    sold = nova.json("upload", "eventclick.tickets", str(tickets))

    assert (done["mapped"], done["created"], done["unchanged"], done["repeated"]) == (5, 3, 2, 1)
    assert "! 1 row of the unchanged says something else of a record than another row" in said
    assert (sold["mapped"], sold["repeated"]) == (2, 1)


def test_the_same_file_uploaded_again_changes_nothing(loaded: Nova) -> None:
    before = loaded.json("status")

    again = loaded.json("upload", "eventclick.crm", str(loaded.folder / "export.csv"))

    _, said, _ = loaded.run("upload", "eventclick.crm", str(loaded.folder / "export.csv"))
    assert again["upload"] in {one["upload"] for one in before["uploads"]}
    assert again["already_loaded"]
    assert said.startswith("already loaded on 20")
    assert loaded.json("status") == before
    assert list((loaded.data / "buckets" / "landing" / "eventclick.crm").iterdir()) == []


def test_an_upload_of_tickets_says_how_many_were_attached(nova: Nova) -> None:
    nova.json("upload", "eventclick.crm", str(nova.file("export.csv", EXPORT)))
    code, said, _ = nova.run("upload", "eventclick.tickets", str(nova.file("t.csv", TICKETS)))

    assert code == 0
    assert "  1 mapped = 1 attached to their people + 0 unchanged\n" in said


def test_a_sample_uploads_the_first_rows_and_answers_one_object(nova: Nova) -> None:
    export = str(nova.file("export.csv", EXPORT))

    process = nova.start("upload", "eventclick.crm", export, "--sample", "2", "--json")

    out, err = process.communicate(timeout=60)
    answer = json.loads(out)
    assert (process.returncode, err) == (0, "")
    assert (answer["rows"], answer["created"], answer["state"]) == (2, 2, "resolved")
    assert answer["seconds"] > 0
    assert not answer["already_loaded"]


def test_a_file_that_cannot_be_read_is_refused_with_its_reason(nova: Nova) -> None:
    code, out, err = nova.run("upload", "eventclick.crm", str(nova.file("scan.pdf", "%PDF-1.7")))

    assert code == 1
    assert "refused" in out
    assert "this is a PDF document: export the data as CSV or XLSX" in err
    assert "En français : c'est un document PDF : exportez les données en CSV" in err
    (listed,) = nova.json("quarantine")["refused"]
    assert (listed["source"], listed["reason_fr"][:17]) == ("eventclick.crm", "c'est un document")


def test_a_source_no_contract_names_is_refused_before_anything_is_dropped(nova: Nova) -> None:
    answer = nova.json("upload", "other.crm", str(nova.file("export.csv", EXPORT)), code=1)

    assert answer["error"]["kind"] == "NotFound"
    assert "known: eventclick.crm, eventclick.tickets" in answer["error"]["message"]
    assert not (nova.data / "buckets" / "landing" / "other.crm").exists()


def test_contracts_with_mistakes_are_told_all_at_once_with_file_and_line(nova: Nova) -> None:
    (nova.contracts / "other.yaml").write_text("id: other\nname: Other\nsource: []\n")

    code, _, err = nova.run("sources")

    assert code == 1
    assert "other.yaml:1: the contract needs 'sources'" in err
    assert "other.yaml:3: the contract has no setting 'source'" in err
    assert "Traceback" not in err
    assert nova.json("doctor", code=1)["faults"] == 2


def test_status_shows_what_was_doubtful_about_a_file(nova: Nova) -> None:
    renamed = nova.file("export.csv", EXPORT.replace(";tel;", ";portable;"))
    done = nova.json("upload", "eventclick.crm", str(renamed))

    _, said, _ = nova.run("status")

    assert done["issues"]
    assert all(f"! {done['upload']}: {issue}" in said for issue in done["issues"])


def test_status_says_how_many_reviews_are_overdue(nova: Nova) -> None:
    app = build(Settings(data=str(nova.data), contracts=str(nova.contracts)))
    days = {"old": app.clock.now() - timedelta(days=2), "new": app.clock.now()}
    reviews = [
        Review(
            id=id, record="r", source="eventclick.crm", profile="p", candidate="c",
            probability=0.5, created_at=day.isoformat(),
        )
        for id, day in days.items()
    ]  # fmt: skip
    before = nova.run("status")[1]
    app.documents.commit([Write(Review, one.id, one, ABSENT) for one in reviews])

    _, said, _ = nova.run("status")

    assert "waited for a person" not in before
    assert "! 1 doubtful pair has waited for a person for over 24 h (nova reviews)" in said
    assert nova.json("status")["overdue"] == 1


def test_status_refuses_what_cannot_be_answered(loaded: Nova) -> None:
    code, _, err = loaded.run("status", "--last", "-1")
    unknown = loaded.json("status", "--source", "eventclick.shop", code=1)

    assert code == 2
    assert "-1 is not in the range x>=1" in err
    assert "known: eventclick.crm, eventclick.tickets" in unknown["error"]["message"]
    assert len(loaded.json("status", "--last", "1")["uploads"]) == 1


def test_a_file_whose_rows_are_all_rejected_is_an_error_that_says_why(nova: Nova) -> None:
    (header, *_) = EXPORT.splitlines()
    file = nova.file("export.csv", "\n".join([header, *(f";;;;;A{seat}" for seat in range(4))]))

    code, out, err = nova.run("upload", "eventclick.crm", str(file))
    _, said, _ = nova.run("status")

    assert code == 1
    assert "no row was taken" in err
    for told in (out, said):
        assert "4 of 4 rows were rejected; mostly: " in told


def test_a_port_that_cannot_be_is_a_mistake_of_the_caller(nova: Nova) -> None:
    code, _, err = nova.run("serve", "--port", "99999")

    assert code == 2
    assert "99999 is not in the range 0<=x<=65535" in err


def test_a_port_in_use_is_said_to_be(nova: Nova) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        code, _, err = nova.run("serve", "--port", str(port))

    assert code == 1
    assert f"port {port} cannot be used: another program listens there" in err


def test_sources_say_where_to_drop_and_what_was_adopted(loaded: Nova) -> None:
    crm, tickets = loaded.json("sources")["sources"]

    assert crm["drop_into"] == str(loaded.data / "buckets" / "landing" / "eventclick.crm")
    assert Path(tickets["drop_into"]).is_dir()
    assert crm["mapped_by_contract"] == 5


def test_a_profile_is_shown_whole_by_anything_that_finds_it(loaded: Nova) -> None:
    purpose = ("--purpose", "customer_care")
    by_record = loaded.json("profile", "--record", "eventclick.crm:1", *purpose)
    others = [
        loaded.json("profile", *how, *purpose)
        for how in (
            (by_record["rcu"],),
            ("--email", "Camille.Brun@example.org"),
            ("--phone", "+33 6 39 98 00 01"),
            ("--name", "Brun Camille"),
        )
    ]

    assert others == [by_record] * 4
    assert by_record["fields"]["family_name"]["value"] == "Brun"
    assert by_record["fields"]["family_name"]["record"] == "eventclick.crm:1"
    assert by_record["records"][0]["extensions"] == {"fauteuil": "A1"}
    assert [one["fields"]["event_name"] for one in by_record["timeline"]] == ["Nuit du jazz"]


def test_what_prints_personal_data_is_recorded_with_its_purpose(loaded: Nova) -> None:
    record = "eventclick.crm:1"
    loaded.run("profile", "--record", record)
    loaded.run("profile", "--record", record, "--purpose", "audit")
    loaded.run("explain", "--record", record)
    code, _, err = loaded.run("profile", "--record", record, "--purpose", "curiosity")

    told = [(one.act, one.purpose) for one in loaded.disclosures()]
    assert told[-3:] == [
        ("profile disclosed", "customer_care"),
        ("profile disclosed", "audit"),
        ("profile explained", "review"),
    ]
    assert code == 2
    assert "'curiosity' is not one of" in err


def test_a_wrong_upload_is_taken_back_after_its_reach_is_said(nova: Nova) -> None:
    done = nova.json("upload", "eventclick.crm", str(nova.file("export.csv", EXPORT)))

    dry = nova.json("upload", "undo", done["upload"], "--dry-run")
    undone = nova.json("upload", "undo", done["upload"], "--yes")

    assert dry["records_removed"] == undone["records_removed"] == done["mapped"]
    assert (dry["undone"], undone["undone"]) == (False, True)
    assert nova.json("status")["uploads"][0]["state"] == "undone"
    assert nova.run("upload", "undo", "nothing", "--yes")[0] == 1


def test_an_upload_that_nothing_stands_on_is_said_to_change_nothing(nova: Nova) -> None:
    first = nova.json("upload", "eventclick.crm", str(nova.file("export.csv", EXPORT)))
    again = nova.json("upload", "eventclick.crm", str(nova.file("more.csv", EXPORT + "\n\n")))

    _, _, one = nova.run("upload", "undo", again["upload"], "--dry-run")
    nova.json("upload", "undo", first["upload"], "--yes")
    _, _, other = nova.run("upload", "undo", again["upload"], "--dry-run")

    assert again["unchanged"] == again["mapped"] == 3
    assert "no record, profile or interaction changes" in one
    assert "0 " not in one.partition(": ")[2]
    assert "3 records removed, 3 profiles removed" in other


def test_a_sample_of_more_rows_than_there_are_is_said_to_be_all_of_them(nova: Nova) -> None:
    file = str(nova.file("export.csv", EXPORT))

    _, some, _ = nova.run("upload", "eventclick.crm", file, "--sample", "2")
    _, all_of_it, _ = nova.run("upload", "eventclick.crm", file, "--sample", "1000")
    _, status, _ = nova.run("status")

    assert "a sample of 2 rows" in some
    assert "a sample of all 4 rows of the file" in all_of_it
    assert "sample of all " in status


def test_a_profile_says_in_words_how_each_record_came_to_it(loaded: Nova) -> None:
    _, said, _ = loaded.run("profile", "--record", "eventclick.crm:1")

    assert "eventclick.crm:1: nobody like this was known: the first of the profile\n" in said
    assert "0.0%" not in said


def test_what_was_taken_back_already_is_said_to_be_with_its_date(nova: Nova) -> None:
    done = nova.json("upload", "eventclick.crm", str(nova.file("export.csv", EXPORT)))
    nova.json("upload", "undo", done["upload"], "--yes")
    before = nova.undoings()

    again = nova.json("upload", "undo", done["upload"], "--yes")
    _, said, _ = nova.run("upload", "undo", done["upload"], "--yes")

    assert (again["undone"], again["already_undone"]) == (True, True)
    assert again["records_removed"] == 0
    assert "It was taken back already, on 20" in said
    assert nova.undoings() == before


def test_nothing_is_taken_back_unasked_where_there_is_no_terminal(nova: Nova) -> None:
    done = nova.json("upload", "eventclick.crm", str(nova.file("export.csv", EXPORT)))

    code, out, err = nova.run("upload", "undo", done["upload"])

    assert (code, out) == (2, "")
    assert "add --yes, or --dry-run" in err
    assert nova.json("status")["uploads"][0]["state"] == "resolved"


def test_an_unknown_person_is_not_found_and_not_repeated(loaded: Nova) -> None:
    code, out, err = loaded.run("profile", "--email", "nobody@example.org", "--purpose", "audit")

    assert (code, out) == (1, "")
    assert "nobody" not in err


def test_every_profile_is_exported_with_its_records(loaded: Nova) -> None:
    code, out, _ = loaded.run("profiles", "export", "--purpose", "integration")

    lines = [json.loads(line) for line in out.splitlines()]
    assert code == 0
    assert sorted(one["records"] for one in lines) == [
        ["eventclick.crm:1"], ["eventclick.crm:2"], ["eventclick.crm:4"],
    ]  # fmt: skip
    assert {one["fields"]["given_name"] for one in lines} == {"Camille", "Noé", "Lise"}


def test_explain_says_why_each_record_is_there(loaded: Nova) -> None:
    rcu = loaded.json("profile", "--record", "eventclick.crm:1", "--purpose", "audit")["rcu"]

    (record,) = loaded.json("explain", rcu, "--purpose", "audit")["records"]

    assert (record["record"], record["decision"]) == ("eventclick.crm:1", "new")


def test_quarantine_counts_reasons_and_shows_rows_as_a_disclosure(loaded: Nova) -> None:
    listed = {one["source"]: one for one in loaded.json("quarantine")["uploads"]}
    upload = listed["eventclick.crm"]["upload"]

    shown = loaded.json("quarantine", "show", upload, "--purpose", "integration")

    assert listed["eventclick.crm"]["rejected"] == 1
    assert listed["eventclick.tickets"]["rejected"] == 1
    assert [(row["row"], row["text"].strip()) for row in shown["rows"]] == [
        (3, "3;trop;de;cellules;ici;A3;A4;A5")
    ]
    assert loaded.disclosures()[-1].act == "quarantine disclosed"


def test_an_installation_in_order_has_no_fault(loaded: Nova) -> None:
    answer = loaded.json("doctor")

    assert answer["faults"] == 0
    assert {one["name"]: one["level"] for one in answer["checks"]}["database"] == "ok"
    assert loaded.json("dead-letters") == {"dead_letters": []}
    assert loaded.json("reviews") == {
        "open": 0, "overdue": 0, "share": 0.0, "oldest_hours": 0.0, "reviews": [],
    }  # fmt: skip


def test_a_file_copied_into_its_folder_becomes_profiles(
    nova: Nova, server: subprocess.Popen[str]
) -> None:
    folder = nova.data / "buckets" / "landing" / "eventclick.crm"
    (folder / "export.csv").write_text(EXPORT, encoding="utf-8")

    def resolved() -> bool:
        return [one["state"] for one in nova.json("status")["uploads"]] == ["resolved"]

    assert until(30, resolved)
    assert nova.json("status")["profiles"] == 3
    assert list(folder.iterdir()) == []


def test_the_server_says_what_becomes_of_a_file_dropped_by_hand(
    nova: Nova, server: subprocess.Popen[str]
) -> None:
    folder = nova.data / "buckets" / "landing" / "eventclick.crm"
    (folder / "noe.petit.csv").write_text(EXPORT, encoding="utf-8")
    (folder / "scan.pdf").write_text("%PDF-1.7", encoding="utf-8")
    log = nova.data / "logs" / "serve.log"

    def told() -> bool:
        text = log.read_text() if log.exists() else ""
        return "resolved: " in text and "REFUSED: " in text

    ended = until(30, told)
    server.send_signal(signal.SIGTERM)
    _, said = server.communicate(timeout=30)

    assert ended
    assert "mapped: 4 rows = 3 mapped + 1 rejected + 0 suppressed (nova quarantine)" in said
    assert "resolved: 3 mapped = 3 new + 0 linked + 0 to review + 0 unchanged" in said
    assert "REFUSED: this is a PDF document" in said
    assert "noe" not in said + log.read_text()


def test_a_killed_server_leaves_nothing_running_and_the_next_goes_on(
    nova: Nova, server: subprocess.Popen[str]
) -> None:
    server.kill()
    server.communicate(timeout=30)

    answer = nova.json("upload", "eventclick.crm", str(nova.file("export.csv", EXPORT)))

    assert answer["created"] == 3


def test_only_its_owner_can_read_what_an_installation_holds(
    nova: Nova, server: subprocess.Popen[str]
) -> None:
    nova.json("upload", "eventclick.crm", str(nova.file("export.csv", EXPORT)))

    everything = [nova.data, *nova.data.rglob("*")]
    readable = [str(path) for path in everything if path.lstat().st_mode & 0o077]

    assert len(everything) > 20
    assert readable == []


def test_a_file_of_any_name_is_survived_by_the_server(
    nova: Nova, server: subprocess.Popen[str]
) -> None:
    landing = nova.data / "buckets" / "landing"
    (landing / "eventclick.crm" / os.fsdecode(b"jean.dupont-caf\xe9.csv")).write_text(EXPORT)
    (landing / "jean.dupont").mkdir()
    (landing / "jean.dupont" / "export.csv").write_text(EXPORT)
    (landing / "jean.dupont.csv").write_text(EXPORT)
    time.sleep(3)

    done = nova.json("upload", "eventclick.crm", str(nova.file("export.csv", EXPORT)))

    said = (nova.data / "logs" / "serve.log").read_text()
    assert (done["created"], server.poll()) == (3, None)
    assert "a file in the folder of eventclick.crm has a name that is not UTF-8" in said
    assert "jean.dupont" not in said


def test_a_page_somebody_asked_for_keeps_the_permissions_they_chose(nova: Nova) -> None:
    page = nova.folder / "page.html"
    file = nova.file("export.csv", EXPORT)

    process = nova.start("diagnose", str(file), "--html", str(page))
    process.communicate(timeout=60)

    mask = os.umask(0o022)
    os.umask(mask)
    assert page.stat().st_mode & 0o777 == 0o666 & ~mask


def test_a_terminal_is_not_driven_by_what_a_file_holds(nova: Nova) -> None:
    hostile = EXPORT
    for word, obeyed in {"fauteuil": "\x1b[2J", "A1": "\x1b]0 A1\x07", "trop": "\x1b[2J"}.items():
        hostile = hostile.replace(word, obeyed)
    file = nova.file("a\x1b.csv", hostile)

    _, diagnosed, _ = nova.run("diagnose", str(file))
    done = nova.json("upload", "eventclick.crm", str(file.rename(nova.folder / "b.csv")))
    _, shown, _ = nova.run("profile", "--record", "eventclick.crm:1")
    _, refused, _ = nova.run("quarantine", "show", done["upload"])

    assert done["rejected"] == 1
    for said in (diagnosed, shown, refused):
        assert r"\x1b" in said
        assert "\x1b" not in said


def test_an_export_of_profiles_that_answers_a_machine_says_what_it_needs(loaded: Nova) -> None:
    code, _, err = loaded.run("profiles", "export", "--json")

    assert code == 2
    assert "add --out profiles.ndjson" in err


def test_a_second_server_is_refused(nova: Nova, server: subprocess.Popen[str]) -> None:
    code, _, err = nova.run("serve", "--port", "0")

    assert code == 1
    assert f"is being run by process {server.pid} already" in err


def test_records_of_a_file_are_linked_without_a_platform(nova: Nova) -> None:
    rows = [
        ("m1", "base", "Camille", "Brun", "camille.brun@example.org", "0639980001", "75011"),
        ("m2", "base", "Noé", "Petit", "noe.petit@example.org", "0639980002", "69003"),
        ("e1", "new", "camille", "BRUN", "camille.brun@example.org", "+33639980001", "75011"),
        ("e2", "new", "Lise", "Marchand", "lise.marchand@example.org", "", "31000"),
    ]
    records = nova.folder / "records.csv"
    with records.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(
            ("record_id", "source", "given_name", "family_name", "email", "phone", "postal_code")
        )
        writer.writerows(rows)
    clusters, review = nova.folder / "clusters.csv", nova.folder / "review.csv"

    answer = nova.json(
        *("link", str(records), "--clusters", str(clusters), "--review", str(review)),
        *("--unique", "base"),
    )

    found = dict(line.split(",") for line in clusters.read_text().splitlines()[1:])
    assert (answer["records"], answer["clusters"]) == (4, 3)
    assert found["m1"] == found["e1"]
    assert len({found["m1"], found["m2"], found["e2"]}) == 3
    assert review.read_text().splitlines()[0] == "record_id_a,record_id_b,probability"


def test_a_token_is_printed_alone_so_that_a_script_can_keep_it(nova: Nova) -> None:
    code, out, err = nova.run("token", "reviewer@eventclick", "--as", "Noé Petit")

    assert (code, err) == (0, "")
    assert len(out.splitlines()) == 1
    assert nova.json("token", "king", "--as", "Noé", code=1)["error"]["kind"] == "InvalidInput"


def test_diagnose_needs_no_installation(nova: Nova) -> None:
    answer = nova.json("diagnose", str(SAMPLE / "eventclick_crm.csv"))

    assert answer["rows"] == 1000
    assert answer["mapping"]["E-mail"]["field"] == "email"
    assert answer["coverage"]["direct"] + answer["coverage"]["extension"] == pytest.approx(1)
    assert not nova.data.exists()
