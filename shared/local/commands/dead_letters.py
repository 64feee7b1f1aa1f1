"""`nova dead-letters`: what was given up on; shown, and delivered again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from shared.errors import NotFound
from shared.local.installation.session import open_app
from shared.local.terminal.surface import answer, json_option, table

if TYPE_CHECKING:
    from shared.ports import DeadLetter


@click.group("dead-letters", invoke_without_command=True)
@json_option
@click.pass_context
def dead_letters(ctx: click.Context, as_json: bool) -> None:
    """List the messages given up on, show them, or deliver them again.

    A message becomes a dead letter when its function has failed eight times. Nothing is lost:
    once the cause is gone, replay it.

    \b
    Example:
      nova dead-letters
      nova dead-letters replay --all
    """
    if ctx.invoked_subcommand is None:
        found = open_app().dead_letters.list()
        value = {"dead_letters": [_value(one) for one in found]}
        lines = table(
            [
                (one.id, one.subscription, one.attempts, one.published_at, one.reason)
                for one in found
            ],
            header=("id", "subscription", "attempts", "published", "reason"),
        )
        answer(value, lines if found else ["No message was given up on."], as_json=as_json)


@dead_letters.command("show")
@click.argument("id")
@json_option
def show(id: str, as_json: bool) -> None:
    """Show one dead letter, whole. Messages hold ids and numbers, never personal data."""
    for one in open_app().dead_letters.list():
        if one.id == id:
            value = _value(one)
            lines = [f"{name}: {text}" for name, text in value.items() if name != "message"]
            said = value["message"] or {"message": "cannot be decoded"}
            answer(value, [*lines, *(f"  {k}: {v}" for k, v in said.items())], as_json=as_json)
            return
    raise NotFound(f"there is no dead letter {id}; `nova dead-letters` lists them")


@dead_letters.command("replay")
@click.argument("ids", nargs=-1)
@click.option("--all", "everything", is_flag=True, help="Replay every dead letter.")
@json_option
def replay(ids: tuple[str, ...], everything: bool, as_json: bool) -> None:
    """Deliver dead letters again: those named, or all.

    \b
    Example:
      nova dead-letters replay 17 18
    """
    if bool(ids) == everything:
        raise click.UsageError("name dead letters, or say --all")
    app = open_app()
    wanted = [one.id for one in app.dead_letters.list()] if everything else list(ids)
    count = app.dead_letters.replay(wanted)
    if count < len(set(wanted)):
        raise NotFound(f"{count} of {len(set(wanted))} were there to replay; see nova dead-letters")
    answer({"replayed": count}, [f"{count} will be delivered again."], as_json=as_json)


def _value(one: DeadLetter) -> dict[str, Any]:
    import msgspec  # noqa: PLC0415

    return {
        "id": one.id,
        "subscription": one.subscription,
        "attempts": one.attempts,
        "published_at": one.published_at,
        "reason": one.reason,
        "message": msgspec.to_builtins(one.message) if one.message else None,
    }
