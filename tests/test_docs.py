"""What the documents say is so: the tour runs, links lead somewhere, commands exist."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from shared.local.command import COMMANDS
from shared.rules import catalogue

ROOT = Path(__file__).parents[1]
DOCUMENTS = [ROOT / "README.md", ROOT / "SECURITY.md", *sorted((ROOT / "docs").rglob("*.md"))]


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


def test_every_command_the_documents_name_exists() -> None:
    named = {
        command
        for path in DOCUMENTS
        for command in re.findall(r"`?nova ([a-z][a-z-]+)", path.read_text("utf-8"))
    }

    assert named <= {*COMMANDS, "serve"}, named - set(COMMANDS)


def test_the_catalogue_names_every_function_folder() -> None:
    folders = {path.name for path in (ROOT / "functions").iterdir() if (path / "main.py").exists()}

    assert folders == {function.name for function in catalogue.FUNCTIONS}


def test_package_roots_hold_a_docstring_only() -> None:
    for path in (ROOT / "shared").rglob("__init__.py"):
        assert len(path.read_text("utf-8").strip().splitlines()) <= 8, path


def test_handlers_are_thin() -> None:
    for path in (ROOT / "functions").glob("*/main.py"):
        assert len(path.read_text("utf-8").splitlines()) <= 60, path
