"""A person's decision by a command: how far it reaches is said first, then it is confirmed."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, TypeVar

import click

from shared.local.terminal.surface import actor, answer, in_words, note

if TYPE_CHECKING:
    from shared.identity.deciding import Wish
    from shared.identity.reach import Reach
    from shared.wiring.app import App

Command = TypeVar("Command", bound=Callable[..., Any])


def confirming(command: Command) -> Command:
    """Add `--dry-run` and `--yes`."""
    for option, says in (
        ("--yes", "Do not ask whether to go on."),
        ("--dry-run", "Only say how far it would reach."),
    ):
        command = click.option(option, is_flag=True, help=says)(command)
    return command


def carry_out(app: App, wish: Wish, *, dry_run: bool, yes: bool, as_json: bool) -> None:
    """Say how far the wish reaches, ask, carry it out, and say how to undo it.

    Without a terminal nobody can be asked: then `--yes` or `--dry-run` must say it beforehand.
    """
    import msgspec  # noqa: PLC0415

    if not (dry_run or yes or sys.stdin.isatty()):
        raise click.UsageError(
            "this must be confirmed, and there is no terminal to ask on: add --yes, or --dry-run "
            "to see how far it reaches"
        )
    reach = app.deciding.preview(wish, by=actor())
    for line in reach_lines(reach):
        note(line)
    if dry_run:
        value = {"decided": False, "reach": msgspec.to_builtins(reach)}
        answer(value, ["Nothing was changed."], as_json=as_json)
        return
    if not yes:
        click.confirm("Go on?", abort=True, err=True)
    ruling = app.deciding.decide(wish, by=actor())
    value = {
        "decided": True,
        "decision": ruling.id,
        "act": ruling.act,
        "kept": ruling.kept,
        "other": ruling.other,
        **({"undoes": ruling.undoes} if ruling.undoes else {}),
        "reach": msgspec.to_builtins(reach),
    }
    told = f"Done, as {ruling.id}."
    if ruling.act != "undo":
        told += f" Take it back with: nova undo {ruling.id}"
    answer(value, [f"{ruling.kept}  {_SIGNS[ruling.act]}  {ruling.other}", told], as_json=as_json)


_SIGNS = {
    "merge": "is one with",
    "split": "was split from",
    "different": "is never",
    "household": "shares a home with, and is never",
    "undo": "is as before beside",
}


def reach_lines(reach: Reach) -> Iterator[str]:
    """How far a decision reaches, in words."""
    yield (
        f"This changes {in_words(reach.profiles_changed, 'profiles')} and moves "
        f"{in_words(reach.records_moved, 'records')} with "
        f"{in_words(reach.interactions_moved, 'interactions')}."
    )
    if reach.records_staying:
        yield f"  staying where they are: {in_words(reach.records_staying, 'records')}"
    if reach.aliases_led:
        yield f"  leading elsewhere: {in_words(reach.aliases_led, 'ids')} given before"
    if reach.deliveries_made:
        told = in_words(reach.deliveries_made, "changes")
        yield f"  sources were told {told} of these people, and will be told anew"
    if reach.reviews_open:
        yield f"  open about them, and judged anew: {in_words(reach.reviews_open, 'reviews')}"
