"""`nova request`: data-subject requests, from the day they come to their certificate."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from shared.errors import InvalidInput, NotFound
from shared.local.installation.session import open_app, settings
from shared.local.terminal.surface import (
    actor,
    answer,
    json_option,
    purpose_option,
    table,
)

if TYPE_CHECKING:
    from shared.model.caller import Caller
    from shared.privacy.deadlines import Regulation
    from shared.wiring.app import App

_ROLES = frozenset({"dpo"})
"""Whoever may read this installation's files acts for the data protection officer."""


@click.group()
def request() -> None:
    """Open a person's request, follow it, and answer for a system.

    \b
    Example:
      nova request open erasure --record eventclick.crm:E0000012
      nova request status req_5f0c9a2b41d7e830aa11
      nova request ack req_5f0c9a2b41d7e830aa11 eventclick.crm --state done --found 1 --removed 1
    """


@request.command("open")
@click.argument("right", type=click.Choice(["erasure", "access"]))
@click.option("--rcu", help="The person's RCU id.")
@click.option("--record", metavar="SOURCE:ID", help="One source's record of the person.")
@click.option("--email", help="An e-mail address of the person.")
@click.option("--phone", help="A phone number of the person.")
@click.option("--received", metavar="TIME", default="", help="When it came in; now, if not said.")
@click.option(
    "--cooling-off", type=int, default=0, metavar="HOURS", help="How long it can be cancelled."
)
@click.option("--key", help="An idempotency key: the same again is the same request.")
@json_option
def open_request(
    right: str,
    received: str,
    cooling_off: int,
    key: str | None,
    as_json: bool,
    **subject: str | None,
) -> None:
    """Open a request, and do our own stores' share of it at once.

    The person is named in exactly one way. Every system that holds a record of them gets a task
    with its own deadline; `status` follows them.

    \b
    Example:
      nova request open erasure --email lou.paz@example.net
    """
    from shared.local.loading.waiting import wait_until  # noqa: PLC0415
    from shared.model.privacy import ENDED  # noqa: PLC0415

    app = open_app()
    named = {kind: text for kind, text in subject.items() if text is not None}
    body: dict[str, object] = {"right": right, "subject": named, "cooling_off_hours": cooling_off}
    if received:
        body["received_at"] = _zoned(received).isoformat()
    opened = app.privacy.doors.open(_caller(), body, idempotency_key=key)

    def is_done() -> bool:
        tasks = app.privacy.desk.tasks(opened["id"])
        return bool(cooling_off) or any(
            one.system == "nova" and one.state in ENDED for one in tasks
        )

    wait_until(is_done, settings())
    _show(app, opened["id"], as_json=as_json)


@request.command()
@click.argument("id")
@json_option
def status(id: str, as_json: bool) -> None:
    """Show how far a request is: each system's task, its deadline and its answer.

    \b
    Example:
      nova request status req_5f0c9a2b41d7e830aa11
    """
    _show(open_app(), id, as_json=as_json)


@request.command("list")
@json_option
def list_requests(as_json: bool) -> None:
    """List the requests, the oldest first.

    \b
    Example:
      nova request list
    """
    found = sorted(open_app().privacy.desk.requests(), key=lambda one: one.received_at)
    rows = [
        (one.id, " ".join(one.rights), one.state, one.received_at[:10], one.deadlines.effective)
        for one in found
    ]
    value = {
        "requests": [
            {"id": one.id, "rights": one.rights, "state": one.state, "received_at": one.received_at}
            for one in found
        ]
    }
    lines = table(rows, header=("id", "rights", "state", "received", "due"))
    answer(value, lines if found else ["There is no request."], as_json=as_json)


@request.command()
@click.argument("id")
@json_option
def cancel(id: str, as_json: bool) -> None:
    """Cancel a request before anything was destroyed or told: while its cooling-off lasts.

    \b
    Example:
      nova request cancel req_5f0c9a2b41d7e830aa11
    """
    app = open_app()
    app.privacy.doors.cancel(_caller(), id)
    _show(app, id, as_json=as_json)


@request.command()
@click.argument("id")
@click.argument("system")
@click.option(
    "--state",
    type=click.Choice(["done", "nothing_found", "partially_done", "refused"]),
    default="done",
    show_default=True,
)
@click.option("--found", type=click.IntRange(min=0), default=0, help="Records the system had.")
@click.option("--removed", type=click.IntRange(min=0), default=0, help="How many it removed.")
@click.option(
    "--retained",
    nargs=3,
    multiple=True,
    metavar="CATEGORY GROUND UNTIL",
    help="What it keeps, on which ground, until when.",
)
@json_option
def ack(
    *,
    id: str,
    system: str,
    state: str,
    found: int,
    removed: int,
    retained: tuple[tuple[str, str, str], ...],
    as_json: bool,
) -> None:
    """Enter a system's answer that came by letter or mail; systems themselves use the door.

    \b
    Example:
      nova request ack req_5f0c9a2b41d7e830aa11 eventclick.crm --found 1 --removed 1
      nova request ack req_5f0c9a2b41d7e830aa11 eventclick.crm --state refused \\
        --retained invoices "GDPR art. 17(3)(b), C. com. L123-22" 2036-12-31
    """
    app = open_app()
    tasks = [one for one in app.privacy.desk.tasks(id) if one.system == system]
    if not tasks:
        raise NotFound(f"request {id} has no task for {system}")
    kept = [dict(zip(("category", "ground", "until"), one, strict=True)) for one in retained]
    counts = {} if state == "nothing_found" else {"found": found, "removed": removed}
    body = {"state": state, "counts": counts, "retained": kept}
    for task in tasks:
        app.privacy.answering.acknowledge(id, task.id, body, by=f"{actor()} for {system}")
    _show(app, id, as_json=as_json)


@request.command()
@click.argument("id")
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), required=True, help="The ZIP."
)
@purpose_option("data_subject_request")
@json_option
def package(id: str, out: Path, purpose: str, as_json: bool) -> None:
    """Write the package of an access request to a file, for the person it is about.

    \b
    Example:
      nova request package req_5f0c9a2b41d7e830aa11 --out package.zip
    """
    doors = open_app().privacy.doors
    link = doors.show(_caller(), id).get("package", "")
    if not link:
        raise NotFound(f"request {id} has no package")
    out.write_bytes(doors.package(_caller(), id, link.partition("key=")[2]))
    answer(
        {"request": id, "file": str(out), "purpose": purpose},
        [f"written to {out}"],
        as_json=as_json,
    )


@request.command()
@click.option(
    "--received",
    required=True,
    metavar="TIME",
    help="When it came in, as 2026-03-05 or 2026-03-05T23:30:00Z; Paris time if no zone is named.",
)
@click.option("--clause", type=int, metavar="DAYS", help="What the company has promised.")
@click.option(
    "--calendar",
    default="FR",
    show_default=True,
    help="Public holidays of whoever answers: FR, FR-ALSACE, or another country, as DE-BY.",
)
@click.option(
    "--regulation", type=click.Choice(["gdpr", "ccpa"]), default="gdpr", show_default=True
)
@json_option
def due(
    received: str, clause: int | None, calendar: str, regulation: Regulation, as_json: bool
) -> None:
    """Say by when a request must be answered, and why.

    Three dates: the group's aim of 10 days, the company's clause, and the law's (one month, never
    ending on a day off). The earliest counts. Reads no data and writes none.

    \b
    Example:
      nova request due --received 2026-03-05 --clause 15 --calendar FR-ALSACE
    """
    from shared.privacy.deadlines import deadlines  # noqa: PLC0415

    found = deadlines(_time(received), clause_days=clause, calendar=calendar, regulation=regulation)
    answer(msgspec.to_builtins(found), found.explanation, as_json=as_json)


def _time(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise InvalidInput(
            f"--received {text!r} is no time (expected ISO 8601, as 2026-03-05T23:30:00+01:00)",
            field="received",
        ) from None


def _zoned(text: str) -> datetime:
    """A time without a zone is Paris time, as `due` has it."""
    from zoneinfo import ZoneInfo  # noqa: PLC0415

    from shared.privacy.deadlines import ZONE  # noqa: PLC0415

    time = _time(text)
    return time if time.tzinfo else time.replace(tzinfo=ZoneInfo(ZONE))


def _caller() -> Caller:
    from shared.model.caller import Caller  # noqa: PLC0415

    return Caller(name=actor(), roles=_ROLES)


def _show(app: App, id: str, *, as_json: bool) -> None:
    from shared.local.inspection.request_view import lines  # noqa: PLC0415

    view = app.privacy.doors.show(_caller(), id)
    answer(view, lines(view), as_json=as_json)
