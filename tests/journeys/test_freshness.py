"""A source whose file does not come is said to be late."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from shared.config import Settings
from shared.model.upload import Upload
from shared.rules.freshness import last_files
from shared.wiring.app import build
from tests.festival import CONTRACTS, SOURCES, crowd, export
from tests.journeys.test_commands import CONTRACT, EXPORT, Nova
from tests.memory import MemoryWorld


def test_status_names_the_source_that_is_late(tmp_path: Path) -> None:
    nova = Nova(tmp_path)
    said = CONTRACT.replace("  - id: crm\n", "  - id: crm\n    expected: { every: day }\n")
    (nova.contracts / "eventclick.yaml").write_text(said)
    done = nova.json("upload", "eventclick.crm", str(nova.file("one.csv", EXPORT)))
    assert nova.json("status")["late"] == []

    app = build(Settings(data=str(nova.data), contracts=str(nova.contracts)))
    long_ago = (app.clock.now() - timedelta(days=3)).isoformat()
    app.documents.update(Upload, done["upload"], lambda one: _received(one, long_ago))

    (late,) = nova.json("status")["late"]
    assert (late["source"], late["every"]) == ("eventclick.crm", "day")
    assert "eventclick.crm is late: a file is expected every day" in nova.run("status")[1]
    warned = [one for one in nova.json("doctor")["checks"] if one["name"] == "sources"]
    assert [one["level"] for one in warned] == ["warning"]
    assert "eventclick.crm is late" in warned[0]["found"]


def test_the_watch_warns_of_each_late_source_and_of_no_other(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "festival.yaml").write_text(
        CONTRACTS.joinpath("festival.yaml")
        .read_text()
        .replace("  - id: shop\n", "  - id: shop\n    expected: { every: hour }\n")
    )
    world = MemoryWorld(contracts=tmp_path)
    for source in SOURCES[:2]:
        world.load(source, "people.csv", export(crowd(2), source=source))
        for upload in world.uploads(source):
            world.app.documents.update(
                Upload, upload.id, lambda one: _received(one, "2026-01-05T10:00:00+00:00")
            )
    world.app.receiving.receive(SOURCES[1], [{"id": "S00001", "zip": "13001"}])

    with caplog.at_level("WARNING"):
        late = world.app.arrivals.watch()

    warned = [
        (one.getMessage(), one.__dict__["source"])
        for one in caplog.records
        if one.name == "shared.ingest.arrivals"
    ]
    assert [one.source for one in late] == ["festival.shop"]
    assert warned == [("source late", "festival.shop")]


def _received(upload: Upload | None, at: str) -> Upload | None:
    return msgspec.structs.replace(upload, received_at=at) if upload else None


def test_the_same_file_sent_again_is_a_file_that_came() -> None:
    world = MemoryWorld(contracts=CONTRACTS)
    content = export(crowd(2))
    world.load(SOURCES[0], "people.csv", content)
    (first,) = world.uploads(SOURCES[0])
    world.app.documents.update(
        Upload, first.id, lambda one: _received(one, "2026-01-05T10:00:00+00:00")
    )

    world.load(SOURCES[0], "again.csv", content)

    (upload,) = world.uploads(SOURCES[0])
    assert upload.received_at == "2026-01-05T10:00:00+00:00"
    assert last_files([upload])[SOURCES[0]] == upload.came_again_at > upload.received_at
