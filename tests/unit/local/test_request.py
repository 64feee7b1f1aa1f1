"""`nova request due`."""

from __future__ import annotations

import json

import pytest

from shared.local.command import run


def test_the_dates_are_one_object_for_a_machine(capsys: pytest.CaptureFixture[str]) -> None:
    code = run(["request", "due", "--received", "2026-03-05T23:30:00Z", "--clause", "15", "--json"])

    found = json.loads(capsys.readouterr().out)
    assert code == 0
    assert list(found) == ["aim", "clause", "legal", "effective", "explanation"]
    assert [found[name] for name in ("aim", "clause", "legal", "effective")] == [
        "2026-03-16",
        "2026-03-21",
        "2026-04-07",
        "2026-03-16",
    ]


def test_a_time_that_is_none_is_refused_with_what_was_expected(
    capsys: pytest.CaptureFixture[str],
) -> None:
    code = run(["request", "due", "--received", "yesterday"])

    assert code == 1
    assert "--received 'yesterday' is no time (expected ISO 8601" in capsys.readouterr().err
