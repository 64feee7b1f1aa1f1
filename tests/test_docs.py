"""What the documents say is so: the tour runs, links lead somewhere, commands exist."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from shared.local.command import COMMANDS
from shared.local.inspection.onboarding.steps import STEPS
from shared.rules import catalogue

ROOT = Path(__file__).parents[1]
DOCUMENTS = [ROOT / "README.md", ROOT / "SECURITY.md", *sorted((ROOT / "docs").rglob("*.md"))]
PROGRAM = sorted((ROOT / "infra").glob("*.py")) + sorted((ROOT / "infra/components").glob("*.py"))
"""Read as text: the deployment program's libraries are in an environment of its own."""


def tour() -> str:
    """The commands of the README's tour, as one shell script."""
    text = (ROOT / "README.md").read_text("utf-8").partition("## A ten-minute tour")[2]
    blocks = re.findall(r"```console\n(.*?)```", text, flags=re.DOTALL)
    lines = "".join(blocks).splitlines()
    return "\n".join(line.removeprefix("$ ") for line in lines)


def test_the_readme_s_tour_runs_as_it_stands(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "infra" / "acquisitions", tmp_path / "infra" / "acquisitions")
    shutil.copy(ROOT / ".gitignore", tmp_path)
    for command in (["init", "--quiet"], ["add", "--all"]):
        subprocess.run(["git", *command], cwd=tmp_path, check=True)
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith("NOVA_")
    }
    environment["PATH"] = f"{Path(sys.executable).parent}:{environment['PATH']}"

    ran = subprocess.run(
        ["bash", "-e", "-o", "pipefail", "-c", tour()],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )

    assert ran.returncode == 0, ran.stderr[-2000:]
    assert "Integration report" in ran.stdout
    assert "Lou" in ran.stdout
    assert "eventclick.crm      (pushed)" in ran.stdout
    left = subprocess.run(
        ["git", "status", "--porcelain"], cwd=tmp_path, check=True, capture_output=True, text=True
    )
    assert [line for line in left.stdout.splitlines() if line.startswith("??")] == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_links_lead_somewhere(path: Path) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)", path.read_text("utf-8"))

    assert [link for link in links if not (path.parent / link).exists()] == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_links_to_headings_lead_to_headings(path: Path) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]*)#([^)]+)\)", path.read_text("utf-8"))

    lost = [
        f"{file}#{heading}"
        for file, heading in links
        if heading not in headings(path.parent / file if file else path)
    ]
    assert lost == []


def headings(path: Path) -> set[str]:
    """The anchors of a document's headings, as GitHub makes them."""
    text = re.sub(r"```.*?```", "", path.read_text("utf-8"), flags=re.DOTALL)
    return {
        re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")
        for title in re.findall(r"^#+ (.+)$", text, flags=re.MULTILINE)
    }


def test_every_command_the_documents_name_exists() -> None:
    named = {
        command
        for path in DOCUMENTS
        for command in re.findall(r"`?nova ([a-z][a-z-]+)", path.read_text("utf-8"))
    }

    assert named <= {*COMMANDS, "serve"}, named - set(COMMANDS)


def section(document: str, heading: str) -> str:
    """What stands under a heading of the second level."""
    text = (ROOT / "docs" / document).read_text("utf-8")
    _, found, rest = text.partition(f"\n## {heading}\n")
    assert found, f"docs/{document} has no section {heading!r}"
    return rest.partition("\n## ")[0]


def test_every_step_of_the_onboarding_checklist_has_its_place_in_the_plan() -> None:
    text = (ROOT / "docs/onboard.md").read_text("utf-8")

    assert [step for step in STEPS if not re.search(rf"\b{step}\b", text)] == []


def settings_of_the_program() -> set[str]:
    """The settings of a stack, by the names people write them with."""
    module = ast.parse((ROOT / "infra/settings.py").read_text("utf-8"))
    (settings,) = (
        one for one in module.body if isinstance(one, ast.ClassDef) and one.name == "Settings"
    )
    names = {
        one.target.id
        for one in settings.body
        if isinstance(one, ast.AnnAssign) and isinstance(one.target, ast.Name)
    }
    return {"gcp:project" if name == "project" else f"nova:{name}" for name in names}


def test_every_setting_of_a_stack_is_documented_and_none_is_invented() -> None:
    texts = [
        *((ROOT / f"Pulumi.{stack}.yaml").read_text("utf-8") for stack in ("dev", "prod")),
        *((ROOT / "docs" / name).read_text("utf-8") for name in ("deploy.md", "operate.md")),
    ]
    named = set(re.findall(r"\b(?:nova|gcp):[a-z][a-z_]*", "\n".join(texts)))

    assert named == settings_of_the_program()


def test_the_shipped_stacks_set_only_what_there_is() -> None:
    for stack in ("dev", "prod"):
        config = yaml.safe_load((ROOT / f"Pulumi.{stack}.yaml").read_text("utf-8"))["config"]
        assert set(config) <= settings_of_the_program(), stack


def test_every_alert_has_a_section_in_the_runbook() -> None:
    module = ast.parse((ROOT / "infra/components/alerts.py").read_text("utf-8"))
    alarms = {
        call.args[0].value
        for call in ast.walk(module)
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id == "Alarm"
        and isinstance(call.args[0], ast.Constant)
    }

    described = set(re.findall(r"^### (.+)$", section("operate.md", "Alerts"), flags=re.MULTILINE))
    assert described == {*alarms, "budget"}


def test_the_deployer_s_roles_cover_every_kind_of_resource_the_program_makes() -> None:
    rows = re.findall(
        r"^\| (.+?) \| (.+) \|$", section("deploy.md", "What the deployer must be"), re.MULTILINE
    )[1:]
    used = {
        kind
        for path in PROGRAM
        # Pages behind IAP are a kind of component that no function uses yet.
        if path.name != "staff_service.py"
        for kind in re.findall(
            r"gcp\.((?!Provider)[a-z0-9]+\.[a-zA-Z_]+)\(", path.read_text("utf-8")
        )
        if not kind.endswith("Args")
    }

    assert all(re.fullmatch(r"`roles/[a-z]+\.[a-zA-Z]+`", role) for role, _ in rows), rows
    assert len({role for role, _ in rows}) == len(rows)
    covered = {kind for _, what in rows for kind in re.findall(r"`([a-z0-9]+\.\w+)`", what)}
    assert covered == used


def test_the_catalogue_names_every_function_folder() -> None:
    folders = {path.name for path in (ROOT / "functions").iterdir() if (path / "main.py").exists()}

    assert folders == {function.name for function in catalogue.FUNCTIONS}


def test_package_roots_hold_a_docstring_only() -> None:
    for path in (ROOT / "shared").rglob("__init__.py"):
        assert len(path.read_text("utf-8").strip().splitlines()) <= 8, path


def test_handlers_are_thin() -> None:
    for path in (ROOT / "functions").glob("*/main.py"):
        assert len(path.read_text("utf-8").splitlines()) <= 60, path
