"""How commands speak."""

from __future__ import annotations

import json
import os
import pwd

import pytest

from shared.local.terminal.evidence import household_lines
from shared.local.terminal.surface import (
    actor,
    in_words,
    json_line,
    printable,
    progress_line,
    span,
    table,
)


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


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b]0;owned\x07", r"\x1b]0;owned\x07"),
        ("a\rb\x9b2J\x7f", r"a\rb\x9b2J\x7f"),
        ("\u202etxt.exe", r"\u202etxt.exe"),
        ("caf\udce9.csv", r"caf\udce9.csv"),
        ("Zoë\tÉmile\nline two", "Zoë\tÉmile\nline two"),
    ],
)
def test_what_a_terminal_would_obey_is_made_visible(text: str, shown: str) -> None:
    assert printable(text) == shown


def test_json_for_machines_holds_nothing_a_terminal_obeys_and_is_the_same_value() -> None:
    value = {"na\x1bme": "\x9b2J\u202e\udce9 Zoë\n"}

    line = json_line(value)

    assert line == r'{"na\u001bme": "\u009b2J\u202e\udce9 Zoë\n"}'
    assert json.loads(line) == value


def test_a_cell_with_line_breaks_does_not_tear_the_table() -> None:
    assert table([("a\nb\x1b", "1")], header=("name", "n")) == [
        "name      n",
        r"a\nb\x1b  1",
    ]


def test_the_actor_is_whoever_the_system_says_and_not_the_environment(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LOGNAME", "dpo")
    monkeypatch.setenv("USER", "dpo")

    assert actor() == f"cli:{pwd.getpwuid(os.getuid()).pw_name}"


def test_of_many_households_the_first_are_shown_and_the_rest_counted() -> None:
    few = list(household_lines(["rcu_1", "rcu_2"]))
    many = list(household_lines([f"rcu_{number}" for number in range(1012)]))

    assert few == ["Same household: rcu_1", "Same household: rcu_2"]
    assert len(many) == 11
    assert "and 1,002 more" in many[-1]


@pytest.mark.parametrize(
    ("count", "kinds", "said"),
    [
        (0, "rows", "0 rows"),
        (1, "rows", "1 row"),
        (1200, "rows", "1,200 rows"),
        (1, "entries", "1 entry"),
    ],
)
def test_one_of_a_kind_is_singular(count: int, kinds: str, said: str) -> None:
    assert in_words(count, kinds) == said
