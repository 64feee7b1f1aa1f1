"""`nova quarantine`: what was refused, and why."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from shared.errors import InvalidInput, NotFound
from shared.local.installation.session import open_app
from shared.local.terminal.surface import actor, answer, in_words, json_option, purpose_option

if TYPE_CHECKING:
    from shared.local.loading.quarantined import RefusedRows
    from shared.model.upload import Dismissal, Upload
    from shared.wiring.app import App


@click.group(invoke_without_command=True)
@click.option("--all", "closed", is_flag=True, help="Also uploads of which nothing is left.")
@json_option
@click.pass_context
def quarantine(ctx: click.Context, closed: bool, as_json: bool) -> None:
    """List what was refused, and show it.

    Rows that could not be read or name nobody, by upload; files that could not be taken at all;
    messages a function refused. Rows that were mended or dismissed need nobody any more; rows of a
    sample are listed with the whole file once that is loaded.

    \b
    Example:
      nova quarantine
      nova quarantine show 5f0c9a2b41d7e830 --purpose integration
      nova quarantine export 5f0c9a2b41d7e830 --out to_mend.csv --purpose integration
      nova quarantine mend 5f0c9a2b41d7e830 to_mend.csv
      nova quarantine dismiss 5f0c9a2b41d7e830 1204 --reason "line of totals"
    """
    if ctx.invoked_subcommand is not None:
        return
    import msgspec  # noqa: PLC0415

    from shared.ingest.french import in_french  # noqa: PLC0415
    from shared.local.loading.quarantined import refused_rows  # noqa: PLC0415

    app = open_app()
    everything = refused_rows(app, closed=True)
    found = everything if closed else [one for one in everything if one.left]
    value = {
        "uploads": msgspec.to_builtins(found),
        "closed": sum(one.mended + one.dismissed for one in everything),
        "refused": [
            {
                "upload": one.id,
                "source": one.source,
                "file": one.name,
                "reason": one.reason,
                "reason_fr": in_french(one.reason),
            }
            for one in _uploads(app, {"state": "refused"})
        ],
        "messages": list(_messages(app)),
    }
    answer(value, _lines(value, found), as_json=as_json)


@quarantine.command("show")
@click.argument("upload")
@click.option(
    "--last",
    type=click.IntRange(min=1),
    default=100,
    show_default=True,
    help="How many rows, the first ones.",
)
@purpose_option("integration")
@json_option
def show(upload: str, last: int, purpose: str, as_json: bool) -> None:
    """Show the refused rows of an upload: their numbers, reasons, and text.

    With --json also the bytes as they were, in base64.

    \b
    Example:
      nova quarantine show 5f0c9a2b41d7e830 --purpose integration
    """
    from shared.local.loading.dismissing import dismissal_of  # noqa: PLC0415
    from shared.local.terminal.disclosure import record  # noqa: PLC0415
    from shared.model.upload import Upload  # noqa: PLC0415

    app = open_app()
    stored = app.documents.get(Upload, upload)
    if stored is None:
        raise NotFound(f"there is no upload {upload}; `nova quarantine` lists those with rows here")
    # Nobody knows whose rows these are, so no restriction can be looked up: the upload is named.
    record(app, act="quarantine disclosed", purpose=purpose, profiles=(), subject=upload)
    encoding = _encoding(stored.value)
    rows = [
        {
            **row,
            "text": _text(base64.b64decode(row["bytes"]), encoding),
            **_dismissal(dismissal_of(stored.value, int(row["row"]))),
        }
        for row in islice(_rows(app, stored.value), last)
    ]
    value = {"upload": upload, "source": stored.value.source, "rows": rows}
    answer(value, _row_lines(rows), as_json=as_json)


@quarantine.command("export")
@click.argument("upload")
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    help="Where to write them.",
)
@purpose_option("integration")
@json_option
def export(upload: str, out: Path, purpose: str, as_json: bool) -> None:
    """Write the refused rows of an upload as a file, to be mended and dropped again.

    The header comes first, then each row as it was written; rows that were taken or dismissed are
    not in it.
    Mend it, then drop it with `nova quarantine mend`.

    \b
    Example:
      nova quarantine export 5f0c9a2b41d7e830 --out to_mend.csv --purpose integration
    """
    from shared.local.loading.dismissing import dismissal_of  # noqa: PLC0415
    from shared.local.loading.mending import to_mend  # noqa: PLC0415
    from shared.local.terminal.disclosure import record  # noqa: PLC0415
    from shared.model.upload import Upload  # noqa: PLC0415

    app = open_app()
    stored = app.documents.get(Upload, upload)
    if stored is None:
        raise NotFound(f"there is no upload {upload}; `nova quarantine` lists those with rows here")
    standing = stored.value
    rows = [row for row in _rows(app, standing) if not dismissal_of(standing, int(row["row"]))]
    if not rows:
        raise NotFound(f"no row of upload {upload} is left refused: there is nothing to mend")
    if out.exists():
        raise InvalidInput(f"{out} exists already; move it away first", field="out")
    record(app, act="quarantine disclosed", purpose=purpose, profiles=(), subject=upload)
    text = to_mend(stored.value, rows)
    out.write_text(text, encoding="utf-8", newline="")
    source = stored.value.source
    value = {"upload": upload, "source": source, "file": str(out), "rows": len(rows)}
    count = in_words(len(rows), "rows")
    said = f"Wrote {count} to {out}. Mend, then: nova quarantine mend {upload} {out}"
    answer(value, [said], as_json=as_json)


@quarantine.command("mend")
@click.argument("upload")
@click.argument("file", type=click.Path(path_type=Path))
@json_option
def mend(upload: str, file: Path, as_json: bool) -> None:
    """Drop refused rows again, mended: they are marked so in the list.

    FILE is what `nova quarantine export` wrote, corrected by hand. It goes to the source of the
    upload whose rows it mends, and is followed to its end as by `nova upload`.

    \b
    Example:
      nova quarantine mend 5f0c9a2b41d7e830 to_mend.csv
    """
    from shared.local.commands.upload import drop_and_follow  # noqa: PLC0415
    from shared.model.upload import Upload  # noqa: PLC0415

    stored = open_app().documents.get(Upload, upload)
    if stored is None:
        raise NotFound(f"there is no upload {upload}; `nova quarantine` lists those with rows here")
    drop_and_follow(stored.value.source, file, mends=upload, as_json=as_json)


@quarantine.command("dismiss")
@click.argument("upload")
@click.argument("rows", nargs=-1, type=click.IntRange(min=1))
@click.option("--reason", help="Why they need no mending; kept with them.")
@click.option("--undo", is_flag=True, help="List them again.")
@json_option
def dismiss(
    upload: str, rows: tuple[int, ...], reason: str | None, undo: bool, as_json: bool
) -> None:
    """Say that refused rows need no mending, as a line of totals: they leave the list.

    ROWS are their numbers; without any, all refused rows of the upload are meant. They stay in
    quarantine and count as rejected; `--undo` lists them again.

    \b
    Example:
      nova quarantine dismiss 5f0c9a2b41d7e830 1204 --reason "line of totals"
      nova quarantine dismiss 5f0c9a2b41d7e830 1204 --undo
    """
    from shared.local.loading import dismissing  # noqa: PLC0415

    if undo == bool(reason):
        raise click.UsageError("say why: --reason TEXT; or --undo, which needs no reason")
    app = open_app()
    if undo:
        done = dismissing.put_back(app, upload, rows)
    else:
        done = dismissing.dismiss(app, upload, rows, reason=reason or "", by=actor())
    became = "listed again" if undo else "dismissed; nova quarantine dismiss --undo lists it again"
    value = {"upload": upload, "rows": done, "dismissed": not undo}
    answer(value, [f"{in_words(len(done), 'rows')} of {upload}: {became}."], as_json=as_json)


def _dismissal(said: Dismissal | None) -> dict[str, Any]:
    return {"dismissed": {"by": said.by, "at": said.at, "reason": said.reason}} if said else {}


def _encoding(upload: Upload) -> str:
    """How the upload's file was written, as far as it was told."""
    dialect = json.loads(bytes(upload.dialect)) or {}
    return str(dialect.get("encoding", "utf-8"))


def _text(raw: bytes, encoding: str) -> str:
    """The row for people: rows refused while mapping are kept as UTF-8, others as they were."""
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode(encoding, "replace")


def _uploads(app: App, where: dict[str, str] | None) -> list[Upload]:
    from shared.model.upload import Upload  # noqa: PLC0415

    found = [stored.value for _, stored in app.documents.find(Upload, where=where)]
    return sorted(found, key=lambda one: one.received_at, reverse=True)


def _rows(app: App, upload: Upload) -> Iterator[dict[str, Any]]:
    from shared.local.loading.rejections import rejected_rows  # noqa: PLC0415

    return rejected_rows(app.objects, source=upload.source, upload=upload.id)


def _messages(app: App) -> Iterator[dict[str, Any]]:
    from shared.rules import catalogue  # noqa: PLC0415

    for name in app.objects.list(catalogue.QUARANTINE, "messages/"):
        kept = json.loads(app.objects.read(catalogue.QUARANTINE, name))
        yield {"name": name, "function": kept["function"], "reason": kept["reason"]}


def _lines(value: dict[str, Any], found: list[RefusedRows]) -> Iterator[str]:
    from shared.local.loading.quarantined import lines  # noqa: PLC0415

    if not any(value.values()):
        yield "Nothing was refused."
        return
    if found:
        yield from lines(found)
        yield "See the rows: nova quarantine show UPLOAD --purpose integration"
    if value["closed"]:
        rows = in_words(value["closed"], "refused rows")
        yield f"{rows} mended or dismissed so far (nova quarantine --all)."
    for one in value["refused"]:
        yield f"! {one['file']} ({one['source']}) was refused whole: {one['reason']}"
        if one["reason_fr"] != one["reason"]:
            yield f"  En français : {one['reason_fr']}"
    for one in value["messages"]:
        yield f"! {one['function']} refused a message: {one['reason']} ({one['name']})"


def _row_lines(rows: list[dict[str, Any]]) -> Iterator[str]:
    for row in rows:
        line = f" (line {row['line']})" if row.get("line") else ""
        why = row.get("dismissed")
        said = f" [dismissed by {why['by']}: {why['reason']}]" if why else ""
        yield f"row {row['row']}{line}: {row['reason']}{said}"
        yield f"  {row['text'].rstrip()}"
    if not rows:
        yield "No row of this upload was refused."
