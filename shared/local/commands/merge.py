"""`nova merge`: two profiles are one person."""

from __future__ import annotations

import click

from shared.local.installation.session import open_app
from shared.local.terminal.ruling import carry_out, confirming
from shared.local.terminal.surface import json_option


@click.command()
@click.argument("first", metavar="RCU")
@click.argument("second", metavar="RCU")
@confirming
@json_option
def merge(first: str, second: str, dry_run: bool, yes: bool, as_json: bool) -> None:
    """Make two profiles one.

    The older id stays, and the other leads to it. How far that reaches is said first. Two whom a
    person told apart are not merged before that decision is undone.

    \b
    Example:
      nova merge rcu_b87b00752bc689801e31a1375 rcu_0c7d1f5a9e3b86204c81d5e72
    """
    from shared.identity.deciding import Merge  # noqa: PLC0415

    carry_out(open_app(), Merge(first, second), dry_run=dry_run, yes=yes, as_json=as_json)
