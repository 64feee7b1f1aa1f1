"""Seconds from an accepted erasure to our own stores verified, with many contacts in them.

Through the real platform: accepted, fanned out, our share done and verified by a worker. A few
people of the acquired export who were in the base as well are erased one after the other.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from shared.config import Settings
from shared.local.loading.loader import Loader
from shared.local.platform.embedded import Platform
from shared.model.privacy import ENDED
from shared.model.profile import Profile
from shared.wiring.app import App
from tests.bench.exports import ACQUIRED, BASE, write_acquired, write_base, write_contracts
from tests.bench.path import FULL_SIZE
from tests.bench.tables import middle, show

SIZE = 20_000
BASE_SIZE = 20_000
ERASURES = 5


def measure(scratch: Path, *, full: bool, repeats: int) -> dict[str, Any]:
    """Seconds of each erasure, and what each removed."""
    size = FULL_SIZE if full else SIZE
    settings = Settings(
        data=str(scratch / "nova"), contracts=str(write_contracts(scratch / "contracts"))
    )
    with Platform(settings) as platform:
        loading = Loader(platform.app, platform)
        loading.load(BASE, write_base(scratch / "base.csv", BASE_SIZE), show=lambda _: None)
        loading.settle()
        export = write_acquired(scratch / "acquired.csv", size, base=BASE_SIZE)
        loading.load(ACQUIRED, export, show=lambda _: None)
        loading.settle()
        runs = [_erase(platform, rcu) for rcu in _known_twice(platform.app, ERASURES)]
    seconds = [run["seconds"] for run in runs]
    show(
        "From an accepted erasure to our stores verified (embedded)",
        ("contacts", "erasures", "median s", "longest s"),
        [(size + BASE_SIZE, len(runs), middle(seconds), max(seconds))],
    )
    return {"contacts": size + BASE_SIZE, "runs": runs, "median_seconds": middle(seconds)}


def _erase(platform: Platform, rcu: str) -> dict[str, Any]:
    desk = platform.app.privacy.desk
    began = time.perf_counter()
    request = desk.accept(["erasure"], rcu, by="bench")

    def is_verified() -> bool:
        return any(one.system == "nova" and one.state in ENDED for one in desk.tasks(request.id))

    platform.run_until(is_verified)
    seconds = time.perf_counter() - began
    (ours,) = [one for one in desk.tasks(request.id) if one.system == "nova"]
    return {"seconds": round(seconds, 2), "counts": ours.counts}


def _known_twice(app: App, wanted: int) -> Iterator[str]:
    """People both sources know."""
    found = 0
    for rcu, stored in app.documents.find(Profile, where={"alias_of": ""}):
        if len({member.source for member in stored.value.members}) == 2:
            yield rcu
            found += 1
        if found == wanted:
            return
