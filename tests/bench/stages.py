"""CPU microseconds per contact by stage, in one process, beside the best that was ever measured."""

from __future__ import annotations

import gzip
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from shared.adapters.embedded.database import Database
from shared.adapters.embedded.documents import SqliteDocuments
from shared.adapters.embedded.objects import FolderObjects
from shared.adapters.embedded.queue import Queue, SqliteMessages
from shared.config import Settings
from shared.identity.arrival import arrive
from shared.identity.learning import Learning
from shared.identity.placing import judge_arrival, records_wanted, stage_arrival, stage_golden
from shared.identity.resolution import Resolution
from shared.identity.restating import stage_restatement
from shared.identity.workspace import Workspace
from shared.ingest.parting import make_part, map_rows
from shared.ingest.pieces import pieces
from shared.model.message import ContactsMapped, ObjectLanded, UploadContinues
from shared.rules import lake, suppression
from shared.rules.catalogue import LANDING
from shared.rules.records import record_id
from shared.rules.wire import decode
from shared.wiring.app import App, build
from tests.bench.exports import ACQUIRED, BASE, write_acquired, write_base, write_contracts
from tests.bench.pace import NOMINAL, pace
from tests.bench.sampling import StageClock
from tests.bench.tables import middle, show

BASE_SIZE = 20_000
SIZE = 20_000

STAGES: dict[str, tuple[Callable[..., object], ...]] = {
    "read": (pieces,),
    "map and clean": (map_rows,),
    "suppression marks": (suppression.marks,),
    "index": (lake.encode_index,),
    "encode and gzip": (make_part, lake.encode_part, gzip.compress),
    "store parts": (FolderObjects.put, FolderObjects.read),
    "decode": (lake.decode_contacts,),
    "arrive": (arrive, record_id),
    "look up": (SqliteDocuments.get_many,),
    "judge": (judge_arrival,),
    "stage": (
        *(stage_arrival, stage_restatement, records_wanted, stage_golden),
        *(Workspace.writes, Workspace.settle, Resolution._summary),
    ),
    "commit": (SqliteDocuments.commit,),
    "queue": (SqliteMessages.publish, Queue.claim, Queue.acknowledge),
}

FLOOR = {
    "read": 3.6,
    "map and clean": 9.0,
    "arrive": 7.0,
    "look up": 15.0,
    "judge": 15.0,
    "encode and gzip": 1.2,
    "commit": 37.0,
}
"""The best part found for each stage, each measured by itself: no program was ever made of them.
They read CSV, clean five fields, make five keys, look up integers, score 20 candidates, encode one
JSON, and store one profile with five integer keys."""


def measure(scratch: Path, *, full: bool, repeats: int) -> dict[str, Any]:
    """Microseconds of CPU per contact, stage by stage."""
    contracts = write_contracts(scratch / "contracts")
    base = scratch / "stages-base"
    app, queue = _open(base, contracts)
    _drop(app, BASE, write_base(scratch / "base.csv", BASE_SIZE))
    _drain(app, queue)
    Learning(app.scales).learn()
    export = write_acquired(scratch / f"acquired-{SIZE}.csv", SIZE, base=BASE_SIZE)
    runs = [_measure_once(base, scratch / f"stages-{n}", contracts, export) for n in range(repeats)]
    found = {stage: middle(run[stage] for run in runs) for stage in runs[0]}
    here = found.pop("pace")
    show(
        f"CPU us per contact, {SIZE:,} into {BASE_SIZE:,} in one process (medians of {repeats})",
        ("stage", "us", "floor"),
        [
            *((stage, us, FLOOR.get(stage, "")) for stage, us in found.items() if stage != "all"),
            ("all", found["all"], sum(FLOOR.values())),
        ],
    )
    print(
        f"  A CSV row as a dictionary took {here} us meanwhile, {NOMINAL} when the floor was"
        f" measured: at that pace, all would be about {found['all'] * NOMINAL / here:,.0f} us."
    )
    return {"us_per_contact": found, "pace": here, "floor": FLOOR, "runs": runs}


def _measure_once(base: Path, folder: Path, contracts: Path, export: Path) -> dict[str, float]:
    shutil.copytree(base, folder)
    app, queue = _open(folder, contracts)
    _drop(app, ACQUIRED, export)
    clock = StageClock(STAGES)
    before = pace()
    began = time.process_time()
    with clock:
        _drain(app, queue)
    spent = time.process_time() - began
    shutil.rmtree(folder)
    return {
        **{stage: round(seconds / SIZE * 1e6, 2) for stage, seconds in clock.seconds.items()},
        "all": round(spent / SIZE * 1e6, 2),
        "pace": round((before + pace()) / 2, 2),
    }


def _open(folder: Path, contracts: Path) -> tuple[App, Queue]:
    settings = Settings(data=str(folder), contracts=str(contracts), work_seconds=3600.0)
    return build(settings), Queue(Database(folder / "nova.db"))


def _drop(app: App, source: str, export: Path) -> None:
    name = f"{source}/{export.name}"
    app.objects.put(LANDING, name, export.read_bytes())
    generation = app.objects.facts(LANDING, name).generation
    app.messages.publish([ObjectLanded(bucket=LANDING, name=name, generation=generation)])


def _drain(app: App, queue: Queue) -> None:
    """Deliver every message to its use case, without the web framework in between."""
    while claimed := queue.claim("bench", now=time.time()):
        for delivery in claimed:
            message = decode(delivery.body, delivery.attributes)
            match message:
                case ObjectLanded() | UploadContinues():
                    app.ingestion.advance(message)
                case ContactsMapped():
                    app.resolution.resolve_part(message)
            queue.acknowledge(delivery)
