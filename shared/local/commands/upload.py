"""`nova upload`: drop an export and follow it to the end."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from shared.local.session import open_app, settings
from shared.local.surface import Progress, actor, answer, json_option, note

if TYPE_CHECKING:
    from shared.local.uploads import UploadSummary


@click.command()
@click.argument("source", metavar="SOURCE|undo")
@click.argument("file", metavar="FILE|ID", type=click.Path(path_type=Path))
@click.option("--sample", type=click.IntRange(min=1), help="Only the first N rows.")
@click.option("--dry-run", is_flag=True, help="With undo: only say what it would take back.")
@click.option("--yes", is_flag=True, help="With undo: do not ask.")
@json_option
def upload(
    *, source: str, file: Path, sample: int | None, dry_run: bool, yes: bool, as_json: bool
) -> None:
    """Drop an export, and follow it until its people are profiles. Or take one back.

    The file is copied into the landing folder of its source. With `nova serve` running, that is
    all; without, the functions are run here until everything is done.

    \b
    Example:
      nova upload eventclick.crm export.csv
      nova upload eventclick.crm export.csv --sample 1000
      nova upload undo 5f0c9a2b41d7e830
    """
    if source == "undo":
        take_back(str(file), dry_run=dry_run, yes=yes, as_json=as_json)
        return
    from shared.local.loading import loader  # noqa: PLC0415

    progress = Progress(f"upload {source}")

    def tell(text: str) -> None:
        progress.clear()
        note(text)

    with loader(open_app(), settings()) as loading:
        done = loading.load(
            source,
            file,
            sample=sample,
            show=lambda seen: progress.show(seen.rows, share=seen.share, doing=seen.state),
            tell=tell,
        )
        progress.clear()
        if done.state == "resolved":
            loading.settle()
    import msgspec  # noqa: PLC0415

    answer(msgspec.to_builtins(done), lines(done), as_json=as_json)
    if done.state != "resolved":
        note(f"Error: the upload was {done.state}: {done.reason}")
        raise click.exceptions.Exit(1)


def take_back(id: str, *, dry_run: bool, yes: bool, as_json: bool) -> None:
    """Undo an upload, after saying how far that reaches; on a terminal, after asking too."""
    import msgspec  # noqa: PLC0415

    app = open_app()
    radius = app.undoing.preview(id)
    said = {name.replace("_", " "): count for name, count in msgspec.to_builtins(radius).items()}
    note(f"Taking back {id}: " + ", ".join(f"{count:,} {name}" for name, count in said.items()))
    if not dry_run:
        if sys.stdin.isatty() and not yes:
            click.confirm("Go on?", abort=True, err=True)
        radius = app.undoing.undo(id, by=actor())
    done = {"upload": id, "undone": not dry_run, **msgspec.to_builtins(radius)}
    answer(done, ["Nothing was changed." if dry_run else "Taken back."], as_json=as_json)


def lines(done: UploadSummary) -> Iterator[str]:
    """What became of an upload, for people."""
    yield f"{done.file} of {done.source}: {done.state} in {done.seconds:.1f} s ({done.upload})"
    if done.state != "resolved":
        return
    yield (
        f"  {done.rows:,} rows = {done.mapped:,} mapped + {done.rejected:,} rejected "
        f"+ {done.suppressed:,} suppressed"
    )
    yield (
        f"  {done.mapped:,} mapped = {done.created:,} new + {done.linked:,} linked "
        f"+ {done.review:,} to review + {done.unchanged:,} unchanged"
    )
    if done.rejected:
        yield f"  see the rejected rows: nova quarantine show {done.upload} --purpose integration"
    if done.review:
        yield "  see the doubtful pairs: nova reviews"
    yield from (f"  ! {issue}" for issue in done.issues)
