"""What a function logs in production is what alerts wait for; commands log nothing there."""

from __future__ import annotations

import base64
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from shared.rules import signals

ROOT = Path(__file__).parents[2]

LOGS = f"""
import logging
logging.getLogger("nova").warning({signals.SOURCE_LATE!r}, extra={{"source": "eventclick.crm"}})
"""
FUNCTION = f"""
from shared.wiring.backend import from_environment
from_environment(lambda settings, backend: backend)()
{LOGS}
"""
COMMAND = f"""
from shared.wiring.app import app
app()
{LOGS}
"""


@pytest.fixture
def credentials(tmp_path: Path) -> Path:
    """A service account nobody knows: Google's clients are made with it, and call nobody."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048).private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    account = {
        "type": "service_account",
        "client_email": "nobody@nowhere.iam.gserviceaccount.com",
        "private_key": key.decode(),
        "token_uri": "https://127.0.0.1:1/token",
    }
    file = tmp_path / "credentials.json"
    file.write_text(json.dumps(account), "utf-8")
    return file


def printed(program: str, credentials: Path) -> str:
    """What a process says on standard output where Google, and no emulator, is behind it."""
    ended = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env={
            "PATH": os.environ["PATH"],
            "NOVA_BACKEND": "google",
            "GOOGLE_CLOUD_PROJECT": "nowhere",
            "NOVA_INSTALLATION": "dev",
            "NOVA_CONTRACTS": "gs://nowhere-dev-contracts/acquisitions",
            "NOVA_SECRET_PEPPER": base64.b64encode(b"p" * 32).decode(),
            "GOOGLE_APPLICATION_CREDENTIALS": str(credentials),
        },
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


def test_a_function_logs_lines_that_cloud_logging_reads(credentials: Path) -> None:
    line = json.loads(printed(FUNCTION, credentials))

    assert line["severity"] == "WARNING"
    assert line["message"] == signals.SOURCE_LATE
    assert line["source"] == "eventclick.crm"


def test_a_command_keeps_its_standard_output_for_its_answer(credentials: Path) -> None:
    assert printed(COMMAND, credentials) == ""
