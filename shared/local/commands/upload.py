"""`nova upload`: drop an export and follow it to the end."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from shared.local.installation.session import open_app, settings
from shared.local.terminal.surface import Progress, actor, answer, in_words, json_option, note

if TYPE_CHECKING:
    from shared.identity.restoring import Blast
    from shared.local.loading.uploads import UploadSummary
    from shared.wiring.app import App


@click.command()
@click.argument("source", metavar="SOURCE|undo")
@click.argument("file", metavar="FILE|ID", type=click.Path(path_type=Path))
@click.option("--sample", type=click.IntRange(min=1), help="Only the first N rows, as a trial.")
@click.option("--dry-run", is_flag=True, help="With undo: only say what it would take back.")
@click.option("--yes", is_flag=True, help="With undo: do not ask (needed without a terminal).")
@json_option
def upload(
    *, source: str, file: Path, sample: int | None, dry_run: bool, yes: bool, as_json: bool
) -> None:
    """Drop an export, and follow it until its people are profiles. Or take one back.

    The file is copied into the landing folder of its source. With `nova serve` running, that is
    all; without, the functions are run here until everything is done. The profiles a sample
    founds are marked, and told to no other system until the whole file is loaded.

    \b
    Example:
      nova upload eventclick.crm export.csv
      nova upload eventclick.crm export.csv --sample 1000
      nova upload undo 5f0c9a2b41d7e830 --dry-run
    """
    if source == "undo":
        take_back(str(file), dry_run=dry_run, yes=yes, as_json=as_json)
    else:
        drop_and_follow(source, file, sample=sample, as_json=as_json)


def drop_and_follow(
    source: str, file: Path, *, sample: int | None = None, mends: str = "", as_json: bool
) -> None:
    """Load a file and answer with what became of it; ends with 1 where it was not taken."""
    from shared.local.loading.loader import loader  # noqa: PLC0415

    progress = Progress(f"upload {source}")

    def tell(text: str) -> None:
        progress.clear()
        note(text)

    with loader(open_app(), settings()) as loading:
        done = loading.load(
            source,
            file,
            sample=sample,
            mends=mends,
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
        if done.reason_fr != done.reason:
            note(f"En français : {done.reason_fr}")
        raise click.exceptions.Exit(1)
    if done.rows and done.rejected == done.rows:
        note("Error: no row was taken, all were rejected; check the contract's format and key")
        raise click.exceptions.Exit(1)


def take_back(id: str, *, dry_run: bool, yes: bool, as_json: bool) -> None:
    """Undo an upload, after saying how far that reaches and asking whether to go on.

    Without a terminal nobody can be asked: then `--yes` or `--dry-run` must say it beforehand.
    """
    import msgspec  # noqa: PLC0415

    if not (dry_run or yes or sys.stdin.isatty()):
        raise click.UsageError(
            "taking an upload back must be confirmed, and there is no terminal to ask on: add "
            "--yes, or --dry-run to see how far it reaches"
        )
    from shared.local.loading.uploads import local_time  # noqa: PLC0415

    app = open_app()
    radius = app.undoing.preview(id)
    before = _undone_at(app, id)
    if before:
        done = {"upload": id, "undone": True, "already_undone": True, "undone_at": before}
        said = f"It was taken back already, on {local_time(before)}; nothing changed."
        answer({**done, **msgspec.to_builtins(radius)}, [said], as_json=as_json)
        return
    note(f"Taking back {id}: {_reach(radius)}")
    if not dry_run:
        if not yes:
            click.confirm("Go on?", abort=True, err=True)
        radius = app.undoing.undo(id, by=actor())
    done = {"upload": id, "undone": not dry_run, "already_undone": False}
    told = "Nothing was changed." if dry_run else "Taken back."
    answer({**done, **msgspec.to_builtins(radius)}, [told], as_json=as_json)


def _reach(radius: Blast) -> str:
    """How far taking an upload back reaches, in words."""
    import msgspec  # noqa: PLC0415

    counts = {name.partition("_"): one for name, one in msgspec.to_builtins(radius).items() if one}
    if not counts:
        return (
            "no record, profile or interaction changes, for nothing stands on this upload alone; "
            "only its own copies of the rows go"
        )
    return ", ".join(f"{in_words(one, kinds)} {done}" for (kinds, _, done), one in counts.items())


def _undone_at(app: App, id: str) -> str:
    """When an upload was taken back to the last row; empty while any of it is left."""
    from shared.model.upload import Upload  # noqa: PLC0415
    from shared.rules import catalogue, lake  # noqa: PLC0415

    stored = app.documents.get(Upload, id)
    if stored is None or stored.value.state != "undone":
        return ""
    folders = [
        (bucket, lake.upload_folder(entity, source=stored.value.source, upload=id))
        for bucket, entity in (
            (catalogue.QUARANTINE, "rows"),
            (catalogue.LAKE, "contacts"),
            (catalogue.LAKE, "interactions"),
        )
    ]
    # Its objects go last: killed before that, undoing it again finishes what was begun.
    is_finished = not any(True for place in folders for _ in app.objects.list(*place))
    return stored.value.undone_at if is_finished else ""


def lines(done: UploadSummary) -> Iterator[str]:
    """What became of an upload, for people."""
    from shared.local.loading.uploads import (  # noqa: PLC0415
        local_time,
        people_in_words,
        repeated_in_words,
        rows_in_words,
        sample_in_words,
    )

    if done.already_loaded:
        yield f"already loaded on {local_time(done.received_at)}; nothing changed. It had brought:"
    took = "" if done.already_loaded else f" in {done.seconds:.1f} s"
    of_sample = f", {sample_in_words(done)}" if done.sample else ""
    yield f"{done.file} of {done.source}: {done.state}{of_sample}{took} ({done.upload})"
    if done.state != "resolved":
        return
    yield f"  {rows_in_words(done)}"
    yield f"  {people_in_words(done)}"
    if repeated := repeated_in_words(done):
        yield f"  ! {repeated}"
    if done.rejected:
        yield f"  see the rejected rows: nova quarantine show {done.upload} --purpose integration"
    if done.review:
        yield "  see the doubtful pairs: nova reviews"
    yield from (f"  ! {issue}" for issue in done.issues)
