"""What contracts in a folder promise. Those in a bucket have test_google_settings."""

from __future__ import annotations

import os

import pytest

from shared.adapters.embedded.contracts import FolderContracts
from shared.errors import InvalidContract, NotFound

EVENTCLICK = "id: eventclick\nname: EventClick\nsources:\n  - id: crm\n"
MEDIAPULSE = "id: mediapulse\nname: MediaPulse\nsources:\n  - id: crm\n  - id: reading\n"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "mediapulse.yaml").write_text(MEDIAPULSE)
    (tmp_path / "eventclick.yaml").write_text(EVENTCLICK)
    (tmp_path / "README.md").write_text("not: [a contract")
    return tmp_path


def test_every_contract_of_the_folder_is_read_by_id(folder):
    contracts = FolderContracts(folder).all()

    assert [contract.id for contract in contracts] == ["eventclick", "mediapulse"]


def test_a_source_is_found_with_its_contract(folder):
    contract, source = FolderContracts(folder).source("mediapulse.reading")

    assert (contract.name, source.id) == ("MediaPulse", "reading")


@pytest.mark.parametrize("source_id", ["mediapulse.shop", "nobody.crm", "crm", ""])
def test_a_source_nobody_has_is_not_found(folder, source_id):
    with pytest.raises(NotFound):
        FolderContracts(folder).source(source_id)


def test_what_changes_in_the_folder_is_read_again(folder):
    contracts = FolderContracts(folder)
    before = contracts.all()
    assert contracts.all() is before

    (folder / "eventclick.yaml").write_text(EVENTCLICK.replace("EventClick", "EventClock"))
    os.utime(folder / "eventclick.yaml", (1, 1))
    assert contracts.all()[0].name == "EventClock"

    (folder / "eventclick.yaml").unlink()
    assert [contract.id for contract in contracts.all()] == ["mediapulse"]


def test_a_mistake_is_told_each_time_until_it_is_mended(folder):
    contracts = FolderContracts(folder)
    (folder / "eventclick.yaml").write_text("id: eventclick\nname: EventClick\n")

    for _ in range(2):
        with pytest.raises(InvalidContract, match=r"eventclick\.yaml:"):
            contracts.all()

    (folder / "eventclick.yaml").write_text(EVENTCLICK)
    assert len(contracts.all()) == 2


def test_a_file_that_is_not_utf_8_is_named(folder):
    (folder / "eventclick.yaml").write_bytes(EVENTCLICK.encode("utf-16"))

    with pytest.raises(InvalidContract, match=r"eventclick\.yaml:1: not UTF-8"):
        FolderContracts(folder).all()


def test_a_folder_that_is_not_there_is_named(tmp_path):
    with pytest.raises(
        NotFound, match=r"no folder of contracts .*missing.*NOVA_CONTRACTS names it"
    ):
        FolderContracts(tmp_path / "missing").all()


def test_the_texts_are_those_of_every_contract_valid_or_not(folder):
    (folder / "broken.yml").write_text("id: [")

    assert FolderContracts(folder).texts() == {
        "broken.yml": "id: [",
        "eventclick.yaml": EVENTCLICK,
        "mediapulse.yaml": MEDIAPULSE,
    }


def test_a_text_that_is_none_is_named(folder):
    (folder / "binary.yaml").write_bytes(b"\xff")

    with pytest.raises(InvalidContract, match=r"^binary\.yaml:1: not UTF-8"):
        FolderContracts(folder).texts()
