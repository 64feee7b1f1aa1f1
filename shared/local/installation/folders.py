"""Where things lie in the data folder."""

from __future__ import annotations

from pathlib import Path

from shared.config import Settings
from shared.rules import catalogue


def buckets(settings: Settings) -> Path:
    """The folder of the embedded buckets."""
    return Path(settings.data) / "buckets"


def landing(settings: Settings) -> Path:
    """Where exports are dropped: a folder for each source."""
    return buckets(settings) / catalogue.LANDING


def logs(settings: Settings) -> Path:
    """Where every process of the platform writes what it does."""
    return Path(settings.data) / "logs"
