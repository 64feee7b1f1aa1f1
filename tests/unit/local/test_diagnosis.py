"""A file diagnosed: its rows, its mapping, and a contract that can be used."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

import pytest

from shared.errors import InvalidInput
from shared.ingest.french import in_french
from shared.local.command import run
from shared.local.contracts.draft import draft, write_draft
from shared.local.inspection.diagnosis import Diagnosis, as_json, diagnose
from shared.local.inspection.diagnosis_page import how_sure, page
from shared.model.contract import Format
from shared.rules.contracts import read_contracts

CSV = """N° client;Nom;Prénom;E-mail;Refus SMS;Mot de passe;Zone: "préférée"
1;Brun;Camille;camille.brun@example.org;1;$2y$10$abcdefghijklmnopqrstuv;A
2;Petit;Noé;noe.petit@example.org;0;$2y$10$abcdefghijklmnopqrstuw;B
3;trop;longue;c@example.org;0;x;C;D;E
"""


def a_diagnosis(folder: Path, text: str = CSV, name: str = "export.csv") -> Diagnosis:
    (folder / name).write_text(text, encoding="utf-8")
    return diagnose(folder / name)


def test_a_diagnosis_counts_every_row_and_names_those_it_cannot_read(tmp_path: Path) -> None:
    found = a_diagnosis(tmp_path)

    assert (found.rows, found.rejected) == (3, 1)
    assert found.issues[0].startswith("1 row cannot be read:")
    assert found.issues[0].endswith("(row 3).")


def test_a_diagnosis_holds_no_value_of_any_cell(tmp_path: Path) -> None:
    said = str(as_json(a_diagnosis(tmp_path)))

    assert not {"Brun", "camille", "example.org", "court"} & set(said.replace("'", " ").split())
    assert "camille" not in said


def test_coverage_adds_to_the_whole(tmp_path: Path) -> None:
    coverage = a_diagnosis(tmp_path).coverage

    assert coverage["direct"] + coverage["extension"] == pytest.approx(1)
    assert coverage["direct"] == pytest.approx(5 / 7, abs=1e-4)


def test_a_drafted_contract_is_accepted_and_says_what_was_found(tmp_path: Path) -> None:
    text = draft(a_diagnosis(tmp_path), id="ticketco")
    (contract,) = read_contracts({"ticketco.yaml": text})

    (source,) = contract.sources
    assert (contract.id, source.id, source.entity, source.key) == (
        *("ticketco", "crm", "contacts"),
        "N° client",
    )
    assert source.mapping == {
        "N° client": "source_id",
        "Nom": "family_name",
        "Prénom": "given_name",
        "E-mail": "email",
        "Refus SMS": "consent_sms",
    }
    assert source.opted_out == ("Refus SMS",)
    assert source.dropped == ("Mot de passe",)
    assert source.extensions == (), "nobody has decided that it stays as it is"
    assert "    #   'Zone: \"préférée\"'\n" in text


def test_a_draft_fixes_nothing_that_each_file_shows_by_itself(tmp_path: Path) -> None:
    rows = "".join(f"{n};Brun;Camille;c{n}@example.org\n" for n in range(20))
    regular = "N° client;Nom;Prénom;E-mail\n" + rows
    ragged = regular + "a;b;c;d;e;f\n" * 10

    sure = draft(a_diagnosis(tmp_path, regular), id="ticketco")
    doubtful = draft(a_diagnosis(tmp_path, ragged), id="ticketco")

    assert "format:" not in sure
    assert "delimiter: ; # check" in doubtful
    assert read_contracts({"ticketco.yaml": doubtful})[0].sources[0].format.delimiter == ";"


def test_a_pattern_for_the_files_of_an_archive_is_drafted_as_it_was_given(tmp_path: Path) -> None:
    archive = tmp_path / "export.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("clients-2026.csv", CSV)
        packed.writestr("orders.csv", "order;amount\n1;2\n")
    said = diagnose(archive, hints=Format(member="clients-*.csv"))

    (contract,) = read_contracts({"ticketco.yaml": draft(said, id="ticketco")})

    assert contract.sources[0].format.member == "clients-*.csv"


def test_a_header_beyond_the_end_of_the_file_is_told_with_how_long_it_is(tmp_path: Path) -> None:
    (tmp_path / "export.csv").write_text(CSV)

    with pytest.raises(InvalidInput, match="99, and the file has only 4 rows") as e:
        diagnose(tmp_path / "export.csv", hints=Format(header_row=99))

    assert in_french(str(e.value)) == "header_row vaut 99, et le fichier n'a que 4 lignes"


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("delimiter", "--format delimiter: expected NAME=VALUE, as delimiter=';'"),
        ("delimiter=", "--format delimiter=: expected NAME=VALUE"),
        ("colour=red", "expected NAME=VALUE with one of type, encoding, delimiter,"),
        ("header_row=x", "header_row is a number from 0"),
    ],
)
def test_a_format_that_says_nothing_is_refused(
    said: str, told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "export.csv").write_text(CSV)

    assert run(["diagnose", str(tmp_path / "export.csv"), "--format", said]) == 2
    assert told in capsys.readouterr().err


def test_a_file_that_is_no_table_of_people_ends_the_command_with_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear all,\nthis is a letter, and no table.\nRegards, all of us\n")
    (tmp_path / "export.csv").write_text(CSV)

    assert run(["diagnose", str(letter)]) == 1
    told = capsys.readouterr()
    assert "Error: no column was recognised as an e-mail, a phone or a name" in told.err
    assert "En français : aucune colonne n'a été reconnue" in told.err
    assert "To ask whoever sends it:" in told.out
    letter.write_text("# Title\n\nSome words.\n\n- a list\n")
    assert run(["diagnose", str(letter)]) == 1
    assert "it is not a table of people: its text has one column" in capsys.readouterr().err
    assert run(["diagnose", str(tmp_path / "export.csv")]) == 0


def test_a_contract_is_never_written_over_another(tmp_path: Path) -> None:
    target = tmp_path / "ticketco.yaml"
    target.write_text("id: ticketco\n")

    with pytest.raises(InvalidInput, match="exists already; move it away first"):
        write_draft(a_diagnosis(tmp_path), target)

    assert target.read_text() == "id: ticketco\n"


@pytest.mark.parametrize(
    ("name", "like"),
    [("Ticket-Co", "ticket_co"), ("2 Rives à Metz", "rives_a_metz"), ("a", "ticketco")],
)
def test_a_name_that_makes_no_id_is_refused_with_one_like_it(
    name: str, like: str, tmp_path: Path
) -> None:
    with pytest.raises(InvalidInput, match=f"2 to 31 lower-case .* as {like}.yaml$"):
        write_draft(a_diagnosis(tmp_path), tmp_path / f"{name}.yaml")

    assert not (tmp_path / f"{name}.yaml").exists()


def test_a_page_escapes_whatever_comes_from_the_file(tmp_path: Path) -> None:
    found = a_diagnosis(tmp_path, "E-mail;<script>alert(1)</script>\nb@example.org;a\n")

    text = page(found)

    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
    assert "<script" not in text


def test_a_page_escapes_the_name_of_the_file_and_every_sentence_about_it(tmp_path: Path) -> None:
    hostile = "<script>alert(1)"
    csv = f"E-mail;{hostile};{hostile}\nb@example.org;{hostile};{hostile}\nx;y;z;{hostile}\n"
    json = f'{{"{hostile}": [{{"E-mail": "b@example.org", "{hostile}": {{"{hostile}": 1}}}}]}}'

    pages = [
        page(a_diagnosis(tmp_path, csv, f"{hostile}.csv")),
        page(a_diagnosis(tmp_path, json, f"{hostile}.json")),
    ]

    assert [text.count("<title>Diagnostic of &lt;script&gt;alert(1)") for text in pages] == [1, 1]
    assert not any("<script" in text for text in pages)


def test_a_page_and_a_contract_can_be_made_of_a_file_whose_name_is_not_utf_8(
    tmp_path: Path,
) -> None:
    found = a_diagnosis(tmp_path, name=os.fsdecode(b"caf\xe9\x1b.csv"))

    (contract,) = read_contracts({"ticketco.yaml": draft(found, id="ticketco")})

    assert found.file == "caf\ufffd\x1b.csv"
    assert page(found).encode()
    assert contract.id == "ticketco"


def test_columns_are_measured_and_what_to_ask_is_listed(tmp_path: Path) -> None:
    twice = CSV + "1;Brun;Camille;pas encore;0;x;B\n"
    found = a_diagnosis(tmp_path, twice)

    said = as_json(found)
    assert said["measured"] == 3
    assert said["quality"]["E-mail"]["validity"] == pytest.approx(2 / 3, abs=1e-4)
    assert said["quality"]["E-mail"]["suspicious"] == ("xxx xxxxxx",)
    assert "Mot de passe" not in said["quality"]
    assert said["duplicates"]["key"] == 1
    assert "The record key repeats (1 time): which of the rows counts?" in said["questions"]
    assert any("“E-mail”" in question for question in said["questions"])


def test_the_page_shows_what_was_measured_and_what_to_ask(tmp_path: Path) -> None:
    shown = page(a_diagnosis(tmp_path, CSV + "1;Brun;Camille;pas encore;0;x;B\n"))

    assert "<code>xxx xxxxxx</code>" in shown
    assert "pas encore" not in shown
    assert "<h2>To ask</h2>" in shown
    assert "record key (1)" in shown


def test_who_is_in_a_column_that_was_not_mapped_is_asked(tmp_path: Path) -> None:
    rows = "".join(
        f"{n};Paz;p{n}@example.org;parrain{n}@example.org;06 39 98 00 {n:02}\n" for n in range(12)
    )
    found = a_diagnosis(tmp_path, f"id;nom;email;zorg;blorb\n{rows}")

    asked = [one for one in found.questions if one.startswith("Whose")]
    assert found.mapping["zorg"].field == "extension"
    assert "Whose e-mail addresses are in “zorg”? We match nobody by them." in asked


def test_what_is_said_of_the_format_is_followed_and_written_into_the_draft(tmp_path: Path) -> None:
    (tmp_path / "export.csv").write_text("a;b\n1;2\nnom;mel\nPaz;lou@example.org\n")

    found = diagnose(tmp_path / "export.csv", hints=Format(header_row=3))

    (contract,) = read_contracts({"ticketco.yaml": draft(found, id="ticketco")})
    assert (found.dialect.columns, found.rows) == (("nom", "mel"), 1)
    assert contract.sources[0].format == Format(header_row=3)


def test_phones_are_judged_and_the_contract_drafted_for_the_country_named(tmp_path: Path) -> None:
    export = tmp_path / "abos.csv"
    export.write_text("Vorname;Handy;PLZ\nJana;0151 23456789;01067\nOle;0160 1234567;20095\n")

    french, norwegian = diagnose(export), diagnose(export, country="NO")
    german = diagnose(export, country="DE")

    assert (french.quality["Handy"].validity, german.quality["Handy"].validity) == (0.0, 1.0)
    assert "\ncountry: DE #" in draft(german, id="abos")
    (contract,) = read_contracts({"abos.yaml": draft(norwegian, id="abos")})
    assert contract.country == "NO"


INVALID = """Nom;Prénom;Téléphone;Mobile;Couleur;Ville de naissance
Brun;Camille;12345610;01 99 00 12 34;bleu;Lyon
Petit;Noé;12345611;01 99 00 12 35;vert;Paris
"""


def test_a_column_without_a_valid_value_is_said_to_have_none(tmp_path: Path) -> None:
    why = a_diagnosis(tmp_path, INVALID).mapping["Téléphone"].why

    assert why.endswith(
        "100% of the sample values look like one. Yet none of its values are valid."
    )


def test_no_confidence_is_shown_of_columns_that_go_nowhere(tmp_path: Path) -> None:
    found = a_diagnosis(tmp_path, INVALID)
    shown = page(found)

    assert how_sure(found.mapping["Couleur"]) == "–"
    assert how_sure(found.mapping["Nom"]) == "99%"
    assert 'number ">–</td>' in shown
    assert '<td>telephone</td><td class="number check">99%</td>' in shown


def test_how_many_numbers_are_mobiles_is_said_in_words(tmp_path: Path) -> None:
    shown = page(a_diagnosis(tmp_path, INVALID))

    assert "None of the valid numbers in “Mobile” are mobile numbers." in shown
    assert "in “Téléphone” are mobile" not in shown
