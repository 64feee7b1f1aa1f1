"""What the commands have in common: how they answer, what they ask, how far they are."""

from __future__ import annotations

import json
import os
import pwd
import re
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, TypeVar

import click

from shared.rules.gate import PURPOSES

Command = TypeVar("Command", bound=Callable[..., Any])

_REDRAW_SECONDS: Final = 0.2
_OBEYED: Final = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
"""Control characters, changes of the writing direction, and bytes that are not UTF-8."""


def json_option(command: Command) -> Command:
    """Add `--json`, handed over as `as_json`."""
    return click.option(
        "--json", "as_json", is_flag=True, help="Print one JSON object on standard output."
    )(command)


def purpose_option(usual: str) -> Callable[[Command], Command]:
    """Add `--purpose`: what prints personal data is recorded with its reason.

    `usual` is what people use the command for; it is what is recorded when they say nothing else,
    and they are told so.
    """
    return click.option(
        "--purpose",
        default=usual,
        show_default=True,
        type=click.Choice(PURPOSES),
        help="Why personal data leaves; recorded before it is printed.",
    )


def answer(value: Mapping[str, Any], lines: Iterable[str], *, as_json: bool) -> None:
    """Print the value as one JSON object, or the lines for people."""
    if as_json:
        click.echo(json_line(value))
        return
    for line in lines:
        click.echo(printable(line))


def note(text: str) -> None:
    """Say something beside the answer."""
    click.echo(printable(text), err=True)


def json_line(value: Mapping[str, Any]) -> str:
    """The value as JSON on one line that no terminal obeys; read back, it is the same value."""
    text = json.dumps(value, ensure_ascii=False)
    return _OBEYED.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def printable(text: str) -> str:
    """The text with what a terminal would obey, or cannot show, made visible, as `\\x1b`.

    What comes from a file may hold anything. Line breaks and tabs stay.
    """
    return _OBEYED.sub(lambda found: ascii(found[0])[1:-1], text)


def actor() -> str:
    """Who is asking, as the trail names them."""
    # Not getpass: that believes whatever LOGNAME says.
    number = os.getuid()
    try:
        return f"cli:{pwd.getpwuid(number).pw_name}"
    except KeyError:
        return f"cli:{number}"


def table(rows: Iterable[Iterable[object]], *, header: Iterable[str]) -> list[str]:
    """Lines of aligned columns; numbers stand to the right."""
    cells = [[_in_one_line(str(one)) for one in row] for row in rows]
    heads = list(header)
    widths = [max(len(row[place]) for row in [heads, *cells]) for place in range(len(heads))]
    numeric = [
        bool(cells) and all(_is_number(row[place]) for row in cells) for place in range(len(heads))
    ]
    return [
        "  ".join(
            one.rjust(width) if right else one.ljust(width)
            for one, width, right in zip(row, widths, numeric, strict=True)
        ).rstrip()
        for row in [heads, *cells]
    ]


def _in_one_line(text: str) -> str:
    """A cell may hold line breaks; they would tear the table."""
    return printable(text).replace("\n", "\\n").replace("\t", " ")


def _is_number(text: str) -> bool:
    return text in ("", "-") or text.replace(",", "").replace(".", "").rstrip("%").isdecimal()


class Progress:
    """One line on the terminal that says how far something is; silent when nobody looks on."""

    def __init__(self, label: str) -> None:
        self._label = label
        self._began = time.monotonic()
        self._drawn = 0.0
        self._visible = sys.stderr.isatty()

    def show(self, rows: int, *, share: float | None, doing: str) -> None:
        """Draw the line again: rows so far, rows a second, and the time left when it is known."""
        now = time.monotonic()
        if not self._visible or now - self._drawn < _REDRAW_SECONDS:
            return
        self._drawn = now
        line = progress_line(rows, share=share, seconds=now - self._began)
        click.echo(f"\r\x1b[K{self._label}: {doing}, {line}", err=True, nl=False)

    def clear(self) -> None:
        """Take the line away, before something else is printed."""
        if self._visible and self._drawn:
            click.echo("\r\x1b[K", err=True, nl=False)


def progress_line(rows: int, *, share: float | None, seconds: float) -> str:
    """`12,000 rows, 3,200 rows/s, 40 s left`; `share` is how much of the whole is done."""
    rate = rows / seconds if seconds > 0 else 0.0
    line = f"{rows:,} rows, {rate:,.0f} rows/s"
    if share is not None and 0 < share < 1 and seconds > 1:
        line += f", {span(seconds / share - seconds)} left"
    return line


def span(seconds: float) -> str:
    """A length of time in words: `40 s`, `3 min 20 s`."""
    whole = max(0, round(seconds))
    return f"{whole} s" if whole < 60 else f"{whole // 60} min {whole % 60} s"


def in_words(count: int, kinds: str) -> str:
    """A count of something, as `1 record`, `2 records` or `1 entry`; `kinds` is a plural."""
    if count != 1:
        return f"{count:,} {kinds}"
    return f"1 {kinds[:-3]}y" if kinds.endswith("ies") else f"1 {kinds.removesuffix('s')}"


def size_in_words(count: int) -> str:
    """A number of bytes in words: `812 bytes`, `84 kB`, `1.2 MB`."""
    if count < 1000:
        return f"{count} bytes"
    return f"{count / 1000:.0f} kB" if count < 1_000_000 else f"{count / 1_000_000:,.1f} MB"
