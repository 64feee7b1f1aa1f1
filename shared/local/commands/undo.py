"""`nova undo`: a decision is taken back; without one, those that can be are listed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from shared.local.installation.session import open_app
from shared.local.terminal.ruling import carry_out, confirming
from shared.local.terminal.surface import answer, json_option, table

if TYPE_CHECKING:
    from shared.model.ruling import Ruling


@click.command()
@click.argument("decision", required=False)
@click.option("--rcu", help="List the decisions about this profile, the platform's own too.")
@confirming
@json_option
def undo(decision: str | None, rcu: str | None, dry_run: bool, yes: bool, as_json: bool) -> None:
    """Take a decision back, or list those that people made.

    What was merged gets its old id back, what was split is one again, what was told apart may be
    linked again; the review that was answered is open again. How far that reaches is said first.

    \b
    Example:
      nova undo
      nova undo decision_5c3de1f09a7b2468 --yes
    """
    from shared.identity.deciding import Undo  # noqa: PLC0415

    app = open_app()
    if decision is not None:
        carry_out(app, Undo(decision), dry_run=dry_run, yes=yes, as_json=as_json)
        return
    made = app.deciding.decisions(rcu)
    value = {
        "decisions": [
            {
                "decision": one.id,
                "act": one.act,
                "kept": one.kept,
                "other": one.other,
                "records": len(one.records),
                "by": one.by,
                "at": one.at,
                "undone": bool(one.undone_by),
                **({"undoes": one.undoes} if one.undoes else {}),
            }
            for one in made
        ]
    }
    answer(value, _lines(made), as_json=as_json)


def _lines(made: list[Ruling]) -> Iterator[str]:
    if not made:
        yield "No decision was made by a person yet."
        return
    yield from table(
        (
            (
                one.id,
                f"{one.act}, undone" if one.undone_by else one.act,
                one.kept,
                one.other,
                one.by,
                one.at[:19],
            )
            for one in made
        ),
        header=("decision", "what", "profile", "other", "by", "at"),
    )
