"""`nova token`: who somebody is on this machine."""

from __future__ import annotations

from pathlib import Path

import click

from shared.local.installation.session import settings
from shared.local.terminal.surface import answer, json_option


@click.command()
@click.argument("roles", nargs=-1, required=True, metavar="ROLE[@ACQ]...")
@click.option("--as", "name", required=True, help="Who this is: a person's or a system's name.")
@json_option
def token(roles: tuple[str, ...], name: str, as_json: bool) -> None:
    """Make a local token for a person in a role.

    It is valid for 30 days.

    Roles: engineer, reviewer, marketer, care, dpo; for the whole group, or for one acquisition
    as reviewer@eventclick; and source:eventclick.crm for a system that pushes its changes. Only
    an installation on this machine accepts it.

    \b
    Example:
      TOKEN=$(nova token source:eventclick.crm --as eventclick-crm)
      curl -H "Authorization: Bearer $TOKEN" http://127.0.0.1:8080/receive_records/...
    """
    from shared.adapters.embedded.secrets import FileSecrets  # noqa: PLC0415
    from shared.adapters.embedded.tokens import LocalTokens  # noqa: PLC0415

    keys = FileSecrets(Path(settings().data) / "secrets")
    made = LocalTokens(keys.get("tokens")).issue(name, roles)
    answer({"token": made, "name": name, "roles": sorted(roles)}, [made], as_json=as_json)
