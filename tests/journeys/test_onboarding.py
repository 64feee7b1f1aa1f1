"""A fresh company, from the first look at its export until its onboarding checklist is ready."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from shared.local.inspection.onboarding.reading import read_facts
from shared.local.inspection.onboarding.steps import findings
from tests.exports import clients
from tests.festival import crowd, export
from tests.journeys.test_commands import Nova
from tests.memory import MemoryWorld
from tests.worlds import World

GAZETTE = """\
id: gazette
name: Gazette
sources:
  - id: crm
    key: id
    unique: true
    mapping:
      { id: source_id, given: given_name, family: family_name, mail: email, phone: telephone,
        zip: postal_code }
"""
PEOPLE = crowd(40)


@pytest.fixture
def nova(tmp_path: Path) -> Nova:
    """The group's own base, in which the new company's people are known already."""
    nova = Nova(tmp_path)
    (nova.contracts / "eventclick.yaml").unlink()
    (nova.contracts / "gazette.yaml").write_text(GAZETTE)
    base = nova.folder / "base.csv"
    base.write_bytes(export(PEOPLE))
    nova.json("upload", "gazette.crm", str(base))
    return nova


class Onboarding:
    """One company's checklist, and its contract as somebody edits it."""

    def __init__(self, nova: Nova) -> None:
        self._nova = nova
        self.yaml = nova.contracts / "ticketco.yaml"

    def check(self, *options: str, code: int = 1) -> Any:
        return self._nova.json("onboard", "check", "ticketco", *options, code=code)

    def states(self, *, code: int = 1) -> dict[str, str]:
        return {one["id"]: one["state"] for one in self.check(code=code)["steps"]}

    def missing(self, *, code: int = 1) -> list[str]:
        return [id for id, state in self.states(code=code).items() if state == "missing"]

    def step(self, id: str) -> Any:
        return next(one for one in self.check()["steps"] if one["id"] == id)

    def edit(self, before: str, after: str) -> None:
        text = self.yaml.read_text("utf-8")
        assert text.count(before) == 1, (before, text)
        self.yaml.write_text(text.replace(before, after), "utf-8")


def test_a_company_is_onboarded_step_by_step_until_it_is_ready(nova: Nova) -> None:
    file = nova.folder / "people.csv"
    file.write_bytes(export([{**one, "phone": ""} for one in PEOPLE]))
    onboarding = Onboarding(nova)
    assert "known: gazette" in onboarding.check()["error"]["message"]

    nova.json("diagnose", str(file), "--write", str(onboarding.yaml))
    assert onboarding.check()["ready"] is False
    assert onboarding.states() == {
        "contract": "done",
        "key": "done",
        "mapping": "missing",
        "expected": "missing",
        "channel": "missing",
        "webhooks": "open",
        "changes": "open",
        "writer": "missing",
        "alerts": "missing",
        "privacy": "missing",
        "notice": "missing",
        "sample": "missing",
        "quality": "open",
        "reviews": "open",
        "full_load": "missing",
        "sync": "open",
        "request": "missing",
        "secrets": "done",
    }

    # A mistake is told with its line, and hides only what the contract would say.
    onboarding.edit("# alerts: []", "alerts: [nobody]")
    told = onboarding.step("contract")["found"]
    assert told.startswith("mistakes: 1; ticketco.yaml:")
    assert "alerts.0 is 'nobody'; it must be an e-mail address" in told
    assert onboarding.missing() == ["contract", "full_load", "request"]
    onboarding.edit("alerts: [nobody]", "alerts: [data@ticketco.example]")
    assert onboarding.states()["channel"] == "open", "by hand, by those whom alerts names"

    # The names were taken for one another, at little confidence: somebody looks, and says so.
    assert "marked “check” in the file: 2" in onboarding.step("mapping")["found"]
    text = onboarding.yaml.read_text("utf-8").splitlines()
    said = {"      given": "given_name", "      family": "family_name"}
    lines = [
        f"{column}: {said[column]}" if (column := one.partition(":")[0]) in said else one
        for one in text
    ]
    onboarding.yaml.write_text("\n".join(lines) + "\n", "utf-8")
    assert onboarding.states()["mapping"] == "done"

    onboarding.edit("    # expected:", "    expected:")
    onboarding.edit("    # channel:", "    channel:")
    assert onboarding.states()["changes"] == "missing"
    onboarding.edit("    # changes:", "    changes:")
    onboarding.edit(
        "# writer: { members: [] }", 'writer: { members: ["user:export@ticketco.example"] }'
    )
    tomorrow, before = (
        (datetime.now(UTC) + timedelta(days=days)).date().isoformat() for days in (2, -30)
    )
    onboarding.edit("# privacy: {", "privacy: {")
    onboarding.edit("notice: 2026-03-01", f"notice: {tomorrow}")
    assert onboarding.step("notice")["found"] == f"only on {tomorrow}, which is still to come"
    onboarding.edit(tomorrow, before)
    assert onboarding.missing() == ["sample", "full_load", "request"]

    # A sample: too small first, then of the size that says something.
    nova.json("upload", "ticketco.crm", str(file), "--sample", "10")
    assert onboarding.step("sample")["found"] == "rows so far: 10; too few of: ticketco.crm"
    nova.json("upload", "ticketco.crm", str(file), "--sample", "1000")
    assert onboarding.missing() == ["full_load", "request"]
    assert onboarding.step("quality")["found"].startswith("rows: 40, rejected: 0 (0.0%)")
    assert {id: onboarding.states()[id] for id in ("reviews", "sync")} == {
        "reviews": "done",
        "sync": "open",
    }

    nova.json("upload", "ticketco.crm", str(file))
    assert onboarding.missing() == ["request"]
    assert onboarding.step("full_load")["found"] == (
        "files: 1; rows: 40 = 40 mapped + 0 rejected + 0 suppressed"
    )
    assert onboarding.step("sync")["found"] == "planned: 0, delivered: 40, refused: 0"

    # A request is rehearsed: under way it is open, closed it is done.
    opened = nova.json("request", "open", "erasure", "--record", "ticketco.crm:B00003")
    assert onboarding.states(code=0)["request"] == "open"
    for system in ("gazette.crm", "ticketco.crm"):
        nova.json("request", "ack", opened["id"], system, "--found", "1", "--removed", "1")

    ready = onboarding.check(code=0)
    assert ready["acquisition"] == "ticketco"
    assert ready["ready"] is True
    assert {one["state"] for one in ready["steps"]} == {"done", "open"}
    assert [one["id"] for one in ready["steps"] if one["state"] == "open"] == ["webhooks"]
    assert nova.run("onboard", "check", "ticketco")[0] == 0


def test_the_checklist_speaks_french_and_names_nobody(nova: Nova) -> None:
    code, out, _ = nova.run("onboard", "check", "gazette", "--language", "fr")

    assert code == 1
    assert out.startswith("gazette n'est pas prête : ")
    assert "MANQUE      Il est dit qui alerter – personne" in out
    assert "fait        Les fichiers entiers sont chargés, chaque ligne justifiée" in out
    assert "example.org" not in out
    assert not any(one["family"] in out for one in PEOPLE)


def test_the_facts_are_read_on_either_backend(world: World) -> None:
    world.load("eventclick.crm", "clients.csv", clients({}, {"N° client": "E2", "Nom": "PAZ"}))

    facts = read_facts(world.app, "eventclick")

    found = {one.id: (one.state, one.said) for one in findings(facts)}
    assert [(one.source, one.state, one.rows) for one in facts.loads] == [
        ("eventclick.crm", "resolved", 2)
    ]
    assert found["contract"] == found["mapping"] == found["quality"] == ("done", "done")
    assert found["sample"] == ("open", "whole")
    assert found["full_load"] == ("missing", "missing"), "of the tickets there is none yet"
    assert found["secrets"] == ("done", "done")


def test_what_was_loaded_is_known_although_the_contract_is_broken_since(tmp_path: Path) -> None:
    (tmp_path / "gazette.yaml").write_text(GAZETTE, "utf-8")
    world = MemoryWorld(contracts=tmp_path)
    world.load("gazette.crm", "base.csv", export(PEOPLE))

    (tmp_path / "gazette.yaml").write_text(f"{GAZETTE}privacy: {{ notice: 2026-02-30 }}\n")
    (tmp_path / "also.yaml").write_text("id: also\nname: Also\n")

    facts = read_facts(world.app, "gazette")
    found = {one.id: (one.state, one.said) for one in findings(facts)}
    assert facts.mistakes == (
        "gazette.yaml:10: privacy.notice is '2026-02-30'; it must be a day, as 2026-03-01",
        "also.yaml:1: the contract needs 'sources'",
    )
    assert found["full_load"] == ("done", "done")
    assert found["mapping"] == ("open", "unknown")


def test_a_neighbours_mistake_blocks_everybody_and_hides_nothing(tmp_path: Path) -> None:
    (tmp_path / "gazette.yaml").write_text(GAZETTE, "utf-8")
    world = MemoryWorld(contracts=tmp_path)
    world.load("gazette.crm", "base.csv", export(PEOPLE))

    (tmp_path / "also.yaml").write_text("id: also\nname: Also\n")

    found = {one.id: one.said for one in findings(read_facts(world.app, "gazette"))}
    assert found["contract"] == "missing"
    assert (found["key"], found["mapping"], found["full_load"]) == ("done", "done", "done")
