"""`nova request`: data-subject requests."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import click
import msgspec

from shared.errors import InvalidInput
from shared.local.terminal.surface import answer, json_option

if TYPE_CHECKING:
    from shared.privacy.deadlines import Regulation


@click.group()
def request() -> None:
    """Work out by when a person's request must be answered."""


@request.command()
@click.option(
    "--received",
    required=True,
    metavar="TIME",
    help="When it came in, as 2026-03-05 or 2026-03-05T23:30:00Z; Paris time if no zone is named.",
)
@click.option("--clause", type=int, metavar="DAYS", help="What the company has promised.")
@click.option(
    "--calendar",
    default="FR",
    show_default=True,
    help="Public holidays of whoever answers: FR, FR-ALSACE, or another country, as DE-BY.",
)
@click.option(
    "--regulation", type=click.Choice(["gdpr", "ccpa"]), default="gdpr", show_default=True
)
@json_option
def due(
    received: str, clause: int | None, calendar: str, regulation: Regulation, as_json: bool
) -> None:
    """Say by when a request must be answered, and why.

    Three dates: the group's aim of 10 days, the company's clause, and the law's (one month, never
    ending on a day off). The earliest counts. Reads no data and writes none.

    \b
    Example:
      nova request due --received 2026-03-05 --clause 15 --calendar FR-ALSACE
    """
    from shared.privacy.deadlines import deadlines  # noqa: PLC0415

    found = deadlines(_time(received), clause_days=clause, calendar=calendar, regulation=regulation)
    answer(msgspec.to_builtins(found), found.explanation, as_json=as_json)


def _time(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise InvalidInput(
            f"--received {text!r} is no time (expected ISO 8601, as 2026-03-05T23:30:00+01:00)",
            field="received",
        ) from None
