"""What a function imports before its first call: nothing heavy that it does not need."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

FUNCTIONS = Path(__file__).parents[2] / "functions"

HEAVY = {
    "anyascii",
    "cryptography",
    "google.api_core",
    "google.cloud.firestore",
    "google.cloud.kms",
    "google.cloud.pubsub_v1",
    "google.cloud.storage",
    "grpc",
    "holidays",
    "ijson",
    "jellyfish",
    "jsonschema",
    "numpy",
    "openpyxl",
    "phonenumbers",
    "rapidfuzz",
    "requests",
    "yaml",
}
"""Libraries whose import takes over a millisecond or two, Google's clients by their parts."""

EVERYWHERE = {"requests"}
"""Webhooks are posted with it. On Google it is no cost of ours: the client of Cloud Storage
imports it as well."""

VALUES = {"anyascii", "phonenumbers", "rapidfuzz"}
PEOPLE = {"anyascii", "jellyfish", "rapidfuzz"}

ALLOWED = {
    "attach_interactions": set(),
    "deliver_changes": VALUES,
    "fan_out_request": PEOPLE | {"cryptography"},
    "fulfil_task": PEOPLE | {"cryptography"},
    "map_upload": VALUES | {"ijson"},
    "plan_changes": VALUES,
    "privacy_requests": PEOPLE | VALUES | {"cryptography"},
    "receive_records": VALUES,
    "resolve_identities": PEOPLE,
    "watch": PEOPLE | VALUES | {"cryptography"},
}
"""What each function has in memory once it is loaded, of the heavy ones. The rest comes with the
call that needs it: Google's clients when the backend is built, PyYAML and jsonschema when contracts
are read, holidays when a deadline is computed, openpyxl for a workbook, numpy when `watch` learns.
"""


def modules_after(program: str, function: str) -> set[str]:
    """The modules in memory after a program, in a process of its own."""
    ran = subprocess.run(
        [sys.executable, "-c", f"{program}; import json, sys; print(json.dumps([*sys.modules]))"],
        cwd=FUNCTIONS / function,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return set(json.loads(ran.stdout))


def test_every_function_has_its_line_here() -> None:
    assert ALLOWED.keys() == {path.parent.name for path in FUNCTIONS.glob("*/main.py")}


@pytest.mark.parametrize("function", sorted(ALLOWED))
def test_a_loaded_function_has_only_its_own_heavy_libraries_in_memory(function: str) -> None:
    loaded = modules_after("import main", function)

    assert HEAVY & loaded == ALLOWED[function] | EVERYWHERE


@pytest.mark.parametrize("function", sorted(ALLOWED))
def test_a_loaded_function_knows_nothing_of_the_local_platform_or_the_whole_app(
    function: str,
) -> None:
    loaded = modules_after("import main", function)

    assert [one for one in loaded if one.startswith(("shared.local", "shared.wiring.app"))] == []
