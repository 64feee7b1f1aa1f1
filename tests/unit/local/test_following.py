"""Following an upload that does not move."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

from shared.local.loading.following import Drop, Follower, follow
from shared.local.loading.uploads import UploadSummary


def a_summary(state: str, *, seconds: float = 0.0) -> UploadSummary:
    return UploadSummary(
        upload="u1", source="eventclick.crm", file="export.csv", entity="contacts", state=state,
        rows=1, mapped=1, rejected=0, suppressed=0, created=0, linked=0, review=0, unchanged=0,
        duplicates=0, seconds=seconds, received_at="2026-01-01",
    )  # fmt: skip


class Told(Follower):
    """A follower that sees what it is told to see."""

    def __init__(self, seen: list[UploadSummary | None]) -> None:
        drop = Drop(
            source="eventclick.crm", hashes=(), place=Path("export.csv"), at=datetime.now(UTC)
        )
        super().__init__(cast("Any", None), drop)
        self.seen = seen

    def look(self) -> UploadSummary | None:
        return self.seen.pop(0)

    def given_up(self) -> str:
        return ""


def told(seen: list[UploadSummary | None], *, patience: float) -> list[str]:
    said: list[str] = []
    follow(
        Told(seen),
        pause=lambda seconds: None,
        is_quiet=None,
        show=lambda summary: None,
        stalled=lambda: said.append("stalled"),
        patience=patience,
    )
    return said


def test_whoever_waits_is_told_once_that_nothing_moves() -> None:
    waiting: list[UploadSummary | None] = [
        None, None, *(a_summary("mapping", seconds=float(s)) for s in range(5)),
        a_summary("resolved"),
    ]  # fmt: skip

    assert told(waiting, patience=-1.0) == ["stalled"]


def test_nobody_is_told_while_it_is_early() -> None:
    assert told([None, None, a_summary("resolved")], patience=60.0) == []
