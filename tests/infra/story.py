"""What happens in a deployed installation: three companies, from their first files to an erasure.

One run for every test: each looks at another side of it (`tests/infra/telling.py` is what happens).
"""

from __future__ import annotations

import base64
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Final
from uuid import uuid4

from shared.local.emulation.emulators import Addresses
from shared.rules.channels import WEBHOOKS, signing_secrets
from tests.infra.cast import MAILING
from tests.infra.deployment import deployed
from tests.infra.interpreters import interpreter, pins
from tests.infra.program import ROOT
from tests.infra.stacks import SECRETS, graph
from tests.infra.telling import Story, Teller
from tests.receiving_system import running

CONTRACT: Final = ROOT / "tests" / "infra" / "acquisitions" / "trendmedia.yaml"
_URL: Final = "https://hooks.trendmedia.example/nova"


@contextmanager
def told(addresses: Addresses, folder: Path) -> Iterator[Story]:
    """The story, and the installation it happened in, which stands until the context ends."""
    with ExitStack() as stack:
        key = base64.b64decode(SECRETS[WEBHOOKS])
        system = stack.enter_context(running(signing_secrets(key, MAILING, version=1)[0]))
        acquisitions = contracts(folder / "acquisitions", system.url)
        config = {"gcp:project": f"demo-{uuid4().hex[:8]}"}
        union = pins(sorted((ROOT / "functions").glob("*/requirements.txt")))
        with ThreadPoolExecutor(1) as beside:
            registered = beside.submit(graph, "dev", acquisitions=acquisitions, config=config)
            python = interpreter(union)
        deployment = stack.enter_context(
            deployed(registered.result(), addresses, interpreter=python, folder=folder)
        )
        yield Teller(deployment, system).tell()


def contracts(folder: Path, url: str) -> Path:
    """The shipped contracts and TrendMedia's, whose system listens there."""
    folder.mkdir()
    for path in (ROOT / "infra" / "acquisitions").glob("*.yaml"):
        (folder / path.name).write_bytes(path.read_bytes())
    text = CONTRACT.read_text(encoding="utf-8")
    (folder / CONTRACT.name).write_text(text.replace(_URL, url), encoding="utf-8")
    return folder
