"""From a source's push being taken (HTTP 202) to the other company's webhook: p50 and p95, warm.

`nova serve` as people run it, with a system that listens beside it; one push after the other.
"""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import requests

from shared.adapters.embedded.secrets import FileSecrets
from shared.adapters.embedded.tokens import LocalTokens
from shared.local.installation.session import running as served
from shared.rules.channels import WEBHOOKS, signing_secrets
from tests.bench.tables import show
from tests.receiving_system import System, running
from tests.serving import Served

PUSHES = 100
WARM_UP = 5
TELLS, HEARS = "bench.tells", "bench.hears"

_CONTRACT = """\
id: bench
name: Measured company
sources:
  - id: tells
    key: id
    mapping: {{ id: source_id, mail: email, first: given_name, last: family_name, tel: telephone }}
  - id: hears
    key: id
    mapping: {{ id: source_id, mail: email, first: given_name, last: family_name, tel: telephone }}
    channel: {{ type: webhook, url: "{url}" }}
    changes: {{ mode: overwrite }}
"""
_KEY = bytes(range(32))
_PERSON = {"mail": "camille.quesnoy@example.org", "first": "Camille", "last": "Quesnoy"}


def measure(scratch: Path, *, full: bool, repeats: int) -> dict[str, Any]:
    """Milliseconds of each push, as percentiles."""
    data = scratch / "nova"
    with running(signing_secrets(_KEY, HEARS, version=1)[0]) as system:
        contracts = scratch / "contracts"
        contracts.mkdir()
        (contracts / "bench.yaml").write_text(_CONTRACT.format(url=system.url), encoding="utf-8")
        platform = Served(data, contracts=contracts, part_size=1000)
        (data / "secrets" / WEBHOOKS).write_bytes(_KEY)
        platform.start()
        try:
            taken = _push_all(platform, system)
        finally:
            platform.kill()
    milliseconds = sorted(taken)[: len(taken)]
    p50, p95 = (milliseconds[len(milliseconds) * share // 100] for share in (50, 95))
    show(
        "From a push being taken to the other's webhook (embedded, warm)",
        ("pushes", "p50 ms", "p95 ms", "longest ms"),
        [(len(milliseconds), p50, p95, milliseconds[-1])],
    )
    return {"p50_ms": p50, "p95_ms": p95, "milliseconds": milliseconds}


def _push_all(platform: Served, system: System) -> list[float]:
    while not platform.is_answering():
        time.sleep(0.1)
    base = served(platform.folder)["url"]
    tokens = LocalTokens(FileSecrets(platform.folder / "secrets").get("tokens"))
    for source in (HEARS, TELLS):
        _push(base, tokens, source, {"id": source, **_PERSON, "tel": "0639980000"})
        time.sleep(2.0)
    taken = []
    for number in range(1, PUSHES + WARM_UP + 1):
        heard = len(system.told)
        _push(base, tokens, TELLS, {"id": TELLS, "tel": f"06399{number:05}"})
        began = time.perf_counter()
        while len(system.told) == heard:
            if time.perf_counter() - began > 30:
                raise AssertionError("a push never reached the other company")
            time.sleep(0.001)
        if number > WARM_UP:
            taken.append(round((time.perf_counter() - began) * 1000, 1))
    return taken


def _push(base: str, tokens: LocalTokens, source: str, record: dict[str, str]) -> None:
    answer = requests.post(
        f"{base}/receive_records/v1/sources/{source}/records",
        json={"records": [record]},
        headers={"Authorization": f"Bearer {tokens.issue('bench', [f'source:{source}'])}"},
        timeout=30,
    )
    assert answer.status_code == 202, answer.text
