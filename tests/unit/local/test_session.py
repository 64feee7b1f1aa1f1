"""Who runs a data folder, and how others find out."""

from __future__ import annotations

from pathlib import Path

import pytest

from shared.config import Settings
from shared.errors import Refused
from shared.local.installation.session import Ownership, environment_of, running


def test_a_folder_has_one_owner_at_a_time(tmp_path: Path) -> None:
    first = Ownership(tmp_path)
    first.take({"url": "http://127.0.0.1:8080"})

    with pytest.raises(Refused, match=r"is being run by process \d+ already"):
        Ownership(tmp_path).take({})

    first.leave()


def test_a_folder_can_be_taken_again_once_its_owner_has_left(tmp_path: Path) -> None:
    first = Ownership(tmp_path)
    first.take({})
    first.leave()

    second = Ownership(tmp_path)
    second.take({"url": "there"})

    assert running(tmp_path)["url"] == "there"
    second.leave()


def test_nobody_runs_a_folder_whose_owner_has_left_or_never_came(tmp_path: Path) -> None:
    owner = Ownership(tmp_path / "left")
    owner.take({"url": "there"})
    owner.leave()

    assert running(tmp_path / "left") == {}
    assert running(tmp_path / "never") == {}


def test_settings_survive_the_way_through_an_environment() -> None:
    settings = Settings(data="/data", contracts="/contracts", part_size=50, work_seconds=3.0)

    assert Settings.from_env(environment_of(settings)) == settings
