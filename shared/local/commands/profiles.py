"""`nova profiles`: all profiles at once."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click

from shared.local.installation.session import open_app
from shared.local.terminal.surface import Progress, json_line, json_option, note, purpose_option

if TYPE_CHECKING:
    from shared.model.profile import Profile
    from shared.wiring.app import App


@click.group()
def profiles() -> None:
    """Work with all profiles at once."""


@profiles.command("export")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Default: stdout.")
@purpose_option("integration")
@json_option
def export(out: Path | None, purpose: str, as_json: bool) -> None:
    """Write every profile as one JSON object a line.

    Each line holds rcu, fields (the values that won), records (as source:record_id), households,
    and the French department a postal code says; `sample` marks profiles that only a sample has
    stated. Profiles restricted for this purpose are left out, and counted. With --json the
    profiles go to --out and the one object says how many they are.

    \b
    Example:
      nova profiles export --out profiles.ndjson --purpose integration
    """
    if as_json and not out:
        raise click.UsageError(
            "--json prints one object about the export, so the profiles need a file: add "
            "--out profiles.ndjson. Without --json they are printed here, one JSON object a line"
        )
    app = open_app()
    progress = Progress("export")
    written = restricted = 0
    with _target(out) as target:
        for batch, kept_back in _batches(app, purpose):
            for line in batch:
                target.write(json_line(line) + "\n")
            written += len(batch)
            restricted += kept_back
            progress.show(written, share=None, doing="writing")
    progress.clear()
    if restricted:
        note(f"{restricted} profiles are restricted for {purpose} and were left out.")
    if as_json:
        click.echo(json_line({"profiles": written, "restricted": restricted, "out": str(out)}))
    elif out:
        note(f"Wrote {written:,} profiles to {out}")


def _batches(app: App, purpose: str) -> Iterator[tuple[list[dict[str, Any]], int]]:
    """(lines, how many profiles were kept back), each disclosed before it is given."""
    from shared.local.terminal.disclosure import in_batches, record, withheld  # noqa: PLC0415

    subject = f"export {app.clock.now().isoformat()}"
    for batch in in_batches(app.viewing.all()):
        kept_back = withheld(app, [one.rcu for one in batch], purpose=purpose)
        leaving = [one for one in batch if one.rcu not in kept_back]
        record(
            app,
            act="profiles exported",
            purpose=purpose,
            profiles=[one.rcu for one in leaving],
            subject=subject,
        )
        yield _lines(app, leaving), len(kept_back)


def _lines(app: App, batch: Sequence[Profile]) -> list[dict[str, Any]]:
    from shared.model.profile import Record  # noqa: PLC0415

    ids = [member.record for one in batch for member in one.members]
    records = app.documents.get_many(Record, ids)
    sampled = app.viewing.sampled(batch, records)
    return [
        {
            "rcu": one.rcu,
            "fields": {name: golden.value for name, golden in one.golden.items()},
            "records": [
                f"{member.source}:{records[member.record].value.record_id}"
                for member in one.members
                if member.record in records
            ],
            "households": list(one.households),
            "created_at": one.created_at,
            **({"department": found} if (found := app.viewing.department(one)) else {}),
            **({"sample": True} if one.rcu in sampled else {}),
        }
        for one in batch
    ]


@contextmanager
def _target(out: Path | None) -> Iterator[IO[str]]:
    """Standard output, or a file that appears when it is whole, readable by its owner only."""
    if out is None:
        yield sys.stdout
        return
    passing = out.with_name(f".{out.name}.{os.getpid()}")
    try:
        descriptor = os.open(passing, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with open(descriptor, "w", encoding="utf-8") as target:
            yield target
        passing.replace(out)
    finally:
        passing.unlink(missing_ok=True)
