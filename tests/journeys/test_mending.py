"""Refused rows are written out, mended by hand, and dropped again: what was lost comes in."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.journeys.test_commands import EXPORT, TICKETS, Nova

THREE = EXPORT + "5;;;;;\nTOTAL;;;;;\n"
"""Three rows are refused, for two reasons: rows 3, 5 and 6."""


@pytest.fixture
def nova(tmp_path: Path) -> Nova:
    return Nova(tmp_path)


def exported(nova: Nova, upload: str) -> str:
    out = nova.folder / "to_mend.csv"
    said = nova.json("quarantine", "export", upload, "--out", str(out), "--purpose", "integration")
    assert said["rows"] == 1
    return out.read_text("utf-8")


def test_a_row_that_could_not_be_read_comes_in_once_it_is_mended(nova: Nova) -> None:
    done = nova.json("upload", "eventclick.crm", str(nova.file("one.csv", EXPORT)))

    text = exported(nova, done["upload"])

    assert text == "id;nom;prenom;mel;tel;fauteuil\n3;trop;de;cellules;ici;A3;A4;A5\n"
    mended = text.replace("3;trop;de;cellules;ici;A3;A4;A5", "3;Rey;Ada;ada@example.org;;A3")
    again = nova.json("quarantine", "mend", done["upload"], str(nova.file("mended.csv", mended)))
    assert (again["source"], again["mapped"], again["created"]) == ("eventclick.crm", 1, 1)
    assert nova.json("quarantine")["uploads"] == [], "nothing is left to mend"
    (listed,) = nova.json("quarantine", "--all")["uploads"]
    assert (listed["upload"], listed["rejected"], listed["mended"]) == (done["upload"], 1, 1)
    nova.json("upload", "undo", again["upload"], "--yes")
    assert nova.json("quarantine")["uploads"][0]["mended"] == 0


def test_a_row_that_named_nobody_is_written_from_its_cells(nova: Nova) -> None:
    nova.json("upload", "eventclick.crm", str(nova.file("one.csv", EXPORT)))
    done = nova.json("upload", "eventclick.tickets", str(nova.file("tickets.csv", TICKETS)))

    text = exported(nova, done["upload"])

    assert text == "billet;id;evenement;date\nb2;;Hamlet;2026-05-02 20:30\n"
    mended = nova.file("mended.csv", text.replace("b2;;", "b2;1;"))
    again = nova.json("upload", "eventclick.tickets", str(mended))
    assert (again["mapped"], again["rejected"]) == (1, 0)


def test_an_upload_without_refused_rows_has_nothing_to_mend(nova: Nova) -> None:
    whole = "\n".join(line for line in EXPORT.splitlines() if "trop" not in line)
    done = nova.json("upload", "eventclick.crm", str(nova.file("one.csv", whole)))

    code, _, err = nova.run(
        "quarantine", "export", done["upload"], "--out", "x.csv", "--purpose", "integration"
    )

    assert (code, "nothing to mend" in err) == (1, True)


WRITTEN = {
    "a key named twice": (
        b'{"id": "1", "mel": "a@example.org"}\n{"id": "2", "id": "3", "mel": "b@example.org"}\n',
        '{"id": "2", "id": "3", "mel": "b@example.org"}\n',
        ('"id": "2", ', ""),
    ),
    "rows in quotes as a whole": (
        b'"id,nom,mel"\n"1,""Roy, A"",a@example.org"\n"2,""Bel,b@example.org"\n'
        b'"3,c,c@example.org"\n"4,d,d@example.org"\n',
        '"id,nom,mel"\n"2,""Bel,b@example.org"\n',
        ('""Bel', "Bel"),
    ),
    "a page with a row too wide": (
        b"<table><tr><td>id<td>mel<tr><td>1<td>a@example.org<tr><td>2<td>b@example.org<td>x</table>",
        "id,mel\n2,b@example.org,x\n",
        (",x", ""),
    ),
}


@pytest.mark.parametrize("kind", WRITTEN)
def test_rows_of_any_kind_are_written_as_they_were_and_come_in_mended(
    nova: Nova, kind: str
) -> None:
    content, expected, (wrong, right) = WRITTEN[kind]
    file = nova.folder / "export"
    file.write_bytes(content)
    done = nova.json("upload", "eventclick.crm", str(file))

    text = exported(nova, done["upload"])

    assert text == expected
    mended = nova.file("mended", text.replace(wrong, right))
    again = nova.json("quarantine", "mend", done["upload"], str(mended))
    assert (again["mapped"], again["rejected"]) == (1, 0)


def test_what_was_written_to_be_mended_is_not_written_over(nova: Nova) -> None:
    done = nova.json("upload", "eventclick.crm", str(nova.file("one.csv", EXPORT)))
    mended = nova.file("to_mend.csv", "work of an hour\n")

    code, _, err = nova.run("quarantine", "export", done["upload"], "--out", str(mended))

    assert (code, "exists already; move it away first" in err) == (1, True)
    assert mended.read_text() == "work of an hour\n"


def test_rows_are_counted_once_with_what_was_mended_and_what_is_left(nova: Nova) -> None:
    done = nova.json("upload", "eventclick.crm", str(nova.file("one.csv", THREE)))
    mended = "id;nom;prenom;mel;tel;fauteuil\n3;Rey;Ada;ada@example.org;;A3\n5;;;;;\n"
    again = nova.json("quarantine", "mend", done["upload"], str(nova.file("mended.csv", mended)))

    (listed,) = nova.json("quarantine")["uploads"]
    counts = [listed[name] for name in ("upload", "rejected", "mended", "dismissed", "left")]
    assert counts == [done["upload"], 3, 1, 0, 2]
    assert listed["again"] == {again["upload"]: 1}
    _, out, _ = nova.run("quarantine")
    assert out.count(done["upload"]) == 1, "one line an upload, whatever the reasons"
    assert f"! 1 row of its mend was refused again: nova quarantine show {again['upload']}" in out


def test_a_row_that_needs_no_mending_is_dismissed_and_can_be_listed_again(nova: Nova) -> None:
    done = nova.json("upload", "eventclick.crm", str(nova.file("one.csv", THREE)))
    upload = done["upload"]
    dismiss = ("quarantine", "dismiss", upload)

    nova.json(*dismiss, "6", "--reason", "line of totals")
    (listed,) = nova.json("quarantine")["uploads"]
    assert (listed["rejected"], listed["dismissed"], listed["left"]) == (3, 1, 2)
    (why,) = [one for one in nova.json("quarantine", "show", upload)["rows"] if one["row"] == 6]
    assert why["dismissed"]["reason"] == "line of totals"
    written = nova.folder / "out.csv"
    assert nova.json("quarantine", "export", upload, "--out", str(written))["rows"] == 2
    assert "TOTAL" not in written.read_text()
    (status,) = nova.json("status")["uploads"]
    assert status["rows"] == status["mapped"] + status["rejected"] + status["suppressed"]
    assert status["rejected"] == 3

    assert nova.json(*dismiss, "--reason", "a trial")["rows"] == [3, 5, 6]
    assert nova.json("quarantine")["uploads"] == []
    assert nova.json(*dismiss, "6", "--undo")["rows"] == [6]
    assert nova.json("quarantine")["uploads"][0]["left"] == 1


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (("4", "--reason", "total"), "was not refused"),
        (("3", "--reason", "of lou.paz@example.org"), "without anybody's e-mail"),
        (("3",), "say why: --reason"),
    ],
)
def test_only_refused_rows_are_dismissed_and_for_a_reason(
    said: tuple[str, ...], told: str, nova: Nova
) -> None:
    done = nova.json("upload", "eventclick.crm", str(nova.file("one.csv", THREE)))

    code, _, err = nova.run("quarantine", "dismiss", done["upload"], *said)

    assert (code != 0, told in err) == (True, True)


def test_rows_of_a_sample_are_listed_with_the_whole_file_once_it_is_loaded(nova: Nova) -> None:
    file = str(nova.file("one.csv", THREE))
    sample = nova.json("upload", "eventclick.crm", file, "--sample", "3")
    assert [one["upload"] for one in nova.json("quarantine")["uploads"]] == [sample["upload"]]

    whole = nova.json("upload", "eventclick.crm", file)
    assert [one["upload"] for one in nova.json("quarantine")["uploads"]] == [whole["upload"]]

    nova.json("upload", "undo", whole["upload"], "--yes")
    assert [one["upload"] for one in nova.json("quarantine")["uploads"]] == [sample["upload"]]
