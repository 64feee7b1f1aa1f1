"""What a person says a column is: kept, heard by the next files, and printed for the contract."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from shared.errors import InvalidInput
from shared.local.contracts.draft import write_draft
from shared.local.inspection.diagnosis import diagnose
from shared.rules.contracts import read_contracts
from tests.journeys.test_commands import Nova
from tests.memory import MemoryWorld

CONTRACT = """
id: acme
name: Acme
sources:
  - id: crm
  - id: shop
    mapping: { mail: email }
  - id: asking
    drift: ask
  - id: strict
    drift: refuse
"""
HEADLESS = "zq1;zq2\n" + "".join(f"{place};blue\n" for place in range(30))
CRM = "id;Zorglub;mel\n" + "".join(f"{n};{n % 7};lou{n}@example.org\n" for n in range(30))
SHOP = "id;ZORGLUB;mail\n" + "".join(f"{n};{n % 7};ada{n}@example.org\n" for n in range(30))


@pytest.fixture
def world(tmp_path: Path) -> MemoryWorld:
    (tmp_path / "acme.yaml").write_text(CONTRACT)
    return MemoryWorld(contracts=tmp_path)


def load(world: MemoryWorld, source: str, name: str, content: str) -> dict[str, str]:
    world.drop(source, name, content.encode())
    world.settle()
    return {name: one.field for name, one in world.uploads(source)[-1].mapping.items()}


def correct(world: MemoryWorld, column: str, field: str) -> None:
    world.app.correcting.correct("acme.crm", column, field, by="cli:lou")
    world.settle()


def test_the_next_file_is_mapped_as_a_person_said(world: MemoryWorld) -> None:
    assert load(world, "acme.crm", "one.csv", CRM)["Zorglub"] == "extension"
    correct(world, "Zorglub", "postal_code")

    mapping = load(world, "acme.crm", "one.csv", CRM)

    assert mapping["Zorglub"] == "postal_code"
    assert len(world.uploads("acme.crm")) == 2
    assert world.counts("acme.crm")["mapped"] == 30


def test_a_field_said_to_be_another_column_s_is_given_up(world: MemoryWorld) -> None:
    load(world, "acme.crm", "one.csv", CRM)

    done = world.app.correcting.correct("acme.crm", "Zorglub", "email", by="cli:lou")

    assert (done.before, done.given_up) == ("extension", ("mel",))


def test_other_sources_of_the_company_hear_it(world: MemoryWorld) -> None:
    load(world, "acme.crm", "one.csv", CRM)
    correct(world, "Zorglub", "postal_code")

    assert load(world, "acme.shop", "two.csv", SHOP)["ZORGLUB"] == "postal_code"


def test_the_contract_has_the_last_word_on_its_columns(world: MemoryWorld) -> None:
    for column, field, told in (
        ("mail", "name", "says what 'mail' is"),
        ("ref", "email", "maps 'mail' to email: change it there first"),
        ("ref", "e-mail", "no field of contacts is called"),
    ):
        with pytest.raises(InvalidInput, match=told):
            world.app.correcting.correct("acme.shop", column, field, by="cli:lou")


def test_a_column_that_no_file_had_is_named_with_those_it_had(world: MemoryWorld) -> None:
    load(world, "acme.crm", "one.csv", CRM)

    with pytest.raises(InvalidInput, match=r"no file of .* column 'ville'; it has 'id', 'Zorglub'"):
        correct(world, "ville", "name")
    with pytest.raises(InvalidInput, match="column 'zorglob'; did you mean 'Zorglub'"):
        correct(world, "zorglob", "name")


def test_a_column_no_file_had_is_told_before_whose_field_it_would_take(world: MemoryWorld) -> None:
    load(world, "acme.shop", "two.csv", SHOP)

    with pytest.raises(InvalidInput, match="had a column 'blue'; it has 'id'"):
        world.app.correcting.correct("acme.shop", "blue", "email", by="cli:lou")


def test_a_drafted_contract_lets_people_say_what_a_column_is(tmp_path: Path) -> None:
    export = tmp_path / "export.csv"
    export.write_text(CRM)
    contracts = tmp_path / "contracts"
    write_draft(diagnose(export), contracts / "acme.yaml")
    world = MemoryWorld(contracts=contracts)
    assert load(world, "acme.crm", "one.csv", CRM)["Zorglub"] == "extension"

    correct(world, "Zorglub", "postal_code")

    assert load(world, "acme.crm", "one.csv", CRM)["Zorglub"] == "postal_code"


def test_a_file_that_names_nobody_waits_for_the_answer(world: MemoryWorld) -> None:
    load(world, "acme.crm", "who.csv", HEADLESS)
    (refused,) = world.uploads("acme.crm")
    assert refused.state == "refused"
    assert "nova sources map" in refused.reason

    correct(world, "zq1", "source_id")
    assert [one.state for one in world.uploads("acme.crm")] == ["refused"]
    correct(world, "zq2", "name")

    (upload,) = world.uploads("acme.crm")
    assert upload.state == "mapped"
    assert {name: one.field for name, one in upload.mapping.items()} == {
        "zq1": "source_id",
        "zq2": "name",
    }


def test_a_column_of_the_file_that_waits_is_meant_and_no_other(world: MemoryWorld) -> None:
    load(world, "acme.crm", "who.csv", HEADLESS)

    with pytest.raises(InvalidInput, match="did you mean 'zq2', 'zq1'"):
        correct(world, "zq3", "name")


def test_what_people_said_outlives_the_file_it_was_said_of(world: MemoryWorld) -> None:
    load(world, "acme.crm", "one.csv", CRM)
    correct(world, "Zorglub", "postal_code")
    world.app.undoing.undo(world.uploads("acme.crm")[0].id, by="cli:lou")

    other = CRM.replace("id;", "ref;", 1)

    assert load(world, "acme.crm", "other.csv", other)["Zorglub"] == "postal_code"


def test_what_was_learnt_is_printed_as_a_patch_that_can_be_pasted(tmp_path: Path) -> None:
    nova = Nova(tmp_path)
    (nova.contracts / "eventclick.yaml").write_text(CONTRACT.replace("acme", "eventclick"))
    nova.json("upload", "eventclick.crm", str(nova.file("one.csv", CRM)))
    said = nova.json("sources", "map", "eventclick.crm", "Zorglub", "postal_code")

    code, patch, _ = nova.run("sources", "export", "eventclick")

    assert (said["before"], code) == ("extension", 0)
    crm, shop, *rest = yaml.safe_load(patch)["sources"]
    assert crm["mapping"] == {"id": "source_id", "mel": "email", "Zorglub": "postal_code"}
    assert shop == {"id": "shop"}
    assert [one["id"] for one in rest] == ["asking", "strict"]
    read_contracts({"eventclick.yaml": f"id: eventclick\nname: E\n{patch}"})
    learnt = nova.json("sources", "export", "eventclick")["sources"]["eventclick.crm"]
    assert learnt["Zorglub"]["why"].startswith("said by cli:")


def test_an_unknown_company_is_told_which_there_are(tmp_path: Path) -> None:
    code, _, err = Nova(tmp_path).run("sources", "export", "nobody")

    assert code == 1
    assert "expected one of eventclick" in err


def test_a_new_column_waits_for_an_answer_where_the_contract_wants_one(world: MemoryWorld) -> None:
    load(world, "acme.asking", "one.csv", CRM)
    changed = CRM.replace("Zorglub", "Nouveau")
    load(world, "acme.asking", "two.csv", changed)
    first, second = world.uploads("acme.asking")
    assert (first.state, second.state) == ("mapped", "refused")
    assert "new columns: 'Nouveau'" in second.reason
    assert "nova sources map" in second.reason

    world.app.correcting.correct("acme.asking", "Nouveau", "job_title", by="cli:lou")
    world.settle()

    assert [one.state for one in world.uploads("acme.asking")] == ["mapped", "mapped"]
    assert world.uploads("acme.asking")[-1].mapping["Nouveau"].field == "job_title"


def test_other_columns_are_refused_where_the_contract_says_so(world: MemoryWorld) -> None:
    load(world, "acme.strict", "one.csv", CRM)
    load(world, "acme.strict", "two.csv", CRM.replace("mel", "courriel"))

    refused = world.uploads("acme.strict")[-1]

    assert refused.state == "refused"
    assert "'courriel' looks like 'mel' under another name" in refused.reason
