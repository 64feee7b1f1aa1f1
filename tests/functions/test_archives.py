"""Each function in the shape it is deployed in: its archive, its requirements, and nothing else."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from importlib.metadata import distribution
from pathlib import Path

import pytest

from shared.rules import catalogue
from tests.bundling import ROOT, bundle
from tests.requirements import distributions_of

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


GOOGLE = """
import os
import main
from shared.config import Settings
from shared.wiring.backend import backend_of
backend_of(Settings.from_env(os.environ))
"""

EMULATED = {
    "NOVA_BACKEND": "google",
    "GOOGLE_CLOUD_PROJECT": "demo-archive",
    "FIRESTORE_EMULATOR_HOST": "127.0.0.1:9",
    "PUBSUB_EMULATOR_HOST": "127.0.0.1:9",
    "STORAGE_EMULATOR_HOST": "http://127.0.0.1:9",
    "NOVA_SECRET_TOKENS": "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=",
}
"""Google's clients are made; nothing is called, so nothing need answer."""


class Deployed:
    """One function's archive unpacked, and beside it the libraries its requirements name."""

    def __init__(self, folder: Path, function: str) -> None:
        self.archive = folder / "archive"
        self._libraries = folder / "libraries"
        for name, path in bundle.files_of(ROOT, function).items():
            (self.archive / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, self.archive / name)
        for name in distributions_of(function):
            self._link(name)

    def run(self, program: str, *arguments: str, **environment: str) -> str:
        """What a program says in a process of its own, with a bare environment."""
        done = subprocess.run(
            # Without this Python's own site: only what is linked can be imported.
            [sys.executable, "-S", "-c", program, *arguments],
            cwd=self.archive,
            env={"PATH": os.environ["PATH"], "PYTHONPATH": str(self._libraries), **environment},
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def _link(self, name: str) -> None:
        installed = distribution(name)
        for file in installed.files or ():
            if ".." not in file.parts:
                place = self._libraries.joinpath(*file.parts)
                place.parent.mkdir(parents=True, exist_ok=True)
                place.symlink_to(installed.locate_file(file))


@pytest.mark.parametrize("function", catalogue.FUNCTIONS, ids=lambda one: one.name)
def test_a_function_runs_from_its_archive_alone(
    tmp_path: Path, function: catalogue.Function
) -> None:
    deployed = Deployed(tmp_path, function.name)

    said = deployed.run(
        BOOT,
        function.name,
        json.dumps(UNWANTED),
        NOVA_DATA=str(tmp_path / "data"),
        NOVA_CONTRACTS=str(ROOT / "infra" / "acquisitions"),
    )

    expected = {"message": (200, 405), "http": (401, 401)}[function.trigger]
    assert json.loads(said) == {
        "shared": str(deployed.archive / "shared" / "__init__.py"),
        "post": expected[0],
        "get": expected[1],
    }
    kept = list((tmp_path / "data" / "buckets" / "quarantine").rglob("*.json"))
    assert len(kept) == (function.trigger == "message")
    # Google's side of the backend is there too.
    deployed.run(GOOGLE, **EMULATED)


def test_every_folder_of_functions_is_in_the_catalogue_and_the_other_way_round() -> None:
    folders = {path.parent.name for path in (ROOT / "functions").glob("*/main.py")}

    assert folders == {function.name for function in catalogue.FUNCTIONS}
