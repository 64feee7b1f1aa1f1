"""How commands speak."""

from __future__ import annotations

import pytest

from shared.local.surface import progress_line, span, table


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0.4, "0 s"), (59.4, "59 s"), (60.0, "1 min 0 s"), (200.0, "3 min 20 s"), (-3.0, "0 s")],
)
def test_a_length_of_time_is_said_in_words(seconds: float, words: str) -> None:
    assert span(seconds) == words


def test_progress_tells_rows_rate_and_the_time_left() -> None:
    line = progress_line(12_000, share=0.25, seconds=10.0)

    assert line == "12,000 rows, 1,200 rows/s, 30 s left"


def test_progress_says_nothing_of_the_time_left_when_it_cannot_know() -> None:
    assert progress_line(0, share=None, seconds=0.0) == "0 rows, 0 rows/s"


def test_a_table_puts_numbers_to_the_right() -> None:
    lines = table([("a", "1,000"), ("bcd", "7")], header=("name", "rows"))

    assert lines == ["name   rows", "a     1,000", "bcd       7"]
