"""Refused rows are written out, mended by hand, and dropped again: what was lost comes in."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.journeys.test_commands import EXPORT, TICKETS, Nova


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
    (listed,) = nova.json("quarantine")["uploads"]
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
