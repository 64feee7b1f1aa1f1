"""Where the emulators are missing, everybody is told what to install, and CI fails."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]
EMULATOR_TEST = "tests/ports/test_google_settings.py::test_contracts_are_read_again_after_a_minute"


def run(*command: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run Python where neither Java nor gcloud is found."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if name != "CI" and not name.endswith("_EMULATOR_HOST")
    }
    return subprocess.run(
        [sys.executable, *command],
        env={**kept, "PATH": "/nonexistent", **variables},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def test_what_is_missing_is_named_with_the_package_that_brings_it():
    answer = run("-c", "from shared.local.emulation import emulators; emulators.find_programs()")

    assert answer.returncode == 1
    assert answer.stderr.splitlines()[-1] == (
        "shared.errors.NotFound: Google's emulators need what is not here: "
        "Java 17 or newer (Debian: openjdk-17-jre-headless); "
        "gcloud (Debian: google-cloud-cli, from packages.cloud.google.com)"
    )


def test_emulator_tests_are_skipped_loudly_where_nothing_is_installed():
    answer = run("-m", "pytest", "-p", "no:cacheprovider", EMULATOR_TEST)

    assert answer.returncode == 0
    assert "EMULATOR TESTS DID NOT RUN" in answer.stdout
    assert "1 skipped" in answer.stdout


def test_emulator_tests_fail_in_ci_where_nothing_is_installed():
    answer = run("-m", "pytest", "-p", "no:cacheprovider", EMULATOR_TEST, CI="1")

    assert answer.returncode == 1
    assert "CI must run the emulator tests. Google's emulators need what is not here" in (
        answer.stdout
    )
