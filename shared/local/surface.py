"""What the commands have in common: how they answer, what they ask, how far they are."""

from __future__ import annotations

import getpass
import json
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, TypeVar

import click

from shared.rules.gate import PURPOSES

Command = TypeVar("Command", bound=Callable[..., Any])

_REDRAW_SECONDS: Final = 0.2


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
        click.echo(json.dumps(value, ensure_ascii=False))
        return
    for line in lines:
        click.echo(line)


def note(text: str) -> None:
    """Say something beside the answer."""
    click.echo(text, err=True)


def actor() -> str:
    """Who is asking, as the trail names them."""
    try:
        return f"cli:{getpass.getuser()}"
    except (OSError, KeyError):
        return "cli:unknown"


def table(rows: Iterable[Iterable[object]], *, header: Iterable[str]) -> list[str]:
    """Lines of aligned columns; numbers stand to the right."""
    cells = [[str(one) for one in row] for row in rows]
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
