"""Each function in the shape it is deployed in: its folder, `shared/`, and nothing else."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from shared.rules import catalogue

ROOT = Path(__file__).parents[2]

BOOT = """
import json, sys
from functions_framework import create_app
client = create_app(sys.argv[1], "main.py").test_client()
import shared
print(json.dumps({
    "shared": shared.__file__,
    "post": client.post("/", json=json.loads(sys.argv[2])).status_code,
    "get": client.get("/").status_code,
}))
"""

UNWANTED = {
    "message": {
        "attributes": {"type": "ProfilesChanged"},
        "data": "",
        "messageId": "1",
        "message_id": "1",
        "publishTime": "2026-01-01T00:00:00.000Z",
        "publish_time": "2026-01-01T00:00:00.000Z",
    },
    "subscription": "projects/p/subscriptions/s",
}
"""A push that no function can act on: it is acknowledged, and kept in quarantine."""


def an_archive(folder: Path, function: str) -> Path:
    """What infra zips for this function."""
    shutil.copytree(ROOT / "functions" / function, folder / function)
    ignored = shutil.ignore_patterns("__pycache__", "sample")
    shutil.copytree(ROOT / "shared", folder / function / "shared", ignore=ignored)
    shutil.copy(ROOT / "requirements.txt", folder / function)
    return folder / function


def boot(archive: Path, function: str, data: Path) -> dict[str, object]:
    """Run the archive in a process of its own, with a bare environment."""
    done = subprocess.run(
        [sys.executable, "-c", BOOT, function, json.dumps(UNWANTED)],
        cwd=archive,
        env={
            "PATH": os.environ["PATH"],
            "NOVA_DATA": str(data),
            "NOVA_CONTRACTS": str(ROOT / "infra" / "acquisitions"),
        },
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    answer: dict[str, object] = json.loads(done.stdout)
    return answer


@pytest.mark.parametrize("function", catalogue.FUNCTIONS, ids=lambda one: one.name)
def test_a_function_runs_from_its_archive_alone(
    tmp_path: Path, function: catalogue.Function
) -> None:
    archive = an_archive(tmp_path / "archives", function.name)

    answer = boot(archive, function.name, tmp_path / "data")

    expected = {"message": (200, 405), "http": (401, 401)}[function.trigger]
    assert answer == {
        "shared": str(archive / "shared" / "__init__.py"),
        "post": expected[0],
        "get": expected[1],
    }
    kept = list((tmp_path / "data" / "buckets" / "quarantine").rglob("*.json"))
    assert len(kept) == (function.trigger == "message")


def test_every_folder_of_functions_is_in_the_catalogue_and_the_other_way_round() -> None:
    folders = {path.parent.name for path in (ROOT / "functions").glob("*/main.py")}

    assert folders == {function.name for function in catalogue.FUNCTIONS}
