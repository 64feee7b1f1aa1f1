"""`nova status`: the uploads and how far they are."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from shared.local.installation.session import open_app, running
from shared.local.terminal.finding import count_profiles
from shared.local.terminal.surface import answer, in_words, json_option, span, table

if TYPE_CHECKING:
    from shared.local.loading.uploads import UploadSummary
    from shared.wiring.app import App


_WIDEST_NAME: Final = 40
_PUSHED: Final = "(pushed)"
"""What stands for the file of a live change, which came without one."""


@click.command()
@click.option("--source", help="Only uploads of this source, as eventclick.crm.")
@click.option(
    "--last",
    type=click.IntRange(min=1),
    default=20,
    show_default=True,
    help="How many uploads, the latest first.",
)
@json_option
def status(source: str | None, last: int, as_json: bool) -> None:
    """List the uploads and how far they are.

    An upload is `mapping` while rows are read, `resolving` while people are recognised, then
    `resolved`; or `refused`, with the reason, or `undone`. Below the table stands what was doubtful
    about each file: columns mapped with little confidence, tables that were left out. Above it
    stand the sources that are late by their contract's `expected`, and the doubtful pairs that
    have waited for a person for more than 24 hours.

    \b
    Example:
      nova status --source eventclick.crm
    """
    app = open_app()
    uploads = _uploads(app, source, last)
    server = running(Path(app.settings.data))
    import msgspec  # noqa: PLC0415

    late = [msgspec.to_builtins(one) for one in app.arrivals.late(source)]
    value = {
        "running": bool(server),
        "late": late,
        "overdue": _overdue(app),
        "backend": app.settings.backend,
        "profiles": count_profiles(app),
        "waiting": waiting(app),
        "dead_letters": len(app.dead_letters.list()),
        "uploads": [_value(one) for one in uploads],
    }
    answer(value, _lines(value, uploads), as_json=as_json)


def _value(one: UploadSummary) -> dict[str, Any]:
    import msgspec  # noqa: PLC0415

    value: dict[str, Any] = msgspec.to_builtins(one)
    del value["already_loaded"]  # only a drop that is followed has an answer to that
    return value


def waiting(app: App) -> int | None:
    """How many messages wait to be delivered; None where the queue is not ours to look into."""
    if app.settings.backend != "embedded":
        return None
    from shared.local.installation.queues import depth, open_queue  # noqa: PLC0415

    return depth(open_queue(app.settings), now=app.clock.now().timestamp())


def _overdue(app: App) -> int:
    """How many open reviews a person should have answered by now."""
    from shared.identity.due import is_overdue  # noqa: PLC0415
    from shared.model.profile import Review  # noqa: PLC0415

    now = app.clock.now()
    waiting = app.documents.find(Review, where={"state": "open"})
    return sum(is_overdue(stored.value, now) for _, stored in waiting)


def _uploads(app: App, source: str | None, last: int) -> list[UploadSummary]:
    """The latest uploads. Raises NotFound for a source without any that no contract names."""
    from shared.local.loading.rejections import with_alarm  # noqa: PLC0415
    from shared.local.loading.uploads import read_summary  # noqa: PLC0415
    from shared.model.upload import Upload  # noqa: PLC0415

    where = {"source": source} if source is not None else None
    found = [stored.value for _, stored in app.documents.find(Upload, where=where)]
    if source is not None and not found:
        app.contracts.source(source)
    found.sort(key=lambda one: one.received_at, reverse=True)
    now = app.clock.now()
    return [
        with_alarm(read_summary(app.documents, one, now=now), app.objects) for one in found[:last]
    ]


def _lines(value: dict[str, Any], uploads: list[UploadSummary]) -> Iterator[str]:
    from shared.local.loading.uploads import local_time  # noqa: PLC0415

    server = "running" if value["running"] else "no server is running (start one: nova serve)"
    yield "; ".join([server, in_words(value["profiles"], "profiles"), *_queue(value)])
    for one in value["late"]:
        yield (
            f"! {one['source']} is late: a file is expected every {one['every']}, the last came "
            f"{local_time(one['last'])}, the next was due by {local_time(one['due'])}"
        )
    if value["overdue"]:
        pairs = in_words(value["overdue"], "doubtful pairs")
        verb = "has" if value["overdue"] == 1 else "have"
        yield f"! {pairs} {verb} waited for a person for over 24 h (nova reviews)"
    if not uploads:
        yield "No uploads yet. Drop a file: nova upload SOURCE FILE (sources: nova sources)."
        return
    yield ""
    yield from table(
        [
            (
                one.upload,
                one.source,
                _short(one.file or _PUSHED),
                local_time(one.received_at),
                _state(one),
                f"{one.rows:,}",
                f"{one.created:,}",
                f"{one.linked:,}",
                f"{one.review:,}",
                f"{one.unchanged:,}",
                f"{one.rejected + one.suppressed:,}",
            )
            for one in uploads
        ],
        header=(
            *("upload", "source", "file", "received", "state", "rows"),
            *("created", "linked", "review", "unchanged", "left out"),
        ),
    )
    for one in uploads:
        if one.reason:
            yield f"! {one.upload} was refused: {one.reason}"
        if one.reason_fr != one.reason:
            yield f"  En français : {one.reason_fr}"
        for issue in one.issues:
            yield f"! {one.upload}: {issue}"


def _queue(value: dict[str, Any]) -> Iterator[str]:
    if value["waiting"] is not None:
        yield f"{in_words(value['waiting'], 'messages')} to be delivered"
    if value["dead_letters"]:
        yield f"{in_words(value['dead_letters'], 'messages')} given up on (nova dead-letters)"


def _short(name: str) -> str:
    """A file's name, its middle left out where it would widen the table."""
    return name if len(name) <= _WIDEST_NAME else f"{name[:26]}…{name[-13:]}"


def _state(one: UploadSummary) -> str:
    is_whole = one.has_ended and one.rows < one.sample
    of_sample = f", sample of {'all' if is_whole else f'{one.sample:,}'}" if one.sample else ""
    if one.has_ended or one.share is None:
        return one.state + of_sample
    rate = f", {one.rows / one.seconds:,.0f} rows/s" if one.seconds else ""
    return f"{one.state} {one.share:.0%} ({span(one.seconds)}{rate}){of_sample}"
