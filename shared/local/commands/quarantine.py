"""`nova quarantine`: what was refused, and why."""

from __future__ import annotations

import base64
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from shared.errors import NotFound
from shared.local.installation.session import open_app
from shared.local.terminal.surface import answer, json_option, purpose_option, table

if TYPE_CHECKING:
    from shared.model.upload import Upload
    from shared.wiring import App


@click.group(invoke_without_command=True)
@json_option
@click.pass_context
def quarantine(ctx: click.Context, as_json: bool) -> None:
    """List what was refused, and show it.

    Rows that could not be read or name nobody, by upload and reason; files that could not be
    taken at all; messages a function refused.

    \b
    Example:
      nova quarantine
      nova quarantine show 5f0c9a2b41d7e830 --purpose integration
      nova quarantine export 5f0c9a2b41d7e830 --out to_mend.csv --purpose integration
      nova quarantine mend 5f0c9a2b41d7e830 to_mend.csv
    """
    if ctx.invoked_subcommand is not None:
        return
    from shared.ingest.french import in_french  # noqa: PLC0415

    app = open_app()
    mended = _mended(app)
    value = {
        "uploads": [_rows_of(app, one, mended) for one in _with_rejected(app)],
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
    answer(value, _lines(value), as_json=as_json)


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
        {**row, "text": _text(base64.b64decode(row["bytes"]), encoding)}
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

    The header comes first, then each row as it was written; rows that were taken are not in it.
    Mend it, then drop it with `nova quarantine mend`.

    \b
    Example:
      nova quarantine export 5f0c9a2b41d7e830 --out to_mend.csv --purpose integration
    """
    from shared.local.loading.mending import to_mend  # noqa: PLC0415
    from shared.local.terminal.disclosure import record  # noqa: PLC0415
    from shared.model.upload import Upload  # noqa: PLC0415

    app = open_app()
    stored = app.documents.get(Upload, upload)
    if stored is None:
        raise NotFound(f"there is no upload {upload}; `nova quarantine` lists those with rows here")
    rows = list(_rows(app, stored.value))
    if not rows:
        raise NotFound(f"no row of upload {upload} was refused: there is nothing to mend")
    record(app, act="quarantine disclosed", purpose=purpose, profiles=(), subject=upload)
    text = to_mend(stored.value, rows)
    out.write_text(text, encoding="utf-8", newline="")
    source = stored.value.source
    value = {"upload": upload, "source": source, "file": str(out), "rows": len(rows)}
    count = "1 row" if len(rows) == 1 else f"{len(rows):,} rows"
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


def _with_rejected(app: App) -> Iterator[Upload]:
    from shared.model.upload import Part  # noqa: PLC0415

    for upload in _uploads(app, None):
        parts = app.documents.find(Part, where={"upload": upload.id})
        if any(stored.value.rejected for _, stored in parts):
            yield upload


def _uploads(app: App, where: dict[str, str] | None) -> list[Upload]:
    from shared.model.upload import Upload  # noqa: PLC0415

    found = [stored.value for _, stored in app.documents.find(Upload, where=where)]
    return sorted(found, key=lambda one: one.received_at, reverse=True)


def _mended(app: App) -> dict[str, int]:
    """Upload -> how many rows that were dropped again for it are taken by now."""
    from shared.model.upload import Part  # noqa: PLC0415

    counts: dict[str, int] = {}
    for upload in _uploads(app, {"state": "mapped"}):
        if upload.mends:
            parts = app.documents.find(Part, where={"upload": upload.id})
            taken = sum(stored.value.mapped for _, stored in parts)
            counts[upload.mends] = counts.get(upload.mends, 0) + taken
    return counts


def _rows_of(app: App, upload: Upload, mended: Mapping[str, int]) -> dict[str, Any]:
    reasons = Counter(row["reason"] for row in _rows(app, upload))
    return {
        "upload": upload.id,
        "source": upload.source,
        "file": upload.name.rpartition("/")[2],
        "rejected": reasons.total(),
        "mended": mended.get(upload.id, 0),
        "reasons": dict(reasons.most_common()),
    }


def _rows(app: App, upload: Upload) -> Iterator[dict[str, Any]]:
    from shared.local.loading.rejections import rejected_rows  # noqa: PLC0415

    return rejected_rows(app.objects, source=upload.source, upload=upload.id)


def _messages(app: App) -> Iterator[dict[str, Any]]:
    from shared.rules import catalogue  # noqa: PLC0415

    for name in app.objects.list(catalogue.QUARANTINE, "messages/"):
        kept = json.loads(app.objects.read(catalogue.QUARANTINE, name))
        yield {"name": name, "function": kept["function"], "reason": kept["reason"]}


def _lines(value: dict[str, Any]) -> Iterator[str]:
    if not any(value.values()):
        yield "Nothing was refused."
        return
    if value["uploads"]:
        yield from table(
            [
                (one["upload"], one["source"], one["file"], count, one["mended"] or "", reason)
                for one in value["uploads"]
                for reason, count in one["reasons"].items()
            ],
            header=("upload", "source", "file", "rows", "mended", "reason"),
        )
        yield "See the rows: nova quarantine show UPLOAD --purpose integration"
    for one in value["refused"]:
        yield f"! {one['file']} ({one['source']}) was refused whole: {one['reason']}"
        if one["reason_fr"] != one["reason"]:
            yield f"  En français : {one['reason_fr']}"
    for one in value["messages"]:
        yield f"! {one['function']} refused a message: {one['reason']} ({one['name']})"


def _row_lines(rows: list[dict[str, Any]]) -> Iterator[str]:
    for row in rows:
        line = f" (line {row['line']})" if row.get("line") else ""
        yield f"row {row['row']}{line}: {row['reason']}"
        yield f"  {row['text'].rstrip()}"
    if not rows:
        yield "No row of this upload was refused."
