"""`nova split`: records of a profile are somebody else, or two profiles never one person."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from shared.local.installation.session import open_app
from shared.local.terminal.ruling import carry_out, confirming
from shared.local.terminal.surface import json_option

if TYPE_CHECKING:
    from shared.identity.deciding import Wish


@click.command()
@click.argument("rcu")
@click.option(
    "--record", "records", multiple=True, metavar="SOURCE:ID", help="A record that leaves."
)
@click.option("--never", metavar="RCU", help="Tell it apart from this profile, for ever.")
@click.option("--household", is_flag=True, help="With --never: they share a home.")
@confirming
@json_option
def split(
    rcu: str,
    *,
    records: tuple[str, ...],
    never: str | None,
    household: bool,
    dry_run: bool,
    yes: bool,
    as_json: bool,
) -> None:
    """Tell records of a profile apart, or two profiles for ever.

    The records get an id of their own, and the two are never linked again unless the decision is
    undone. With --never nothing moves: two profiles, as they stand, are never to become one.

    \b
    Example:
      nova split rcu_b87b00752bc689801e31a1375 --record eventclick.crm:E0000034
      nova split rcu_b87b00752bc689801e31a1375 --never rcu_0c7d1f5a9e3b86204c81d5e72
    """
    from shared.identity.asking import record_key  # noqa: PLC0415
    from shared.identity.deciding import Part, Split  # noqa: PLC0415

    if bool(records) == bool(never):
        raise click.UsageError(
            "say which records leave with --record, or whom it never is: --never"
        )
    if household and not never:
        raise click.UsageError("--household goes with --never")
    wish: Wish = Split(rcu, tuple(record_key(one) for one in records))
    if never:
        wish = Part(rcu, never, household)
    carry_out(open_app(), wish, dry_run=dry_run, yes=yes, as_json=as_json)
