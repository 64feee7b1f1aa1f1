"""`nova demo` tells the whole story, and what it tells is so."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from shared.config import Settings
from shared.model.profile import Record
from shared.privacy.lifecycle import is_ours
from shared.rules import catalogue
from shared.wiring.app import App, build

ROOT = Path(__file__).parents[2]
_COMMAND = "from shared.local.command import main; main()"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("demo") / "nova"


@pytest.fixture(scope="module")
def told(folder: Path) -> Any:
    """What the demo says, as machines read it."""
    ran = subprocess.run(
        [sys.executable, "-c", _COMMAND, "demo", "--sample", "3000", "--data", folder, "--json"],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        env={name: value for name, value in os.environ.items() if not name.startswith("NOVA_")},
    )
    return json.loads(ran.stdout)["circle"]


@pytest.fixture(scope="module")
def app(folder: Path, told: Any) -> App:
    """The platform the demo left."""
    contracts = str(ROOT / "infra" / "acquisitions")
    return build(Settings(data=str(folder), contracts=contracts))


def test_both_companies_are_told_and_nothing_comes_back(told: Any) -> None:
    assert told["told"].keys() == {"eventclick.crm", "mediapulse.crm"}
    assert all(one["records"] and one["files"] for one in told["told"].values())
    assert told["change"]["phone"] == "0639982026"
    assert told["came_back"] == 0


def test_one_person_is_erased_everywhere_and_kept_out_of_the_next_file(told: Any, app: App) -> None:
    erased = told["erased"]
    tasks = app.privacy.desk.tasks(erased["request"])
    (ours,) = [one for one in tasks if is_ours(one)]

    assert erased["state"] == "completed"
    assert erased["kept_out"] == 1
    assert len(erased["systems"]) == 4
    assert (ours.counts["records"], ours.counts["profiles"]) == (2, 1)
    assert all(one.state == "done" for one in tasks)


def test_its_audit_is_as_signed_and_names_the_erasure(told: Any, folder: Path) -> None:
    assert told["audited"]["wrong"] == ""
    assert told["audited"]["checkpoints"] > 2
    ran = subprocess.run(
        [sys.executable, "-c", _COMMAND, "audit", "verify", "--bundle", folder / "audit.zip"],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env={**os.environ, "NOVA_DATA": str(folder / "nowhere")},
    )
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.count("as signed") == 2
    assert not (folder / "nowhere").exists()


def test_no_record_of_the_erased_is_left(told: Any, app: App) -> None:
    records = {one.value.record_id for _, one in app.documents.find(Record)}
    acquired = {one for one in records if one.startswith("E0")}

    assert len(acquired) == 999
    assert list(app.objects.list(catalogue.OUTBOX, "eventclick.crm/requests/")) == []
