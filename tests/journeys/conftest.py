"""A world for each journey: by default on both backends."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.worlds import EmbeddedWorld, EmulatedWorld, World


@pytest.fixture(params=["embedded", pytest.param("google", marks=pytest.mark.emulators)])
def world(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    """A fresh installation, on each backend in turn."""
    if request.param == "google":
        return EmulatedWorld(request.getfixturevalue("emulators"), monkeypatch)
    return EmbeddedWorld(tmp_path / "nova", monkeypatch)


@pytest.fixture
def embedded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> EmbeddedWorld:
    """A fresh installation on the embedded backend."""
    return EmbeddedWorld(tmp_path / "nova", monkeypatch)
