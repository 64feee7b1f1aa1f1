"""A source whose file does not come is said to be late."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import msgspec

from shared.config import Settings
from shared.model.upload import Upload
from shared.wiring import build
from tests.journeys.test_commands import CONTRACT, EXPORT, Nova


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


def _received(upload: Upload | None, at: str) -> Upload | None:
    return msgspec.structs.replace(upload, received_at=at) if upload else None
