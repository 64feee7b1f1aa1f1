"""What waits in an installation: messages, dead letters, requests, files, and late sources."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import msgspec

from shared.config import Settings
from shared.errors import InvalidContract, NotFound
from shared.local.inspection.checks import Check, database_path, looking_at
from shared.local.installation import folders
from shared.local.installation.session import running

_STUCK_SECONDS: Final = 900.0


def check_queue(settings: Settings) -> Check:
    if settings.backend != "embedded" or not database_path(settings).exists():
        return Check("queue", "ok", "empty")
    with looking_at(database_path(settings)) as connection:
        waiting, due = connection.execute("SELECT count(*), min(due_at) FROM deliveries").fetchone()
    server = running(Path(settings.data))
    if waiting and not server:
        return Check("queue", "warning", f"{waiting} messages wait", "nobody runs: nova serve")
    if due is not None and time.time() - due > _STUCK_SECONDS:
        return Check(
            "queue",
            "fault",
            f"a message has been due for {(time.time() - due) / 60:.0f} min",
            f"see {settings.data}/logs, then start again: nova serve",
        )
    who = f"run by process {server['pid']}" if server else "nobody runs it"
    return Check("queue", "ok", f"{waiting} messages wait, {who}")


def check_dead_letters(settings: Settings) -> Check:
    if settings.backend != "embedded" or not database_path(settings).exists():
        return Check("dead letters", "ok", "none")
    with looking_at(database_path(settings)) as connection:
        (count,) = connection.execute("SELECT count(*) FROM dead_letters").fetchone()
    if count:
        return Check(
            "dead letters", "warning", f"{count} messages were given up on", "nova dead-letters"
        )
    return Check("dead letters", "ok", "none")


def check_requests(settings: Settings) -> Check:
    """People wait for an answer: who is late, and who contradicts themselves."""
    from shared.model.privacy import ENDED, Task  # noqa: PLC0415
    from shared.privacy.lifecycle import is_overdue  # noqa: PLC0415

    if settings.backend != "embedded" or not database_path(settings).exists():
        return Check("requests", "ok", "none")
    with looking_at(database_path(settings)) as connection:
        bodies = connection.execute(
            "SELECT body FROM tasks WHERE state NOT IN (SELECT value FROM json_each(?)) "
            "OR instr(body, '\"contradictions\"')",
            (msgspec.json.encode(sorted(ENDED)).decode(),),
        ).fetchall()
    tasks = [msgspec.json.decode(body, type=Task) for (body,) in bodies]
    late = sum(is_overdue(one, datetime.now(UTC)) for one in tasks)
    contradicted = sum(bool(one.contradictions) for one in tasks)
    if late or contradicted:
        said = f"{late} tasks overdue, {contradicted} contradicted"
        return Check("requests", "warning", said, "nova request list, then status ID")
    return Check("requests", "ok", f"{len(tasks)} tasks wait for an answer, none overdue")


def check_sources(settings: Settings) -> Iterator[Check]:
    """Who is late with a file, by the contracts."""
    from shared.adapters.embedded.contracts import FolderContracts  # noqa: PLC0415
    from shared.model.upload import Upload  # noqa: PLC0415
    from shared.rules.freshness import last_files, late_sources  # noqa: PLC0415

    if settings.backend != "embedded" or not database_path(settings).exists():
        yield Check("sources", "ok", "no file yet")
        return
    try:
        contracts = FolderContracts(Path(settings.contracts)).all()
    except (InvalidContract, NotFound):
        return  # said of the contracts
    with looking_at(database_path(settings)) as connection:
        bodies = connection.execute("SELECT body FROM uploads").fetchall()
    came = last_files(msgspec.json.decode(body, type=Upload) for (body,) in bodies)
    late = late_sources(contracts, came, now=datetime.now(UTC))
    for one in late:
        said = f"{one.source} is late: its next file was due by {one.due}"
        yield Check("sources", "warning", said, "ask whoever sends it; see nova status")
    if not late:
        yield Check("sources", "ok", "none is late")


def check_landing(settings: Settings) -> Iterator[Check]:
    """Files nobody will take, or that were refused and lie there still."""
    from shared.local.platform.landing import is_export, is_speakable  # noqa: PLC0415

    folder = folders.landing(settings)
    if not folder.exists():
        yield Check("landing", "ok", "made on first use")
        return
    lying = [path for path in folder.rglob("*") if path.is_file() and is_export(path.name)]
    astray = [path for path in lying if path.parent == folder]
    for path in astray[:3]:
        yield Check("landing", "warning", f"{path} belongs to no source", "move it: nova sources")
    unnamed = sum(not is_speakable(path.name) for path in lying)
    if unnamed:
        yield Check(
            "landing",
            "warning",
            f"{unnamed} file(s) have a name that is not UTF-8 or holds control characters",
            "rename them; they are not taken as they are",
        )
    old = [path for path in lying if time.time() - path.stat().st_ctime > _STUCK_SECONDS]
    if old:
        yield Check(
            "landing",
            "warning",
            f"{len(old)} files lie there for over 15 min",
            "nova status says whether they were refused; if nobody runs: nova serve",
        )
    elif not astray and not unnamed:
        yield Check("landing", "ok", f"{len(lying)} files")
