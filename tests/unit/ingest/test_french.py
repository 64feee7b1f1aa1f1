"""Every reason a file may be refused for is said in French as well."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from shared.ingest import adoption
from shared.ingest.formats import packing
from shared.ingest.french import SENTENCES, in_french
from shared.ingest.sentences import as_pattern
from shared.model.settings import SourceSettings
from shared.model.upload import MappedColumn

ROOT = Path(__file__).parents[3] / "shared" / "ingest"
FILES = [*sorted((ROOT / "formats").glob("*.py")), ROOT / "reading.py", ROOT / "ingestion.py"]
MET = "«met»"


def said_in(file: Path) -> Iterator[str]:
    """The messages of a module's refusals, with `MET` for what they are filled with."""
    tree = ast.parse(file.read_text("utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "InvalidInput":
            yield from _texts(node.args[0])


def _texts(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant):
        yield str(node.value)
    elif isinstance(node, ast.JoinedStr):
        yield "".join(
            str(piece.value) if isinstance(piece, ast.Constant) else MET for piece in node.values
        )
    elif isinstance(node, ast.IfExp):
        yield from _texts(node.body)
        yield from _texts(node.orelse)


REASONS = sorted({text for file in FILES for text in said_in(file)})


@pytest.mark.parametrize("reason", REASONS)
def test_every_refusal_of_a_file_has_a_french_sentence(reason: str) -> None:
    assert in_french(reason) != reason


def test_the_refusals_were_found() -> None:
    assert len(REASONS) > 30


def test_kinds_of_files_and_reasons_with_a_name_are_translated_too() -> None:
    kinds = [f"this is {kind}" for _, kind in packing._REFUSED]
    for reason in (*kinds, packing._DAMAGED_ZIP, adoption.refuse_first({})):
        assert in_french(reason) != reason
        assert "this is" not in in_french(reason)


def test_what_was_met_stands_in_the_sentence_and_is_translated_in_its_turn() -> None:
    assert in_french("this is a PDF document: export the data as CSV or XLSX") == (
        "c'est un document PDF : exportez les données en CSV ou en XLSX"
    )
    asked = adoption._ASKED["refuse"] + "new columns: 'vip'; the values of 'cp' do not look like "
    assert in_french(asked + "postal_code any more").endswith(
        "changez le contrat : nouvelles colonnes : 'vip' ; les valeurs de 'cp' ne ressemblent plus "
        "à postal_code"
    )


@pytest.mark.parametrize("new", ["something new", "something new; and more of it"])
def test_what_nobody_translated_stays(new: str) -> None:
    assert in_french(new) == new


def test_one_and_none_are_said_as_french_says_them() -> None:
    holds = "the contract says to read 'b.csv' of the zip archive, which holds {} of that name "
    said = {count: in_french(holds.format(count) + "among 'a.csv'") for count in ("no file", "2")}
    only = MappedColumn(field="extension")

    assert "qui ne contient aucun fichier de ce nom parmi 'a.csv'" in said["no file"]
    assert "qui contient 2 de ce nom" in said["2"]
    assert adoption.refuse_first({"a": only}).startswith("its only column was not recognised")
    assert in_french(adoption.refuse_first({"a": only})).startswith("sa seule colonne n'a pas été")
    assert in_french(adoption.refuse_first({"a": only, "b": only})).startswith(
        "aucune de ses 2 colonnes n'a été reconnue"
    )


@pytest.mark.parametrize("english", SENTENCES)
def test_no_translation_loses_what_was_met(english: str) -> None:
    met = set(as_pattern(english).split("(?P<")[1:])
    named = {one.partition(">")[0] for one in met}

    assert all(f"{{{name}}}" in SENTENCES[english] for name in named)


def test_the_columns_and_the_upload_a_later_file_is_compared_with_are_named() -> None:
    settings = SourceSettings(
        source="acme.crm",
        mapping={"Nom": MappedColumn(field="family_name")},
        mapping_version="1",
        adopted_at="2026-11-27T10:00:00+00:00",
        adopted_by="test",
    )

    said = in_french(adoption.refuse_other(settings, adopted_from="5f0c9a2b41d7e830"))
    alone = in_french(adoption.refuse_other(settings, adopted_from=""))

    assert "le 2026-11-27, par l'envoi 5f0c9a2b41d7e830, où l'on savait par 'Nom' de qui" in said
    assert "le 2026-11-27, où l'on savait par 'Nom' de qui" in alone
    assert "upload undo 5f0c9a2b41d7e830" in said
