"""`nova doctor`: what is wrong with this installation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from shared.local.installation.session import settings
from shared.local.terminal.surface import answer, json_option

if TYPE_CHECKING:
    from shared.local.inspection.checks import Check

_MARKS = {"ok": "ok     ", "warning": "WARNING", "fault": "FAULT  "}


@click.command()
@json_option
def doctor(as_json: bool) -> None:
    """Find out what is wrong with this installation.

    Looks at Python, the libraries, the contracts (each mistake with file and line), the data
    folder, the disk, the database, the secrets, the queue, and what lies in landing. Ends with 1
    when there is a fault; warnings alone end with 0.

    \b
    Example:
      nova doctor
    """
    from shared.local.inspection.health import examine  # noqa: PLC0415

    checks = list(examine(settings()))
    faults = sum(check.level == "fault" for check in checks)
    value = {
        "checks": [
            {"name": one.name, "level": one.level, "found": one.found, "advice": one.advice}
            for one in checks
        ],
        "faults": faults,
        "warnings": sum(check.level == "warning" for check in checks),
    }
    answer(value, _lines(checks), as_json=as_json)
    if faults:
        raise click.exceptions.Exit(1)


def _lines(checks: Sequence[Check]) -> Iterator[str]:
    for one in checks:
        yield f"{_MARKS[one.level]}  {one.name}: {one.found}"
        if one.advice and one.level != "ok":
            yield f"         -> {one.advice}"
