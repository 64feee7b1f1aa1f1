"""What is written of contracts for people and editors: schema, reference, example, first lines."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import pytest

from shared.local.contracts import reference, schema
from shared.local.contracts.docstrings import said_of_settings
from shared.local.contracts.draft import SCHEMA_LINE, write_draft
from shared.local.inspection.diagnosis import diagnose
from shared.rules.contracts import json_schema, read_contracts
from tests.layouts import Layout, written_layouts

EXPORTS = sorted((Path(__file__).parents[2] / "data" / "exports").iterdir())
ACQUISITIONS = schema.PUBLISHED.parent
HINT = re.compile(r"^( *)# ((?:privacy|writer|alerts|expected|channel|changes): )", re.MULTILINE)


def test_the_published_schema_is_the_models() -> None:
    published = json.loads(schema.PUBLISHED.read_text("utf-8"))

    assert published == schema.published(), "run: python -m shared.local.contracts.schema"


def test_the_reference_is_the_models() -> None:
    text = reference.PUBLISHED.read_text("utf-8")

    assert text == reference.page(schema.published()), (
        "run: python -m shared.local.contracts.schema"
    )


def test_every_setting_says_what_it_means() -> None:
    meanings = said_of_settings()

    assert {
        f"{model}.{setting}"
        for model, one in json_schema()["$defs"].items()
        for setting in one["properties"]
        if not meanings[model].get(setting)
    } == set()


def test_the_example_of_the_reference_is_accepted() -> None:
    (contract,) = read_contracts({"ticketco.yaml": reference.EXAMPLE.read_text("utf-8")})

    assert [source.id for source in contract.sources] == ["crm", "tickets"]


@pytest.mark.parametrize("path", sorted(ACQUISITIONS.glob("*.yaml")), ids=lambda path: path.name)
def test_a_shipped_contract_names_its_schema_first(path: Path) -> None:
    assert path.read_text("utf-8").splitlines()[0] == SCHEMA_LINE


@pytest.mark.parametrize("folder", EXPORTS, ids=lambda folder: folder.name)
def test_what_is_drafted_of_a_real_layout_is_valid_with_its_hints_too(
    folder: Path, tmp_path: Path
) -> None:
    check_draft(next(folder.glob("export.*")), tmp_path)


@pytest.mark.parametrize("layout", list(written_layouts()), ids=lambda layout: layout.name)
def test_what_is_drafted_of_a_written_layout_is_valid_with_its_hints_too(
    layout: Layout, tmp_path: Path
) -> None:
    file = tmp_path / "export.csv"
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, layout.columns, delimiter=";")
        writer.writeheader()
        writer.writerows(layout.sample)

    check_draft(file, tmp_path)


def check_draft(file: Path, tmp_path: Path) -> None:
    """A draft is valid as it stands, and with every hint taken out of its comment."""
    found = diagnose(file)
    write_draft(found, tmp_path / "acme.yaml")
    text = (tmp_path / "acme.yaml").read_text("utf-8")

    hints = [name.removesuffix(": ") for _, name in HINT.findall(text)]
    (plain,) = read_contracts({"acme.yaml": text})
    (hinted,) = read_contracts({"acme.yaml": HINT.sub(r"\1\2", text)})

    of_contacts = ["changes"] if found.entity == "contacts" else []
    assert hints == ["privacy", "writer", "alerts", "expected", "channel", *of_contacts]
    assert plain.sources[0].mapping == hinted.sources[0].mapping
    assert hinted.privacy.notice is not None
    assert hinted.sources[0].expected is not None
    assert hinted.sources[0].channel is not None


def test_a_draft_beside_the_schema_names_it_first_and_elsewhere_names_none(tmp_path: Path) -> None:
    export = tmp_path / "export.csv"
    export.write_text("id;nom;mel\n1;Paz;lou@example.org\n")
    folder = tmp_path / "acquisitions"
    folder.mkdir()
    (folder / "contract.schema.json").write_text("{}")
    found = diagnose(export)

    write_draft(found, folder / "acme.yaml")
    write_draft(found, tmp_path / "acme.yaml")

    beside, elsewhere = ((one / "acme.yaml").read_text("utf-8") for one in (folder, tmp_path))
    assert beside == f"{SCHEMA_LINE}\n{elsewhere}"
    assert elsewhere.startswith("# Drafted from export.csv.")
