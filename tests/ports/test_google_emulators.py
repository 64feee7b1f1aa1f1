"""Emulators that run already are used, and left alone."""

from __future__ import annotations

import os

from google.cloud import firestore

from shared.local.emulation.emulators import started


def test_running_emulators_are_used_and_outlive_the_one_who_used_them(emulators, tmp_path):
    with started(tmp_path / "logs", {**os.environ, **emulators.addresses.environment()}) as found:
        assert found == emulators.addresses

    assert not (tmp_path / "logs").exists()
    assert not firestore.Client(project="demo").collection("x").document("y").get().exists
