"""`nova sync`: changes on their way out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

import click

from shared.errors import InvalidInput
from shared.local.installation.session import open_app
from shared.local.terminal.surface import answer, in_words, json_option, purpose_option, table

if TYPE_CHECKING:
    from shared.sync.synchroniser import Difference
    from shared.wiring.app import App

_STATES: Final = ("planned", "delivered", "refused", "superseded")
_PER_LOOK: Final = 500


@click.group()
def sync() -> None:
    """See what each company's system is told of the others' changes.

    A source is told when its contract accepts `changes` and names a `channel`.

    \b
    Example:
      nova sync status
      nova sync plan eventclick.crm
    """


@sync.command()
@json_option
def status(as_json: bool) -> None:
    """Show, source by source, how many changes wait, were delivered, refused or superseded.

    \b
    Example:
      nova sync status
    """
    from shared.model.change import Change  # noqa: PLC0415
    from shared.model.message import ChangesPlanned  # noqa: PLC0415

    app = open_app()
    buried = Counter(
        one.message.source
        for one in app.dead_letters.list()
        if isinstance(one.message, ChangesPlanned)
    )
    sources = {}
    for source in app.synchroniser.accepting():
        waiting = [
            one.value.planned_at
            for _, one in app.documents.find(Change, where={"source": source, "state": "planned"})
        ]
        sources[source] = {
            **{
                state: app.documents.count(Change, where={"source": source, "state": state})
                for state in _STATES
            },
            "dead_letters": buried[source],
            "oldest_waiting": min(waiting, default=""),
        }
    rows = [(source, *one.values()) for source, one in sources.items()]
    lines = table(rows, header=("source", *_STATES, "dead letters", "oldest waiting"))
    none = ["No contract accepts changes: give a source `channel` and `changes`."]
    answer({"sources": sources}, lines if rows else none, as_json=as_json)


@sync.command()
@click.argument("source")
@click.option("--values", is_flag=True, help="Print the values too: that is a disclosure.")
@purpose_option("integration")
@json_option
def plan(source: str, values: bool, purpose: str, as_json: bool) -> None:
    """Say what a source would be told now, and tell it nothing.

    Looks at every profile. Without --values it prints numbers and ids only.

    \b
    Example:
      nova sync plan mediapulse.crm
      nova sync plan mediapulse.crm --values --purpose integration
    """
    from shared.local.terminal.disclosure import disclose  # noqa: PLC0415

    app = open_app()
    app.contracts.source(source)
    if source not in app.synchroniser.accepting():
        raise InvalidInput(
            f"{source} accepts no changes: give it `channel` and `changes` in its contract"
        )
    found = list(_differences(app, source))
    fields = Counter(field for one in found for field in one.wanted)
    value: dict[str, Any] = {"source": source, "records": len(found), "fields": dict(fields)}
    lines = [
        f"{source} would be told of {in_words(len(found), 'records')}:",
        *(f"  {count:>8,}  {field}" for field, count in fields.most_common()),
    ]
    if values:
        disclose(
            app,
            act="changes looked at",
            purpose=purpose,
            profiles=[one.rcu for one in found],
            subject=source,
        )
        value["changes"] = [
            {"record": one.record.record_id, "set": {f: g.value for f, g in one.wanted.items()}}
            for one in found
        ]
        lines += [
            f"{one.record.record_id}: "
            + ", ".join(f"{field} = {golden.value}" for field, golden in one.wanted.items())
            for one in found
        ]
    answer(value, lines, as_json=as_json)


@sync.command()
@click.argument("source")
@json_option
def secret(source: str, as_json: bool) -> None:
    """Print the secret a source verifies our webhooks with (Standard Webhooks).

    It is that of the contract's `secret_version`; where that was raised, the secret before signs
    too, until it is raised again.

    \b
    Example:
      nova sync secret eventclick.crm
    """
    from shared.rules.channels import WEBHOOKS, as_shown, signing_secrets  # noqa: PLC0415

    app = open_app()
    channel = app.contracts.source(source)[1].channel
    version = channel.secret_version if channel else 1
    shown = as_shown(signing_secrets(app.secrets.get(WEBHOOKS), source, version=version)[0])
    answer({"source": source, "version": version, "secret": shown}, [shown], as_json=as_json)


def _differences(app: App, source: str) -> Iterator[Difference]:
    profiles = (profile.rcu for profile in app.viewing.all())
    while rcus := list(islice(profiles, _PER_LOOK)):
        yield from app.synchroniser.differences(rcus, source=source)
