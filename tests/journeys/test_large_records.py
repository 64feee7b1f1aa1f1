"""Large cells on Firestore: nothing is lost, nothing goes round for ever."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.exports import clients
from tests.worlds import EmulatedWorld


@pytest.fixture
def world(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> EmulatedWorld:
    return EmulatedWorld(request.getfixturevalue("emulators"), monkeypatch)


@pytest.mark.emulators
def test_rows_with_huge_cells_become_records_all_the_same(
    world: EmulatedWorld, tmp_path: Path
) -> None:
    people = [
        {
            "N° client": f"E{number}",
            "Prénom": name,
            "E-mail": f"{name}.{number}@example.org",
            "Téléphone": "",
            "Zone préférée": "x" * 350_000,
            "Places achetées": "é" * 9_000,
        }
        for number, name in enumerate(("Lou", "Ana", "Noé", "Max", "Eva", "Tom", "Zoé", "Léo"))
    ]

    counts = world.load("eventclick.crm", "clients.csv", clients(*people))

    assert counts["created"] + counts["review"] + counts["linked"] == len(people)
    assert world.state("eventclick.crm") == "resolved"
    kept = {one.now.extensions["Zone préférée"] for one in world.records()}
    assert kept == {"(350,000 characters, in the lake only)"}
